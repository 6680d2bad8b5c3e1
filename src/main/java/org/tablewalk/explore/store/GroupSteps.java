package org.tablewalk.explore.store;

import java.util.Arrays;

/**
 * Remembers which number a group had after some of its cells changed: the same change of the same group is met again and again, in states that differ elsewhere. Answers are exact, whole
 * changes are compared; when memory is used up everything is forgotten. Of one thread.
 */
final class GroupSteps {
    private static final int MOST_LONGS = 1 << 20;
    /** Longs of an entry before the changed cells: the number before and after; how many cells. */
    private static final int HEAD = 2;

    private final Changes changes;
    private long[] entries = new long[1 << 12];
    private int[] index = new int[1 << 10];
    private int end = 1;
    private int count;

    GroupSteps(Changes changes) {
        this.changes = changes;
    }

    /** Hash of what has changed in a group that had a number. */
    long hash(int group, int number) {
        long hash = PairStore.hash((long) number << 32 | group);
        for (int i = 0; i < changes.size(); i++) {
            if (changes.group(i) == group) {
                hash += PairStore.hash(changes.now(i) * 0x9E3779B97F4A7C15L ^ changes.cell(i));
            }
        }
        return hash;
    }

    /** The number of the group now, or -1 if this change of it is not remembered. */
    int find(long hash, int group, int number) {
        for (int slot = (int) (hash >>> 32) & index.length - 1; index[slot] != 0; slot = slot + 1 & index.length - 1) {
            int at = index[slot];
            if ((int) (entries[at] >>> 32) == number && is(at, group)) {
                return (int) entries[at];
            }
        }
        return -1;
    }

    private boolean is(int at, int group) {
        int left = (int) entries[at + 1];
        if ((int) (entries[at + 1] >>> 32) != group) {
            return false;
        }
        int next = at + HEAD;
        for (int i = 0; i < changes.size(); i++) {
            if (changes.group(i) == group) {
                if (left-- == 0 || entries[next] != changes.cell(i) || entries[next + 1] != changes.now(i)) {
                    return false;
                }
                next += 2;
            }
        }
        return left == 0;
    }

    /** Remembers the number of a group after what has changed now. */
    void add(long hash, int group, int number, int after) {
        int need = HEAD + 2 * changes.size();
        if (end + need > entries.length || count > index.length / 2) {
            grow(need);
        }
        int at = end;
        int cells = 0;
        end += HEAD;
        for (int i = 0; i < changes.size(); i++) {
            if (changes.group(i) == group) {
                entries[end++] = changes.cell(i);
                entries[end++] = changes.now(i);
                cells++;
            }
        }
        entries[at] = (long) number << 32 | after & 0xffffffffL;
        entries[at + 1] = (long) group << 32 | cells;
        enter(hash, at);
        count++;
    }

    private void enter(long hash, int at) {
        int slot = (int) (hash >>> 32) & index.length - 1;
        while (index[slot] != 0) {
            slot = slot + 1 & index.length - 1;
        }
        index[slot] = at;
    }

    /** Makes room, by forgetting everything: what is met often is soon known again. */
    private void grow(int need) {
        int longs = Math.max(Math.min(MOST_LONGS, entries.length * 2), need + 1);
        entries = longs == entries.length ? entries : new long[longs];
        int slots = Math.max(1 << 10, Integer.highestOneBit(longs / 4));
        if (slots == index.length) {
            Arrays.fill(index, 0);
        } else {
            index = new int[slots];
        }
        end = 1;
        count = 0;
    }

    long bytes() {
        return 8L * entries.length + 4L * index.length;
    }
}
