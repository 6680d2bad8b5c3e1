package org.tablewalk.picture.twotrees;

import java.util.Arrays;
import org.tablewalk.picture.twotrees.ShadowSource.Contents;
import org.tablewalk.picture.twotrees.ShadowSource.GuestEntry;
import org.tablewalk.picture.twotrees.ShadowSource.ShadowEntry;

/** Counts what a table holds, told of its entries in their order; of empty ones nothing need be told. */
public final class Census {
    private static final int FIRST = 16;

    private final int[] first = new int[FIRST];
    private int found;
    private int links;
    private int leaves;
    private int other;
    private int unknown;

    /** An entry of a guest table. */
    public void add(int index, GuestEntry.Kind kind) {
        switch (kind) {
            case EMPTY -> {}
            case UNKNOWN -> unknown++;
            case TABLE -> links += found(index);
            case LEAF -> leaves += found(index);
            case RESERVED, NO_MEMORY -> other += found(index);
        }
    }

    /** An entry of a shadow table. */
    public void add(int index, ShadowEntry.Kind kind) {
        switch (kind) {
            case EMPTY -> {}
            case UNKNOWN -> unknown++;
            case LINK -> links += found(index);
            case LEAF -> leaves += found(index);
            case MMIO -> other += found(index);
        }
    }

    private int found(int index) {
        if (found < FIRST) {
            first[found++] = index;
        }
        return 1;
    }

    /** The sum, of a table with so many entries. */
    public Contents contents(int size) {
        return new Contents(size, links, leaves, other, unknown, Arrays.copyOf(first, found));
    }
}
