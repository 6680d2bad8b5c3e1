package org.tablewalk.picture.twotrees;

import java.util.Arrays;
import org.tablewalk.picture.twotrees.ShadowSource.Contents;
import org.tablewalk.picture.twotrees.ShadowSource.GuestEntry;
import org.tablewalk.picture.twotrees.ShadowSource.ShadowEntry;

/** Counts what a table holds, told of its entries in their order; of empty ones nothing need be told. */
public final class Census {
    private static final int FIRST = 16;

    private final byte[] kinds;
    private final int[] first = new int[FIRST];
    private int found;
    private int links;
    private int leaves;
    private int other;
    private int unknown;

    /** Of a table with so many entries. */
    public Census(int size) {
        kinds = new byte[size];
        Arrays.fill(kinds, (byte) Contents.Kind.EMPTY.ordinal());
    }

    /** An entry of a guest table. */
    public void add(int index, GuestEntry.Kind kind) {
        switch (kind) {
            case EMPTY -> {}
            case UNKNOWN -> unknown += is(index, Contents.Kind.UNKNOWN);
            case TABLE -> links += found(index, Contents.Kind.LINK);
            case LEAF -> leaves += found(index, Contents.Kind.LEAF);
            case RESERVED, NO_MEMORY -> other += found(index, Contents.Kind.OTHER);
        }
    }

    /** An entry of a shadow table. */
    public void add(int index, ShadowEntry.Kind kind) {
        switch (kind) {
            case EMPTY -> {}
            case UNKNOWN -> unknown += is(index, Contents.Kind.UNKNOWN);
            case LINK -> links += found(index, Contents.Kind.LINK);
            case LEAF -> leaves += found(index, Contents.Kind.LEAF);
            case MMIO -> other += found(index, Contents.Kind.OTHER);
        }
    }

    private int is(int index, Contents.Kind kind) {
        // A table of pointers has fewer entries than its page has words.
        if (index < kinds.length) {
            kinds[index] = (byte) kind.ordinal();
        }
        return 1;
    }

    private int found(int index, Contents.Kind kind) {
        if (found < FIRST) {
            first[found++] = index;
        }
        return is(index, kind);
    }

    /** The sum. */
    public Contents contents() {
        return new Contents(kinds.length, links, leaves, other, unknown, Arrays.copyOf(first, found), kinds);
    }
}
