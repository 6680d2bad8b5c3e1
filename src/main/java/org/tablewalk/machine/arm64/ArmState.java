package org.tablewalk.machine.arm64;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.arm64.lock.Locks;
import org.tablewalk.machine.arm64.tlb.TlbTags;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.machine.arm64.tlb.TlbiTarget;
import org.tablewalk.machine.arm64.walk.Stage2Rules;
import org.tablewalk.machine.listing.ListingState;
import org.tablewalk.machine.listing.WaitQueue;

/** A read-only view of an image of an {@link ArmMachine}: tables, TLBs, CPUs, invalidations in flight. For pictures, checks and the command line. */
public final class ArmState extends ListingState<ArmMap> {
    /** The number by which {@link #lock} and lock events name RCU. */
    public static final int RCU = ArmConfig.LOCKS;

    /** Use of a page of the pool: never used, a table, or freed (and poison to a walk). */
    public enum PageUse { FREE, TABLE, FREED }

    /** What a CPU does. */
    public enum Status { IDLE, RUNNING, IN_ACCESS, WAITS_LOCK, WAITS_DSB, WAITS_STORES, ENDED, FAILED }

    /** Kinds of TLB entry: a final translation, or a table descriptor in the walk cache. */
    public enum Kind { FINAL, WALK }

    /** Where an access in flight stands. */
    public enum Phase { WALK, PERFORM, OVERLAP, NT_CHOICE, STAGE_1, UPDATE }

    /**
     * A TLB entry.
     *
     * @param slot       its place in the CPU's TLB
     * @param ipa        first address it maps
     * @param size       bytes it maps: more than an entry of its level if it stands for a group with the contiguous bit
     * @param level      level of the descriptor
     * @param descriptor as it was when the entry was filled; of a group see {@link Descriptor#groupOf}
     */
    public record TlbEntry(int slot, Kind kind, int vmid, long ipa, long size, int level, long descriptor) {}

    /**
     * An access in flight.
     *
     * @param kind       {@code Event.READ}, {@code WRITE} or {@code EXECUTE}
     * @param level      level of the next read, or of the translation when it is about to be performed
     * @param table      address of the table the next read indexes
     * @param descriptor the translation it will use, when the phase is PERFORM
     * @param marks      TLBI slots that marked it
     */
    public record Access(long ipa, int kind, Phase phase, int level, long table, long descriptor, long marks) {}

    /**
     * A CPU.
     *
     * @param pc          op number it executes next, or -1
     * @param guest       whether it is in the guest (EL1), else at EL2
     * @param access      the access of its instruction in flight, or null
     * @param speculation its speculative walk, or null
     * @param vttbr       VTTBR_EL2
     * @param exit        0, or the negative error that KVM_RUN returned
     * @param barrier     kind of the DSB it waits in, or 0
     */
    public record Cpu(int cpu, Status status, int pc, boolean guest, Access access, Access speculation, long vttbr, long exit, int barrier) {}

    /**
     * An invalidation in flight.
     *
     * @param pending CPUs it has not arrived at, one bit each
     * @param marked  CPUs with an access that it waits for
     */
    public record InFlight(int slot, TlbiOp op, int issuer, int vmid, long operand, long pending, long marked) {}

    /** A lock: owner (-1 for none), readers, CPUs queued in order. */
    public record Lock(int owner, long readers, List<Integer> queue) {}

    /**
     * What a walk of the tables gives now.
     *
     * @param fault             what the deciding descriptor gives whatever the access is, a kind of {@link Fault}; 0 if it is a leaf that translates on this hardware
     * @param level             level of the deciding descriptor
     * @param descriptor        the deciding descriptor
     * @param descriptorAddress where it is
     * @param pa                output address, when valid
     */
    public record Translation(int fault, int level, long descriptor, long descriptorAddress, long pa) {
        /** Whether it ends in a leaf that translates. */
        public boolean valid() {
            return fault == 0;
        }

        /** Whether an access of this kind is permitted. */
        public boolean permits(int access) {
            return fault == 0 && Stage2Rules.permits(descriptor, access);
        }

        /** The kind of {@link Fault} that an access of this kind meets, or 0. */
        int fault(int access) {
            return fault != 0 || permits(access) ? fault : Fault.PERMISSION;
        }

        /** The same as a word of {@link Fault}. */
        long word(int access) {
            int met = fault(access);
            return met == 0 ? 0 : Fault.of(met, level, access);
        }
    }

    private final ArmMap map;
    private final Stage2Geometry geometry;
    private final TlbTags tags;
    private final CpuView cpus;

    /** The view of an image. */
    public ArmState(ArmMap map, Image image) {
        super(map, image);
        this.map = map;
        geometry = map.config().geometry();
        tags = new TlbTags(geometry);
        cpus = new CpuView(map, cells);
    }

    /**
     * The view of cells from anywhere else, e.g. an image with some cells replaced; {@link #image()} is null.
     *
     * @param cells gives the value of a cell by its number
     */
    public ArmState(ArmMap map, IntToLongFunction cells) {
        super(map, cells);
        this.map = map;
        geometry = map.config().geometry();
        tags = new TlbTags(geometry);
        cpus = new CpuView(map, cells);
    }

    /** Pages in the pool. */
    public int pages() {
        return map.config().poolPages();
    }

    public PageUse use(int page) {
        return PageUse.values()[(int) cells.applyAsLong(map.pageUse + page)];
    }

