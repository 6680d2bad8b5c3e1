package org.tablewalk.picture.slots;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The entries that are shown of a table.
 *
 * @param slots    from the top, -1 for what is none
 * @param interest what mattered of the table, and how much; the entries hold until that changes
 */
public record ShownRows(List<Integer> slots, Map<Integer, Integer> interest) {
    /** A table of which nothing is shown yet. */
    public static final ShownRows NOTHING = new ShownRows(List.of(), Map.of());
    /** What the user scrolled to says nothing about what mattered. */
    private static final Map<Integer, Integer> SCROLLED = Map.of(-1, 0);

    /** Collections that nobody else can change. */
    public ShownRows {
        slots = List.copyOf(slots);
        interest = Map.copyOf(interest);
    }

    /**
     * A row.
     *
     * @param slot 0 and up
     * @param from first entry
     * @param to   entry after the last; {@code from + 1} for an entry on its own
     * @param run  whether the entries are left out, and the row tells about them
     * @param tear whether there is no slot for that: they are left out above the entry in this one
     */
    public record Row(int slot, int from, int to, boolean run, boolean tear) {
        /** Whether the row is an entry or tells about it. */
        public boolean holds(int index) {
            return index >= from && index < to;
        }
    }

    /**
     * The entries that are shown next.
     *
     * @param pinned  the first one if the user scrolled, or null
     * @param entries of the table
     * @param matters how much each entry matters; see {@link Slots}
     * @param count   slots
     */
    ShownRows next(Integer pinned, int entries, Map<Integer, Integer> matters, int count) {
        if (pinned != null) {
            return new ShownRows(boxed(Slots.from(pinned, entries, count)), SCROLLED);
        }
        return slots.size() == count && interest.equals(matters) ? this : new ShownRows(boxed(Slots.of(slots, entries, matters, count)), matters);
    }

    private static List<Integer> boxed(int[] at) {
        return Arrays.stream(at).boxed().toList();
    }

    /** The rows, and what they leave out; without a slot for it nothing tells about what comes after the last. */
    public List<Row> rows(int entries) {
        List<Row> rows = new ArrayList<>();
        int next = 0;
        int free = -1;
        int count = slots.size();
        for (int slot = 0; slot <= count; slot++) {
            int index = slot == count ? entries : slots.get(slot);
            if (index == Slots.NONE) {
                free = free < 0 ? slot : free;
                continue;
            }
            if (index > next && (free >= 0 || slot < count)) {
                rows.add(new Row(free < 0 ? slot : free, next, index, true, free < 0));
            }
            if (slot < count) {
                rows.add(new Row(slot, index, index + 1, false, false));
            }
            next = index + 1;
            free = -1;
        }
        return rows;
    }

    /** Where the longest stretch of neighbours begins. */
    int start() {
        int best = 0;
        int longest = 0;
        int from = 0;
        int length = 0;
        int last = -2;
        for (int index : slots) {
            length = index == last + 1 ? length + 1 : 1;
            from = length == 1 ? index : from;
            if (index >= 0 && length > longest) {
                longest = length;
                best = from;
            }
            last = index;
        }
        return best;
    }
}
