package org.tablewalk.picture.stage2;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.check.StaleWhy;
import org.tablewalk.check.TlbUses;
import org.tablewalk.check.stage2.StaleCopies;
import org.tablewalk.check.stage2.VmidOwners;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.arm64.ArmMap;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.ArmState.Kind;
import org.tablewalk.machine.arm64.ArmState.TlbEntry;
import org.tablewalk.machine.arm64.Regime;
import org.tablewalk.machine.arm64.tlb.TlbShape;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.TlbBook;
import org.tablewalk.picture.TlbSource;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.tree.TableFormat;

/** The TLBs of an Arm machine's state: final entries and, behind them, the table descriptors in the walk cache. */
public final class ArmTlbs implements TlbSource<TlbEntry> {
    /** Width of the column of what memory holds. */
    static final double DATA = 150;
    /** Pages of an entry that are looked at. */
    private static final int MOST_PAGES = 16;
    private static final int WALK_LEVELS = 3;
    /** What a miss of stage 1 tells in place of a level is more: nothing is known of what it was below. */
    private static final int LAST_LEVEL = 3;

    private final Words words = new Words();
    private final ArmState state;
    private final Image before;
    private final TableFormat format;
    private final FrameData data;

    /**
     * The TLBs of a state.
     *
     * @param before the state one step earlier, or null
     */
    public ArmTlbs(ArmState state, Image before, TableFormat format) {
        this.state = state;
        this.before = before;
        this.format = format;
        data = new FrameData(state);
    }

    /** A book of the TLBs of such machines. */
    public static <E> TlbBook<E> book(ArmMap map) {
        int start = map.config().geometry().startLevel();
        return new TlbBook<>((level, ipa) -> level <= start || level > LAST_LEVEL ? 0 : ArmState.walkTag(map, level - 1, ipa));
    }

    @Override
    public int capacity() {
        TlbShape shape = state.map().tlbShape();
        return shape.capacity() + WALK_LEVELS * shape.walkWays();
    }

    @Override
    public int sharedWith(int cpu) {
        Regime regime = state.map().config().regime();
        int first = regime == null ? cpu : regime.tlbOf(cpu);
        return first == cpu ? -1 : first;
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
        return before == null || state.sharesTlb(before, cpu) ? null : new ArmState(state.map(), before).tlb(cpu);
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
        return e.ipa() | (state.grouped(e) ? 8 : 0) | (long) e.level() << 1 | (e.kind() == Kind.WALK ? 1 : 0);
    }

    @Override
    public long word(TlbEntry e) {
        return e.descriptor();
    }

    @Override
    public long owner(TlbEntry e) {
        return e.vmid();
    }

    @Override
    public int key(TlbUses uses, int cpu, TlbEntry e) {
        return e.kind() == Kind.FINAL ? uses.entry(cpu, state.tag(e), e.descriptor()) : uses.table(cpu, e.level(), e.descriptor());
    }

    @Override
    public long used(TlbUses uses, int cpu, TlbEntry e) {
        long used = uses.used(key(uses, cpu, e));
        return e.kind() == Kind.FINAL ? used : Math.max(used, uses.passed(cpu, state.tag(e)));
    }

    @Override
    public StaleWhy why(TlbEntry e) {
        return StaleCopies.why(state, e);
    }

    @Override
    public long since(TlbEntry e, TlbUses uses, long filled, long source) {
        return StaleCopies.since(state, e, uses.log(), filled, source);
    }

    /** What the memory holds that a final entry leads to, and what that holds which tables lead to now; of an entry of several pages the first that leads elsewhere by now. */
    String data(TlbEntry e) {
        if (e.kind() != Kind.FINAL || !data.any()) {
            return "";
        }
        int vm = VmidOwners.of(state, e.vmid()).getFirst();
        long base = format.target(e.descriptor(), e.level()) & -e.size();
        int page = state.map().config().geometry().granule().bytes();
        for (long offset = 0; offset < Math.min(e.size(), (long) MOST_PAGES * page); offset += page) {
            ArmState.Translation now = state.regime().translate(vm, (e.ipa() & -e.size()) + offset);
            String told = now.valid() && now.pa() != base + offset ? data.of(base + offset, now.pa()) : "";
            if (!told.isEmpty()) {
                return offset == 0 ? told : words.of("data.at", Long.toHexString(offset), told);
            }
        }
        return data.of(base);
    }

    @Override
    public List<TlbTable.Column> columns() {
        List<TlbTable.Column> columns = new ArrayList<>(plain());
        if (data.any()) {
            columns.add(new TlbTable.Column(words.of("tlb.data"), DATA, false));
        }
        return columns;
    }

    private List<TlbTable.Column> plain() {
        return List.of(new TlbTable.Column(words.of(arranged() ? "tlb.set" : "tlb.slot"), arranged() ? 62 : 40, false), new TlbTable.Column(words.of("tlb.kind"), 62, true),
                new TlbTable.Column(words.of("tlb.vmid"), 46, false), new TlbTable.Column(words.of("tlb.ipa"), 128, false),
                new TlbTable.Column(words.of("tlb.size"), 44, false), new TlbTable.Column(words.of("tlb.entry"), 118, false),
                new TlbTable.Column(words.of("tlb.pa"), 128, false));
    }

    /** Whether the scenario says how the TLB is arranged: then its sets and ways are of interest. */
    private boolean arranged() {
        return state.map().config().tlb().sets() != 0;
    }

    /** Where a final entry stands: its slot, or its set and way. */
    private String slotText(TlbEntry e) {
        int ways = state.map().tlbShape().ways();
        return arranged() && e.kind() == Kind.FINAL ? e.slot() / ways + ":" + e.slot() % ways : Integer.toString(e.slot());
    }

    private String kind(TlbEntry e) {
        return words.of(e.kind() == Kind.FINAL ? "tlb.final" : "tlb.walk");
    }

    private String tip(int cpu, TlbEntry e) {
        return words.of("tip.tlb", cpu, e.slot(), kind(e), Hex.grouped(e.ipa()), Hex.size(e.size()), format.label(e.descriptor(), e.level()), target(e));
    }

    private String target(TlbEntry e) {
        return Hex.grouped(Math.max(0, format.target(e.descriptor(), e.level())));
    }

    @Override
    public TlbTable.Line line(int cpu, TlbEntry e, TlbTable.State is) {
        List<String> cells = new ArrayList<>(List.of(slotText(e), kind(e), Integer.toString(e.vmid()), Hex.grouped(e.ipa()), Hex.size(e.size()),
                format.label(e.descriptor(), e.level()), target(e)));
        if (data.any()) {
            cells.add(data(e));
        }
        return new TlbTable.Line(e.slot(), cells, is, tip(cpu, e));
    }

    @Override
    public TlbTable.Cell cell(int cpu, TlbEntry e, TlbTable.State is, boolean hit, TlbTable.Story story) {
        String label = format.label(e.descriptor(), e.level());
        // Pages and blocks are told apart by their size.
        String rights = e.kind() == Kind.WALK ? words.of("rows.table", e.level()) : Hex.size(e.size()) + " " + label.substring(label.lastIndexOf(' ') + 1);
        return new TlbTable.Cell(e.slot(), Hex.grouped(e.ipa()), rights, words.of("rows.vmid", e.vmid()), is, hit, story, tip(cpu, e), data(e));
    }
}
