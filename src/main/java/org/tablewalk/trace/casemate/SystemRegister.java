package org.tablewalk.trace.casemate;

import java.util.Locale;

/** System registers that an import can tell. The first three have the numbers that the machine uses for listings. */
public enum SystemRegister {
    /** Root and VMID of stage 2. */
    VTTBR_EL2(1),
    /** Size and granule of stage 2. */
    VTCR_EL2(2),
    /** Bit 0, VM: stage 2 is on. */
    HCR_EL2(3),
    /** Root of EL2's own stage 1. */
    TTBR0_EL2(16),
    /** Size and granule of EL2's stage 1. */
    TCR_EL2(17),
    /** Bit 0, M: EL2's stage 1 is on. */
    SCTLR_EL2(18),
    /** Memory types of EL2's stage 1. */
    MAIR_EL2(19);

    private final int code;

    SystemRegister(int code) {
        this.code = code;
    }

    /** Operand of the event. */
    public int code() {
        return code;
    }

    /**
     * The register of an event's operand.
     *
     * @throws IllegalArgumentException if no import writes such a register
     */
    public static SystemRegister ofCode(long code) {
        for (SystemRegister register : values()) {
            if (register.code == code) {
                return register;
            }
        }
        throw new IllegalArgumentException("system register " + code);
    }

    /** The name in small letters. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it holds the address of a root table; a program that writes 0 for it takes the table away. */
    public boolean holdsRoot() {
        return this == VTTBR_EL2 || this == TTBR0_EL2;
    }

    /** The physical address of the page that holds the root table, of a value of VTTBR_EL2 or TTBR0_EL2: bits 47:12. */
    public static long rootTable(long ttbr) {
        return ttbr & 0xFFFF_FFFF_F000L;
    }

    /** The VMID or ASID in a value of VTTBR_EL2 or TTBR0_EL2: bits 63:48. */
    public static int addressSpace(long ttbr) {
        return (int) (ttbr >>> 48);
    }
}
