package org.tablewalk.machine.x86;

/** Offsets in the block of cells of each CPU: the hardware's own state, which no listing addresses. */
final class CpuCells {
    static final int STATUS = 0;
    static final int GUEST = 1;
    static final int CR0 = 2;
    static final int CR3 = 3;
    static final int CR4 = 4;
    static final int EFER = 5;
    /** Root of the tables the hardware walks, and their level (3: four PAE entries); 0 for none. */
    static final int HW_ROOT = 6;
    static final int HW_LEVEL = 7;
    static final int EXIT = 8;
    /** CPUs that wait for this one to leave the guest and flush. */
    static final int ARRIVING = 9;
    static final int WAITS_LOCK = 10;
    static final int WAITS_FLUSH = 11;
    /** The instruction that exited: address, value, bytes. */
    static final int INSN_ADDRESS = 12;
    static final int INSN_VALUE = 13;
    static final int INSN_BYTES = 14;
    /** Entries in the TLB by level: bits 31:16, 47:32, 63:48. */
    static final int TLB_COUNTS = 15;
    /** The access in flight: {@link #UNIT_CELLS} cells. */
    static final int UNIT = 16;
    static final int UNIT_CELLS = 16;
    static final int UNIT_PHASE = 0;
    static final int UNIT_ADDRESS = 1;
    static final int UNIT_KIND = 2;
    static final int UNIT_USER = 3;
    static final int UNIT_LEVEL = 4;
    static final int UNIT_TABLE = 5;
    /** The entry the access will use, and the rights gathered on the way. */
    static final int UNIT_ENTRY = 6;
    static final int UNIT_RIGHTS = 7;
    static final int PHASE_NONE = 0;
    static final int PHASE_WALK = 1;
    static final int PHASE_PERFORM = 2;
    /** Whether the TLB has to be flushed before the CPU enters the guest. */
    static final int FLUSH_AT_ENTRY = 32;
    /** With tags: the PCID that came with the root. */
    static final int HW_PCID = 33;
    /** With bounded eviction: entries that may still go for no reason. */
    static final int EVICTIONS = 34;
    static final int CELLS = 40;

    private CpuCells() {}
}
