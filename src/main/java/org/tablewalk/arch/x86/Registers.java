package org.tablewalk.arch.x86;

/** Bits of the registers that select paging, and which combinations the architecture refuses. */
public final class Registers {
    public static final long CR0_WP = 1L << 16;
    public static final long CR0_PG = 1L << 31;
    public static final long CR0_PE = 1;
    public static final long CR4_PSE = 1L << 4;
    public static final long CR4_PAE = 1L << 5;
    public static final long CR4_PGE = 1L << 7;
    public static final long CR4_LA57 = 1L << 12;
    public static final long CR4_PCIDE = 1L << 17;
    public static final long CR4_SMEP = 1L << 20;
    public static final long CR4_SMAP = 1L << 21;
    /** In the operand of MOV to CR3, with CR4.PCIDE: what is cached for the PCID may stay. It never becomes part of CR3. */
    public static final long CR3_NO_FLUSH = 1L << 63;
    public static final long EFER_LME = 1L << 8;
    public static final long EFER_LMA = 1L << 10;
    public static final long EFER_NX = 1L << 11;

    private Registers() {}

    /**
     * What is illegal about a combination, as a key of messages, or null: {@code lma-without-pg}, {@code lma-without-pae}, {@code pg-without-pe},
     * {@code pcide-without-lma}.
     */
    public static String problem(long cr0, long cr4, long efer) {
        boolean pg = (cr0 & CR0_PG) != 0;
        boolean lma = (efer & EFER_LMA) != 0;
        if (pg && (cr0 & CR0_PE) == 0) {
            return "pg-without-pe";
        }
        if (lma && !pg) {
            return "lma-without-pg";
        }
        if (lma && (cr4 & CR4_PAE) == 0) {
            return "lma-without-pae";
        }
        return !lma && (cr4 & CR4_PCIDE) != 0 ? "pcide-without-lma" : null;
    }
}
