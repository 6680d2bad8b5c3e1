package org.tablewalk.machine.arm64;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage1Registers;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.arm64.tlb.EntryKind;
import org.tablewalk.machine.arm64.tlb.TlbShape;
import org.tablewalk.machine.arm64.tlb.TlbTags;
import org.tablewalk.machine.arm64.walk.Stage1Cells;

/** A read-only view of the guests' own stage of translation: what TLBs hold of it, where accesses stand, and what a walk of both stages gives. Only for machines whose guests can have one. */
public final class Stage1State {
    private static final int[] EL1 = {ArmIntrinsics.TTBR0_EL1, ArmIntrinsics.TTBR1_EL1, ArmIntrinsics.TCR_EL1, ArmIntrinsics.SCTLR_EL1};

    private final ArmMap map;
    private final IntToLongFunction cells;
    private final Granule granule;

    /**
     * The view of a machine whose guests can have a stage 1.
     *
     * @param cells gives the value of a cell by its number
     */
    public Stage1State(ArmMap map, IntToLongFunction cells) {
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
     * @param stage2     stage 2's word on that IPA, or on the descriptor's address where it ends the walk; null where no descriptor is read
     * @param fault      what an access of the kind that was asked for meets, a word of {@link org.tablewalk.machine.Fault}, or 0: then it arrives where stage 2 says
     */
    public record Walk(int level, long descriptor, long address, long ipa, ArmState.Translation stage2, long fault) {}

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
        int s = map.stage1(cpu) + (speculation ? Stage1Cells.CELLS : 0);
        int step = (int) cells.applyAsLong(s + Stage1Cells.STEP);
        long context = cells.applyAsLong(s + Stage1Cells.CONTEXT);
        return step == Stage1Cells.NONE ? null
                : new Access(Step.values()[step - 1], cells.applyAsLong(s + Stage1Cells.VA), (int) cells.applyAsLong(s + Stage1Cells.KIND), (int) cells.applyAsLong(s
                        + Stage1Cells.LEVEL),
                        cells.applyAsLong(s + Stage1Cells.TABLE), (int) context >> 8, (int) context & 0xff);
    }

    /** Whether a CPU's MMU is on, by its registers in effect. */
    public boolean on(int cpu) {
        return (register(cpu, ArmIntrinsics.SCTLR_EL1) & Stage1Registers.MMU_ON) != 0;
    }

    /** A walk of both stages in one go for a read, by a CPU's registers of EL1 in effect and the tables of a VM as they are. */
    public Walk walk(int cpu, int vm, long va) {
        return walk(cpu, vm, va, Event.READ, 0, 0);
    }

    /** The same for an access of any kind that begins now; hardware has set the flags then that it manages. */
    public Walk meets(int cpu, int vm, long va, int kind) {
        return walk(cpu, vm, va, kind, Stage1Registers.FLAGS, register(cpu, ArmIntrinsics.VTCR_EL2));
    }

    private Walk walk(int cpu, int vm, long va, int kind, long flags, long vtcr) {
        var walks = new Walks(map, cells, vtcr);
        if (!on(cpu)) {
            ArmState.Translation stage2 = walks.stage2(vm, va, kind == Event.WRITE);
            return new Walk(0, 0, -1, va, stage2, stage2.word(kind));
        }
        long tcr = register(cpu, ArmIntrinsics.TCR_EL1) & ~(Stage1Registers.FLAGS & ~flags);
        return walks.both(vm, register(cpu, ArmIntrinsics.TTBR0_EL1), register(cpu, ArmIntrinsics.TTBR1_EL1), tcr, va, kind);
    }

    /** Whether an access of a CPU in a VM may arrive at a physical address by the tables as they are: registers of EL1 that are written and not in effect count with either value. */
    public boolean reaches(int cpu, int vm, long va, int kind, long pa) {
        var regime = new RegimeState(map, cells);
        List<Integer> pending = IntStream.of(EL1).filter(register -> regime.register(cpu, register).pending()).boxed().toList();
        return IntStream.range(0, 1 << pending.size()).mapToObj(choice -> new Stage1State(map, taken(cpu, pending, choice)).walk(cpu, vm, va, kind, 0, 0))
                .anyMatch(walk -> walk.fault() == 0 && walk.stage2().pa() == pa);
    }

    /** The cells with some registers as they were written. */
    private IntToLongFunction taken(int cpu, List<Integer> pending, int choice) {
        return choice == 0 ? cells : cell -> {
            for (int i = 0; i < pending.size(); i++) {
                if ((choice >>> i & 1) != 0 && cell == Registers.inEffect(map, cpu, pending.get(i))) {
                    return cells.applyAsLong(Registers.next(map, cpu, pending.get(i)));
                }
            }
            return cells.applyAsLong(cell);
        };
    }

    private long register(int cpu, int number) {
        return cells.applyAsLong(Registers.inEffect(map, cpu, number));
    }
}
