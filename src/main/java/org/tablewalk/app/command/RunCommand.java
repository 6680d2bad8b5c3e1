package org.tablewalk.app.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.tablewalk.narrate.RuleTexts;
import org.tablewalk.narrate.Words;
import org.tablewalk.session.ScenarioRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code tablewalk run FILE|NAME}: makes a run, or goes through a trace, to its end and tells what was counted. */
@Command(
        name = "run",
        description = "Makes a run, or goes through a trace, and prints its counters and hashes.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "The run is judged by the rules that the command rules prints. Harm: it shows that something went wrong. Breach:",
            "a rule was broken, whatever came of it. Owed: nothing has happened yet.",
            "",
            "Exit code: 0 the run ended, or made the steps asked for, and nothing is wrong; 1 harm or a breach was found that",
            "the scenario does not expect, something is owed when everything has ended, a CPU waits for what cannot come, or",
            "the recorded choices do not fit the scenario; 2 bad input; 3 the scenario's own limit of steps, or that of the",
            "recording's size, was reached before the end, or it was stopped (Ctrl+C)."
        })
public final class RunCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ScenarioSource scenarios;

    @ParentCommand
    private RootCommand root;

    @Mixin
    private BoundedRunOptions options;

    @Option(names = "--trace", paramLabel = "OUT", description = "Writes the run as a scenario file with its choices; run OUT repeats it.")
    private Path trace;

    public RunCommand(Terminal terminal, ScenarioSource scenarios) {
        this.terminal = terminal;
        this.scenarios = scenarios;
    }

    @Override
    public Integer call() throws IOException {
        var chosen = options.open(scenarios);
        var output = trace == null ? null : output(chosen);
        var execution = chosen.start();
        try (var watch = new RunWatch(terminal, !root.json())) {
            options.run(execution, watch);
            return answer(chosen, execution, output);
        }
    }

    private int answer(RunOptions.Chosen chosen, Execution execution, OutputFile output) throws IOException {
        if (output != null) {
            new RecordedScenario(execution.chosen().source(), execution.steps(), execution::moves).write(output);
        }
        var judgement = new Judgement(execution);
        var facts = new FindingFacts(texts(chosen), judgement, execution.report());
        var answer = Answer.of(execution, facts);
        terminal.answer(root.json(), answer, () -> print(answer, execution, facts));
        return (judgement.failed() ? ExitCode.FAILED : options.exitCode(execution)).number();
    }

    private static RuleTexts texts(RunOptions.Chosen chosen) {
        return new RuleTexts(chosen.run() instanceof ScenarioRun run ? run.source().blueprint().program() : null, chosen.run()::tlbiName);
    }

    private OutputFile output(RunOptions.Chosen chosen) throws IOException {
        if (chosen.run().recorded()) {
            throw new InputException("--trace: " + chosen.name() + " is a trace already, and no scenario can be made of it");
        }
        return OutputFile.at(terminal.resolve(trace), options.file(scenarios));
    }

    private void print(Answer answer, Execution execution, FindingFacts facts) {
        var out = terminal.out();
        out.println(execution.chosen().title());
        answer.parameters().forEach((name, value) -> out.println("  %-18s %s".formatted(name, value)));
        execution.chosen().run().limits().forEach(limit -> out.println("note: " + Terminal.plain(limit)));
        out.println(answer.steps() + " steps, " + answer.outcome());
        answer.counters().forEach((name, value) -> out.println(String.format(Locale.ROOT, "  %-18s %d", name, value)));
        if (answer.undecidedFaults() > 0) {
            out.println(String.format(Locale.ROOT, "  of the faults %d were raised during an edit that did not end: not decided", answer.undecidedFaults()));
        }
        facts.print(out);
        answer.exits().forEach(exit -> print(exit, out));
        out.println("stateHash " + answer.stateHash());
        out.println("runHash   " + answer.runHash());
    }

    private static void print(Report.Cpu cpu, PrintWriter out) {
        var failure = cpu.failure();
        out.println("CPU " + cpu.cpu() + ": " + cpu.status() + (cpu.error() == 0 ? "" : ", " + Words.result(cpu.error()))
                + (failure == null ? "" : ": " + failure.asText()));
        if (failure != null) {
            failure.stack().forEach(call -> out.println(call.asText()));
        }
    }

    /**
     * The answer.
     *
     * @param steps           made
     * @param outcome         ended, stuck, replayed, limit, diverged, full or stopped
     * @param stateHash       of the final state's cells, 16 hexadecimal digits
     * @param runHash         SHA-256 of scenario, choices and final state
     * @param undecidedFaults translation faults in broken windows of edits that have not ended
     * @param exits           CPUs that did not end in order: with the error that KVM_RUN returned, or waiting
     * @param findings        of the run's judge, each cause once, in order of the steps
     * @param debts           invalidations that are owed where the run has come to
     */
    record Answer(String scenario, Map<String, Object> parameters, long seed, String policy, long steps, String outcome, String stateHash,
            String runHash, Map<String, Long> counters, int undecidedFaults, List<Report.Cpu> exits, List<FindingFacts.Found> findings,
            List<FindingFacts.Owed> debts) {
        static Answer of(Execution execution, FindingFacts facts) {
            var chosen = execution.chosen();
            var counters = new LinkedHashMap<String, Long>();
            var counts = execution.checks().counts();
            for (int i = 0; i < counts.length; i++) {
                String key = execution.checks().keys().get(i);
                if (chosen.kind().views().counts(key)) {
                    counters.put(key, counts[i]);
                }
            }
            return new Answer(chosen.name(), chosen.parameters(), chosen.seed(), chosen.policy(), execution.steps(), execution.outcome().word(),
                    execution.stateHash(), execution.runHash(), counters, execution.checks().undecidedFaults(), execution.report().exits(), facts.findings(),
                    facts.debts());
        }
    }
}
