package org.tablewalk.picture.shadow;

import java.util.List;
import org.tablewalk.arch.x86.GuestPte;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.check.StaleWhy;
import org.tablewalk.check.TlbUses;
import org.tablewalk.check.shadow.StaleEntries;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.machine.x86.X86State.TlbEntry;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.TlbBook;
import org.tablewalk.picture.TlbSource;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.twotrees.Sptes;

/** The TLBs of an x86 machine's state: leaves of the tables that the hardware walks, each under its root. */
public final class X86Tlbs implements TlbSource<TlbEntry> {
    private final Words words = new Words();
    private final X86State state;
    private final Image before;
    private final boolean ept;
    private final int rules;

    /**
     * The TLBs of a state.
     *
     * @param before the state one step earlier, or null
     */
    public X86Tlbs(X86State state, Image before) {
        this.state = state;
        this.before = before;
        ept = state.map().config().ept();
        rules = Sptes.of(ept).rules();
    }

    /** A book of the TLBs of such machines; they have no walk cache. */
    public static TlbBook<TlbEntry> book() {
        return new TlbBook<>((level, address) -> 0);
    }

    @Override
    public int capacity() {
        return state.map().config().tlbEntries();
    }

    @Override
    public Image image() {
        return state.image();
    }

    @Override
    public List<TlbEntry> entries(int cpu) {
        return state.tlb(cpu);
    }

    @Override
    public List<TlbEntry> earlier(int cpu) {
        return before == null || state.sharesTlb(before, cpu) ? null : new X86State(state.map(), before).tlb(cpu);
    }

    @Override
    public boolean sameTlb(int cpu, Image earlier) {
        return state.sharesTlb(earlier, cpu);
    }

    @Override
    public boolean sameTables(Image earlier) {
        return state.sharesTables(earlier);
    }

    @Override
    public int slot(TlbEntry e) {
        return e.slot();
    }

    @Override
    public long from(TlbEntry e) {
        return e.address() | e.level();
    }

    @Override
    public long word(TlbEntry e) {
        return e.spte();
    }

    @Override
    public long owner(TlbEntry e) {
        return e.root();
    }

    @Override
    public int key(TlbUses uses, int cpu, TlbEntry e) {
        return uses.entry(cpu, from(e), e.spte());
    }

    @Override
    public long used(TlbUses uses, int cpu, TlbEntry e) {
        return uses.used(key(uses, cpu, e));
    }

    @Override
    public StaleWhy why(TlbEntry e) {
        return StaleEntries.why(state, e);
    }

    @Override
    public long since(TlbEntry e, TlbUses uses, long filled, long source) {
        return StaleEntries.since(state, e, uses.log(), filled);
    }

    @Override
    public List<TlbTable.Column> columns() {
        return List.of(new TlbTable.Column(words.of("tlb.slot"), 40, false), new TlbTable.Column(words.of("tlb.address"), 132, false),
                new TlbTable.Column(words.of("tlb.size"), 48, false), new TlbTable.Column(words.of("tlb.host"), 128, false),
                new TlbTable.Column(words.of("tlb.rights"), 86, false), new TlbTable.Column(words.of("tlb.root"), 84, false));
    }

    private static String size(TlbEntry e) {
        return Hex.size(1L << 12 + 9 * (e.level() - 1));
    }

    private String tip(int cpu, TlbEntry e) {
        return words.of("tip.tlb.x86", cpu, e.slot(), Hex.grouped(e.address()), size(e), Hex.grouped(e.spte() & Pte.FRAME), rights(e), root(e.root()));
    }

    @Override
    public TlbTable.Line line(int cpu, TlbEntry e, TlbTable.State is) {
        return new TlbTable.Line(e.slot(), List.of(Integer.toString(e.slot()), Hex.grouped(e.address()), size(e), Hex.grouped(e.spte() & Pte.FRAME),
                rights(e), root(e.root())), is, tip(cpu, e));
    }

    @Override
    public TlbTable.Cell cell(int cpu, TlbEntry e, TlbTable.State is, boolean hit, TlbTable.Story story) {
        return new TlbTable.Cell(e.slot(), Hex.grouped(e.address()), size(e) + " " + rights(e), root(e.root()), is, hit, story, tip(cpu, e));
    }

    /** Read, write, execute; in EPT all three are rights of their own, else the supervisor reads whatever is present. */
    private String rights(TlbEntry entry) {
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
