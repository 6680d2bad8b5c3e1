package org.tablewalk.app;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a walk does by the rules of the domain notes (section 3), found without the walker's code: the tree is Java objects, addresses are big numbers, the walk is a cursor with the stack
 * of tables that contain it. Where nothing is changed {@link #sorted} finds the same a second way, without a cursor: by sorting intervals.
 */
final class WalkBrute {
    /** What an entry says. */
    sealed interface Entry {}

    /** A page or block. */
    record Leaf() implements Entry {}

    /** A table: its entries that are not invalid, by the address they begin at. */
    record Table(Map<Long, Entry> entries) implements Entry {
        Table() {
            this(new HashMap<>());
        }
    }

    /** A callback: may change the entry, and tells whether to stop. */
    interface Callback {
        String call(Place place, String flag, int visit);
    }

    /** An entry as a callback sees it. */
    record Place(Table in, long base, int level, long cursor, Entry read) {
        void put(Entry entry) {
            if (entry == null) {
                in.entries().remove(base);
            } else {
                in.entries().put(base, entry);
            }
        }
    }

    /** What differs between versions. */
    record Rules(boolean aligned, boolean reloadsAfterPre, boolean eagainEnds) {}

    /** What a walk came to. */
    record Walked(String ret, List<String> visits) {}

    private final int pageShift;
    private final int start;
    private final int bits;
    private final Table root = new Table();

    WalkBrute(int pageShift, int start, int bits) {
        this.pageShift = pageShift;
        this.start = start;
        this.bits = bits;
    }

    /** Bytes of an entry: an index is three bits shorter than a page's number of bytes. */
    long size(int level) {
        return 1L << pageShift + (3 - level) * (pageShift - 3);
    }

    /** Adds what is at an address and a level; false, and nothing changed, if something is in the way. */
    boolean add(long ipa, int level, Entry entry) {
        Table table = root;
        for (int l = start; l <= level && table != null; l++) {
            Entry there = table.entries().get(ipa - ipa % size(l));
            if (there instanceof Leaf || there != null && l == level || there instanceof Table t && t.entries().isEmpty()) {
                return false;
            }
            table = (Table) there;
        }
        table = root;
        for (int l = start; l < level; l++) {
            table = (Table) table.entries().computeIfAbsent(ipa - ipa % size(l), _ -> new Table());
        }
        table.entries().put(ipa, entry);
        return true;
    }

    private BigInteger unsigned(long word) {
        return new BigInteger(Long.toUnsignedString(word));
    }

    /** First address and end of the range, or null if it is outside. */
    private BigInteger[] range(long addr, long size) {
        BigInteger page = BigInteger.ONE.shiftLeft(pageShift);
        BigInteger words = BigInteger.ONE.shiftLeft(64);
        BigInteger from = unsigned(addr).divide(page).multiply(page);
        BigInteger sum = from.add(unsigned(size)).add(page).subtract(BigInteger.ONE).mod(words);
        BigInteger end = sum.divide(page).multiply(page);
        BigInteger limit = BigInteger.ONE.shiftLeft(bits);
        return from.compareTo(limit) > 0 || end.compareTo(limit) > 0 ? null : new BigInteger[] {from, end};
    }

    /** A table that contains the cursor, and where the cursor was when it came to it. */
    private record Open(Table table, int level, long base, long cursor, Place above) {}

    Walked walk(long addr, long size, List<String> flags, Rules rules, Callback callback) {
        BigInteger[] range = range(addr, size);
        List<String> visits = new ArrayList<>();
        if (range == null) {
            return new Walked("-ERANGE", visits);
        }
        long cursor = range[0].longValue();
        long end = range[1].longValue();
        Deque<Open> open = new ArrayDeque<>();
        while (true) {
            // Tables that the cursor has left, or all of them at the end, deepest first.
            while (!open.isEmpty() && (cursor >= end || cursor - open.peek().base() >= size(open.peek().level() - 1))) {
                Open left = open.pop();
                String error = visit(left.above(), "TABLE_POST", flags, rules, callback, visits);
                if (error != null) {
                    return new Walked(error, visits);
                }
            }
            if (cursor >= end) {
                return new Walked("0", visits);
            }
            int level = open.isEmpty() ? start : open.peek().level();
            Table in = open.isEmpty() ? root : open.peek().table();
            long base = cursor - cursor % size(level);
            var place = new Place(in, base, level, cursor, in.entries().get(base));
            boolean table = place.read() instanceof Table;
            String error = visit(place, table ? "TABLE_PRE" : "LEAF", flags, rules, callback, visits);
            if (error != null) {
                return new Walked(error, visits);
            }
            boolean again = table ? rules.reloadsAfterPre() && flags.contains("TABLE_PRE") : flags.contains("LEAF");
            Entry now = again ? in.entries().get(base) : place.read();
            if (now instanceof Table below) {
                open.push(new Open(below, level + 1, base, cursor, new Place(in, base, level, cursor, below)));
            } else {
                cursor = (rules.aligned() ? base : cursor) + size(level);
            }
        }
    }

    private static String visit(Place place, String flag, List<String> flags, Rules rules, Callback callback, List<String> visits) {
        if (!flags.contains(flag)) {
            return null;
        }
        visits.add(text(flag, place.level(), place.cursor()));
        String error = callback.call(place, flag, visits.size());
        boolean passes = error != null && error.equals("-EAGAIN") && !rules.eagainEnds();
        return passes ? null : error;
    }

    private static String text(String flag, int level, long cursor) {
        return flag + " " + level + " 0x" + Long.toHexString(cursor);
    }

    /** The visits of an aligned walk that changes nothing, from intervals alone. */
    List<String> sorted(long addr, long size, List<String> flags) {
        record Event(long at, int rank, String visit) {}
        BigInteger[] range = range(addr, size);
        List<Event> events = new ArrayList<>();
        record Pending(Table table, int level, long base, long bytes) {}
        Deque<Pending> tables = new ArrayDeque<>(List.of(new Pending(root, start, 0, 1L << bits)));
        while (range != null && !tables.isEmpty()) {
            Pending p = tables.pop();
            long from = Math.max(p.base(), range[0].longValue());
            long to = Math.min(p.base() + p.bytes(), range[1].longValue());
            long entry = size(p.level());
            for (long at = from - from % entry; from < to && at < to; at += entry) {
                long cursor = Math.max(at, range[0].longValue());
                if (p.table().entries().get(at) instanceof Table below) {
                    tables.push(new Pending(below, p.level() + 1, at, entry));
                    // What begins at an address comes after what ends there; a table begins before what is in it, and ends after.
                    events.add(new Event(at, p.level(), text("TABLE_PRE", p.level(), cursor)));
                    events.add(new Event(at + entry, -p.level() - 10, text("TABLE_POST", p.level(), cursor)));
                } else {
                    events.add(new Event(at, 9, text("LEAF", p.level(), cursor)));
                }
            }
        }
        return events.stream().sorted(Comparator.comparingLong(Event::at).thenComparingInt(Event::rank))
                .map(Event::visit).filter(v -> flags.contains(v.substring(0, v.indexOf(' ')))).toList();
    }
}
