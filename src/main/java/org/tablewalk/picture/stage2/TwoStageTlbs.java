package org.tablewalk.picture.stage2;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.arch.arm64.Stage1Descriptor;
import org.tablewalk.arch.arm64.Stage1Geometry;
import org.tablewalk.check.StaleWhy;
import org.tablewalk.check.TlbUses;
import org.tablewalk.check.stage2.Stage1Copies;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.Stage1State;
import org.tablewalk.machine.arm64.tlb.EntryKind;
import org.tablewalk.machine.arm64.tlb.TlbShape;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.TlbSource;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.tree.Stage2Format;

/** The TLBs of an Arm machine whose guests have a stage 1 of their own: entries of stage 2, of stage 1, and of both in one. */
public final class TwoStageTlbs implements TlbSource<TwoStageTlbs.Entry> {
    private final Words words = new Words();
    private final ArmState state;
    private final Image before;
    private final ArmTlbs stage2;
    private final Stage2Format format;
    private final Stage1Format guests;
    private final int stage2Slots;
    private final FrameData data;

    /** An entry of stage 2, or one on the side of stage 1; the other is null. */
    public record Entry(ArmState.TlbEntry stage2, Stage1State.Entry stage1) {}

    /**
     * The TLBs of a state.
     *
     * @param before the state one step earlier, or null
     */
    public TwoStageTlbs(ArmState state, Image before) {
        this.state = state;
        this.before = before;
        format = new Stage2Format(state.map().config().geometry());
        stage2 = new ArmTlbs(state, before, format);
        guests = new Stage1Format(new Stage1Geometry(format.geometry().granule(), Stage1Geometry.MAX_VA_BITS), ipa -> ipa);
        data = new FrameData(state);
        TlbShape shape = state.map().tlbShape();
        stage2Slots = shape.capacity() + TlbShape.WALK_LEVELS * shape.walkWays();
    }

    @Override
    public int capacity() {
        return 2 * stage2.capacity();
    }

    @Override
    public int sharedWith(int cpu) {
        return stage2.sharedWith(cpu);
    }

    @Override
    public Image image() {
        return state.image();
    }

    @Override
    public List<Entry> entries(int cpu) {
        return entries(state, cpu);
    }

    private static List<Entry> entries(ArmState of, int cpu) {
        List<Entry> entries = new ArrayList<>();
        of.tlb(cpu).forEach(e -> entries.add(new Entry(e, null)));
        of.stage1().tlb(cpu).forEach(e -> entries.add(new Entry(null, e)));
        return entries;
    }

    @Override
    public List<Entry> earlier(int cpu) {
        return before == null ? null : entries(new ArmState(state.map(), before), cpu);
    }

    @Override
    public boolean sameTlb(int cpu, Image earlier) {
        return false;
    }

    @Override
    public boolean sameTables(Image earlier) {
        // Stage 1 is in the guest's memory, and which of it is used registers say.
        return false;
    }

    @Override
    public int slot(Entry e) {
        return e.stage2 != null ? e.stage2.slot() : stage2Slots + e.stage1.slot();
    }

    @Override
    public long from(Entry e) {
        return e.stage2 != null ? stage2.from(e.stage2) : state.stage1().tag(e.stage1);
    }

    @Override
    public long word(Entry e) {
        return e.stage2 != null ? e.stage2.descriptor() : e.stage1.word();
    }

    @Override
    public long owner(Entry e) {
        return e.stage2 != null ? e.stage2.vmid() : -1 - e.stage1.vmid();
    }

    @Override
    public int key(TlbUses uses, int cpu, Entry e) {
        if (e.stage2 != null) {
            return stage2.key(uses, cpu, e.stage2);
        }
        return e.stage1.kind() == EntryKind.STAGE_1_TABLE ? uses.table(cpu, e.stage1.level(), e.stage1.word())
                : uses.entry(cpu, state.stage1().tag(e.stage1), e.stage1.word());
    }

    @Override
    public long used(TlbUses uses, int cpu, Entry e) {
        return e.stage2 != null ? stage2.used(uses, cpu, e.stage2) : uses.used(key(uses, cpu, e));
    }

    @Override
    public StaleWhy why(Entry e) {
        return e.stage2 != null ? stage2.why(e.stage2) : Stage1Copies.why(state, e.stage1);
    }

    @Override
    public long since(Entry e, TlbUses uses, long filled, long source) {
        return e.stage2 != null ? stage2.since(e.stage2, uses, filled, source) : Stage1Copies.since(state, e.stage1, uses.log(), filled);
    }

    @Override
    public List<Long> sources(Entry e, long filledFrom) {
        Origin origin = e.stage2 != null || e.stage1.kind() == EntryKind.STAGE_1_TABLE ? null : Origin.of(state, e.stage1);
        if (origin == null || origin.stage1() < 0) {
            return List.of(filledFrom);
        }
        return e.stage1.kind() == EntryKind.COMBINED && origin.stage2() != null ? List.of(origin.stage1(), origin.stage2().descriptorAddress()) : List.of(origin.stage1());
    }

