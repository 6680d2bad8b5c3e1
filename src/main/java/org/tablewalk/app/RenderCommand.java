package org.tablewalk.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.tablewalk.app.command.ExitCode;
import org.tablewalk.app.command.InputException;
import org.tablewalk.app.command.Json;
import org.tablewalk.app.command.RootCommand;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.app.command.Version;
import org.tablewalk.explore.Search;
import org.tablewalk.explore.SearchOptions;
import org.tablewalk.format.Problem;
import org.tablewalk.format.link.StepLink;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.picture.Palette;
import org.tablewalk.session.Command.Follow;
import org.tablewalk.session.Command.OpenFile;
import org.tablewalk.session.Command.OpenLink;
import org.tablewalk.session.Command.OpenShipped;
import org.tablewalk.session.Command.OpenShippedSet;
import org.tablewalk.session.Command.Seek;
import org.tablewalk.session.Command.SetParameters;
import org.tablewalk.session.LockStepFrame;
import org.tablewalk.session.ScenarioRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tablewalk render FILE|NAME}: one picture of one moment. */
@Command(
        name = "render",
        description = "Draws one moment of a run or a trace: the window, or its tree, its rows, its timeline or its TLBs. Needs no display.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class RenderCommand implements Callable<Integer> {
    private static final Pattern SIZE = Pattern.compile("([1-9]\\d{1,4})x([1-9]\\d{1,4})");
    private static final int LARGEST = 8192;

    private final Terminal terminal;
    private final Composition composition;

    @ParentCommand
    private RootCommand root;

    @Parameters(paramLabel = "FILE|NAME|LINK",
            description = "A scenario file, a casemate trace, the text of a kernel's kvmmmu trace, a dump of its stage-2 tables, the name of a scenario that ships, or a step's link.")
    private String source;

    @Option(names = "--set", paramLabel = "k=v", description = "Sets a parameter; may be repeated.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(names = "--seed", paramLabel = "N", description = "Seed of a scenario whose moves are chosen at random.")
    private Long seed;

    @Option(names = "--step", paramLabel = "N", description = "Steps made; 0 is the start. Default: the end.")
    private Long step;

    @Option(names = "--phase", paramLabel = "P", description = "The moment a milestone has happened; 'scenarios show NAME' lists them.")
    private String phase;

    @Option(names = "--violating", paramLabel = "P",
            description = "Instead of the scenario's own run a shortest one that violates a property, as explore finds it, where that is seen.")
    private String violating;

    @Option(names = "--lockstep", description = "The name is that of a set of machines that ships: they are drawn side by side, in lock step. --step is of the first.")
    private boolean lockStep;

    @Option(names = "--parting", description = "Of machines side by side: the moment at which they part, instead of --step.")
    private boolean parting;

    @Option(names = "--view", paramLabel = "V", defaultValue = "window",
            description = "window, tree, rows (a lane and a TLB for each CPU), timeline, tlb, or a tab that only some scenarios have. Default: ${DEFAULT-VALUE}.")
    private String view;

    @Option(names = "--tab", paramLabel = "T", description = "The tab at the bottom of the window: rows, tlbs, events, counters, verdict, or one that only some scenarios have.")
    private String tab;

    @Option(names = "--size", paramLabel = "WxH", defaultValue = "1440x900", description = "In pixels. Default: ${DEFAULT-VALUE}.")
    private String sizeText;

    @Option(names = "--theme", paramLabel = "T", defaultValue = "light", description = "light, dark or projector. Default: ${DEFAULT-VALUE}.")
    private String themeText;

    @Option(names = "--scale", paramLabel = "N", defaultValue = "100", description = "Size of everything in per cent, 100..300. Default: ${DEFAULT-VALUE}.")
    private int scale;

    @Option(names = "-o", paramLabel = "OUT", required = true, description = "The picture: a name ending in .png, or but for the window in .svg.")
    private Path out;

    RenderCommand(Terminal terminal, Composition composition) {
        this.terminal = terminal;
        this.composition = composition;
    }

    @Override
    public Integer call() throws IOException {
        var look = look();
        if (step != null && phase != null) {
            throw new InputException("--phase: cannot be used together with --step");
        }
        if (violating != null && phase != null) {
            throw new InputException("--phase: cannot be used together with --violating");
        }
        if (step != null && step < 0) {
            throw new InputException("--step: expected 0 or more, found " + step);
        }
        if (parting && (step != null || phase != null || violating != null)) {
            throw new InputException("--parting: cannot be used together with --step, --phase or --violating");
        }
        if (lockStep && (!parameters.isEmpty() || seed != null)) {
            throw new InputException((seed == null ? "--set" : "--seed") + ": a set of machines says it already");
        }
        PictureFile.check(look, out);
        var scenarios = composition.source(terminal);
        var file = scenarios.file(source);
        try (var session = new DirectSession(composition.engine())) {
            open(session, file);
            if (parting) {
                part(session);
            } else if (violating == null) {
                session.record(position(session));
            } else {
                violate(session);
            }
            if (step != null && session.frame().position() < step) {
                throw new InputException("--step: the run has only " + session.frame().length() + " steps, found " + step);
            }
            new PictureFile(composition).write(session, look, terminal.resolve(out), file);
            var answer = new Answer(session.frame().subject().name(), session.frame().position(), Json.hex(session.frame().stateHash()), out.toString());
            terminal.out().println(root.json() ? new Json().text(answer) : out + ": step " + answer.step());
        }
        return ExitCode.DONE.number();
    }

    private void open(DirectSession session, Path file) {
        if (lockStep && file == null) {
            session.send(new OpenShippedSet(source));
            refuse(session.frame().problem());
            return;
        }
        boolean link = StepLink.means(source);
        if (link && (!parameters.isEmpty() || seed != null)) {
            throw new InputException((seed == null ? "--set" : "--seed") + ": a link says it already");
        }
        session.send(link ? new OpenLink(source) : file == null ? new OpenShipped(source, parameters, seed) : new OpenFile(file));
        var problem = session.frame().problem();
        if (problem == null && !link && file != null && (!parameters.isEmpty() || seed != null)) {
            if (!(session.frame().subject() instanceof ScenarioRun)) {
                throw new InputException((seed == null ? "--set" : "--seed") + ": " + source + " is a trace, in which nothing can be set");
            }
            session.send(new SetParameters(parameters, seed));
            problem = session.frame().problem();
        }
        refuse(problem);
        if (seed != null && session.frame().subject() instanceof ScenarioRun run && run.source().order() != Scenario.Order.SEEDED) {
            throw new InputException("--seed: " + source + " chooses no move at random");
        }
    }

    private static void refuse(Problem problem) {
        if (problem != null) {
            throw new InputException(problem.toString());
        }
    }

    /** Runs machines side by side to their ends and goes to where they part. */
    private static void part(DirectSession session) {
        if (session.lockStep() == null) {
            throw new InputException("--parting: expected machines side by side");
        }
        session.record(Long.MAX_VALUE);
        LockStepFrame frame = session.lockStep();
        if (frame.parting() == null) {
            throw new InputException("--parting: these machines do the same to the end");
        }
        session.send(new Seek(frame.parting().deeds().get(frame.leading()).step() + 1));
    }

    /** Goes to the step asked for of a shortest run that violates the property, or to where that run shows it. */
    private void violate(DirectSession session) {
        if (!(session.frame().subject() instanceof ScenarioRun run)) {
            throw new InputException("--violating: a trace is one run; expected a scenario");
        }
        var search = new Search(run::machine, run.machineKind().judges(), SearchOptions.DEFAULT.withStopAt(Set.of(violating)));
        if (!search.properties().contains(violating)) {
            throw new InputException("--violating: expected one of " + String.join(", ", search.properties()) + ", found '" + violating + "'");
        }
        var result = search.run(progress -> {});
        var cause = result.first(violating).orElseThrow(() -> new InputException("--violating: no run " + (result.complete() ? "" : "that was seen ") + "violates " + violating));
        session.send(new Follow(run, Arrays.stream(result.witness(cause)).boxed().toList(), result.loop(cause).length));
        if (step != null) {
            session.send(new Seek(step));
        }
    }

    private long position(DirectSession session) {
        if (phase == null) {
            return step != null ? step : StepLink.means(source) ? session.frame().position() : Long.MAX_VALUE;
        }
        if (!(session.frame().subject() instanceof ScenarioRun run)) {
            throw new InputException("--phase: a trace has no milestones; use --step");
        }
        var names = run.source().scenario().milestones().stream().map(m -> m.name().text()).toList();
        if (!names.contains(phase)) {
            throw new InputException("--phase: expected one of " + String.join(", ", names) + ", found '" + phase + "'");
        }
        var position = Milestones.of(run).position(phase);
        if (position == null) {
            throw new InputException("--phase: this run does not reach " + phase);
        }
        return position;
    }

    private PictureFile.Look look() {
        var size = SIZE.matcher(sizeText);
        if (!size.matches() || Integer.parseInt(size.group(1)) > LARGEST || Integer.parseInt(size.group(2)) > LARGEST) {
            throw new InputException("--size: expected WxH such as 1440x900, at most " + LARGEST + " each, found '" + sizeText + "'");
        }
        var theme = switch (themeText) {
            case "light", "dark", "projector" -> Palette.valueOf(themeText.toUpperCase(Locale.ROOT));
            default -> throw new InputException("--theme: expected light, dark or projector, found '" + themeText + "'");
        };
        if (scale < 100 || scale > 300) {
            throw new InputException("--scale: expected 100..300, found " + scale);
        }
        return new PictureFile.Look(view, tab, Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)), theme, scale);
    }

    /** The answer: what was drawn, and where it is. */
    record Answer(String scenario, long step, String stateHash, String picture) {}
}
