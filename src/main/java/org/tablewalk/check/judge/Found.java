package org.tablewalk.check.judge;

import java.util.Arrays;

/** What a judge found in the step being made. Reused from step to step, without allocation. */
public final class Found {
    private static final int WIDTH = 5;

    private long[] rows = new long[8 * WIDTH];
    private int size;

    /** Forgets everything: a step begins. */
    public void clear() {
        size = 0;
    }

    /** Adds a finding of this step; see {@link Finding} for what the numbers are. The same is added once. */
    public void add(Rule rule, int actor, long entry, long address, long detail) {
        for (int i = 0; i < size; i++) {
            int at = i * WIDTH;
            if (rows[at] == rule.ordinal() && rows[at + 1] == actor && rows[at + 2] == entry && rows[at + 3] == address) {
                return;
            }
        }
        if (rows.length == size * WIDTH) {
            rows = Arrays.copyOf(rows, rows.length * 2);
        }
        int at = size++ * WIDTH;
        rows[at] = rule.ordinal();
        rows[at + 1] = actor;
        rows[at + 2] = entry;
        rows[at + 3] = address;
        rows[at + 4] = detail;
    }

    /** Findings of the step. */
    public int size() {
        return size;
    }

    /** The rule of one. */
    public Rule rule(int index) {
        return RULES[(int) rows[index * WIDTH]];
    }

    /** One as an object that lasts. */
    public Finding get(int index, long step) {
        int at = index * WIDTH;
        return new Finding(rule(index), step, (int) rows[at + 1], rows[at + 2], rows[at + 3], rows[at + 4]);
    }

    private static final Rule[] RULES = Rule.values();
}
