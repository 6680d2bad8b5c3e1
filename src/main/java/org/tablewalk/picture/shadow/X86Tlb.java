package org.tablewalk.picture.shadow;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tablewalk.arch.x86.GuestPte;
import org.tablewalk.arch.x86.PageWalk;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.Words;
import org.tablewalk.trace.StepRecord;

/** The TLB of a CPU of an x86 machine: leaves of the tables that the hardware walks, each under its root. */
public final class X86Tlb implements TlbTable {
    private static final List<Column> COLUMNS = List.of(new Column("tlb.slot", 40, false), new Column("tlb.address", 132, false),
            new Column("tlb.size", 48, false), new Column("tlb.host", 128, false), new Column("tlb.rights", 86, false), new Column("tlb.root", 84, false));
    private static final int PAE = 3;

    private final Words words = new Words();
    private final int cpu;
    private final X86State state;
    private final boolean ept;
    private final List<X86State.TlbEntry> entries;
    private final Set<Integer> stale;
    private final Set<Long> fresh = new HashSet<>();

    /** The TLB of a CPU after a step, which may be null. */
    public X86Tlb(int cpu, X86State state, StepRecord step) {
        this.cpu = cpu;
        this.state = state;
        ept = state.map().config().ept();
        entries = state.tlb(cpu);
        stale = entries.stream().filter(this::isStale).map(X86State.TlbEntry::slot).collect(Collectors.toSet());
        if (step != null) {
            step.events().stream().filter(e -> e.kind() == Event.TLB_FILL && e.actor() == cpu).forEach(e -> fresh.add(e.a()));
        }
    }

    /** Whether the tables lead elsewhere by now, or give less than the entry allows. */
    private boolean isStale(X86State.TlbEntry entry) {
        int levels = rootLevel(entry.root());
        if (levels < PAE) {
            return true;
        }
        int rules = rules(levels);
        PageWalk.Result now = PageWalk.walk(entry.root(), entry.address(), 0, rules, state::word);
        int allowed = GuestPte.access(entry.spte(), entry.level(), rules(4));
        return now.fault() || now.level() != entry.level() || now.frame() != (entry.spte() & Pte.FRAME) >>> 12 || (allowed & ~now.access()) != 0;
    }

    /** As the hardware walks host tables. */
    private int rules(int levels) {
        return ept ? levels == 5 ? WalkRules.EPT5 : WalkRules.EPT4 : levels | WalkRules.NX;
    }

    /** The level of a root, or 0 if it is no table any more. */
    private int rootLevel(long root) {
        if (X86State.special(root)) {
            return special(root) + PAE;
        }
        X86State.ShadowPage page = state.shadowPageAt(root);
        return page == null ? 0 : state.role(page.role(), RoleField.LEVEL);
    }

    private static int special(long root) {
        return (int) ((root - X86Map.SPECIAL >>> 12) % 3);
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public int stale() {
        return stale.size();
    }

    @Override
    public Line line(int index) {
        X86State.TlbEntry e = entries.get(index);
        String address = Hex.grouped(e.address());
        String size = Hex.size(1L << 12 + 9 * (e.level() - 1));
        String host = Hex.grouped(e.spte() & Pte.FRAME);
        String rights = rights(e);
        String root = root(e.root());
        State is = stale.contains(e.slot()) ? State.STALE : fresh.contains(e.address() | e.level()) ? State.NEW : State.AGREES;
        return new Line(e.slot(), List.of(Integer.toString(e.slot()), address, size, host, rights, root), is,
                words.of("tip.tlb.x86", cpu, e.slot(), address, size, host, rights, root));
    }

    /** Read, write, execute; in EPT all three are rights of their own, else the supervisor reads whatever is present. */
    private String rights(X86State.TlbEntry entry) {
        int access = GuestPte.access(entry.spte(), entry.level(), rules(4));
        boolean user = (access & Pte.ACC_USER) != 0;
        String marks = (user || !ept ? "r" : "-") + ((access & Pte.ACC_WRITE) != 0 ? "w" : "-") + ((access & Pte.ACC_EXEC) != 0 ? "x" : "-");
        return user && !ept ? words.of("tlb.user", marks) : marks;
    }

    private String root(long root) {
        if (X86State.special(root)) {
            return words.of("tlb.special." + special(root));
        }
        X86State.ShadowPage page = state.shadowPageAt(root);
        return page == null ? "?" : words.of("tlb.page", page.id());
    }
}
