package org.tablewalk.machine.arm64;

import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.machine.Layout;
import org.tablewalk.machine.Layout.Type;
import org.tablewalk.machine.arm64.lock.Locks;
import org.tablewalk.machine.arm64.tlb.TlbRegion;
import org.tablewalk.machine.arm64.tlb.TlbShape;
import org.tablewalk.machine.arm64.walk.AccessCells;
import org.tablewalk.machine.arm64.walk.Stage1Cells;
import org.tablewalk.machine.arm64.walk.Stage2Start;
import org.tablewalk.machine.listing.ListingMap;
import org.tablewalk.machine.listing.Program;

/** Where everything of an Arm machine lies among its cells. */
public final class ArmMap extends ListingMap {
    // Offsets in the per-CPU block.
    static final int STATUS = 0;
    static final int GUEST = 1;
    static final int VTTBR = 2;
    static final int VTTBR_NEXT = 3;
    /** Registers written and not in effect yet, a bit each; VTTBR_EL2 is bit 0. */
    static final int UNSYNCED = 4;
    static final int VTCR = 5;
    static final int HCR = 6;
    /** Mask of TLBI slots still to arrive at this CPU. */
    static final int ARRIVING = 7;
    /** Mask of TLBI slots this CPU issued that are not finished. */
    static final int ISSUED = 8;
    static final int EXIT = 9;
    static final int EVICTIONS = 10;
    /** Barrier kind a CPU waits in, or 0. */
    static final int WAITS_DSB = 11;
    /** Lock + 1 that a CPU waits for, or 0. */
    static final int WAITS_LOCK = 12;
    /** The access the CPU's instruction has in flight. */
    static final int DEMAND = 13;
    /** The speculative walk. */
    static final int SPECULATION = DEMAND + AccessCells.CELLS;
    static final int STORES = SPECULATION + AccessCells.CELLS;
    static final int STORE_BUFFER = STORES + 1;

    private final ArmConfig config;
    private final HardwareDesign design;
    private final Stage2Start[] starts;
    final int arrivable;
    final int walking;
    final int slotsUsed;
    final int slots;
    final int locks;
    final int pagesUsed;
    final int pageUse;
    final int pageReferences;
    // By CPU, the first cell of what it has; of TLBs those that share one have the same.
    private final int[] cpus;
    private final int[] tlbs;
    private final int[] regimes;
    private final int[] stages1;
    private final int[] tlbs1;
    final int pool;
    /** Mask of the CPUs that are RCU readers. */
    final int rcuReaders;
    /** For each CPU that waits for a grace period, the readers it still waits for. */
    final int rcuAwaited;
    private final DirtyWords dirty;
    private final ContentWords contents;
    final TlbShape tlb;

    ArmMap(ArmConfig config, Program program) {
        this.config = config;
        design = new HardwareDesign(config);
        tlb = TlbShape.of(config.tlbEntries(), config.tlb().sets(), config.walkCacheEntries());
        var layout = new Layout();
        int runnable = layout.add("runnable", Type.ACTOR_MASK, 1);
        arrivable = layout.add("arrivable", Type.ACTOR_MASK, 1);
        walking = layout.add("walking", Type.ACTOR_MASK, 1);
        slotsUsed = layout.add("tlbi.used", Type.WORD, 1);
        pagesUsed = layout.add("pool.used", Type.COUNT, 1);
        super(program, layout, config.cpus(), runnable);
        layout.align();
        slots = layout.add("tlbi.slots", Type.WORD, Invalidations.SLOTS * Invalidations.CELLS);
        layout.align();
        locks = layout.add("locks", Type.ACTOR, ArmConfig.LOCKS * Locks.CELLS);
        layout.align();
        pageUse = layout.add("pool.use", Type.FLAG, config.poolPages());
        layout.align();
        pageReferences = layout.add("pool.references", Type.COUNT, config.poolPages());
        layout.align();
        cpus = blocks(".state", STORE_BUFFER + 2 * config.freedoms().storeBuffer());
        tlbs = shared(blocks(".tlb", tlb.cells()));
        pool = layout.add("pool.words", Type.WORD, Math.multiplyExact(config.poolPages(), wordsPerPage()));
        layout.align();
        rcuReaders = layout.add("rcu.readers", Type.ACTOR_MASK, 1);
        rcuAwaited = layout.add("rcu.awaited", Type.ACTOR_MASK, config.cpus());
        dirty = new DirtyWords(config, layout);
        if (config.regime() != null) {
            layout.align();
        }
        regimes = config.regime() == null ? null : blocks(".regime", Registers.CELLS);
        stages1 = config.twoStages() ? blocks(".stage1", 2 * Stage1Cells.CELLS) : null;
        tlbs1 = config.twoStages() ? shared(blocks(".tlb1", tlb.cells())) : null;
        contents = new ContentWords(config, layout);
        starts = IntStream.range(0, config.regime() == null ? 1 : config.regime().vms().size()).mapToObj(this::startOf).toArray(Stage2Start[]::new);
    }

    /** A machine with one tree walks that, whatever registers say; else a tree is what registers with its shape and root name. */
    private Stage2Start startOf(int vm) {
        Stage2Geometry geometry = config.geometry(vm);
        return config.regime() == null ? new Stage2Start(geometry.startLevel(), root(vm), geometry.limit()) : Stage2Start.of(vttbr(vm), config.vtcr(vm), geometry.granule());
    }