    /** A CPU's VTCR_EL2. */
    public long vtcr(int cpu) {
        return cells.applyAsLong(map.cpu(cpu) + ArmMap.VTCR);
    }

    /** Whether a CPU has changed VTTBR_EL2 and not synchronised since. */
    public boolean unsynchronised(int cpu) {
        return (cells.applyAsLong(map.cpu(cpu) + ArmMap.UNSYNCED) & 1) != 0;
    }

    /** The guests' own stage of translation, or null if they have none. */
    public Stage1State stage1() {
        return map.stage1Region() == null ? null : new Stage1State(map, cells);
    }

    /** The VMs, and every CPU's registers of the translation regime. */
    public RegimeState regime() {
        return new RegimeState(map, cells);
    }

    /** Pages of the pool that were ever used: those before that number. */
    public static int pagesUsed(ArmMap map, IntToLongFunction cells) {
        return (int) cells.applyAsLong(map.pagesUsed);
    }

    /** References counted on a page. */
    public long references(int page) {
        return cells.applyAsLong(map.pageReferences + page);
    }

    /** Addresses of the concatenated root tables. */
    public List<Long> rootTables() {
        List<Long> roots = new ArrayList<>();
        for (int i = 0; i < geometry.rootTables(); i++) {
            roots.add(map.pageAddress(i));
        }
        return roots;
    }

    /** Whether the root is there: not before listings have created the VM, on a machine that begins without one. */
    public boolean rooted() {
        return use(geometry.rootTables() - 1) != PageUse.FREE;
    }

    /** Whether this hardware takes a translation fault on a block whose nT bit is set. */
    public boolean ntFaults() {
        return map.config().ntFaults();
    }

    /** Whether a CPU's TLB is seen at once to be the same in an earlier image. */
    public boolean sharesTlb(Image earlier, int cpu) {
        return image().shares(earlier, map.tlb(cpu), map.tlbEnd(cpu));
    }

    /** Whether all tables are seen at once to be the same in an earlier image. */
    public boolean sharesTables(Image earlier) {
        return image().shares(earlier, map.pool, map.poolEnd()) && image().shares(earlier, map.pageUse, map.pageUse + pages());
    }

    /** The tag by which events name an entry. */
    public long tag(TlbEntry entry) {
        return grouped(entry) ? tags.ofGroup(entry.level(), entry.vmid(), entry.ipa()) : tags.of(entry.level(), entry.vmid(), entry.ipa());
    }

    /** Whether an entry stands for a group of entries with the contiguous bit. */
    public boolean grouped(TlbEntry entry) {
        return entry.size() > geometry.entrySize(entry.level());
    }

    /** What a word in the tables makes a TLB entry hold: itself, or with the contiguous bit what stands for its group. */
    public long cached(long word, int level) {
        return map.config().tlb().groups() && Descriptor.leaf(word, level) && tags.grouped(word, level) ? tags.groupWord(word, level) : word;
    }

    /** What an invalidation in flight names on this hardware. */
    public TlbiTarget target(InFlight tlbi) {
        return TlbiTarget.of(tlbi.op(), tlbi.operand(), geometry, map.config().freedoms().hints() != ArmConfig.Hints.NOTHING);
    }

    /** The tag by which events would name the cached table descriptor of a level for an address of this VM. */
    public static long walkTag(ArmMap map, int level, long ipa) {
        return new TlbTags(map.config().geometry()).of(level, map.config().vmid(), ipa);
    }

    /** A walk of the tables as they are in this image, in one go. */
    public Translation translate(long ipa) {
        return translate(map, cells, ipa);
    }

    /**
     * The same over any source of cells, e.g. a machine's live ones or an image with one word replaced.
     *
     * @param cells gives the value of a cell by its number
     */
    public static Translation translate(ArmMap map, IntToLongFunction cells, long ipa) {
        return new Walks(map, cells, 0).stage2(0, ipa, false);
    }

    /** A CPU's TLB entries, final ones first, in slot order. */
    public List<TlbEntry> tlb(int cpu) {
        return cpus.tlb(cpu, tags);
    }

    /** Number of final entries in a CPU's TLB, without listing them. */
    public int tlbSize(int cpu) {
        return cpus.tlbSize(cpu);
    }

    /** What a CPU does. */
    public Cpu cpu(int cpu) {
        return cpus.cpu(cpu, pc(cpu));
    }

    /** Invalidations in flight, by slot. */
    public List<InFlight> tlbis() {
        return cpus.tlbis();
    }

    /** Buffered stores of a CPU, oldest first, as (address, value) pairs. */
    public List<long[]> storeBuffer(int cpu) {
        return cpus.storeBuffer(cpu);
    }

    /** A lock; 0 is mmu_lock. That of {@link #RCU} has no owner; its queue is who waits for the end of a grace period. */
    public Lock lock(int lock) {
        if (lock == RCU) {
            return new Lock(-1, cells.applyAsLong(map.rcuReaders), IntStream.range(0, map.config().cpus())
                    .filter(cpu -> cells.applyAsLong(map.rcuAwaited + cpu) != 0).boxed().toList());
        }
        int at = map.lock(lock);
        return new Lock((int) cells.applyAsLong(at + Locks.OWNER) - 1, cells.applyAsLong(at + Locks.READERS),
                WaitQueue.cpus(cells, at + Locks.QUEUE));
    }
}
