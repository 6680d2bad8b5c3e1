package org.tablewalk.machine.arm64;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Seeds;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.arm64.ArmConfig.Replacement;
import org.tablewalk.machine.arm64.tlb.Tlb;
import org.tablewalk.machine.arm64.tlb.TlbRemoval;
import org.tablewalk.machine.arm64.tlb.TlbTags;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.machine.arm64.tlb.TlbiTarget;
import org.tablewalk.machine.listing.Assembler;
import org.tablewalk.machine.listing.Source;

/**
 * The machine's TLB beside a plain list of intervals, for random fills, lookups and TLBIs of every kind, size and granule; and taken back step by step. A run is made again with
 * {@code -Dtablewalk.seed}.
 */
@Tag("seeded")
class TlbModelTest {
    private static final long SEED = Seeds.of(20261128);
    private static final int STEPS = 3_000;
    private static final int WALK_WAYS = 2;

    private final Random random = new Random(SEED);

    static Stream<Arguments> machines() {
        List<Arguments> all = new ArrayList<>();
        for (Granule granule : Granule.values()) {
            for (Replacement replacement : Replacement.values()) {
                for (int sets : new int[] {1, 4}) {
                    all.add(Arguments.of(granule, granule == Granule.K64 ? 42 : 40, replacement, sets));
                }
            }
        }
        all.add(Arguments.of(Granule.K64, 32, Replacement.OLDEST, 2));
        all.add(Arguments.of(Granule.K4, 52, Replacement.LEAST_RECENT, 2));
        return all.stream();
    }

    private static ArmMap map(Stage2Geometry geometry, int sets, Replacement replacement) {
        var design = new ArmConfig.TlbDesign(sets, replacement, true);
        var config = new ArmConfig(geometry, 1, 1, sets * 4, WALK_WAYS, 0, ArmConfig.NtResponse.FAULT, false, ArmConfig.Overlap.ABORT,
                ArmConfig.ConflictHandler.KVM_EFAULT, ArmFixture.POOL, geometry.rootTables(), List.of(), List.of(), List.of(), null, ArmConfig.Freedoms.NONE, List.of(), null,
                design);
        return new ArmMap(config, Assembler.assemble(List.of(new Source("none", "routine none() { return 0; }")), ArmIntrinsics.of(config)));
    }

    /** Two orders of fills that nothing can tell apart are one state; where the age of an entry decides which goes, they are two. */
    @ParameterizedTest
    @CsvSource({"OLDEST, 1, false", "LEAST_RECENT, 1, false", "ANY, 1, true", "OLDEST, 4, true", "LEAST_RECENT, 4, true", "ANY, 4, true"})
    void ordersThatCannotBeToldApartAreOneState(Replacement replacement, int sets, boolean one) {
        Stage2Geometry geometry = Stage2Geometry.of(Granule.K4, 40);
        ArmMap map = map(geometry, sets, replacement);
        long[] hashes = new long[2];
        for (int order = 0; order < 2; order++) {
            var cells = new Cells(map.layout().size());
            var tlb = new Tlb(cells, map.tlbRegion(), new Bus());
            for (int i = 0; i < 2; i++) {
                // Neighbours: with several sets each in one of its own.
                long ipa = ArmFixture.RAM + 4096L * (i ^ order);
                tlb.fill(0, 1, ipa, 3, Descriptor.leafOf(ipa, 3, 0x7fc, Granule.K4, false), 0);
            }
            hashes[order] = cells.hash();
        }
        assertEquals(one, hashes[0] == hashes[1]);
    }

    /** What was used last is as if it had been filled last. */
    @Test
    void aUseIsAsGoodAsAFill() {
        Stage2Geometry geometry = Stage2Geometry.of(Granule.K4, 40);
        ArmMap map = map(geometry, 1, Replacement.LEAST_RECENT);
        long[] hashes = new long[2];
        for (int order = 0; order < 2; order++) {
            var cells = new Cells(map.layout().size());
            var tlb = new Tlb(cells, map.tlbRegion(), new Bus());
            for (int i = 0; i < 2; i++) {
                long ipa = ArmFixture.RAM + 4096L * (i ^ order);
                tlb.fill(0, 1, ipa, 3, Descriptor.leafOf(ipa, 3, 0x7fc, Granule.K4, false), 0);
            }
            if (order == 0) {
                assertEquals(1, tlb.lookup(0, 1, ArmFixture.RAM));
                tlb.use(0, 0);
            }
            hashes[order] = cells.hash();
        }
        assertEquals(hashes[1], hashes[0]);
    }

