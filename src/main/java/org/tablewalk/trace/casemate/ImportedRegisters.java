package org.tablewalk.trace.casemate;

import org.tablewalk.machine.Cells;

/** Everything of an import that is not memory: system registers, invalidations that wait for a DSB, locks, and what is said about roots. */
public final class ImportedRegisters {
    // Bits of a root's flags.
    static final long NAMED = 1;
    static final long STAGE_2 = 2;
    static final long EL2 = 4;
    static final long RELEASED = 8;
    /** Some thread has had it in its register while the stage was not known to be off. */
    static final long ACTIVE = 16;

    /** Slots for invalidations in flight; when all are taken, which no careful program does, further ones share the last. */
    private static final int LAST_SLOT = 63;

    private final ImportMap map;
    private final Cells cells;

    /** Their cells among those of a machine. */
    public ImportedRegisters(ImportMap map, Cells cells) {
        this.map = map;
        this.cells = cells;
    }

    /** A write to a system register; a root table installed by it is named. */
    public void write(int thread, SystemRegister register, long value) {
        int base = map.thread(thread);
        cells.put(base + register.ordinal(), value);
        or(base + ImportMap.REGISTERS_WRITTEN, 1L << register.ordinal());
        int number = register.holdsRoot() ? map.rootOf(SystemRegister.rootTable(value)) : -1;
        if (number >= 0) {
            int root = map.root(number);
            or(root + ImportMap.ROOT_FLAGS, register == SystemRegister.VTTBR_EL2 ? STAGE_2 : EL2);
            cells.put(root + ImportMap.ROOT_FLAGS, cells.get(root + ImportMap.ROOT_FLAGS) & ~RELEASED);
            cells.put(root + ImportMap.ROOT_SPACE, SystemRegister.addressSpace(value) + 1);
        }
        activate(base, SystemRegister.VTTBR_EL2, SystemRegister.HCR_EL2);
        activate(base, SystemRegister.TTBR0_EL2, SystemRegister.SCTLR_EL2);
    }

    /** A stage is on unless it is known to be off. */
    private void activate(int thread, SystemRegister base, SystemRegister control) {
        long written = cells.get(thread + ImportMap.REGISTERS_WRITTEN);
        boolean off = (written >>> control.ordinal() & 1) != 0 && (cells.get(thread + control.ordinal()) & 1) == 0;
        int root = (written >>> base.ordinal() & 1) == 0 || off ? -1 : map.rootOf(SystemRegister.rootTable(cells.get(thread + base.ordinal())));
        if (root >= 0 && (cells.get(map.root(root) + ImportMap.ROOT_FLAGS) & RELEASED) == 0) {
            or(map.root(root) + ImportMap.ROOT_FLAGS, ACTIVE);
        }
    }

    /** Takes a slot for an invalidation and returns it. */
    public int issue(int thread, TlbiKind kind, long operand) {
        int slot = Math.min(LAST_SLOT, Long.numberOfTrailingZeros(~cells.get(map.slotsUsed)));
        or(map.slotsUsed, 1L << slot);
        cells.put(map.slots + 2 * slot, kind.code() | (long) thread << ImportState.THREAD_SHIFT);
        cells.put(map.slots + 2 * slot + 1, operand);
        or(map.thread(thread) + (kind.broadcast() ? ImportMap.ISSUED : ImportMap.ISSUED_LOCAL), 1L << slot);
        return slot;
    }

    /** Frees the slots of a thread that a barrier waits for and returns them, one bit each. */
    public long finish(int thread, boolean broadcasts, boolean local) {
        long done = (broadcasts ? take(thread, ImportMap.ISSUED) : 0) | (local ? take(thread, ImportMap.ISSUED_LOCAL) : 0);
        cells.put(map.slotsUsed, cells.get(map.slotsUsed) & ~done);
        return done;
    }

    private long take(int thread, int which) {
        int cell = map.thread(thread) + which;
        long slots = cells.get(cell);
        cells.put(cell, 0);
        return slots;
    }

    /** A root table is named, and the lock that protects its tree. */
    public void rootLock(long root, long lock) {
        cells.put(name(root) + ImportMap.ROOT_LOCK, map.lockOf(lock) + 1L);
    }

    /** A page is said to belong to the tree of a root table. */
    public void pageOwner(long page, long root) {
        name(root);
        cells.put(map.owner(map.pageOf(page)), map.rootOf(root) + 1L);
    }

    /** The tree of a root table is given up. */
    public void release(long address) {
        int root = map.root(map.rootOf(address));
        cells.put(root + ImportMap.ROOT_FLAGS, RELEASED);
        cells.put(root + ImportMap.ROOT_LOCK, 0);
        cells.put(root + ImportMap.ROOT_SPACE, 0);
    }

    private int name(long address) {
        int root = map.root(map.rootOf(address));
        or(root + ImportMap.ROOT_FLAGS, NAMED);
        cells.put(root + ImportMap.ROOT_FLAGS, cells.get(root + ImportMap.ROOT_FLAGS) & ~RELEASED);
        return root;
    }

    /**
     * The number of the lock, now this thread's. A lock that another thread had is taken over: the record says so, and nothing here
     * judges it.
     */
    public int lock(int thread, long address) {
        int lock = map.lockOf(address);
        int base = map.lock(lock);
        long depth = cells.get(base + ImportMap.LOCK_OWNER) == thread + 1L ? cells.get(base + ImportMap.LOCK_DEPTH) : 0;
        cells.put(base + ImportMap.LOCK_OWNER, thread + 1L);
        cells.put(base + ImportMap.LOCK_DEPTH, depth + 1);
        return lock;
    }

    /** The number of the lock, given back once. */
    public int unlock(long address) {
        int lock = map.lockOf(address);
        int base = map.lock(lock);
        long depth = Math.max(0, cells.get(base + ImportMap.LOCK_DEPTH) - 1);
        cells.put(base + ImportMap.LOCK_DEPTH, depth);
        if (depth == 0) {
            cells.put(base + ImportMap.LOCK_OWNER, 0);
        }
        return lock;
    }

    private void or(int cell, long bits) {
        cells.put(cell, cells.get(cell) | bits);
    }
}
