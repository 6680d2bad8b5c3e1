package org.tablewalk.explore;

import java.util.Arrays;
import org.tablewalk.explore.graph.EdgeLog;
import org.tablewalk.explore.store.StateSet;

/**
 * Transitions whose states are still to be numbered. Many at once: then the table's slots, which lie anywhere in memory, are fetched side by side and not one after the other. Of one thread.
 */
final class Batch {
    /** Transitions that are numbered at once. */
    private static final int CHUNK = 128;

    private final StateSet states;
    private final EdgeLog edges;
    private final Runnable room;
    private long[] keys = new long[2 * CHUNK];
    private int[] parents = new int[2 * CHUNK];
    private boolean[] idle = new boolean[2 * CHUNK];
    private int size;
    private int[] successors = new int[64];
    private long fetched;

    /**
     * An empty batch.
     *
     * @param edges takes transitions without a completed access, or null
     * @param room  called when the set needs room
     */
    Batch(StateSet states, EdgeLog edges, Runnable room) {
        this.states = states;
        this.edges = edges;
        this.room = room;
    }

    /** Adds a transition; those of one state follow each other. */
    void add(int parent, long key, boolean accessDone) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
            parents = Arrays.copyOf(parents, size * 2);
            idle = Arrays.copyOf(idle, size * 2);
        }
        keys[size] = key;
        parents[size] = parent;
        idle[size++] = !accessDone;
    }

    /** Whether it is time to flush. */
    boolean full() {
        return size >= CHUNK;
    }

    /** Numbers all states. */
    void flush() {
        int all = size;
        // What cannot be numbered for want of room is forgotten.
        size = 0;
        int out = 0;
        for (int from = 0; from < all; from += CHUNK) {
            int to = Math.min(all, from + CHUNK);
            if (states.crowded()) {
                room.run();
            }
            for (int i = from; i < to; i++) {
                fetched += states.fetch(keys[i]);
            }
            for (int i = from; i < to; i++) {
                int state = states.add(keys[i], parents[i]);
                if (edges != null) {
                    out = log(i, all, state, out);
                }
            }
        }
    }

    /** Notes where a transition leads; with the last of a state all of the state's are logged. Returns how many are noted. */
    private int log(int index, int all, int state, int noted) {
        int out = noted;
        if (idle[index]) {
            if (out == successors.length) {
                successors = Arrays.copyOf(successors, out * 2);
            }
            successors[out++] = state;
        }
        if (index + 1 < all && parents[index + 1] == parents[index]) {
            return out;
        }
        edges.add(parents[index], successors, out);
        return 0;
    }

    /** Of no meaning; that it can be asked for keeps the fetches. */
    long fetched() {
        return fetched;
    }
}
