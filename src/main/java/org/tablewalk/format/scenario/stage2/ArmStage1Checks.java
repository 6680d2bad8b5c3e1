package org.tablewalk.format.scenario.stage2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage1Geometry;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Expression;
import org.tablewalk.format.scenario.Limits;
import org.tablewalk.format.scenario.Values;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.GuestTables;
import org.tablewalk.machine.arm64.Regime;

/** Checks the guests' own stage of translation: widths and ranges of addresses and ASIDs, and that its tables lie in memory with contents. */
final class ArmStage1Checks {
    private static final Map<String, Regime.Caching> CACHING = ArmConfigBuilder.words("combined", Regime.Caching.COMBINED, "separate", Regime.Caching.SEPARATE, "both",
            Regime.Caching.BOTH);
    private static final Map<String, Regime.Flags> FLAGS = ArmConfigBuilder.words("none", Regime.Flags.NONE, "access", Regime.Flags.ACCESS, "dirty", Regime.Flags.DIRTY);
    private static final Map<String, Answer> PIECES = ArmConfigBuilder.words("all", Answer.YES, "named", Answer.NO);
    private static final Map<String, Answer> MMU = ArmConfigBuilder.words("on", Answer.YES, "off", Answer.NO);
    private static final Map<String, Answer> RANGES = ArmConfigBuilder.words("lower", Answer.NO, "upper", Answer.YES);
    private static final Map<String, ArmConfig.Rights> RIGHTS = ArmConfigBuilder.words("R", ArmConfig.Rights.R, "RW", ArmConfig.Rights.RW, "RX", ArmConfig.Rights.RX, "RWX",
            ArmConfig.Rights.RWX);
    private static final int MAX_ASID = 255;

    private enum Answer { NO, YES }

    private final ArmHardware hardware;
    private final Values values;
    private int entries;

    ArmStage1Checks(ArmHardware hardware, Values values) {
        this.hardware = hardware;
        this.values = values;
    }

    Regime.Stage1 hardware(ArmHardware.Stage1 s) throws FormatException {
        return new Regime.Stage1(values.oneOf(s.caching(), "'caching'", CACHING), values.oneOf(s.pieces(), "'pieces'", PIECES) == Answer.YES, values.oneOf(s.flags(), "'flags'",
                FLAGS),
                s.abortRoutine() == null ? null : values.word(s.abortRoutine()));
    }

    /** The tables of a VM. */
    GuestTables tables(ArmHardware.GuestTables g, Regime.Vm vm) throws FormatException {
        Granule granule = vm.geometry().granule();
        int bits = (int) g.vaBits().evaluate(values, "a size of virtual addresses in bits", Stage1Geometry.MIN_VA_BITS, Stage1Geometry.MAX_VA_BITS);
        long ipa = g.ipa().evaluate(values, "an IPA of stage-1 tables", 0, vm.geometry().limit() - 1);
        if (hardware.contents() == null) {
            throw g.ipa().error(values, "expected memory with 'contents' (an empty array will do) where a guest has a stage 1: its tables are words of its memory; found none");
        }
        if ((ipa & granule.bytes() - 1) != 0) {
            throw g.ipa().error(values, "expected stage-1 tables at a multiple of the page size " + ArmMemoryChecks.hex(granule.bytes()) + ", found " + ArmMemoryChecks.hex(ipa));
        }
        var geometry = new Stage1Geometry(granule, bits);
        List<GuestTables.Space> spaces = new ArrayList<>();
        for (ArmHardware.Space s : g.spaces()) {
            spaces.add(space(s, geometry, vm, spaces));
        }
        var tables = new GuestTables(geometry, values.oneOf(g.mmu(), "'mmu'", MMU) == Answer.YES, ipa, List.copyOf(spaces));
        inMemory(g, tables, vm);
        return tables;
    }

