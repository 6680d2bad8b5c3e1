package org.tablewalk.arch;

/**
 * One field of a 64-bit word, for the inspector and the command {@code decode}.
 *
 * @param high highest bit number, 63..0
 * @param low lowest bit number, at most {@code high}
 * @param name the architecture's name; {@code RES0} for bits that should be zero, {@code ignored} for bits hardware skips
 * @param value the field's bits, shifted down to bit 0
 * @param meaning one sentence on what this value means at this level, or why it is not known
 * @param known whether the value is
 */
public record BitField(int high, int low, String name, long value, String meaning, boolean known) {
    /** Name of fields that software should write as zero. */
    public static final String RES0 = "RES0";
    /** Name of fields that hardware does not look at. */
    public static final String IGNORED = "ignored";

    /** Rejects a field whose bounds are not bit numbers of one word in descending order. */
    public BitField {
        if (high > 63 || low < 0 || high < low) {
            throw new IllegalArgumentException("a field of bits " + high + ":" + low + " is not within bits 63:0");
        }
    }

    /** A field whose value is known. */
    public BitField(int high, int low, String name, long value, String meaning) {
        this(high, low, name, value, meaning, true);
    }

    /** The same field without its value; {@code why} it is not known. */
    public BitField unknown(String why) {
        return new BitField(high, low, name, 0, why, false);
    }

    /** The bits of the word that the field has. */
    public long mask() {
        return -1L >>> Long.SIZE - width() << low;
    }

    /** Width in bits, 1..64. */
    public int width() {
        return high - low + 1;
    }

    /** Whether bits that should be zero are not: worth a warning mark, never silence. */
    public boolean suspicious() {
        return name.equals(RES0) && value != 0;
    }

    /** The bit numbers as the manuals write them: {@code 47:12}, or {@code 54} for a single bit. */
    public String bits() {
        return high == low ? Integer.toString(high) : high + ":" + low;
    }
}
