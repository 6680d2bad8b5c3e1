package org.tablewalk.format.scenario.stage2;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Expression;
import org.tablewalk.format.scenario.Limits;
import org.tablewalk.format.scenario.Values;
import org.tablewalk.machine.arm64.ArmConfig;

/** Checks the entries that tables hold at the start: alignment, address space, guest memory, overlaps; counts the pages they need. */
final class ArmTableChecks {
    private final ArmHardware hardware;
    private final Values values;
    private final Stage2Geometry geometry;
    private final List<ArmConfig.Slot> slots;
    private int entries;

    ArmTableChecks(ArmHardware hardware, Values values, Stage2Geometry geometry, List<ArmConfig.Slot> slots) {
        this.hardware = hardware;
        this.values = values;
        this.geometry = geometry;
        this.slots = slots;
    }

    /** A mapping, which must not meet the earlier ones. */
    ArmConfig.Mapping mapping(ArmHardware.TableEntries t, ArmConfig.Rights rights, List<ArmConfig.Mapping> earlier) throws FormatException {
        boolean empty = rights == ArmConfig.Rights.TABLE;
        int level = level(t.level(), empty);
        long size = geometry.entrySize(level);
        long ipa = aligned(t.ipa(), "an IPA", geometry.limit() - 1, size, level);
        long limit = ArmMemoryChecks.physicalLimit(geometry);
        long pa = aligned(t.pa(), "a physical address", limit - 1, size, level);
        int count = (int) t.count().evaluate(values, "a number of entries", 0, Limits.ENTRIES - entries);
        entries += count;
        long stride = t.stride().evaluate(values, "a distance in entries", 1, Math.min(Integer.MAX_VALUE, geometry.limit() / size));
        boolean contiguous = t.contiguous() != null && values.truth(t.contiguous(), "contiguous");
        var mapping = new ArmConfig.Mapping(ipa, pa, count, (int) stride, level, rights, contiguous);
        if (contiguous) {
            groups(t, mapping, empty);
        }
        if (count == 0) {
            return mapping;
        }
        // Bounded first, because 2^20 entries that lie 2^52 bytes apart would not fit in 64 bits.
        long steps = Math.min(count - 1, geometry.limit() / (stride * size) + 1);
        long span = steps * stride * size + size;
        if (span > geometry.limit() - ipa) {
            throw t.count().error(values, "expected entries that end by " + ArmMemoryChecks.hex(geometry.limit()) + ", where the IPA space of "
                    + geometry.ipaBits() + " bits ends, found " + count + " from " + ArmMemoryChecks.hex(ipa) + " on");
        }
        if (span > limit - pa) {
            throw t.pa().error(values, "expected output addresses that end by " + ArmMemoryChecks.hex(limit) + ", found " + count + " from "
                    + ArmMemoryChecks.hex(pa) + " on");
        }
        if (!empty) {
            inMemory(t, ipa, span, count);
        }
        for (int i = 0; i < earlier.size(); i++) {
            long at = overlap(mapping, earlier.get(i));
            if (at >= 0) {
                throw t.ipa().error(values, "expected entries apart from those of line " + hardware.tables().get(i).ipa().source().line()
                        + ", found both at IPA " + ArmMemoryChecks.hex(at));
            }
        }
        return mapping;
    }

    /** The contiguous bit is for whole groups, aligned on both sides (domain section 1.3). */
    private void groups(ArmHardware.TableEntries t, ArmConfig.Mapping mapping, boolean empty) throws FormatException {
        int group = geometry.groupLog2(mapping.level());
        if (group == 0 || empty || mapping.stride() != 1) {
            throw values.error(t.contiguous(), "expected the contiguous bit in blocks or pages next to each other, at a level that has groups");
        }
        if (mapping.count() % (1 << group) != 0) {
            throw t.count().error(values, "expected whole groups of " + (1 << group) + " entries, found " + mapping.count());
        }
        long size = geometry.entrySize(mapping.level()) << group;
        if (mapping.ipa() % size != 0 || mapping.pa() % size != 0) {
            throw (mapping.ipa() % size != 0 ? t.ipa() : t.pa()).error(values, "expected an address that is a multiple of " + ArmMemoryChecks.hex(size) + ", the size of a group");
        }
    }

