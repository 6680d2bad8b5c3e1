package org.tablewalk.machine.arm64;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage1Descriptor;
import org.tablewalk.arch.arm64.Stage1Geometry;
import org.tablewalk.arch.arm64.Stage1Registers;
import org.tablewalk.machine.arm64.tlb.EntryKind;
import org.tablewalk.machine.arm64.tlb.TlbShape;
import org.tablewalk.machine.arm64.tlb.TlbTags;

/** A read-only view of the guests' own stage of translation: what TLBs hold of it, where accesses stand, and what a walk of both stages gives. Only for machines whose guests can have one. */
public final class Stage1State {
    private final ArmMap map;
    private final IntToLongFunction cells;
    private final Granule granule;

    Stage1State(ArmMap map, IntToLongFunction cells) {
        this.map = map;
        this.cells = cells;
        granule = map.config().geometry().granule();
    }

    /**
     * A TLB entry on the side of stage 1, in the order in which moves number them behind those of stage 2.
     *
     * @param slot   its place on this side of the CPU's TLB
     * @param asid   0 of a global entry
     * @param va     first address that it maps, sign extended
     * @param size   bytes that it maps; of a table descriptor what lies under it
     * @param origin level of the stage-1 leaf that it came from; of a table descriptor its level
     * @param word   of a combined entry in the form of a stage-2 leaf of the level that gives the size; else the stage-1 descriptor
     */
    public record Entry(int slot, EntryKind kind, int vmid, int asid, boolean global, long va, long size, int level, int origin, long word) {}

    /** Where an access stands in stage 1. */
    public enum Step { READ, UPDATE, FINAL, OVERLAP, HIT, REPORT }

    /**
     * An access that stage 1 translates. The address that stage 2 is at is that of {@link ArmState.Access}.
     *
     * @param level of the next read, or of the leaf once that is known
     * @param table IPA of the table that the next read indexes
     */
    public record Access(Step step, long va, int kind, int level, long table, int vmid, int asid) {}

    /**
     * What a walk of both stages gives now.
     *
     * @param level      of the stage-1 descriptor that decides
     * @param descriptor that descriptor; 0 where stage 2 does not let the walk read it
     * @param address    its physical address, or -1
     * @param ipa        what stage 1 gives, or -1 if it faults; without an MMU the address itself
     * @param stage2     stage 2's word on that IPA, or on the descriptor's address where it ends the walk
     */
    public record Walk(int level, long descriptor, long address, long ipa, ArmState.Translation stage2) {
        /** Whether both stages let EL1 make an access of this kind. */
        public boolean permits(int access, boolean ntFaults) {
            return ipa >= 0 && stage2.permits(access, ntFaults) && (address < 0 || Stage1Entries.permits(descriptor, access));
        }
    }

    /** A CPU's TLB entries on the side of stage 1, final ones first. */
    public List<Entry> tlb(int cpu) {
        List<Entry> entries = new ArrayList<>();
        TlbShape shape = map.tlbShape();
        int first = map.tlb1(cpu) + TlbShape.HEADER;
        for (int slot = 0; slot < shape.capacity() + TlbShape.WALK_LEVELS * shape.walkWays(); slot++) {
            long tag = cells.applyAsLong(first + TlbShape.ENTRY * slot);
            if (tag != 0) {
                entries.add(entry(slot, tag, cells.applyAsLong(first + TlbShape.ENTRY * slot + 1)));
            }
        }
        return entries;
    }

    private Entry entry(int slot, long tag, long word) {
        boolean leaf = TlbTags.stage1(tag);
        EntryKind kind = !leaf ? EntryKind.STAGE_1_TABLE : TlbTags.combined(tag) ? EntryKind.COMBINED : EntryKind.STAGE_1;
        int level = TlbTags.level(tag);
        return new Entry(slot, kind, TlbTags.vmid(tag) >> 8, TlbTags.asid(tag), leaf && TlbTags.global(tag), TlbTags.ipa(tag) << 12 >> 12, granule.entrySize(level), level,
                leaf ? TlbTags.origin(tag) : level, word);
    }

    /** The tag by which events name an entry. */
    public long tag(Entry e) {
        var tags = new TlbTags(granule);
        long context = TlbTags.context(e.vmid(), e.asid());
        return e.kind() == EntryKind.STAGE_1_TABLE ? tags.of(e.level(), context, TlbTags.address(e.va()))
                : tags.ofStage1(e.level(), context, e.va(), e.origin(), e.global(), e.kind() == EntryKind.COMBINED);
    }

    /** An access of a CPU in flight, or its speculative walk; null if stage 1 has nothing to do with it. */
    public Access access(int cpu, boolean speculation) {
        int s = map.stage1(cpu) + (speculation ? Stage1Unit.CELLS : 0);
        int step = (int) cells.applyAsLong(s + Stage1Unit.STEP);
        long context = cells.applyAsLong(s + Stage1Unit.CONTEXT);
        return step == Stage1Unit.NONE ? null
                : new Access(Step.values()[step - 1], cells.applyAsLong(s + Stage1Unit.VA), (int) cells.applyAsLong(s + Stage1Unit.KIND), (int) cells.applyAsLong(s
                        + Stage1Unit.LEVEL),
                        cells.applyAsLong(s + Stage1Unit.TABLE), (int) context >> 8, (int) context & 0xff);
    }

    /** Whether a CPU's MMU is on, by its registers in effect. */
    public boolean on(int cpu) {
        return (register(cpu, ArmIntrinsics.SCTLR_EL1) & Stage1Registers.MMU_ON) != 0;
    }

    /** A walk of both stages in one go, by a CPU's registers of EL1 in effect and the tables of a VM as they are. */
    public Walk walk(int cpu, int vm, long va) {
        if (!on(cpu)) {
            return new Walk(0, 0, -1, va, ArmState.translate(map, cells, vm, va));
        }
        boolean upper = va < 0;
        long tcr = register(cpu, ArmIntrinsics.TCR_EL1);
        int bits = Stage1Registers.vaBits(tcr, upper);
        Stage1Geometry geometry = bits < Stage1Geometry.MIN_VA_BITS || bits > Stage1Geometry.MAX_VA_BITS ? null : new Stage1Geometry(granule, bits);
        if (geometry == null || Stage1Registers.disabled(tcr, upper) || !Stage1Registers.granule(tcr, upper, granule) || !(upper ? geometry.upper(va) : geometry.lower(va))) {
            return new Walk(0, 0, -1, -1, null);
        }
        long table = Stage1Registers.base(register(cpu, upper ? ArmIntrinsics.TTBR1_EL1 : ArmIntrinsics.TTBR0_EL1));
        for (int level = geometry.startLevel();; level++) {
            ArmState.Translation stage2 = ArmState.translate(map, cells, vm, table + 8L * geometry.index(va, level));
            int cell = stage2.valid() ? map.cellOf(stage2.pa()) : -1;
            long word = cell < 0 ? 0 : cells.applyAsLong(cell);
            if (!Descriptor.table(word, level)) {
                boolean leaf = Descriptor.leaf(word, level) && level >= granule.minBlockLevel() && (word & Stage1Descriptor.AF) != 0;
                long ipa = leaf ? Descriptor.outputAddress(word, level, granule, false) | va & granule.entrySize(level) - 1 : -1;
                return new Walk(level, word, stage2.valid() ? stage2.pa() : -1, ipa, leaf ? ArmState.translate(map, cells, vm, ipa) : stage2);
            }
            table = Descriptor.nextTable(word, granule, false);
        }
    }

    private long register(int cpu, int number) {
        return cells.applyAsLong(Registers.inEffect(map, cpu, number));
    }
}
