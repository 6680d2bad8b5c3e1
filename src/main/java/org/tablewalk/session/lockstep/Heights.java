package org.tablewalk.session.lockstep;

import java.util.Arrays;

/** A growing row of numbers that are raised now and then, asked for the greatest of the first so many: a binary indexed tree (Fenwick, 1994) of maxima. */
final class Heights {
    private int[] tree = new int[1 << 8];

    /** Raises the number at an index; one that was never raised is 0. */
    void raise(int index, int height) {
        while (index + 1 >= tree.length) {
            int half = tree.length / 2;
            tree = Arrays.copyOf(tree, 2 * tree.length);
            // Of what is new only the node above all that was there has something below it.
            tree[2 * half] = most(2 * half - 1);
        }
        for (int i = index + 1; i < tree.length; i += i & -i) {
            tree[i] = Math.max(tree[i], height);
        }
    }

    /** The greatest of the first {@code count}; 0 of none. */
    int most(int count) {
        int most = 0;
        for (int i = Math.min(count, tree.length - 1); i > 0; i -= i & -i) {
            most = Math.max(most, tree[i]);
        }
        return most;
    }

    long bytes() {
        return 16 + 4L * tree.length;
    }
}