    @ParameterizedTest
    @MethodSource("machines")
    void behavesLikeAListOfIntervals(Granule granule, int ipaBits, Replacement replacement, int sets) {
        System.out.println("TlbModelTest seed " + SEED);
        Stage2Geometry geometry = Stage2Geometry.of(granule, ipaBits);
        var design = new ArmConfig.TlbDesign(sets, replacement, true);
        var config = new ArmConfig(geometry, 1, 1, sets * 4, WALK_WAYS, 0, ArmConfig.NtResponse.FAULT, false, ArmConfig.Overlap.ABORT,
                ArmConfig.ConflictHandler.KVM_EFAULT, ArmFixture.POOL, geometry.rootTables(), List.of(), List.of(), List.of(), null, ArmConfig.Freedoms.NONE, List.of(), null,
                design);
        var map = new ArmMap(config, Assembler.assemble(List.of(new Source("none", "routine none() { return 0; }")), ArmIntrinsics.of(config)));
        var cells = new Cells(map.layout().size());
        var tlb = new Tlb(cells, map.tlbRegion(), new Bus());
        var model = new TlbBruteForce(geometry, sets, 4, WALK_WAYS, replacement == Replacement.LEAST_RECENT);
        cells.journalling(true);
        List<long[]> past = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            past.add(new long[] {cells.journalSize(), cells.hash()});
            String what = step(geometry, cells, map, tlb, model, replacement);
            String where = "seed " + SEED + ", step " + step + ", " + what;
            assertEquals(contents(model), contents(new ArmState(map, cells.image())), where);
            assertEquals(model.entries().stream().filter(e -> !e.table()).count(), new ArmState(map, cells.image()).tlbSize(0), where);
        }
        for (long[] before : past.reversed()) {
            cells.undo((int) before[0]);
            assertEquals(before[1], cells.hash(), "taken back");
        }
        assertEquals(0, new ArmState(map, cells.image()).tlbSize(0));
    }

    private String step(Stage2Geometry geometry, Cells cells, ArmMap map, Tlb tlb, TlbBruteForce model, Replacement replacement) {
        int vmid = 1 + random.nextInt(2);
        long ipa = address(geometry);
        int first = Math.max(geometry.startLevel(), geometry.granule().minBlockLevel());
        switch (random.nextInt(5)) {
            case 0, 1 -> {
                int level = first + random.nextInt(4 - first);
                boolean contiguous = random.nextBoolean();
                long pa = ipa & -geometry.entrySize(level) | (random.nextInt(4) == 0 ? 1L << 41 : 0);
                long word = Descriptor.leafOf(pa, level, 0x7fcL | (random.nextInt(3) == 0 ? 0 : Descriptor.S2AP_W) | (contiguous ? Descriptor.CONTIGUOUS : 0), geometry.granule(),
                        geometry.lpa2());
                int victims = tlb.victims(0, vmid, ipa, level, word);
                int victim = random.nextInt(victims);
                TlbBruteForce.Entry goes = victims == 1 ? null : victim(cells, map, model, geometry, ipa, level, contiguous, victim);
                tlb.fill(0, vmid, ipa, level, word, victim);
                model.fill(vmid, ipa, level, word, contiguous, goes);
                return "fill " + Long.toHexString(ipa) + " level " + level + " contiguous " + contiguous;
            }
            case 2 -> {
                int level = geometry.startLevel() + random.nextInt(3 - geometry.startLevel());
                long word = Descriptor.tableOf(ArmFixture.POOL + (long) random.nextInt(2) * geometry.granule().bytes(), geometry.granule(), geometry.lpa2());
                tlb.walkCache().add(0, vmid, ipa, level, word);
                model.table(vmid, ipa, level, word);
                return "table " + Long.toHexString(ipa) + " level " + level;
            }
            case 3 -> {
                return lookup(tlb, model, vmid, ipa);
            }
            default -> {
                return invalidate(geometry, tlb, model, vmid, ipa);
            }
        }
    }

    /** What the machine would drop for a choice: its TLB says what stands at that place, the model has it too. */
    private static TlbBruteForce.Entry victim(Cells cells, ArmMap map, TlbBruteForce model, Stage2Geometry geometry, long ipa, int level, boolean contiguous, int victim) {
        long size = contiguous ? TlbBruteForce.group(geometry.granule(), level, geometry.ipaBits()) : geometry.entrySize(level);
        long page = ipa / size * size >>> geometry.entryShift(level);
        int set = (int) (page ^ page >>> 9 ^ level * 0x55L) & map.tlbShape().sets() - 1;
        var there = new ArmState(map, cells.image()).tlb(0).stream().filter(e -> e.slot() == set * map.tlbShape().ways() + victim).findFirst().orElseThrow();
        return model.entries().stream().filter(e -> e.content().equals(content(there))).findFirst().orElseThrow();
    }

    private static String lookup(Tlb tlb, TlbBruteForce model, int vmid, long ipa) {
        Map<List<Object>, Integer> found = new HashMap<>();
        int count = tlb.lookup(0, vmid, ipa);
        List<TlbBruteForce.Entry> expected = model.matches(vmid, ipa);
        assertEquals(Math.min(8, expected.size()), count, "matches at " + Long.toHexString(ipa));
        for (int i = 0; i < count; i++) {
            found.merge(List.of(TlbTags.level(tlb.tag(i)), TlbTags.ipa(tlb.tag(i)), tlb.word(i)), 1, Integer::sum);
        }
        if (count == expected.size()) {
            Map<List<Object>, Integer> due = new HashMap<>();
            expected.forEach(e -> due.merge(List.of(e.level(), e.from(), e.word()), 1, Integer::sum));
            assertEquals(due, found, "matches at " + Long.toHexString(ipa));
        }
        if (count > 0) {
            long tag = tlb.tag(count - 1);
            long word = tlb.word(count - 1);
            tlb.use(0, count - 1);
            model.use(expected.stream().filter(e -> e.level() == TlbTags.level(tag) && e.from() == TlbTags.ipa(tag) && e.word() == word).findFirst().orElseThrow());
        }
        return "lookup " + Long.toHexString(ipa);
    }

    private String invalidate(Stage2Geometry geometry, Tlb tlb, TlbBruteForce model, int vmid, long ipa) {
        TlbiOp[] ops = TlbiOp.values();
        TlbiOp op = ops[random.nextInt(ops.length)];
        boolean lastLevel = op.mnemonic().contains("2l");
        int hint = random.nextInt(4);
        int code = random.nextInt(4) == 0 ? random.nextInt(4) : geometry.granule() == Granule.K4 ? 1 : geometry.granule() == Granule.K16 ? 2 : 3;
        boolean right = code == (geometry.granule() == Granule.K4 ? 1 : geometry.granule() == Granule.K16 ? 2 : 3);
        String what = op + " " + Long.toHexString(ipa) + " hint " + hint + " granule code " + code;
        TlbRemoval removal = tlb.removal();
        int removed;
        int due;
        switch (op.scope()) {
            case ADDRESS -> {
                // Without a granule there is no hint.
                int level = code == 0 ? 0 : hint;
                removed = removal.remove(0, op, vmid, TlbiTarget.of(op, ipa >>> 12 | (long) (code << 2 | hint) << 44, geometry, true));
                due = model.invalidate(vmid, ipa, ipa, level, lastLevel, level == 0 || right);
            }
            case RANGE -> {
                int num = random.nextInt(32);
                int scale = random.nextInt(3);
                int unit = geometry.lpa2() ? 16 : geometry.granule().pageShift();
                long base = ipa >>> unit << unit;
                long pages = (num + 1L) * (1L << 5 * scale + 1);
                removed = removal.remove(0, op, vmid, TlbiTarget.of(op,
                        ipa >>> unit | (long) hint << 37 | (long) num << 39 | (long) scale << 44 | (long) code << 46, geometry, true));
                due = model.invalidate(vmid, base, base + pages * geometry.granule().bytes() - 1, hint, lastLevel, right);
            }
            case VMID -> {
                removed = removal.remove(0, op, vmid, TlbiTarget.of(op, 0, geometry, true));
                due = model.invalidate(vmid, 0, Long.MAX_VALUE, 0, false, true);
            }
            case EVERYTHING -> {
                removed = removal.remove(0, op, vmid, TlbiTarget.of(op, 0, geometry, true));
                due = model.invalidate(-1, 0, Long.MAX_VALUE, 0, false, true);
            }
            default -> {
                removed = removal.remove(0, op, vmid, TlbiTarget.of(op, ipa >>> 12, geometry, true));
                due = 0;
            }
        }
        assertEquals(due, removed, "seed " + SEED + ", " + what);
        return what;
    }

    /** Few enough addresses that they meet: a handful of groups of each level. */
    private long address(Stage2Geometry geometry) {
        long ipa = 0;
        for (int level = geometry.startLevel(); level < 4; level++) {
            long slots = Math.min(geometry.granule().entriesPerTable(), geometry.limit() / geometry.entrySize(level));
            ipa += random.nextInt((int) Math.min(slots, level == 3 ? 40 : 3)) * geometry.entrySize(level);
        }
        return ipa + (random.nextInt(geometry.granule().bytes()) & -8);
    }

    private static List<Object> content(ArmState.TlbEntry e) {
        return List.of(e.kind() == ArmState.Kind.WALK, e.vmid(), e.level(), e.ipa(), e.size(), e.descriptor());
    }

    private static Map<List<Object>, Integer> contents(ArmState state) {
        Map<List<Object>, Integer> all = new HashMap<>();
        state.tlb(0).forEach(e -> all.merge(content(e), 1, Integer::sum));
        return all;
    }

    private static Map<List<Object>, Integer> contents(TlbBruteForce model) {
        Map<List<Object>, Integer> all = new HashMap<>();
        model.entries().forEach(e -> all.merge(e.content(), 1, Integer::sum));
        return all;
    }
}