    /** A block of cells for each CPU, in chunks of its own. */
    private int[] blocks(String name, int cells) {
        return IntStream.range(0, cpus()).map(cpu -> {
            int first = layout().add("cpu" + cpu + name, Type.WORD, cells);
            layout().align();
            return first;
        }).toArray();
    }

    /** Of TLBs, by CPU the one that it uses. */
    private int[] shared(int[] own) {
        return config.regime() == null ? own : IntStream.range(0, cpus()).map(cpu -> own[config.regime().tlbOf(cpu)]).toArray();
    }

    public ArmConfig config() {
        return config;
    }

    /** How the hardware is built. */
    HardwareDesign design() {
        return design;
    }

    /** A CPU's TLB: sets and ways. */
    public TlbShape tlbShape() {
        return tlb;
    }

    /** The TLBs of stage 2. */
    TlbRegion tlbRegion() {
        return design.region(tlb, startLevel(), tlbs);
    }

    int cpu(int cpu) {
        return cpus[cpu];
    }

    @Override
    protected int status(int cpu) {
        return cpu(cpu) + STATUS;
    }

    @Override
    protected int exit(int cpu) {
        return cpu(cpu) + EXIT;
    }

    int tlbEnd(int cpu) {
        return tlb(cpu) + tlb.cells();
    }

    int poolEnd() {
        return pool + config.poolPages() * wordsPerPage();
    }

    /** The cell that says what a page of the pool is used for. */
    public int useCell(int page) {
        return pageUse + page;
    }

    int tlb(int cpu) {
        return tlbs[cpu];
    }

    /** A CPU's registers; there only with a regime. */
    int regime(int cpu) {
        return regimes[cpu];
    }

    /** What the side of stage 1 knows of the accesses a CPU has in flight; there only with a stage 1. */
    int stage1(int cpu) {
        return stages1[cpu];
    }

    /** A CPU's TLB on the side of stage 1. */
    int tlb1(int cpu) {
        return tlbs1[cpu];
    }

    /** The TLBs on the side of stage 1, of the shape of the others; null if guests have no stage 1. */
    TlbRegion stage1Region() {
        return config.twoStages() ? design.stage1Region(tlb, tlbs1) : null;
    }

    /** Where walks of a VM's tree start. */
    Stage2Start start(int vm) {
        return starts[vm];
    }

    /** Where the root of a VM's tree is. */
    long root(int vm) {
        return config.regime() == null ? config.poolBase() : pageAddress(config.regime().rootPage(vm));
    }

    /** The first level at which a tree of this machine can have entries: trees of other VMs may be of another size. */
    int startLevel() {
        return config.regime() == null ? config.geometry().startLevel() : 0;
    }

    /** VTTBR_EL2 for a VM with the VMID that it has from the start. */
    long vttbr(int vm) {
        return (long) (config.regime() == null ? config.vmid() : config.regime().vms().get(vm).vmid()) << 48 | root(vm);
    }

    int slot(int slot) {
        return slots + slot * Invalidations.CELLS;
    }

    int lock(int lock) {
        return locks + lock * Locks.CELLS;
    }

    /** 64-bit words in a page of the pool. */
    public int wordsPerPage() {
        return config.geometry().granule().entriesPerTable();
    }

    /** The page of the pool that holds a physical address, or -1. */
    public int pageOf(long pa) {
        long offset = pa - config.poolBase();
        long page = offset >>> config.geometry().granule().pageShift();
        return offset >= 0 && page < config.poolPages() ? (int) page : -1;
    }

    /** Physical address of a page of the pool. */
    public long pageAddress(int page) {
        return config.poolBase() + ((long) page << config.geometry().granule().pageShift());
    }

    /** The same: words lie in the pool, in memory with contents and in dirty logs. */
    @Override
    public int cellOf(long pa) {
        if ((pa & 7) != 0) {
            return -1;
        }
        if (pageOf(pa) >= 0) {
            return pool + (int) (pa - config.poolBase() >>> 3);
        }
        int cell = contents.cellOf(pa);
        return cell >= 0 ? cell : dirty.cellOf(pa);
    }

    /** The physical address of a cell of memory with contents, or -1 if it is none. */
    public long contentAddress(int cell) {
        return contents.addressOf(cell);
    }

    /** The cell of the word of memory with contents at a physical address, or -1 if it is unaligned or there is none. */
    public int contentCell(long pa) {
        return (pa & 7) != 0 ? -1 : contents.cellOf(pa);
    }

    /** The cell of a word that a walk of stage 2 finds: of a table in use, or of memory with contents that an entry takes for a table. Or -1. */
    int tableCell(long pa, IntToLongFunction cells) {
        int page = pageOf(pa);
        if (page < 0) {
            return contentCell(pa);
        }
        return cells.applyAsLong(pageUse + page) == ArmState.PageUse.TABLE.ordinal() ? cellOf(pa) : -1;
    }

    /** The word that a walk of stage 1 finds at a physical address: 0 where no memory has contents. */
    long guestWord(long pa, IntToLongFunction cells) {
        int cell = cellOf(pa);
        return cell < 0 ? 0 : cells.applyAsLong(cell);
    }

    /** The host's dirty logs. */
    public DirtyWords dirty() {
        return dirty;
    }

    /** The physical address of a cell of the pool, or -1 if the cell is none. */
    public long addressOf(int cell) {
        return cell >= pool && cell < poolEnd() ? config.poolBase() + (cell - pool) * 8L : -1;
    }
}
