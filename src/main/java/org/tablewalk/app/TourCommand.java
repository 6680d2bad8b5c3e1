package org.tablewalk.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tablewalk.app.command.ExitCode;
import org.tablewalk.app.command.Json;
import org.tablewalk.app.command.RootCommand;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.app.command.Version;
import org.tablewalk.picture.Palette;
import org.tablewalk.session.Command.OpenShipped;
import org.tablewalk.session.Command.Seek;
import org.tablewalk.session.Frame;
import org.tablewalk.session.ScenarioRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code tablewalk tour}: every shipped scenario as pictures of its key moments, and what was counted. */
@Command(
        name = "tour",
        description = "Makes a run of every scenario that ships, with pictures of its milestones and its counters. Needs no display.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class TourCommand implements Callable<Integer> {
    private static final int WIDTH = 1440;
    private static final int HEIGHT = 900;

    private final Terminal terminal;
    private final Composition composition;

    @ParentCommand
    private RootCommand root;

    @Option(names = "-o", paramLabel = "DIR", defaultValue = "tablewalk-tour", description = "Where pictures go. Default: ${DEFAULT-VALUE}.")
    private Path folder;

    TourCommand(Terminal terminal, Composition composition) {
        this.terminal = terminal;
        this.composition = composition;
    }

    @Override
    public Integer call() throws IOException {
        return tour(folder, root.json());
    }

    /** Makes the tour. */
    int tour(Path to, boolean json) throws IOException {
        var target = terminal.resolve(to);
        Files.createDirectories(target);
        var stops = new ArrayList<Stop>();
        for (var name : composition.source(terminal).scenarios().shipped()) {
            var stop = stop(name, target);
            stops.add(stop);
            if (!json) {
                print(stop, to);
            }
        }
        if (json) {
            terminal.out().println(new Json().text(new Tour(stops)));
        }
        return ExitCode.DONE.number();
    }

    private Stop stop(String name, Path target) throws IOException {
        try (var session = new DirectSession(composition.engine())) {
            session.send(new OpenShipped(name, Map.of(), null));
            if (!(session.frame().subject() instanceof ScenarioRun run)) {
                throw new IllegalStateException(name + " ships and does not open: " + session.frame().problem());
            }
            session.record(Long.MAX_VALUE);
            long steps = session.frame().length();
            var pictures = new ArrayList<Picture>();
            var files = new PictureFile(composition);
            for (var shot : shots(Milestones.of(run).positions())) {
                session.send(new Seek(shot.step()));
                var file = "%s-%s-%s.png".formatted(name, shot.milestone(), shot.theme().name().toLowerCase(Locale.ROOT));
                files.write(session, new PictureFile.Look(PictureFile.WINDOW, null, WIDTH, HEIGHT, shot.theme(), 100), target.resolve(file), null);
                pictures.add(new Picture(shot.milestone(), shot.step(), file));
            }
            session.send(new Seek(steps));
            var end = session.frame();
            return new Stop(name, run.title(), steps, end.runHash(), counters(end), pictures);
        }
    }

    /** The pictures of a run: every milestone by day; the last one, when most is to be seen, also by night. */
    static List<Shot> shots(Map<String, Long> milestones) {
        var shots = new ArrayList<Shot>();
        milestones.forEach((name, step) -> shots.add(new Shot(name, step, Palette.LIGHT)));
        if (!shots.isEmpty()) {
            shots.add(new Shot(shots.getLast().milestone(), shots.getLast().step(), Palette.DARK));
        }
        return shots;
    }

    private static Map<String, Long> counters(Frame frame) {
        var counters = new LinkedHashMap<String, Long>();
        for (int i = 0; i < frame.keys().size(); i++) {
            counters.put(frame.keys().get(i), frame.counters().get(i));
        }
        return counters;
    }

    private void print(Stop stop, Path to) {
        var out = terminal.out();
        out.println(stop.scenario() + ": " + stop.title() + ", " + stop.steps() + " steps");
        stop.counters().forEach((key, value) -> {
            if (value != 0) {
                out.println(String.format(Locale.ROOT, "  %-18s %d", key, value));
            }
        });
        stop.pictures().forEach(p -> out.println("  " + to.resolve(p.file()) + "  step " + p.step() + ", " + p.milestone()));
    }

    /** A picture that is to be made. */
    record Shot(String milestone, long step, Palette theme) {}

    /** The answer. */
    record Tour(List<Stop> scenarios) {}

    /** A scenario's run. */
    record Stop(String scenario, String title, long steps, String runHash, Map<String, Long> counters, List<Picture> pictures) {}

    /** A picture in the folder. */
    record Picture(String milestone, long step, String file) {}
}
