package org.tablewalk.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.tablewalk.arch.arm64.Sizes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code tablewalk state FILE|NAME --step N}: the tables, TLBs and registers at one moment of a run. */
@Command(
        name = "state",
        description = "Prints tables, TLBs, CPUs and invalidations in flight after so many steps of a run.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class StateCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ScenarioSource scenarios;

    @ParentCommand
    private RootCommand root;

    @Mixin
    private RunOptions options;

    @Option(names = "--step", paramLabel = "N", required = true, description = "Steps made; 0 is the start.")
    private long step;

    StateCommand(Terminal terminal, ScenarioSource scenarios) {
        this.terminal = terminal;
        this.scenarios = scenarios;
    }

    @Override
    public Integer call() throws IOException {
        if (step < 0) {
            throw new InputException("--step: expected 0 or more, found " + step);
        }
        var execution = options.open(scenarios).start();
        execution.run(step);
        if (execution.outcome() == Execution.Outcome.FULL) {
            throw new InputException("--step: the recording is too large after " + execution.steps() + " steps, found " + step);
        }
        if (execution.steps() < step) {
            throw new InputException("--step: the run has only " + execution.steps() + " steps, found " + step);
        }
        var answer = StateAnswer.of(execution);
        if (root.json()) {
            terminal.out().println(new Json().text(answer));
        } else {
            print(answer, terminal.out());
        }
        return ExitCode.DONE.number();
    }

    private static void print(StateAnswer state, PrintWriter out) {
        out.println(state.scenario() + ", " + (state.policy().equals("seeded") ? "seed " + state.seed() : state.policy()) + ", step "
                + state.step() + ", stateHash " + state.stateHash());
        for (var table : state.tables()) {
            out.println();
            out.println("level " + table.level() + " table at " + table.address() + ", from IPA " + table.ipa() + ", references "
                    + table.references());
            for (var e : table.entries()) {
                out.println("  [%3d]%-6s %s  %-4s%s%s".formatted(e.index(), e.count() > 1 ? " x" + e.count() : "", e.descriptor(), e.kind(),
                        e.to() == null ? "" : " " + e.to() + (e.rights() == null ? "" : " " + e.rights()), e.nT() ? " nT" : ""));
            }
        }
        if (!state.freed().isEmpty()) {
            out.println();
            out.println("freed tables: " + String.join(", ", state.freed()));
        }
        state.cpus().forEach(cpu -> print(cpu, out));
        out.println();
        out.println("mmu_lock: " + (state.mmuLock().owner() >= 0 ? "CPU " + state.mmuLock().owner()
                : state.mmuLock().readers() > 0 ? state.mmuLock().readers() + " readers" : "free")
                + (state.mmuLock().queue().isEmpty() ? "" : ", waiting: CPUs " + state.mmuLock().queue()));
        for (var t : state.tlbis()) {
            out.println("in flight: " + t.operation() + " " + t.operand() + " of CPU " + t.issuer() + ", not arrived at CPUs " + t.pending()
                    + (t.waitsFor().isEmpty() ? "" : ", waits for accesses of CPUs " + t.waitsFor()));
        }
    }

    private static void print(StateAnswer.Cpu cpu, PrintWriter out) {
        out.println();
        out.println("CPU " + cpu.cpu() + ": " + cpu.status() + (cpu.guest() ? ", in the guest" : ", at EL2") + ", VTTBR_EL2 " + cpu.vttbr()
                + (cpu.exit() == 0 ? "" : ", error " + cpu.exit()));
        if (cpu.line() != null) {
            out.println("  next: " + cpu.routine() + ", " + cpu.line().listing() + ":" + cpu.line().number() + "  " + Terminal.plain(cpu.line().text()));
        }
        if (cpu.access() != null) {
            out.println("  in flight: " + cpu.access().kind() + " of IPA " + cpu.access().ipa() + ", " + cpu.access().phase() + " at level "
                    + cpu.access().level());
        }
        for (var frame : cpu.stack()) {
            out.println("  in " + frame.routine() + frame.variables().entrySet().stream().map(v -> v.getKey() + "=" + v.getValue())
                    .collect(Collectors.joining(", ", "(", ")")));
        }
        for (var store : cpu.storeBuffer()) {
            out.println("  buffered store: " + store.address() + " = " + store.value());
        }
        for (var e : cpu.tlb()) {
            out.println("  tlb %4d %-5s vmid %d ipa %s %-8s level %d  %s".formatted(e.slot(), e.kind(), e.vmid(), e.ipa(), Sizes.text(e.size()),
                    e.level(), e.descriptor()));
        }
    }
}
