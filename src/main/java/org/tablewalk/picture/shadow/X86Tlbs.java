package org.tablewalk.picture.shadow;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.x86.GuestPte;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.check.StaleWhy;
import org.tablewalk.check.TlbUses;
import org.tablewalk.check.shadow.StaleEntries;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.x86.Caching;
import org.tablewalk.machine.x86.Owner;
import org.tablewalk.machine.x86.StructureCaches;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.machine.x86.X86State.TlbEntry;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.TlbBook;
import org.tablewalk.picture.TlbSource;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.twotrees.Sptes;

/** The TLBs of an x86 machine's state: leaves of the tables that the hardware walks, each under its root; and behind them what the paging-structure caches hold. */
public final class X86Tlbs implements TlbSource<TlbEntry> {
    /** Levels of paging-structure caches: 2..5. */
    private static final int STRUCTURES = 4;
    /** Roots of these levels have no entry above them that is cached. */
    private static final int HIGHEST = 4;

    private final Words words = new Words();
    private final X86State state;
    private final Image before;
    private final boolean ept;
    private final int rules;
    private final Caching caching;

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
        caching = state.map().config().caching();
    }

    /** A book of the TLBs of such machines. */
    public static TlbBook<TlbEntry> book() {
        return new TlbBook<>((level, address) -> level >= HIGHEST ? 0 : StructureCaches.tag(address, level + 1));
    }

    @Override
    public int capacity() {
        return state.map().config().tlbEntries() + STRUCTURES * caching.structures();
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
        return e.structure() ? StructureCaches.tag(e.address(), e.level()) : e.address() | e.level();
    }

    @Override
    public long word(TlbEntry e) {
        return e.spte();
    }

    @Override
    public long owner(TlbEntry e) {
        return e.now();
    }

    @Override
    public int key(TlbUses uses, int cpu, TlbEntry e) {
        return e.structure() ? uses.table(cpu, e.level(), e.spte()) : uses.entry(cpu, from(e), e.spte());
    }

    @Override
    public long used(TlbUses uses, int cpu, TlbEntry e) {
        long used = uses.used(key(uses, cpu, e));
        return e.structure() ? Math.max(used, uses.passed(cpu, from(e))) : used;
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
        List<TlbTable.Column> columns = new ArrayList<>();
        columns.add(new TlbTable.Column(words.of("tlb.slot"), 40, false));
        if (caching.structures() > 0) {
            columns.add(new TlbTable.Column(words.of("tlb.kind"), 58, true));
        }
        columns.add(new TlbTable.Column(words.of("tlb.address"), 132, false));
        columns.add(new TlbTable.Column(words.of("tlb.size"), 48, false));
        columns.add(new TlbTable.Column(words.of("tlb.host"), 128, false));
        columns.add(new TlbTable.Column(words.of("tlb.rights"), 86, false));
        if (caching.tagged()) {
            columns.add(new TlbTable.Column(words.of("tlb.vpid"), 40, false));
            columns.add(new TlbTable.Column(words.of("tlb.pcid"), 52, false));
        }
        columns.add(new TlbTable.Column(words.of("tlb.root"), 84, false));
        return List.copyOf(columns);
    }

    private static String size(TlbEntry e) {
        return Hex.size(1L << 12 + 9 * (e.level() - 1));
    }

    private String tip(int cpu, TlbEntry e) {
        String tip = e.structure()
                ? words.of("tip.structure.x86", cpu, e.slot(), kind(e), Hex.grouped(e.address()), size(e), root(X86State.table(e.spte())), rights(e), root(e.root()))
                : words.of("tip.tlb.x86", cpu, e.slot(), Hex.grouped(e.address()), size(e), Hex.grouped(e.spte() & Pte.FRAME), rights(e), root(e.root()));
        return caching.tagged() ? words.of("tip.tags.x86", tip, Owner.vpid(e.owner()), pcid(e)) : tip;
    }

    /** A translation, or the name of the entry that leads to a table. */
    private String kind(TlbEntry e) {
        return words.of(e.structure() ? "tlb.structure." + e.level() : "tlb.page.kind");
    }

    private String pcid(TlbEntry e) {
        return Owner.global(e.owner()) ? words.of("tlb.global") : Integer.toString(Owner.pcid(e.owner()));
    }

    @Override
    public TlbTable.Line line(int cpu, TlbEntry e, TlbTable.State is) {
        List<String> cells = new ArrayList<>();
        cells.add(Integer.toString(e.slot()));
        if (caching.structures() > 0) {
            cells.add(kind(e));
        }
        cells.addAll(List.of(Hex.grouped(e.address()), size(e), Hex.grouped(e.spte() & Pte.FRAME), rights(e)));
        if (caching.tagged()) {
            cells.add(Integer.toString(Owner.vpid(e.owner())));
            cells.add(pcid(e));
        }
        cells.add(root(e.root()));
        return new TlbTable.Line(e.slot(), List.copyOf(cells), is, tip(cpu, e));
    }

    @Override
    public TlbTable.Cell cell(int cpu, TlbEntry e, TlbTable.State is, boolean hit, TlbTable.Story story) {
        String under = !caching.tagged() ? root(e.root()) : Owner.global(e.owner()) ? words.of("tlb.global") : words.of("tlb.under.pcid", pcid(e));
        return new TlbTable.Cell(e.slot(), Hex.grouped(e.address()), (e.structure() ? kind(e) : size(e) + " " + rights(e)), under, is, hit, story, tip(cpu, e));
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
