package org.tablewalk.picture.tree;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a column's height is divided among its tables: by need, such that together they fill it. A division holds as long as the same rows of the
 * column are taken, so a table that takes the place of another takes its height too and nothing moves.
 */
final class TreeBands {
    /**
     * A division.
     *
     * @param height of the column when it was divided
     * @param slots  asked for by the user, 0 for none
     * @param spans  by row
     */
    record Bands(double height, int slots, Map<Integer, Span> spans) {
        Bands {
            spans = Map.copyOf(spans);
        }
    }

    /** The room of a table from top to bottom. */
    record Span(double top, double height) {}

    /**
     * What a table needs.
     *
     * @param slots  the most it can use: its entries, or 0 if it has nothing to show
     * @param weight its share in what is left when all have the least
     * @param head   what its title takes
     * @param least  slots without which it says nothing
     */
    record Need(int slots, int weight, double head, int least) {
        /** Of a table in a column of its level. */
        Need(int slots, int weight) {
            this(slots, weight, TreeGrid.HEAD, LEAST_SLOTS);
        }

        private double height(int shown) {
            return head + Math.min(slots, shown) * TreeGrid.ROW + TreeGrid.EDGE;
        }
    }

    private static final int LEAST_SLOTS = 3;

    private TreeBands() {}

    /** Tables that can stand in a column so that each has a few slots. */
    static int most(double height) {
        return Math.max(1, (int) ((height + TreeGrid.GAP) / (least(new Need(LEAST_SLOTS, 1)) + TreeGrid.GAP)));
    }

    private static double least(Need need) {
        return need.height(need.least());
    }

    /** The division of a column whose tables need so much, by row; the one before if it still serves. */
    static Bands of(Bands before, TreeMap<Integer, Need> needs, double height, int slots) {
        boolean same = before != null && before.height() == height && before.slots() == slots && before.spans().keySet().equals(needs.keySet())
                && needs.entrySet().stream().allMatch(e -> before.spans().get(e.getKey()).height() >= least(e.getValue()) - 0.5);
        return same ? before : new Bands(height, slots, divide(needs, height, slots));
    }

    private static Map<Integer, Span> divide(SortedMap<Integer, Need> needs, double height, int slots) {
        Map<Integer, Double> heights = new HashMap<>();
        double free = height - (needs.size() - 1) * TreeGrid.GAP;
        for (Map.Entry<Integer, Need> e : needs.entrySet()) {
            Need need = e.getValue();
            double own = slots == 0 || need.slots() == 0 ? least(need) : need.height(slots);
            heights.put(e.getKey(), own);
            free -= own;
        }
        // In turn, because one that has enough leaves its share to the others.
        for (int turn = 0; slots == 0 && free > 1 && turn < needs.size(); turn++) {
            double weights = needs.entrySet().stream().filter(e -> heights.get(e.getKey()) < enough(e.getValue())).mapToInt(e -> e.getValue().weight()).sum();
            double share = free / Math.max(1, weights);
            for (Map.Entry<Integer, Need> e : needs.entrySet()) {
                double now = heights.get(e.getKey());
                double more = Math.min(share * e.getValue().weight(), Math.max(0, enough(e.getValue()) - now));
                heights.put(e.getKey(), now + more);
                free -= more;
            }
        }
        Map<Integer, Span> spans = new HashMap<>();
        double top = 0;
        for (int row : needs.keySet()) {
            spans.put(row, new Span(top, heights.get(row)));
            top += heights.get(row) + TreeGrid.GAP;
        }
        return spans;
    }

    private static double enough(Need need) {
        return need.slots() == 0 ? least(need) : need.height(need.slots());
    }
}
