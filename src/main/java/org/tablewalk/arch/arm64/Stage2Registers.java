package org.tablewalk.arch.arm64;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.BitField;

/**
 * The two registers that tell hardware where a stage-2 tree is and what shape it has, field by field. The fields cover bits 63 to 0 without gaps,
 * highest first. Layout: domain section 1.3; what PS codes mean is standard there and marked as inferred.
 */
public final class Stage2Registers {
    /** {@code VTCR_EL2.PS}, lowest bit. */
    public static final int PS_SHIFT = 16;
    /** {@code VTCR_EL2.VS}: VMIDs have 16 bits. */
    public static final long VS = 1L << 19;
    /** {@code VTCR_EL2.HA}: hardware sets the access flag. */
    public static final long HA = 1L << 21;
    /** {@code VTCR_EL2.HD}: hardware sets the dirty state. */
    public static final long HD = 1L << 22;
    /** The fields of VTCR_EL2 that do not change a tree's shape: they tell of the host and the CPU. */
    public static final long OF_THE_HOST = 7L << PS_SHIFT | VS | HA | HD;

    /** The fields of VTCR_EL2 that give the granule and the form of descriptors: TG0 and DS. */
    public static final long OF_THE_GRANULE = 3L << 14 | 1L << 32;

    private static final int[] PA_BITS = {32, 36, 40, 42, 44, 48, 52};
    private static final String UNUSED = "unused";

    private final long word;
    private final List<BitField> fields = new ArrayList<>();

    private Stage2Registers(long word) {
        this.word = word;
    }

    /** The code of the largest physical address size that is not above so many bits, 0..6: what a CPU of that size has in PARange. */
    public static int paRange(int bits) {
        int code = 0;
        while (code + 1 < PA_BITS.length && PA_BITS[code + 1] <= bits) {
            code++;
        }
        return code;
    }

    /** {@code VTCR_EL2.T0SZ}, 0..63. */
    public static int t0sz(long vtcr) {
        return (int) vtcr & 63;
    }

    /** Whether hardware manages the dirty state: HA and HD. */
    public static boolean dirtyState(long vtcr) {
        return (vtcr & (HA | HD)) == (HA | HD);
    }

    /** The first address beyond the address space. */
    public static long limit(long vtcr) {
        return 1L << 64 - t0sz(vtcr);
    }

    /**
     * The level at which walks start, 0..2, or -1 where SL0 is reserved or does not fit T0SZ: then every walk is a translation fault (Arm ARM, AArch64.S2InvalidSL and S2InconsistentSL;
     * inferred from memory). A size must leave at least one bit to the start level, and at most those of 16 tables.
     */
    public static int startLevel(long vtcr, Granule granule) {
        int sl0 = (int) (vtcr >>> 6) & 3;
        int start = (granule == Granule.K4 ? 2 : 3) - sl0;
        int below = (3 - start) * granule.bitsPerLevel() + granule.pageShift();
        int bits = 64 - t0sz(vtcr);
        boolean reserved = start < 0 || start > 2 || start == 0 && granule == Granule.K64;
        return reserved || bits > 52 || bits <= below || bits > below + granule.bitsPerLevel() + 4 ? -1 : start;
    }

    /**
     * Where the root is that VTTBR_EL2 names: its base, less the bits below the alignment that a root of that shape needs (Arm ARM, AArch64.S2TTBaseAddress; inferred from memory).
     *
     * @param vtcr with a {@link #startLevel}
     */
    public static long root(long vttbr, long vtcr, Granule granule) {
        int size = 64 - t0sz(vtcr) - granule.entryShift(startLevel(vtcr, granule)) + 3;
        return vttbr & (1L << 48) - 1 & -1L << size;
    }

    /** VTCR_EL2 taken apart. */
    public static List<BitField> vtcr(long word) {
        var r = new Stage2Registers(word);
        r.add(63, 33, UNUSED, "KVM writes 0: up to 16 root tables at level 0 reach 52 bits, so SL2 is never needed.");
        r.add(32, 32, "DS", r.at(32, 1) == 1 ? "Descriptors carry 52-bit addresses (LPA2); shareability comes from SH0."
                : "Descriptors carry 48-bit addresses; 64K has bits 51:48 anyway.");
        r.add(31, 31, "RES1", "Always 1.");
        r.add(30, 23, UNUSED, "KVM writes 0.");
        r.add(22, 22, "HD", r.at(22, 1) == 1 ? "Hardware sets the dirty state." : "Hardware does not set the dirty state; a write to a read-only entry faults.");
        r.add(21, 21, "HA", r.at(21, 1) == 1 ? "Hardware sets the access flag." : "Hardware does not set the access flag.");
        r.add(20, 20, UNUSED, "KVM writes 0.");
        r.add(19, 19, "VS", r.at(19, 1) == 1 ? "VMIDs have 16 bits." : "VMIDs have 8 bits.");
        int ps = (int) r.at(PS_SHIFT, 7);
        r.add(18, 16, "PS", ps < PA_BITS.length ? "The host's physical addresses have " + PA_BITS[ps] + " bits. Not the IPA size." : "Reserved.");
        r.add(15, 14, "TG0", switch ((int) r.at(14, 3)) {
            case 0 -> "Granule 4K.";
            case 1 -> "Granule 64K.";
            case 2 -> "Granule 16K.";
            default -> "Reserved.";
        });
        r.add(13, 12, "SH0", r.at(12, 3) == 3 ? "Walks are inner shareable." : "Walks are not inner shareable.");
        r.add(11, 10, "ORGN0", r.at(10, 3) == 1 ? "Walks are write-back, outer." : "Walks are not write-back, outer.");
        r.add(9, 8, "IRGN0", r.at(8, 3) == 1 ? "Walks are write-back, inner." : "Walks are not write-back, inner.");
        int start = ((int) r.at(14, 3) == 0 ? 2 : 3) - (int) r.at(6, 3);
        r.add(7, 6, "SL0", "The walk starts at level " + start + ".");
        r.add(5, 0, "T0SZ", "The IPA space has 64 - " + r.at(0, 63) + " = " + (64 - r.at(0, 63)) + " bits.");
        return r.fields;
    }

    /** VTTBR_EL2 taken apart, for a root of that geometry. */
    public static List<BitField> vttbr(long word, Stage2Geometry geometry) {
        var r = new Stage2Registers(word);
        int low = geometry.vttbrAlignLog2();
        r.add(63, 48, "VMID", "The tag of this VM's translations in TLBs.");
        r.add(47, low, "BADDR", "The root is at 0x" + Long.toHexString(word & (1L << 48) - 1 & -1L << low) + ", aligned to 2^" + low + ".");
        r.add(low - 1, 1, BitField.RES0, "Below the alignment that this root needs.");
        r.add(0, 0, "CnP", r.at(0, 1) == 1 ? "CPUs may share translations." : "CPUs do not share translations.");
        return r.fields;
    }

    private long at(int shift, long mask) {
        return word >>> shift & mask;
    }

    private void add(int high, int low, String name, String meaning) {
        fields.add(new BitField(high, low, name, at(low, -1L >>> 63 - (high - low)), meaning));
    }
}
