package org.tablewalk.arch.arm64;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.BitField;

/** The registers that tell hardware where the stage-1 trees of EL1&amp;0 are and how to walk them: TCR_EL1, TTBR0_EL1, TTBR1_EL1. Bit positions: Linux {@code pgtable-hwdef.h}. */
public final class Stage1Registers {
    /** {@code TCR_EL1.EPD0}: TTBR0 is not walked. */
    public static final long EPD0 = 1L << 7;
    /** {@code TCR_EL1.A1}: the ASID is that of TTBR1. */
    public static final long A1 = 1L << 22;
    /** {@code TCR_EL1.EPD1}: TTBR1 is not walked. */
    public static final long EPD1 = 1L << 23;
    /** {@code TCR_EL1.AS}: ASIDs have 16 bits. */
    public static final long AS = 1L << 36;
    /** {@code TCR_EL1.HA}: hardware sets the access flag. */
    public static final long HA = 1L << 39;
    /** {@code TCR_EL1.HD}: hardware sets the dirty state; without HA it says nothing. */
    public static final long HD = 1L << 40;
    /** What says in TCR_EL1 which flags hardware sets: HA and HD. */
    public static final long FLAGS = HA | HD;
    /** {@code SCTLR_EL1.M}: stage 1 translates. */
    public static final long MMU_ON = 1L;

    private static final int T1SZ_SHIFT = 16;
    private static final int TG0_SHIFT = 14;
    private static final int TG1_SHIFT = 30;
    private static final int SIZE = 0x3f;
    private static final int ASID_SHIFT = 48;
    private static final long BADDR = (1L << ASID_SHIFT) - 2;

    private Stage1Registers() {
    }

    /** TCR_EL1 for two ranges of one shape: write-back and inner shareable walks, 48-bit intermediate addresses. Flags are ORed in. */
    public static long tcr(Stage1Geometry geometry) {
        long walks = 1L << 8 | 1L << 10 | 3L << 12;
        Granule granule = geometry.granule();
        return geometry.tnsz() | (long) geometry.tnsz() << T1SZ_SHIFT | walks | walks << 16 | (long) granule.tg0() << TG0_SHIFT | (long) tg1(granule) << TG1_SHIFT | 5L << 32;
    }

    /** The code of a granule in {@code TCR_EL1.TG1}, which is another than in TG0: 16K 1, 4K 2, 64K 3. */
    public static int tg1(Granule granule) {
        return switch (granule) {
            case K16 -> 1;
            case K4 -> 2;
            case K64 -> 3;
        };
    }

    /** Bits of the addresses of the lower range, or of the upper one. */
    public static int vaBits(long tcr, boolean upper) {
        return 64 - ((int) (tcr >>> (upper ? T1SZ_SHIFT : 0)) & SIZE);
    }

    /** Whether the granule of a range is that one. */
    public static boolean granule(long tcr, boolean upper, Granule granule) {
        return (tcr >>> (upper ? TG1_SHIFT : TG0_SHIFT) & 3) == (upper ? tg1(granule) : granule.tg0());
    }

    /** Whether a range is not walked. */
    public static boolean disabled(long tcr, boolean upper) {
        return (tcr & (upper ? EPD1 : EPD0)) != 0;
    }

    /** Whether hardware manages the dirty state: HA and HD. */
    public static boolean dirtyState(long tcr) {
        return (tcr & (HA | HD)) == (HA | HD);
    }

    /** The ASID of the regime, 16 bits or with {@link #AS} clear 8. */
    public static int asid(long tcr, long ttbr0, long ttbr1) {
        long ttbr = (tcr & A1) != 0 ? ttbr1 : ttbr0;
        return (int) (ttbr >>> ASID_SHIFT) & ((tcr & AS) != 0 ? 0xffff : 0xff);
    }

    /** The address of the root in a TTBR. */
    public static long base(long ttbr) {
        return ttbr & BADDR;
    }

    /** A TTBR. */
    public static long ttbr(long base, int asid) {
        return base & BADDR | (long) asid << ASID_SHIFT;
    }

    /** TCR_EL1 taken apart; fields cover bits 63 to 0 without gaps, highest first. */
    public static List<BitField> tcr(long word) {
        var fields = new ArrayList<BitField>();
        add(fields, word, 63, 41, "other", "What later extensions put here; this machine does not look at it.");
        add(fields, word, 40, 40, "HD", (word & HD) != 0 ? "Hardware sets the dirty state, if HA is set too."
                : "Hardware does not set the dirty state; a write to a read-only entry faults.");
        add(fields, word, 39, 39, "HA", (word & HA) != 0 ? "Hardware sets the access flag."
                : "Hardware does not set the access flag; an access through an entry without it faults.");
        add(fields, word, 38, 37, "TBI", "Whether the top byte of an address is ignored, for TTBR1 and TTBR0; this machine does not look at it.");
        add(fields, word, 36, 36, "AS", (word & AS) != 0 ? "ASIDs have 16 bits." : "ASIDs have 8 bits.");
        add(fields, word, 35, 35, BitField.RES0, "Should be 0.");
        add(fields, word, 34, 32, "IPS", "Size of intermediate physical addresses, as a code.");
        add(fields, word, 31, 30, "TG1", granuleText(word, true));
        add(fields, word, 29, 24, "SH1, ORGN1, IRGN1", "How walks of TTBR1 read memory.");
        add(fields, word, 23, 23, "EPD1", disabled(word, true) ? "Addresses of the upper range fault without a walk." : "TTBR1 is walked.");
        add(fields, word, 22, 22, "A1", (word & A1) != 0 ? "The ASID is that of TTBR1_EL1." : "The ASID is that of TTBR0_EL1.");
        add(fields, word, 21, 16, "T1SZ", "The upper range has 64 - " + (64 - vaBits(word, true)) + " = " + vaBits(word, true) + " bits.");
        add(fields, word, 15, 14, "TG0", granuleText(word, false));
        add(fields, word, 13, 8, "SH0, ORGN0, IRGN0", "How walks of TTBR0 read memory.");
        add(fields, word, 7, 7, "EPD0", disabled(word, false) ? "Addresses of the lower range fault without a walk." : "TTBR0 is walked.");
        add(fields, word, 6, 6, BitField.RES0, "Should be 0.");
        add(fields, word, 5, 0, "T0SZ", "The lower range has 64 - " + (64 - vaBits(word, false)) + " = " + vaBits(word, false) + " bits.");
        return fields;
    }

    /** TTBR0_EL1 or TTBR1_EL1 taken apart. */
    public static List<BitField> ttbr(long word) {
        var fields = new ArrayList<BitField>();
        add(fields, word, 63, 48, "ASID", "The tag of translations that are not global, if TCR_EL1.A1 chooses this register.");
        add(fields, word, 47, 1, "BADDR", "The root is at IPA 0x" + Long.toHexString(base(word)) + ".");
        add(fields, word, 0, 0, "CnP", (word & 1) != 0 ? "CPUs may share translations." : "CPUs do not share translations.");
        return fields;
    }

    private static String granuleText(long word, boolean upper) {
        for (Granule granule : Granule.values()) {
            if (granule(word, upper, granule)) {
                return "Granule " + granule.label() + ".";
            }
        }
        return "Reserved.";
    }

    private static void add(List<BitField> fields, long word, int high, int low, String name, String meaning) {
        fields.add(new BitField(high, low, name, word >>> low & -1L >>> 63 - (high - low), meaning));
    }
}