    private GuestTables.Space space(ArmHardware.Space s, Stage1Geometry geometry, Regime.Vm vm, List<GuestTables.Space> others) throws FormatException {
        String name = values.word(s.name());
        if (others.stream().anyMatch(other -> other.name().equals(name))) {
            throw values.error(s.name(), "expected a name that no other address space of the VM has, found '" + name + "' again");
        }
        boolean upper = values.oneOf(s.range(), "'range'", RANGES) == Answer.YES;
        List<GuestTables.Mapping> mappings = new ArrayList<>();
        for (ArmHardware.GuestEntries e : s.tables()) {
            mappings.add(mapping(e, geometry, upper, vm));
        }
        return new GuestTables.Space(name, (int) s.asid().evaluate(values, "an ASID (they have 8 bits here)", 0, MAX_ASID), upper, List.copyOf(mappings));
    }

    private GuestTables.Mapping mapping(ArmHardware.GuestEntries e, Stage1Geometry geometry, boolean upper, Regime.Vm vm) throws FormatException {
        Granule granule = geometry.granule();
        int level = (int) e.level().evaluate(values, "a level of stage-1 leaves", Math.max(geometry.startLevel(), granule.minBlockLevel()), 3);
        long first = upper ? -geometry.size() : 0;
        long va = e.va().evaluate(values, "a virtual address of " + geometry.vaBits() + " bits (T" + (upper ? 1 : 0) + "SZ " + geometry.tnsz() + ")", first, first + geometry.size()
                - 1);
        long ipa = e.ipa().evaluate(values, "an IPA", 0, vm.geometry().limit() - 1);
        int count = (int) e.count().evaluate(values, "a number of entries", 1, Limits.ENTRIES);
        int stride = (int) e.stride().evaluate(values, "a distance in entries", 1, Limits.ENTRIES);
        aligned(e.va(), va, granule.entrySize(level), level);
        aligned(e.ipa(), ipa, granule.entrySize(level), level);
        long span = ((count - 1L) * stride + 1) * granule.entrySize(level);
        if (span > first + geometry.size() - va) {
            throw e.count().error(values, "expected entries within the " + geometry.vaBits() + " bits of virtual addresses, found the last one beyond");
        }
        if (span > vm.geometry().limit() - ipa) {
            throw e.count().error(values, "expected entries that lead to IPAs within " + vm.geometry().ipaBits() + " bits, found the last one beyond");
        }
        entries += count;
        if (entries > Limits.ENTRIES) {
            throw e.count().error(values, "expected at most " + Limits.ENTRIES + " stage-1 entries of a VM, found more");
        }
        return new GuestTables.Mapping(va, ipa, count, stride, level, values.oneOf(e.rights(), "rights", RIGHTS).ordinal(), values.truth(e.global(), "global"), values.truth(e
                .accessed(), "accessed"),
                values.truth(e.clean(), "clean"));
    }

    private void aligned(Expression e, long address, long size, int level) throws FormatException {
        if ((address & size - 1) != 0) {
            throw e.error(values, "expected a multiple of " + ArmMemoryChecks.hex(size) + ", what an entry of level " + level + " maps, found " + ArmMemoryChecks.hex(address));
        }
    }

    /** All tables lie in memory that the host backs, and nothing is mapped twice. */
    private void inMemory(ArmHardware.GuestTables g, GuestTables tables, Regime.Vm vm) throws FormatException {
        long page = tables.geometry().granule().bytes();
        long end = tables.root(tables.spaces().size());
        try {
            for (long ipa : tables.words().keySet()) {
                end = Math.max(end, (ipa & -page) + page);
            }
        } catch (IllegalArgumentException twice) {
            throw g.ipa().error(values, twice.getMessage());
        }
        for (ArmConfig.Slot slot : vm.slots()) {
            if (tables.ipa() >= slot.ipa() && end <= slot.ipa() + slot.size()) {
                return;
            }
        }
        throw g.ipa().error(values, "expected stage-1 tables in one slot of guest memory, found " + (end - tables.ipa()) / page + " pages from " + ArmMemoryChecks.hex(tables.ipa())
                + " on");
    }
}
