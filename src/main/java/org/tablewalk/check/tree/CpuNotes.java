package org.tablewalk.check.tree;

import org.tablewalk.machine.Cells;

/** What the judge remembers of each CPU. */
final class CpuNotes {
    /** Cells for one CPU. */
    static final int CELLS = 9;
    /** Cells for the addresses that guests access, one a CPU: where they are virtual. */
    static int accessed(Hardware hardware) {
        return hardware.stage1() ? hardware.cpus() : 0;
    }

    private static final int READ_ADDRESS = 0;
    private static final int READ_VALUE = 1;
    private static final int MAKE = 2;
    private static final int HELD = 3;
    private static final int FLAGS = 4;
    private static final int FAULT_IPA = 5;
    private static final int FAULT_ACCESS = 6;
    private static final int TAKEN_FROM = 7;
    private static final int TAKEN_TO = 8;

    private static final long MUST = 1;
    private static final long SWITCHED = 2;
    private static final long TOLD = 4;
    private static final long HOST = 8;
    /** Modes of locks as events tell them. */
    private static final int SHARED = 2;
    private static final int SHARED_SHIFT = 32;

    private final Cells cells;
    private final int base;
    private final int accessed;

    CpuNotes(Cells cells, int base, int accessed) {
        this.cells = cells;
        this.base = base;
        this.accessed = accessed;
    }

    /** The CPU's guest begins an access to a virtual address. */
    void accesses(int cpu, long va) {
        cells.put(accessed + cpu, va);
    }

    /** The virtual address of the CPU's access. */
    long accessed(int cpu) {
        return cells.get(accessed + cpu);
    }

    private int cell(int cpu, int what) {
        return base + cpu * CELLS + what;
    }

    /** Address of the word that the CPU read last without an exclusive lock, or 0. */
    long readAddress(int cpu) {
        return cells.get(cell(cpu, READ_ADDRESS));
    }

    long readValue(int cpu) {
        return cells.get(cell(cpu, READ_VALUE));
    }

    void read(int cpu, long address, long value) {
        cells.put(cell(cpu, READ_ADDRESS), address);
        cells.put(cell(cpu, READ_VALUE), value);
    }

    /** Address of the first entry that the CPU made valid and no barrier of its has made visible yet, or 0. */
    long make(int cpu) {
        return cells.get(cell(cpu, MAKE));
    }

    void make(int cpu, long address) {
        cells.put(cell(cpu, MAKE), address);
        if (address == 0) {
            flag(cpu, TOLD, false);
        }
    }

    /** Whether the code that made it has ended. */
    boolean makeTold(int cpu) {
        return flag(cpu, TOLD);
    }

    void tellMake(int cpu) {
        flag(cpu, TOLD, true);
    }

    void lock(int cpu, int lock, int mode, boolean taken) {
        long bit = 1L << lock + (mode == SHARED ? SHARED_SHIFT : 0);
        long held = cells.get(cell(cpu, HELD));
        cells.put(cell(cpu, HELD), taken ? held | bit : held & ~bit);
    }

    /** Whether the CPU holds any lock that nobody else can hold. */
    boolean exclusive(int cpu) {
        return (int) cells.get(cell(cpu, HELD)) != 0;
    }

    /** Whether the access that the CPU makes must not fault. */
    boolean must(int cpu) {
        return flag(cpu, MUST);
    }

    void must(int cpu, boolean must) {
        flag(cpu, MUST, must);
    }

    /** Whether the CPU's guest was left for the hypervisor. */
    boolean host(int cpu) {
        return flag(cpu, HOST);
    }

    void host(int cpu, boolean host) {
        flag(cpu, HOST, host);
    }

    /** Whether the CPU has loaded another tree and invalidated nothing since. */
    boolean switched(int cpu) {
        return flag(cpu, SWITCHED);
    }

    void switched(int cpu, boolean switched) {
        flag(cpu, SWITCHED, switched);
    }

    private boolean flag(int cpu, long flag) {
        return (cells.get(cell(cpu, FLAGS)) & flag) != 0;
    }

    private void flag(int cpu, long flag, boolean on) {
        long flags = cells.get(cell(cpu, FLAGS));
        cells.put(cell(cpu, FLAGS), on ? flags | flag : flags & ~flag);
    }

    /** The CPU's code took something away from the guest: it is at it until {@link #done}. */
    void takes(int cpu, long ipa, long size) {
        long to = cells.get(cell(cpu, TAKEN_TO));
        long from = cells.get(cell(cpu, TAKEN_FROM));
        cells.put(cell(cpu, TAKEN_FROM), to == 0 ? ipa : Math.min(from, ipa));
        cells.put(cell(cpu, TAKEN_TO), Math.max(to, ipa + size));
    }

    /** Whether the CPU's code is still at taking something away that covers an address, or lies on both sides of it. */
    boolean taking(int cpu, long ipa) {
        return ipa < cells.get(cell(cpu, TAKEN_TO)) && ipa >= cells.get(cell(cpu, TAKEN_FROM));
    }

    /** The CPU's code is at its end. */
    void done(int cpu) {
        cells.put(cell(cpu, TAKEN_FROM), 0);
        cells.put(cell(cpu, TAKEN_TO), 0);
        read(cpu, 0, 0);
        fault(cpu, 0, 0);
    }

    /** The access whose fault the CPU handles. */
    long faultIpa(int cpu) {
        return cells.get(cell(cpu, FAULT_IPA));
    }

    int faultAccess(int cpu) {
        return (int) cells.get(cell(cpu, FAULT_ACCESS));
    }

    void fault(int cpu, long ipa, int access) {
        cells.put(cell(cpu, FAULT_IPA), ipa);
        cells.put(cell(cpu, FAULT_ACCESS), access);
    }
}
