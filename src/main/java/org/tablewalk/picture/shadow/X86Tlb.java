package org.tablewalk.picture.shadow;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tablewalk.arch.x86.GuestPte;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.check.shadow.StaleEntries;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.TlbEntries;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.twotrees.Sptes;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.StepRecord;

/** The TLB of a CPU of an x86 machine: leaves of the tables that the hardware walks, each under its root. */
public final class X86Tlb extends TlbEntries<X86State.TlbEntry> {

    private final Words words = new Words();
    private final int cpu;
    private final X86State state;
    private final boolean ept;
    private final int rules;

    /** The TLB of a CPU after a step, which may be null. */
    public X86Tlb(int cpu, X86State state, StepRecord step) {
        this(cpu, state, state.tlb(cpu), step);
    }

    private X86Tlb(int cpu, X86State state, List<X86State.TlbEntry> entries, StepRecord step) {
        super(entries, slots(entries, e -> StaleEntries.stale(state, e)), filled(cpu, entries, step));
        this.cpu = cpu;
        this.state = state;
        ept = state.map().config().ept();
        rules = Sptes.of(ept).rules();
    }

    private static Set<Integer> slots(List<X86State.TlbEntry> entries, Predicate<X86State.TlbEntry> which) {
        return entries.stream().filter(which).map(X86State.TlbEntry::slot).collect(Collectors.toSet());
    }

    /** Slots that a step filled. */
    private static Set<Integer> filled(int cpu, List<X86State.TlbEntry> entries, StepRecord step) {
        if (step == null) {
            return Set.of();
        }
        Set<Long> filled = step.events().stream().filter(e -> e.kind() == Event.TLB_FILL && e.actor() == cpu).map(EventRecord::a).collect(Collectors.toSet());
        return slots(entries, e -> filled.contains(e.address() | e.level()));
    }

    @Override
    protected int slot(X86State.TlbEntry e) {
        return e.slot();
    }

    @Override
    public List<Column> columns() {
        return List.of(new Column(words.of("tlb.slot"), 40, false), new Column(words.of("tlb.address"), 132, false), new Column(words.of("tlb.size"), 48, false),
                new Column(words.of("tlb.host"), 128, false), new Column(words.of("tlb.rights"), 86, false), new Column(words.of("tlb.root"), 84, false));
    }

    @Override
    protected Line line(X86State.TlbEntry e, State is) {
        String address = Hex.grouped(e.address());
        String size = Hex.size(1L << 12 + 9 * (e.level() - 1));
        String host = Hex.grouped(e.spte() & Pte.FRAME);
        String rights = rights(e);
        String root = root(e.root());
        return new Line(e.slot(), List.of(Integer.toString(e.slot()), address, size, host, rights, root), is,
                words.of("tip.tlb.x86", cpu, e.slot(), address, size, host, rights, root));
    }

    @Override
    protected Cell cell(X86State.TlbEntry e, State is) {
        return new Cell(e.slot(), Hex.grouped(e.address()), Hex.size(1L << 12 + 9 * (e.level() - 1)) + " " + rights(e), root(e.root()), is,
                line(e, is).tip());
    }

    /** Read, write, execute; in EPT all three are rights of their own, else the supervisor reads whatever is present. */
    private String rights(X86State.TlbEntry entry) {
        int access = GuestPte.access(entry.spte(), entry.level(), rules);
        boolean user = (access & Pte.ACC_USER) != 0;
        String marks = (user || !ept ? "r" : "-") + ((access & Pte.ACC_WRITE) != 0 ? "w" : "-") + ((access & Pte.ACC_EXEC) != 0 ? "x" : "-");
        return user && !ept ? words.of("tlb.user", marks) : marks;
    }

    private String root(long root) {
        if (X86State.special(root)) {
            return words.of("tlb.special." + (root - X86Map.SPECIAL >>> 12) % 3);
        }
        X86State.ShadowPage page = state.shadowPageAt(root);
        return page == null ? "?" : words.of("tlb.page", page.id());
    }
}
