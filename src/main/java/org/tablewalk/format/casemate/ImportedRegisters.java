package org.tablewalk.format.casemate;

import org.tablewalk.machine.Cells;

/** Everything of an import that is not memory: system registers, invalidations that wait for a DSB, locks, and what is said about roots. */
final class ImportedRegisters {
    // Bits of a root's flags.
    static final long NAMED = 1;
    static final long STAGE_2 = 2;
    static final long EL2 = 4;
    static final long RELEASED = 8;

    /** Slots for invalidations in flight; when all are taken, which no careful program does, further ones share the last. */
    private static final int LAST_SLOT = 63;

    private final CasemateMap map;
    private final Cells cells;

    ImportedRegisters(CasemateMap map, Cells cells) {
        this.map = map;
        this.cells = cells;
    }

    void write(int thread, SystemRegister register, long value) {
        int base = map.thread(thread);
        cells.put(base + register.ordinal(), value);
        or(base + CasemateMap.REGISTERS_WRITTEN, 1L << register.ordinal());
        if (register == SystemRegister.VTTBR_EL2 || register == SystemRegister.TTBR0_EL2) {
            int root = map.root(map.rootOf(SystemRegister.rootTable(value)));
            or(root + CasemateMap.ROOT_FLAGS, register == SystemRegister.VTTBR_EL2 ? STAGE_2 : EL2);
            cells.put(root + CasemateMap.ROOT_FLAGS, cells.get(root + CasemateMap.ROOT_FLAGS) & ~RELEASED);
            cells.put(root + CasemateMap.ROOT_SPACE, SystemRegister.addressSpace(value) + 1);
        }
    }

    /** Takes a slot for an invalidation and returns it. */
    int issue(int thread, TlbiKind kind) {
        int slot = Math.min(LAST_SLOT, Long.numberOfTrailingZeros(~cells.get(map.slotsUsed)));
        or(map.slotsUsed, 1L << slot);
        or(map.thread(thread) + (kind.broadcast() ? CasemateMap.ISSUED : CasemateMap.ISSUED_LOCAL), 1L << slot);
        return slot;
    }

    /** Frees the slots that a DSB of this kind waits for and returns them, one bit each. */
    long finish(int thread, BarrierKind kind) {
        int base = map.thread(thread);
        long done = 0;
        if (kind.completesBroadcasts()) {
            done = cells.get(base + CasemateMap.ISSUED);
            cells.put(base + CasemateMap.ISSUED, 0);
        }
        if (kind.completesBroadcasts() || kind == BarrierKind.DSB_NSH) {
            done |= cells.get(base + CasemateMap.ISSUED_LOCAL);
            cells.put(base + CasemateMap.ISSUED_LOCAL, 0);
        }
        cells.put(map.slotsUsed, cells.get(map.slotsUsed) & ~done);
        return done;
    }

    void hint(CasemateRecord.Hint hint) {
        switch (hint.kind()) {
            case SET_ROOT_LOCK -> {
                int root = name(hint.location());
                cells.put(root + CasemateMap.ROOT_LOCK, map.lockOf(hint.value()) + 1L);
            }
            case SET_OWNER_ROOT -> {
                name(hint.value());
                cells.put(map.owner(map.pageOf(hint.location())), map.rootOf(hint.value()) + 1L);
            }
            case RELEASE_TABLE -> {
                int root = map.root(map.rootOf(hint.location()));
                cells.put(root + CasemateMap.ROOT_FLAGS, RELEASED);
                cells.put(root + CasemateMap.ROOT_LOCK, 0);
                cells.put(root + CasemateMap.ROOT_SPACE, 0);
            }
            case SET_PTE_THREAD_OWNER -> {
                // Who may write a descriptor matters to a checker of discipline; there is nothing of it to draw.
            }
        }
    }

    private int name(long address) {
        int root = map.root(map.rootOf(address));
        or(root + CasemateMap.ROOT_FLAGS, NAMED);
        cells.put(root + CasemateMap.ROOT_FLAGS, cells.get(root + CasemateMap.ROOT_FLAGS) & ~RELEASED);
        return root;
    }

    /** The number of the lock, now this thread's. A lock that another thread had is taken over: the record says so, and nothing here judges it. */
    int lock(int thread, long address) {
        int lock = map.lockOf(address);
        int base = map.lock(lock);
        long depth = cells.get(base + CasemateMap.LOCK_OWNER) == thread + 1L ? cells.get(base + CasemateMap.LOCK_DEPTH) : 0;
        cells.put(base + CasemateMap.LOCK_OWNER, thread + 1L);
        cells.put(base + CasemateMap.LOCK_DEPTH, depth + 1);
        return lock;
    }

    /** The number of the lock, given back once. */
    int unlock(long address) {
        int lock = map.lockOf(address);
        int base = map.lock(lock);
        long depth = Math.max(0, cells.get(base + CasemateMap.LOCK_DEPTH) - 1);
        cells.put(base + CasemateMap.LOCK_DEPTH, depth);
        if (depth == 0) {
            cells.put(base + CasemateMap.LOCK_OWNER, 0);
        }
        return lock;
    }

    private void or(int cell, long bits) {
        cells.put(cell, cells.get(cell) | bits);
    }
}
