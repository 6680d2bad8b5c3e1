package org.tablewalk.arch.arm64;

/**
 * The rights of a stage-2 leaf as a three-bit vector, and the two ways KVM patches have compared them.
 *
 * <p>A proposed patch compares the three permission bits as one integer, bit 54 flipped so that 1 means executable: X weighs
 * more than W, W more than R. That order is not set inclusion, so it can skip an update that adds a right or overwrite one
 * that is still held. What mainline took instead is {@link #differOnlyInPermissions}: leave the entry and let the guest try
 * again. Without FEAT_XNX; with it, execute is a two-bit code and none of this is a rights vector (inferred).
 */
public final class Permissions {
    /** The right to read, in a vector. */
    public static final int READ = 1;
    /** The right to write, in a vector. */
    public static final int WRITE = 2;
    /** The right to execute, in a vector. */
    public static final int EXECUTE = 4;
    /** The bits of a descriptor that hold rights: 7:6 and 54. */
    public static final long MASK = Descriptor.S2AP_R | Descriptor.S2AP_W | Descriptor.XN;

    private Permissions() {
    }

    /** The rights of a leaf, 0..7. */
    public static int of(long descriptor) {
        return (int) (descriptor >>> 6 & (READ | WRITE)) | (Descriptor.executable(descriptor) ? EXECUTE : 0);
    }

    /** The permission bits that grant a vector of rights, within {@link #MASK}. */
    public static long bits(int rights) {
        return (long) (rights & (READ | WRITE)) << 6 | ((rights & EXECUTE) != 0 ? 0 : Descriptor.XN);
    }

    /** The integer that the proposed patch compares: the permission bits with bit 54 flipped. Never negative. */
    public static long compareValue(long descriptor) {
        return descriptor & MASK ^ Descriptor.XN;
    }

    /** Whether the proposed patch would leave the old entry alone: the new integer is not greater. */
    public static boolean integerRuleSkips(long oldDescriptor, long newDescriptor) {
        return compareValue(newDescriptor) <= compareValue(oldDescriptor);
    }

    /** Whether the old entry already grants everything the new one does: the bitwise rule. */
    public static boolean grantsAll(long oldDescriptor, long newDescriptor) {
        return (of(newDescriptor) & ~of(oldDescriptor)) == 0;
    }

    /** Whether both words are valid and equal outside the permission bits. Equal words count. */
    public static boolean differOnlyInPermissions(long oldDescriptor, long newDescriptor) {
        return (oldDescriptor & newDescriptor & Descriptor.VALID) != 0 && ((oldDescriptor ^ newDescriptor) & ~MASK) == 0;
    }

    /** The leaf with rights added, never removed, as KVM's permission relaxing does. */
    public static long relax(long descriptor, int rights) {
        long added = descriptor | (long) (rights & (READ | WRITE)) << 6;
        return (rights & EXECUTE) != 0 ? added & ~Descriptor.XN : added;
    }

    /** The letters of a vector in the order R, W, X; {@code -} for no right at all. */
    public static String text(int rights) {
        return switch (rights & 7) {
            case 1 -> "R";
            case 2 -> "W";
            case 3 -> "RW";
            case 4 -> "X";
            case 5 -> "RX";
            case 6 -> "WX";
            case 7 -> "RWX";
            default -> "-";
        };
    }

    /**
     * The vector with some letters, each of R, W, X at most once, in that order and in either case; {@code -} for none.
     *
     * @throws IllegalArgumentException for anything else; the message says what was expected
     */
    public static int parse(String text) {
        for (int rights = 0; rights < 8; rights++) {
            if (text(rights).equalsIgnoreCase(text)) {
                return rights;
            }
        }
        throw new IllegalArgumentException("expected rights such as R, RW or RWX, or - for none, found '" + text + "'");
    }
}
