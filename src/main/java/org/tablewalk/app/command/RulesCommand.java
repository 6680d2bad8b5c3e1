package org.tablewalk.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.tablewalk.check.judge.Grade;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.format.scenario.Quoted;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.format.scenario.Scenarios;
import org.tablewalk.narrate.RuleTexts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code tablewalk rules [ID]}: the table of the rules that runs are judged by, or one with its smallest example. */
@Command(
        name = "rules",
        description = "Prints the rules that runs are judged by; 'rules ID' one of them with its source and its smallest example.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "The example of a rule is a scenario: run rule:ID. With --set right=true one line of it is there that was",
            "missing, and no rule is broken. How sure a rule is: verified (read in a primary source), secondary (read in one",
            "that quotes a primary one), inferred, defined (by this program)."
        })
public final class RulesCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ScenarioSource scenarios;
    private final RuleTexts texts = new RuleTexts();

    @ParentCommand
    private RootCommand root;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "A rule, as the list calls it.")
    private String id;

    public RulesCommand(Terminal terminal, ScenarioSource scenarios) {
        this.terminal = terminal;
        this.scenarios = scenarios;
    }

    @Override
    public Integer call() throws IOException {
        if (id == null) {
            var table = new ArrayList<Line>();
            for (var rule : Rule.values()) {
                table.add(line(rule));
            }
            terminal.answer(root.json(), new Table(table), () -> print(table));
            return ExitCode.DONE.number();
        }
        var rule = Rule.of(id);
        if (rule == null) {
            throw new InputException("no rule '" + id + "'; there are " + Arrays.stream(Rule.values()).map(Rule::id).collect(Collectors.joining(", ")));
        }
        var line = line(rule);
        terminal.answer(root.json(), line, () -> print(line));
        return ExitCode.DONE.number();
    }

    private Line line(Rule rule) throws IOException {
        return new Line(rule.id(), rule.grade().word(), texts.name(rule), texts.pattern(rule), texts.legal(rule), texts.source(rule), texts.sure(rule),
                Example.of(rule, scenarios.scenarios().load(Scenarios.RULE + rule.id())));
    }

    private void print(List<Line> table) {
        for (var grade : Grade.values()) {
            terminal.out().println(grade.word() + ":");
            table.stream().filter(line -> line.grade().equals(grade.word())).forEach(line -> terminal.out().println("  %-18s %s (%s)".formatted(line.rule(), line.name(), line
                    .sure())));
        }
    }

    private void print(Line line) {
        var out = terminal.out();
        out.println(line.rule() + " (" + line.grade() + "): " + line.name());
        out.println("  " + line.sentence());
        out.println("  legal:  " + line.legal());
        out.println("  source: " + line.source() + " (" + line.sure() + ")");
        out.println();
        out.println("run " + line.example().scenario() + ": " + line.example().title());
        out.println("  " + line.example().summary());
        out.println("  --set right=true: " + line.example().right());
        for (var listing : line.example().listings()) {
            out.println();
            out.println("  " + listing.name());
            listing.lines().forEach(text -> out.println("    " + text));
        }
    }

    /** The table. */
    record Table(List<Line> rules) {}

    /**
     * A rule.
     *
     * @param sentence of a finding, with words in braces for what differs from one to the next
     */
    record Line(String rule, String grade, String name, String sentence, String legal, String source, String sure, Example example) {}

    /** Code of an example. */
    record Listing(String name, List<String> lines) {}

    /**
     * The smallest example.
     *
     * @param scenario name to run it by
     * @param right    what its parameter {@code right} does about it
     */
    record Example(String scenario, String title, String summary, String right, List<Listing> listings) {
        static Example of(Rule rule, Scenario scenario) {
            var listings = new ArrayList<Listing>();
            for (var actor : scenario.actors()) {
                var name = "CPU " + actor.cpus().first().source().text();
                listings.add(new Listing(name, actor.routine() != null ? List.of(actor.routine().text()) : texts(actor.lines())));
            }
            scenario.listings().stream().filter(l -> !l.lines().isEmpty()).forEach(l -> listings.add(new Listing(l.name().text(), texts(l.lines()))));
            return new Example(Scenarios.RULE + rule.id(), scenario.title(), scenario.summary(), scenario.parameter("right").help(), listings);
        }

        private static List<String> texts(List<Quoted> lines) {
            return lines.stream().map(Quoted::text).toList();
        }
    }
}
