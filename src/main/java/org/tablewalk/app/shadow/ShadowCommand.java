package org.tablewalk.app.shadow;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.tablewalk.app.command.BoundedRunOptions;
import org.tablewalk.app.command.InputException;
import org.tablewalk.app.command.RootCommand;
import org.tablewalk.app.command.ScenarioSource;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.app.command.Version;
import org.tablewalk.format.scenario.shadow.X86Blueprint;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.session.shadow.RoleWords;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code tablewalk shadow CASE.json|NAME}: which shadow pages a run makes, at root loads and faults, and which are left. */
@Command(
        name = "shadow",
        description = "Runs an x86 scenario and prints what root loads and faults do to shadow pages, and the pages there are at the end.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "A case is a scenario with \"machine\": {\"arch\": \"x86\", ...}; assets/scenario.schema.json describes it, the README has one.",
            "Answer (--json): eventsRoot: what loading roots did; faults: every other exit that changed something, with its va, errorCode and",
            "events; shadowPages: what is left, op 'page'; tdpPages: pages of the TDP MMU; counts. An event has op (alloc, reuse, special_page, leaf, clear, zap, free,",
            "unsync, sync, inject), id, level, gfn, direct, passthrough, glevel, quadrant, access (execute 1, write 2, user 4), has4ByteGpte,",
            "roleWord, parent (hw_root, a special page or a shadow page), parentIndex, and step; leaf and clear have index.",
            "",
            "Exit code: as that of run."
        })
public final class ShadowCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ScenarioSource scenarios;

    @ParentCommand
    private RootCommand root;

    @Mixin
    private BoundedRunOptions options;

    public ShadowCommand(Terminal terminal, ScenarioSource scenarios) {
        this.terminal = terminal;
        this.scenarios = scenarios;
    }

    @Override
    public Integer call() throws IOException {
        var chosen = options.open(scenarios);
        if (!(chosen.source().blueprint() instanceof X86Blueprint x86)) {
            throw new InputException("shadow: expected a scenario of an x86 machine, found " + chosen.name() + ", whose machine is "
                    + chosen.source().scenario().architecture().owner());
        }
        var machine = x86.build();
        var state = new X86State(machine.map(), machine.cells()::get);
        var facts = new ShadowPageFacts(state, RoleWords.meaning(machine.map()));
        var log = new ShadowLog(state, facts);
        var execution = chosen.start(machine, log);
        options.run(execution);
        var answer = ShadowAnswer.of(execution, state, facts, log);
        terminal.answer(root.json(), answer, () -> answer.print(terminal.out()));
        return options.exitCode(execution).number();
    }
}
