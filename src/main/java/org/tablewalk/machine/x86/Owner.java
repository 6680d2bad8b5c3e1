package org.tablewalk.machine.x86;

import org.tablewalk.arch.x86.Registers;
import org.tablewalk.machine.Cells;

/**
 * Whose an entry of a TLB or a paging-structure cache is, in a word: the root it was found under in bits 43:12; with tags besides its PCID in bits 11:0, its
 * VPID in bits 59:44, and bit 60 for a global page. Without tags it is the root alone, and the root is what a lookup asks for; with tags only the people that
 * look at the machine see the root.
 */
public final class Owner {
    static final long GLOBAL = 1L << 60;
    private static final long PCID = 0xfff;
    private static final int VPID_SHIFT = 44;
    private static final long VPID = 0xffffL << VPID_SHIFT;
    private static final long ROOT = (1L << VPID_SHIFT) - 1 & ~PCID;

    private final Cells cells;
    private final X86Map map;
    private final boolean tagged;
    /** Bits that have to be the same for an entry to be found. */
    private final long asked;

    Owner(Cells cells, X86Map map) {
        this.cells = cells;
        this.map = map;
        tagged = map.config().caching().tagged();
        asked = tagged ? VPID | PCID : -1;
    }

    /** Who a CPU's walks are for now. */
    long of(int cpu) {
        int state = map.cpu(cpu);
        long root = cells.get(state + CpuCells.HW_ROOT);
        return tagged ? root | (long) map.config().vcpus().get(cpu).vpid() << VPID_SHIFT | pcid(state) : root;
    }

    /** Without CR4.PCIDE the current PCID is 0 (SDM volume 3, "Process-Context Identifiers"). */
    private long pcid(int state) {
        return (cells.get(state + CpuCells.CR4) & Registers.CR4_PCIDE) != 0 ? cells.get(state + CpuCells.HW_PCID) : 0;
    }

    /** Whether an entry is found by walks for somebody. A global page's is by those of every PCID. */
    boolean found(long entry, long by) {
        long differs = entry ^ by;
        return (differs & asked) == 0 || entry >= GLOBAL && (differs & VPID) == 0;
    }

    /** Whether an entry that is no global page's belongs to the PCID and VPID of somebody; without tags, to the root. */
    boolean own(long entry, long by) {
        return ((entry ^ by) & (asked | GLOBAL)) == 0;
    }

    /** Whether entries are told apart by VPID and PCID. */
    boolean tagged() {
        return tagged;
    }

    /** The owner word of somebody with another PCID. */
    static long withPcid(long owner, long pcid) {
        return owner & ~PCID | pcid & PCID;
    }

    /** The root that an entry was found under. */
    public static long root(long owner) {
        return owner & ROOT;
    }

    /** The PCID of an entry, 0..4095. */
    public static int pcid(long owner) {
        return (int) (owner & PCID);
    }

    /** The VPID of an entry, 0..65535. */
    public static int vpid(long owner) {
        return (int) ((owner & VPID) >>> VPID_SHIFT);
    }

    /** Whether an entry is a global page's. */
    public static boolean global(long owner) {
        return owner >= GLOBAL;
    }
}
