package org.tablewalk.machine.arm64;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;

/** One CPU's TLB as a plain list of intervals, written from the domain notes and without anything of the machine's. */
final class TlbBruteForce {
    /** {@code stamp} is when it was filled, or used last where that counts. */
    record Entry(boolean table, int vmid, int level, long from, long size, long word, int set, long stamp) {
        boolean maps(int ofVmid, long ipa) {
            return vmid == ofVmid && ipa >= from && ipa - from < size;
        }

        /** Without its age. */
        List<Object> content() {
            return List.of(table, vmid, level, from, size, word);
        }
    }

    private final Stage2Geometry geometry;
    private final int sets;
    private final int ways;
    private final int walkWays;
    private final boolean recent;
    private final List<Entry> entries = new ArrayList<>();
    private long clock;

    TlbBruteForce(Stage2Geometry geometry, int sets, int ways, int walkWays, boolean recent) {
        this.geometry = geometry;
        this.sets = sets;
        this.ways = ways;
        this.walkWays = walkWays;
        this.recent = recent;
    }

    /** Bytes of a group of a level, as domain section 1.2 lists them. */
    static long group(Granule granule, int level, int ipaBits) {
        int entries = switch (granule) {
            case K4 -> level >= 1 ? 16 : 1;
            case K16 -> level == 3 ? 128 : level == 2 ? 32 : 1;
            case K64 -> level >= 2 ? 32 : 1;
        };
        long bytes = entries * granule.entrySize(level);
        return bytes > 1L << ipaBits ? granule.entrySize(level) : bytes;
    }

    List<Entry> entries() {
        return entries;
    }

    List<Entry> matches(int vmid, long ipa) {
        return entries.stream().filter(e -> !e.table() && e.maps(vmid, ipa)).toList();
    }

    private void refresh(Entry e) {
        entries.remove(e);
        entries.add(new Entry(e.table(), e.vmid(), e.level(), e.from(), e.size(), e.word(), e.set(), ++clock));
    }

    void use(Entry e) {
        if (recent) {
            refresh(e);
        }
    }

    /** A final entry. {@code goes} says which of a full set leaves; null: the one with the oldest stamp. */
    void fill(int vmid, long ipa, int level, long word, boolean contiguous, Entry goes) {
        long size = contiguous ? group(geometry.granule(), level, geometry.ipaBits()) : geometry.entrySize(level);
        long from = ipa / size * size;
        boolean grouped = size > geometry.entrySize(level);
        // The address bits that number the entries of a group are the same in the word.
        long held = grouped ? word & ~(size - 1 & ~(geometry.entrySize(level) - 1)) : word;
        long page = from >>> geometry.entryShift(level);
        int set = (int) (page ^ page >>> 9 ^ level * 0x55L) & sets - 1;
        add(new Entry(false, vmid, level, from, size, held, set, ++clock), e -> !e.table() && e.set() == set, ways, recent, goes);
    }

    void table(int vmid, long ipa, int level, long word) {
        long size = geometry.entrySize(level);
        add(new Entry(true, vmid, level, ipa / size * size, size, word, 0, ++clock), e -> e.table() && e.level() == level, walkWays, false, null);
    }

    private void add(Entry entry, Predicate<Entry> sharesRoom, int room, boolean refreshes, Entry goes) {
        for (Entry e : entries) {
            if (e.content().equals(entry.content())) {
                if (refreshes) {
                    refresh(e);
                }
                return;
            }
        }
        List<Entry> there = entries.stream().filter(sharesRoom).sorted(Comparator.comparingLong(Entry::stamp)).toList();
        if (there.size() == room) {
            entries.remove(goes == null ? there.getFirst() : goes);
        }
        entries.add(entry);
    }

    /** Removes what a TLBI names: of a VMID (or any), with leaf entries and tables that its hint lets it take. Gives how many. */
    int invalidate(int vmid, long first, long last, int hint, boolean lastLevel, boolean granuleMatches) {
        int before = entries.size();
        entries.removeIf(e -> (vmid < 0 || e.vmid() == vmid) && e.from() <= last && first < e.from() + e.size() && granuleMatches
                && (e.table() ? !lastLevel && (hint == 0 || e.level() < hint) : hint == 0 || e.level() == hint));
        return before - entries.size();
    }
}
