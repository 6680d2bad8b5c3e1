package org.tablewalk.format.dump;

import java.util.ArrayList;
import java.util.List;

/**
 * A column of a dump.
 *
 * @param mask   the bits that decide it
 * @param values values of these bits that have a text of their own
 * @param texts  those texts
 * @param other  the text for all other values, or null if nothing at all stands there then
 */
record Column(long mask, List<Long> values, List<String> texts, String other) {
    /** Never changed. */
    Column {
        values = List.copyOf(values);
        texts = List.copyOf(texts);
    }

    /** A column with one text for one value, and another for all others. */
    static Column flag(long mask, long value, String set, String clear) {
        return new Column(mask, List.of(value), List.of(set), clear);
    }

    /** A column with a text for each of some values. */
    static Column field(long mask, long shift, String... texts) {
        var values = new ArrayList<Long>();
        for (long i = 0; i < texts.length; i++) {
            values.add(i << shift);
        }
        return new Column(mask, values, List.of(texts), null);
    }

    /** The text for masked bits, or null for nothing. */
    String text(long bits) {
        int at = values.indexOf(bits & mask);
        return at < 0 ? other : texts.get(at);
    }

    /** Whether every value of the bits has a text of its own. */
    private boolean complete() {
        return values.size() == 1 << Long.bitCount(mask);
    }

    /** The readings that a place of a text allows, given what the columns before say; each with where it ends. */
    List<Reading> readings(String line, Reading before) {
        var found = new ArrayList<Reading>();
        for (int i = 0; i < values.size(); i++) {
            boolean fits = ((before.bits() ^ values.get(i)) & before.known() & mask) == 0;
            int end = fits ? end(line, before.end(), texts.get(i)) : -1;
            if (end >= 0) {
                found.add(new Reading(before.bits() | values.get(i), before.known() | mask, end));
            }
        }
        if (!complete()) {
            int end = other == null ? before.end() : end(line, before.end(), other);
            Reading rest = end < 0 ? null : others(before, end);
            if (rest != null) {
                found.add(rest);
            }
        }
        return found;
    }

    /** What follows if the bits are none of the values: with one value and one bit that is not known yet, that bit. */
    private Reading others(Reading before, int end) {
        if (values.size() != 1) {
            return new Reading(before.bits(), before.known(), end);
        }
        long value = values.getFirst();
        if (((before.bits() ^ value) & before.known() & mask) != 0) {
            return new Reading(before.bits(), before.known(), end);
        }
        long open = mask & ~before.known();
        return open == 0 ? null : Long.bitCount(open) > 1 ? new Reading(before.bits(), before.known(), end)
                : new Reading(before.bits() | ~value & open, before.known() | open, end);
    }

    /** Where a text that stands behind a blank ends; -1 if it does not stand there. Blanks at the end of a line may be missing. */
    private static int end(String line, int from, String text) {
        int at = from;
        for (int i = -1; i < text.length(); i++, at++) {
            char expected = i < 0 ? ' ' : text.charAt(i);
            if ((at < line.length() ? line.charAt(at) : ' ') != expected) {
                return -1;
            }
        }
        return at;
    }

    /**
     * What columns say.
     *
     * @param bits  values of bits, 0 where not known
     * @param known which are known
     * @param end   where the text ends that says so; beyond the line's end where blanks are missing
     */
    record Reading(long bits, long known, int end) {}
}
