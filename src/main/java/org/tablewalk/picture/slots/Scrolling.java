package org.tablewalk.picture.slots;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which entries are shown of the tables of a picture, and which tables the user scrolled; those do not follow what happens.
 *
 * @param pinned the first entry shown of each table that the user scrolled
 * @param shown  the entries shown last of each table
 */
public record Scrolling(Map<Long, Integer> pinned, Map<Long, ShownRows> shown) {
    /** Nothing scrolled. */
    public static final Scrolling NOTHING = new Scrolling(Map.of(), Map.of());

    /** Collections that nobody else can change. */
    public Scrolling {
        pinned = Map.copyOf(pinned);
        shown = Map.copyOf(shown);
    }

    /** The entries that are shown next of a table; see {@link ShownRows#next}. */
    public ShownRows next(long table, int entries, Map<Integer, Integer> matters, int count) {
        return shown.getOrDefault(table, ShownRows.NOTHING).next(pinned.get(table), entries, matters, count);
    }

    /** The same with what a picture showed. */
    public Scrolling with(Map<Long, ShownRows> now) {
        return now.equals(shown) ? this : new Scrolling(pinned, now);
    }

    /** Of the tables of this and of those of another, which are others. */
    public Scrolling and(Scrolling other) {
        Map<Long, Integer> allPinned = new HashMap<>(pinned);
        Map<Long, ShownRows> allShown = new HashMap<>(shown);
        allPinned.putAll(other.pinned);
        allShown.putAll(other.shown);
        return new Scrolling(allPinned, allShown);
    }

    /** A table scrolled so that it shows its entries from one on; it stays there until {@link #follow}. Beyond its end the layout stops it. */
    public Scrolling to(long table, int index) {
        Map<Long, Integer> next = new HashMap<>(pinned);
        next.put(table, Math.max(0, index));
        return new Scrolling(next, shown);
    }

    private List<Integer> slots(long table) {
        return shown.getOrDefault(table, ShownRows.NOTHING).slots();
    }

    /** A table scrolled so that it shows an entry in the middle. */
    public Scrolling centre(long table, int index) {
        return to(table, index - slots(table).size() / 2);
    }

    /** A table of so many entries scrolled by a number of them from where it stands. */
    public Scrolling by(long table, int count, int entries) {
        Integer start = pinned.get(table);
        int from = start == null ? shown.getOrDefault(table, ShownRows.NOTHING).start() : start;
        return to(table, Math.min(from + count, Math.max(0, entries - slots(table).size() + 1)));
    }

    /** A table of so many entries scrolled by as many as it has slots, from the end back to the first. */
    public Scrolling leaf(long table, int entries) {
        int count = slots(table).size();
        return slots(table).contains(entries - 1) && pinned.containsKey(table) ? to(table, 0) : by(table, Math.max(1, count - 2), entries);
    }

    /** A table that follows what happens in it again. */
    public Scrolling follow(long table) {
        Map<Long, Integer> next = new HashMap<>(pinned);
        next.remove(table);
        return new Scrolling(next, shown);
    }

    /** All tables follow what happens in them again. */
    public Scrolling follow() {
        return pinned.isEmpty() ? this : new Scrolling(Map.of(), shown);
    }
}
