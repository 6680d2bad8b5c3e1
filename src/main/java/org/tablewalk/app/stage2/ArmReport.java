package org.tablewalk.app.stage2;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tablewalk.app.command.Execution;
import org.tablewalk.app.command.ListingFacts;
import org.tablewalk.app.command.Report;
import org.tablewalk.arch.arm64.Sizes;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.check.stage2.Observers;
import org.tablewalk.check.stage2.Place;
import org.tablewalk.check.stage2.Stage1Copies;
import org.tablewalk.check.tree.GuestTrees;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.narrate.Words;
import org.tablewalk.picture.stage2.ArmTables;
import org.tablewalk.picture.tree.TableSource;

/** The report on an Arm machine. */
public record ArmReport(Execution execution, ArmState machine) implements Report {
    /** Words of memory on a line. */
    private static final int WORDS = 16;

    @Override
    public List<Cpu> cpus() {
        return IntStream.range(0, machine.map().config().cpus())
                .mapToObj(this::cpu).toList();
    }

    private Cpu cpu(int cpu) {
        var c = machine.cpu(cpu);
        return new Cpu(cpu, Report.word(c.status()), c.exit(),
                c.exit() == 0 ? null : ListingFacts.failure(machine.map().program(), execution.halts(), cpu, machine.frames(cpu)));
    }

    @Override
    public List<Integer> users(Debt debt) {
        long users = GuestTrees.has(debt.tree()) ? Stage1Copies.users(machine, debt) : usersOfStage2(debt);
        return IntStream.range(0, machine.map().config().cpus()).filter(cpu -> (users >>> cpu & 1) != 0).boxed().toList();
    }

    private long usersOfStage2(Debt debt) {
        int vm = machine.regime().vmOf(machine.map().pageAddress(debt.tree()));
        return Observers.users(Observers.of(machine, new Place(vm, debt.entry(), debt.level(), 0, debt.ipa(), machine.map().config().geometry().entrySize(debt.level()))));
    }

    @Override
    public Optional<TableSource> tables() {
        return Optional.of(new ArmTables(machine));
    }

    @Override
    public ArmStateAnswer state() {
        return ArmStateAnswer.of(execution, machine);
    }

    @Override
    public void print(PrintWriter out) {
        var state = state();
        out.println(execution.title());
        for (var table : state.tables()) {
            out.println();
            out.println("level " + table.level() + " table at " + table.address() + ", from IPA " + table.ipa() + ", references "
                    + table.references());
            for (var e : table.entries()) {
                out.println(String.format(Locale.ROOT, "  [%3d]%-6s %s  %-4s%s%s", e.index(), e.count() > 1 ? " x" + e.count() : "", e.descriptor(), e.kind(),
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
        for (var w : state.contents() == null ? List.<ArmStateAnswer.Words>of() : state.contents()) {
            out.println("memory " + w.address() + ": " + String.join(" ", w.words().subList(0, Math.min(WORDS, w.words().size())))
                    + (w.words().size() > WORDS ? " and " + (w.words().size() - WORDS) + " more" : ""));
        }
    }

    private static void print(ArmStateAnswer.Cpu cpu, PrintWriter out) {
        out.println();
        out.println("CPU " + cpu.cpu() + ": " + cpu.status() + (cpu.guest() ? ", in the guest" : ", at EL2") + ", VTTBR_EL2 " + cpu.vttbr()
                + (cpu.exit() == 0 ? "" : ", " + Words.result(cpu.exit())));
        if (cpu.line() != null) {
            out.println(cpu.line().asNext(cpu.routine()));
        }
        if (cpu.access() != null) {
            out.println("  in flight: " + cpu.access().kind() + " of IPA " + cpu.access().ipa() + ", " + cpu.access().phase() + " at level "
                    + cpu.access().level());
        }
        cpu.stack().forEach(frame -> out.println(frame.asText()));
        for (var store : cpu.storeBuffer()) {
            out.println("  buffered store: " + store.address() + " = " + store.value());
        }
        for (var e : cpu.tlb()) {
            out.println(String.format(Locale.ROOT, "  tlb %4d %-5s vmid %d ipa %s %-8s level %d  %s", e.slot(), e.kind(), e.vmid(), e.ipa(), Sizes.text(e.size()),
                    e.level(), e.descriptor()));
        }
    }
}