    private int level(Expression e, boolean empty) throws FormatException {
        int level = (int) e.evaluate(values, "a level", 0, 3);
        if (empty) {
            if (level < geometry.startLevel() || level == 3) {
                throw e.error(values, "expected a level of " + geometry.startLevel() + "..2, where the " + geometry.granule().label() + " granule with "
                        + geometry.ipaBits() + " bits of IPA has entries of tables, found " + level);
            }
            return level;
        }
        int first = Math.max(geometry.startLevel(), geometry.granule().minBlockLevel());
        if (level < first) {
            throw e.error(values, "expected a level of " + first + "..3, where the " + geometry.granule().label() + " granule with "
                    + geometry.ipaBits() + " bits of IPA has blocks or pages, found " + level);
        }
        return level;
    }

    private long aligned(Expression e, String what, long max, long size, int level) throws FormatException {
        long value = e.evaluate(values, what, 0, max);
        if (value % size != 0) {
            throw e.error(values, "expected " + what + " that is a multiple of " + ArmMemoryChecks.hex(size) + ", the size of a "
                    + (level == 3 ? "page" : "block at level " + level) + ", found " + ArmMemoryChecks.hex(value));
        }
        return value;
    }

    /** A guest can only be given memory that it has. */
    private void inMemory(ArmHardware.TableEntries t, long ipa, long span, int count) throws FormatException {
        for (ArmConfig.Slot s : slots) {
            if (ipa >= s.ipa() && ipa + span <= s.ipa() + s.size()) {
                return;
            }
        }
        Expression at = slots.stream().anyMatch(s -> ipa >= s.ipa() && ipa < s.ipa() + s.size()) && count > 1 ? t.count() : t.ipa();
        throw at.error(values, "expected entries within one slot of the guest's memory, found " + ArmMemoryChecks.range(ipa, span));
    }

    /** An IPA that both mappings cover, or -1. */
    private long overlap(ArmConfig.Mapping a, ArmConfig.Mapping b) {
        if (a.count() == 0 || b.count() == 0 || a.ipa() >= end(b) || b.ipa() >= end(a)) {
            return -1;
        }
        if (a.stride() == 1) {
            return meets(b, a.ipa(), end(a));
        }
        if (b.stride() == 1) {
            return meets(a, b.ipa(), end(b));
        }
        ArmConfig.Mapping few = a.count() <= b.count() ? a : b;
        ArmConfig.Mapping many = few == a ? b : a;
        long size = geometry.entrySize(few.level());
        for (int i = 0; i < few.count(); i++) {
            long from = few.ipa() + i * (few.stride() * size);
            long at = meets(many, from, from + size);
            if (at >= 0) {
                return at;
            }
        }
        return -1;
    }

    /** The lowest address in [from, to) that one of the mapping's entries covers, or -1. */
    private long meets(ArmConfig.Mapping m, long from, long to) {
        long size = geometry.entrySize(m.level());
        long step = m.stride() * size;
        // The first entry that ends after from.
        long index = from < m.ipa() + size ? 0 : (from - m.ipa() - size) / step + 1;
        long start = m.ipa() + index * step;
        return index < m.count() && start < to ? Math.max(start, from) : -1;
    }

    private long end(ArmConfig.Mapping m) {
        long size = geometry.entrySize(m.level());
        return m.ipa() + (m.count() - 1) * (m.stride() * size) + size;
    }

    /** Pages that the root and the tables need. */
    int pages(List<ArmConfig.Mapping> mappings) throws FormatException {
        int most = Limits.POOL_WORDS / geometry.granule().entriesPerTable();
        Set<Long> tables = new HashSet<>();
        for (int i = 0; i < mappings.size(); i++) {
            ArmConfig.Mapping m = mappings.get(i);
            long step = m.stride() * geometry.entrySize(m.level());
            int last = m.rights() == ArmConfig.Rights.TABLE ? m.level() : m.level() - 1;
            for (int level = geometry.startLevel(); level <= last; level++) {
                long before = -1;
                for (int k = 0; k < m.count(); k++) {
                    long table = (m.ipa() + k * step) >>> geometry.entryShift(level);
                    if (table != before && tables.add(table << 2 | level) && geometry.rootTables() + tables.size() > most) {
                        throw hardware.tables().get(i).count().error(values, "expected tables of at most " + most + " pages, found more");
                    }
                    before = table;
                }
            }
        }
        return geometry.rootTables() + tables.size();
    }
}
