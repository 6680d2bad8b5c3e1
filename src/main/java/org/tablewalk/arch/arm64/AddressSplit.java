package org.tablewalk.arch.arm64;

import java.util.ArrayList;
import java.util.List;

/**
 * How a walk of one geometry reads an address: which bits select the root table, which an entry at each level, and which are left as the offset
 * in a page. The parts cover bits 63 to 0 without gaps, highest first.
 */
public final class AddressSplit {
    /** What bits of an address are for. */
    public enum Use {
        /** Above the IPA size: any bit set here faults before the walk. */
        ABOVE,
        /** Which of the root tables that lie side by side. */
        ROOT_TABLE,
        /** Which entry of a table. */
        INDEX,
        /** What is left within a page. */
        OFFSET
    }

    /**
     * Some bits of an address.
     *
     * @param high  highest bit number
     * @param low   lowest bit number
     * @param level of the entries that an {@link Use#INDEX} selects, and of the root for a {@link Use#ROOT_TABLE}; else -1
     * @param value the bits, shifted down to bit 0
     */
    public record Part(int high, int low, Use use, int level, long value) {
        /** Width in bits, 1..64. */
        public int width() {
            return high - low + 1;
        }

        /** The bit numbers as the manuals write them: {@code 38:30}. */
        public String bits() {
            return high == low ? Integer.toString(high) : high + ":" + low;
        }
    }

    private AddressSplit() {}

    /** The parts of an address. */
    public static List<Part> of(Stage2Geometry geometry, long ipa) {
        var parts = new ArrayList<Part>();
        parts.add(part(63, geometry.ipaBits(), Use.ABOVE, -1, ipa));
        int high = geometry.ipaBits() - 1;
        int start = geometry.startLevel();
        int aboveTable = geometry.entryShift(start) + geometry.granule().bitsPerLevel();
        if (high >= aboveTable) {
            parts.add(part(high, aboveTable, Use.ROOT_TABLE, start, ipa));
            high = aboveTable - 1;
        }
        for (int level = start; level <= 3; level++) {
            parts.add(part(high, geometry.entryShift(level), Use.INDEX, level, ipa));
            high = geometry.entryShift(level) - 1;
        }
        parts.add(part(high, 0, Use.OFFSET, -1, ipa));
        return parts;
    }

    private static Part part(int high, int low, Use use, int level, long ipa) {
        return new Part(high, low, use, level, ipa >>> low & -1L >>> 63 - (high - low));
    }
}
