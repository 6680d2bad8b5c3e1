package org.tablewalk;

import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Where tests of chance begin. Each has a place of its own that is always the same, so that a suite that passed passes again. {@code -Dtablewalk.seed=N} begins all of them at N, and
 * {@code -Dtablewalk.seed=any}, as the profile {@code thorough} has it, at a number that nobody knows: it is printed, and given as N it does the same again. A test that asks here has the tag
 * {@code seeded}, by which that profile finds it.
 */
public final class Seeds {
    private static final OptionalLong GIVEN = given(System.getProperty("tablewalk.seed"));

    private Seeds() {}

    private static OptionalLong given(String seed) {
        if (seed == null) {
            return OptionalLong.empty();
        }
        if (!seed.equals("any")) {
            return OptionalLong.of(Long.parseLong(seed));
        }
        // Short enough to be typed.
        long drawn = new SplittableRandom().nextLong() >>> 34;
        System.out.println("tests of chance: -Dtablewalk.seed=" + drawn);
        return OptionalLong.of(drawn);
    }

    /** The seed to begin at, where the test always begins at {@code usual}. */
    public static long of(long usual) {
        return GIVEN.orElse(usual);
    }

    /** So many seeds in a row from there on. */
    public static LongStream of(long usual, int count) {
        return LongStream.range(0, count).map(i -> of(usual) + i);
    }
}
