package org.tablewalk.arch.arm64;

import java.util.ArrayList;
import java.util.List;

/**
 * A size at which one bit more means one level more: 16 root tables become one (domain section 1.4).
 *
 * @param below the last geometry with fewer levels
 * @param above the first with more
 */
public record SizeJump(Stage2Geometry below, Stage2Geometry above) {
    /** The jumps of a granule between the smallest and the largest size, ascending. */
    public static List<SizeJump> of(Granule granule) {
        var jumps = new ArrayList<SizeJump>();
        for (int bits = Stage2Geometry.MIN_IPA_BITS; bits < Stage2Geometry.MAX_IPA_BITS; bits++) {
            var below = Stage2Geometry.of(granule, bits);
            var above = Stage2Geometry.of(granule, bits + 1);
            if (above.levels() != below.levels()) {
                jumps.add(new SizeJump(below, above));
            }
        }
        return jumps;
    }
}
