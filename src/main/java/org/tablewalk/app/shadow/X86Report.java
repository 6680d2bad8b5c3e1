package org.tablewalk.app.shadow;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.tablewalk.app.command.Execution;
import org.tablewalk.app.command.ListingFacts;
import org.tablewalk.app.command.Report;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.narrate.Words;

/** The report on an x86 machine. */
public record X86Report(Execution execution, X86State machine, ShadowPageFacts facts) implements Report {
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
    public X86StateAnswer state() {
        return X86StateAnswer.of(execution, machine, facts);
    }

    @Override
    public void print(PrintWriter out) {
        var state = state();
        out.println(execution.title());
        out.println(state.virtualization() + ", role words as in " + state.design());
        state.guestTables().forEach(table -> {
            out.println();
            out.println("guest table at gfn " + table.gfn() + ", level " + table.level());
            table.entries().forEach(e -> out.println(String.format(Locale.ROOT, "  [%3d]%-6s %s  %-8s%s", e.index(), e.count() > 1 ? " x" + e.count() : "", e.gpte(),
                    e.kind(), e.to() == null ? "" : " " + e.to() + " access " + e.access())));
        });
        state.specialPages().forEach(s -> {
            out.println();
            out.println(s.id() + " of CPU " + s.cpu() + ", not a shadow page");
            s.entries().forEach(e -> print(e, out));
        });
        state.shadowPages().forEach(page -> print(page, out));
        state.cpus().forEach(cpu -> print(cpu, out));
        out.println();
        out.println("mmu_lock: " + (state.mmuLock().owner() >= 0 ? "CPU " + state.mmuLock().owner() : "free")
                + (state.mmuLock().queue().isEmpty() ? "" : ", waiting: CPUs " + state.mmuLock().queue()));
    }

    private static void print(X86StateAnswer.Page page, PrintWriter out) {
        var f = page.facts();
        out.println();
        out.println(f.id() + ": level " + f.level() + ", gfn " + f.gfn() + ", role " + f.roleWord() + (f.direct() == 1 ? ", direct" : "")
                + (f.passthrough() == 1 ? ", passthrough" : "") + ", glevel " + f.glevel() + ", quadrant " + f.quadrant() + ", access " + f.access()
                + (f.has4ByteGpte() == 1 ? ", 4-byte gptes" : "") + ", roots " + page.rootCount() + (page.unsync() ? ", unsync" : "") + (page.tdpMmu() ? ", of the TDP MMU" : ""));
        if (!page.parents().isEmpty()) {
            out.println("  under " + page.parents().stream().map(p -> p.parent() + "[" + p.parentIndex() + "]").collect(Collectors.joining(", ")));
        }
        page.entries().forEach(e -> print(e, out));
    }

    private static void print(X86StateAnswer.Entry e, PrintWriter out) {
        out.println(String.format(Locale.ROOT, "  [%3d] %s%s", e.index(), e.spte(), e.to() == null ? "" : "  " + e.to()));
    }

    private static void print(X86StateAnswer.Cpu cpu, PrintWriter out) {
        out.println();
        out.println("CPU " + cpu.cpu() + ": " + cpu.status() + (cpu.guest() ? ", in the guest" : ", in the host") + ", " + cpu.mode() + ", CR3 " + cpu.cr3()
                + ", root " + (cpu.root() == null ? "none" : cpu.root() + " at level " + cpu.rootLevel()) + (cpu.exit() == 0 ? "" : ", " + Words.result(cpu.exit())));
        if (cpu.line() != null) {
            out.println(cpu.line().asNext(cpu.routine()));
        }
        if (cpu.access() != null) {
            out.println("  in flight: " + cpu.access().kind() + " of " + cpu.access().address() + (cpu.access().user() ? " as user" : "")
                    + (cpu.access().level() == 0 ? ", translated" : ", walking at level " + cpu.access().level()));
        }
        cpu.stack().forEach(frame -> out.println(frame.asText()));
        cpu.mmu().previousRoots().forEach(r -> out.println("  previous root: CR3 " + r.pgd() + ", " + r.root()));
        for (var e : cpu.tlb()) {
            String tags = e.vpid() == null ? "" : ", VPID " + e.vpid() + (e.pcid() == null ? ", global" : ", PCID " + e.pcid());
            out.println(String.format(Locale.ROOT, "  %s %4d %s level %d  %s  under %s%s", e.structure() != null ? "psc" : "tlb", e.slot(), e.address(), e.level(),
                    e.spte(), e.root(), tags));
        }
    }
}
