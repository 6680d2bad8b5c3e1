package org.tablewalk.app.stage2;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.tablewalk.app.command.BoundedRunOptions;
import org.tablewalk.app.command.Execution;
import org.tablewalk.app.command.ExitCode;
import org.tablewalk.app.command.InputException;
import org.tablewalk.app.command.RootCommand;
import org.tablewalk.app.command.ScenarioSource;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.app.command.Version;
import org.tablewalk.format.scenario.stage2.ArmBlueprint;
import org.tablewalk.kvm.stage2.Walker;
import org.tablewalk.trace.walk.WalkLog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code tablewalk walk CASE.json}: what the walker's callback is called for. */
@Command(
        name = "walk",
        description = "Walks a stage 2 and prints every call of the walk's callback.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "A case is a JSON object: name, granule (4K, 16K, 64K), iaBits, startLevel, rootTables, leaves [{ipa, level, pa}], emptyTables",
            "[{ipa, entryLevel}], walkAddr, walkSize, flags (LEAF, TABLE_PRE, TABLE_POST, HANDLE_FAULT, IGNORE_EAGAIN), callback, and",
            "if wanted version and note. The callback 'returns 0, changes nothing', or does what clauses joined by ';' say:",
            "  on LEAF at level<3 with invalid entry installs an empty table; at level 3 writes a page",
            "  on TABLE_PRE at level 2 overwrites the entry with a block and frees the table",
            "  on TABLE_PRE clears the entry; on TABLE_POST frees the table the entry names",
            "  returns -EAGAIN for LEAF at 0x40001000; on LEAF at visit 7 returns -EINVAL",
            "Versions and what follows from them (--set version=v5.10): tablewalk scenarios show walker-lab.",
            "Answer (--json): ret (0, the name of an error, or null if the walk did not return), count, visits as [flag, level, address].",
            "",
            "Exit code: 0 the walk returned; 1 it did not, for the callback misused the machine; 2 bad input; 3 the limit of steps was",
            "reached before. The command run judges a case like any scenario."
        })
public final class WalkCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ScenarioSource scenarios;

    @ParentCommand
    private RootCommand root;

    @Mixin
    private BoundedRunOptions options;

    public WalkCommand(Terminal terminal, ScenarioSource scenarios) {
        this.terminal = terminal;
        this.scenarios = scenarios;
    }

    @Override
    public Integer call() throws IOException {
        var chosen = options.open(scenarios);
        if (!(chosen.source().blueprint() instanceof ArmBlueprint arm) || arm.program().routine(Walker.CASE) == null) {
            throw new InputException("walk: expected a walker case or the scenario walker-lab, found " + chosen.name());
        }
        var log = WalkLog.of(arm.program(), Walker.VISIT, arm.config().cpus());
        var result = new WalkResult(arm.program());
        var execution = chosen.start(arm.build(), log, result);
        options.run(execution);
        var answer = WalkAnswer.of(log.part(), result.result());
        terminal.answer(root.json(), answer, () -> WalkAnswer.print(terminal.out(), execution, arm.config(), log.part(), result));
        return (result.result().isPresent() ? ExitCode.DONE : execution.outcome() == Execution.Outcome.ENDED ? ExitCode.FAILED : options.exitCode(execution)).number();
    }
}
