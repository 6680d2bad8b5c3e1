package org.tablewalk.arch.arm64;

/**
 * The type argument of {@code KVM_CREATE_VM}: the IPA size in bits 7:0, 0 for the default of 40, every other bit zero.
 *
 * @param type the argument
 * @param limit what {@code KVM_CAP_ARM_VM_IPA_SIZE} reports, 32..52 bits
 * @param kernel whose rules apply
 */
public record VmType(long type, int limit, Kernel kernel) {
    /** The error that a refused argument gives. */
    public static final int EINVAL = -22;
    /** The size that the argument 0 asks for, in bits. */
    public static final int DEFAULT_IPA_BITS = 40;

    /** Rule sets; the only difference is the default on a host whose limit is below 40. */
    public enum Kernel {
        /** v4.20 to v5.11: the default is granted even above the limit, with a warning at boot. */
        V4_20_TO_5_11("4.20-5.11"),
        /** v5.12 and later: the default is refused like any other size above the limit. */
        V5_12("5.12+");

        private final String label;

        Kernel(String label) {
            this.label = label;
        }

        /** The versions covered, such as {@code 5.12+}. */
        public String label() {
            return label;
        }
    }

    /** The IPA size in bits, 32..52, or {@link #EINVAL}. */
    public int result() {
        if ((type & ~0xFFL) != 0) {
            return EINVAL;
        }
        if (type == 0) {
            return DEFAULT_IPA_BITS <= limit || kernel == Kernel.V4_20_TO_5_11 ? DEFAULT_IPA_BITS : EINVAL;
        }
        return type >= Stage2Geometry.MIN_IPA_BITS && type <= limit ? (int) type : EINVAL;
    }

    /** One sentence on why the result is what it is. */
    public String reason() {
        if ((type & ~0xFFL) != 0) {
            return "A bit above bit 7 is set; only bits 7:0 have a meaning.";
        }
        if (type == 0) {
            if (DEFAULT_IPA_BITS <= limit) {
                return "0 asks for the default of 40 bits.";
            }
            return kernel == Kernel.V4_20_TO_5_11
                    ? "0 asks for the default of 40 bits, which this kernel grants although the limit is " + limit + "."
                    : "0 asks for the default of 40 bits, which is above the limit of " + limit + "; ask for an explicit size.";
        }
        if (type < Stage2Geometry.MIN_IPA_BITS) {
            return "A size of " + type + " bits is below the minimum of " + Stage2Geometry.MIN_IPA_BITS + ".";
        }
        return type <= limit
                ? "A size of " + type + " bits is within the limit of " + limit + "."
                : "A size of " + type + " bits is above the limit of " + limit + ".";
    }

    /**
     * The cap that v4.20 to v5.9 added to the limit: stage 2 could not have more levels than the host's own tables, so it is
     * the largest IPA size for that number of levels.
     *
     * @param hostVaBits size of the host's virtual addresses, 36..48
     */
    public static int hostTableCap(Granule granule, int hostVaBits) {
        int bits = granule.bitsPerLevel();
        int hostLevels = (hostVaBits - granule.pageShift() + bits - 1) / bits;
        int pgdirShift = granule.pageShift() + (hostLevels - 1) * bits;
        return pgdirShift + granule.pageShift() - 3 + 4;
    }
}