    /** What the memory holds that a final entry leads to, and what that holds which tables lead to now. */
    private String data(Entry e) {
        if (table(e) || !data.any()) {
            return "";
        }
        if (e.stage2 != null) {
            return stage2.data(e.stage2);
        }
        Origin origin = Origin.of(state, e.stage1);
        long now = origin == null ? -1 : origin.pa();
        if (e.stage1.kind() == EntryKind.COMBINED) {
            return data.of(format.target(e.stage1.word(), e.stage1.level()), now);
        }
        int vm = origin == null ? -1 : origin.vm();
        ArmState.Translation old = vm < 0 ? null : state.regime().translate(vm, guests.written(e.stage1.word(), e.stage1.level()) | e.stage1.va() & e.stage1.size() - 1);
        return old == null || !old.valid() ? "" : data.of(old.pa(), now);
    }

    @Override
    public List<TlbTable.Column> columns() {
        List<TlbTable.Column> columns = new ArrayList<>(plain());
        if (data.any()) {
            columns.add(new TlbTable.Column(words.of("tlb.data"), ArmTlbs.DATA, false));
        }
        return columns;
    }

    private List<TlbTable.Column> plain() {
        return List.of(new TlbTable.Column(words.of("tlb.slot"), 40, false), new TlbTable.Column(words.of("tlb.stage"), 54, true), new TlbTable.Column(words.of("tlb.kind"), 50,
                true),
                new TlbTable.Column(words.of("tlb.vmid"), 42, false), new TlbTable.Column(words.of("tlb.asid"), 50, true), new TlbTable.Column(words.of("tlb.from"), 140, false),
                new TlbTable.Column(words.of("tlb.size"), 74, true), new TlbTable.Column(words.of("tlb.entry"), 118, false), new TlbTable.Column(words.of("tlb.pa"), 140, false));
    }

    private String stage(Entry e) {
        return words.of(e.stage2 != null ? "tlb.stage2" : e.stage1.kind() == EntryKind.COMBINED ? "tlb.both" : "tlb.stage1");
    }

    private boolean table(Entry e) {
        return e.stage2 != null ? e.stage2.kind() == ArmState.Kind.WALK : e.stage1.kind() == EntryKind.STAGE_1_TABLE;
    }

    /** The ASID, that there is none to ask for, or of an entry of stage 2 nothing. */
    private String asid(Entry e) {
        return e.stage2 != null ? "" : e.stage1.global() ? words.of("tlb.global") : Integer.toString(e.stage1.asid());
    }

    private long address(Entry e) {
        return e.stage2 != null ? e.stage2.ipa() : e.stage1.va();
    }

    private int level(Entry e) {
        return e.stage2 != null ? e.stage2.level() : e.stage1.level();
    }

    private int vmid(Entry e) {
        return e.stage2 != null ? e.stage2.vmid() : e.stage1.vmid();
    }

    /** How much it maps; of a piece of a larger leaf of stage 1 also how large that is. */
    private String size(Entry e) {
        if (e.stage2 != null) {
            return Hex.size(e.stage2.size());
        }
        boolean piece = !table(e) && e.stage1.origin() < e.stage1.level();
        return piece ? words.of("tlb.piece", Hex.size(e.stage1.size()), Hex.size(guests.entrySize(e.stage1.origin()))) : Hex.size(e.stage1.size());
    }

    private String label(Entry e) {
        return e.stage2 != null || e.stage1.kind() == EntryKind.COMBINED ? format.label(word(e), level(e)) : guests.label(word(e), level(e));
    }

    private String target(Entry e) {
        long target = e.stage2 != null || e.stage1.kind() == EntryKind.COMBINED ? format.target(word(e), level(e)) : guests.written(word(e), level(e));
        return words.of(e.stage2 != null || e.stage1.kind() == EntryKind.COMBINED ? "tlb.to.pa" : "tlb.to.ipa", Hex.grouped(Math.max(0, target)));
    }

    private String from(String key, Entry e) {
        return words.of(e.stage2 != null ? key + ".ipa" : key + ".va", Hex.grouped(address(e)));
    }

    private String tip(int cpu, Entry e) {
        String asid = asid(e);
        return words.of("tip.tlb.stages", cpu, slot(e), stage(e), words.of(table(e) ? "tlb.walk" : "tlb.final"), from("tlb.at", e), size(e), label(e), target(e),
                vmid(e) + (asid.isEmpty() ? "" : words.of("tlb.tip.asid", asid)));
    }

    @Override
    public TlbTable.Line line(int cpu, Entry e, TlbTable.State is) {
        List<String> cells = new ArrayList<>(List.of(Integer.toString(slot(e)), stage(e), words.of(table(e) ? "tlb.walk" : "tlb.final"), Integer.toString(vmid(e)), asid(e),
                from("tlb.at", e), size(e), label(e), target(e)));
        if (data.any()) {
            cells.add(data(e));
        }
        return new TlbTable.Line(slot(e), cells, is, tip(cpu, e));
    }

    @Override
    public TlbTable.Cell cell(int cpu, Entry e, TlbTable.State is, boolean hit, TlbTable.Story story) {
        String rights = Permissions.text(e.stage2 != null || e.stage1.kind() == EntryKind.COMBINED ? Permissions.of(word(e)) : Stage1Descriptor.rights(word(e)));
        String what = table(e) ? words.of("rows.table", level(e)) : size(e) + " " + (rights.equals("R") ? "RO" : rights);
        String asid = asid(e);
        String under = asid.isEmpty() ? words.of("rows.stage2", vmid(e)) : words.of("rows.stage1", stage(e), asid);
        return new TlbTable.Cell(slot(e), Hex.grouped(address(e)), what, under, is, hit, story, tip(cpu, e), data(e));
    }
}
