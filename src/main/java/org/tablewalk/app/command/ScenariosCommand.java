package org.tablewalk.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.tablewalk.format.scenario.Parameter;
import org.tablewalk.format.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tablewalk scenarios} and {@code tablewalk scenarios show NAME}: what ships, and what can be set. */
@Command(
        name = "scenarios",
        description = "Lists the scenarios that ship; 'scenarios show NAME' tells what one is about and what can be set.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class ScenariosCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ScenarioSource scenarios;

    @ParentCommand
    private RootCommand root;

    public ScenariosCommand(Terminal terminal, ScenarioSource scenarios) {
        this.terminal = terminal;
        this.scenarios = scenarios;
    }

    @Override
    public Integer call() throws IOException {
        var list = new ArrayList<Line>();
        for (var name : scenarios.scenarios().shipped()) {
            list.add(new Line(name, scenarios.scenarios().load(name).title()));
        }
        terminal.answer(root.json(), new Shipped(list),
                () -> list.forEach(line -> terminal.out().println("%-22s %s".formatted(line.name(), Terminal.plain(line.title())))));
        return ExitCode.DONE.number();
    }

    @Command(
            name = "show",
            description = "Tells what a scenario is about, its parameters with their ranges, and its milestones.",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class)
    int show(@Parameters(paramLabel = "FILE|NAME", description = "A scenario file, or the name of a scenario that ships.") String name)
            throws IOException {
        var scenario = About.of(scenarios.read(name));
        terminal.answer(root.json(), scenario, () -> print(scenario));
        return ExitCode.DONE.number();
    }

    private void print(About scenario) {
        var out = terminal.out();
        out.println(scenario.name() + ": " + Terminal.plain(scenario.title()));
        if (!scenario.summary().isEmpty()) {
            out.println();
            out.println(Terminal.plain(scenario.summary()));
        }
        if (!scenario.parameters().isEmpty()) {
            out.println();
            out.println("Parameters (--set name=value):");
            for (var p : scenario.parameters()) {
                out.println("  %-18s %s, default %s".formatted(p.name(), Terminal.plain(p.range()), Terminal.plain(p.preset())));
                out.println("  %-18s %s".formatted("", Terminal.plain(p.help())));
            }
        }
        if (!scenario.milestones().isEmpty()) {
            out.println();
            out.println("Milestones (--phase name):");
            scenario.milestones().forEach(m -> out.println("  %-18s %s".formatted(Terminal.plain(m.name()), Terminal.plain(m.title()))));
        }
        scenario.notes().forEach(note -> {
            out.println();
            out.println(Terminal.plain(note));
        });
    }

    /** A scenario in the list. */
    record Line(String name, String title) {}

    /** The list. */
    record Shipped(List<Line> scenarios) {}

    /**
     * A parameter.
     *
     * @param type   integer, choice or flag
     * @param range  the values there are
     * @param preset the value when none is given
     */
    record Setting(String name, String type, String range, String preset, String help) {}

    /** What a scenario is about. */
    record About(String name, String title, String summary, List<Setting> parameters, List<Line> milestones, List<String> notes) {
        static About of(Scenario scenario) {
            return new About(scenario.name().text(), scenario.title(), scenario.summary(), scenario.parameters().stream().map(About::setting).toList(),
                    scenario.milestones().stream().map(m -> new Line(m.name().text(), m.title())).toList(), scenario.notes());
        }

        private static Setting setting(Parameter p) {
            var type = switch (p) {
                case Parameter.Whole whole -> "integer";
                case Parameter.Choice choice -> "choice";
                case Parameter.Flag flag -> "flag";
            };
            var preset = p.preset();
            return new Setting(p.name(), type, p.range(), preset.by() == null ? preset.value() : preset.value() + " (by " + preset.by() + ": "
                    + preset.cases() + ")", p.help());
        }
    }
}
