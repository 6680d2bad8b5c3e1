package org.tablewalk.check.stage2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.check.tree.Checks;
import org.tablewalk.check.tree.Counter;
import org.tablewalk.machine.Policy;
import org.tablewalk.machine.Seeded;
import org.tablewalk.machine.arm64.ArmConfig.NtResponse;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.trace.Recorder;

/**
 * What complete searches of small outside models found possible or not for each way of coalescing (spurious faults, overlapping TLB entries,
 * walks of freed tables) is found, or not found, here by random schedules. A model that counts a fault on a freed table as spurious too
 * is read as "freed": the two are counted apart here, as are faults in a window that another edit closes.
 */
class CompleteSearchesTest {
    private static final int SEEDS = 20;
    private static final long MOST_STEPS = 120_000;

    private static final String TLBI = "    tlbi(vmalls12e1is, 0);\n";
    private static final String SECOND_DSB = "    dsb(ish);                           // it has arrived everywhere, and what it found in use has ended\n";
    private static final String FIRST_DSB = "    dsb(ishst);                         // earlier stores to the tables are seen by every walk first\n";

    private enum Found { YES, NO, OPEN }

    private record Case(String name, Migration migration, Found spurious, Found overlaps, Found freed) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        Migration v511 = new Migration("v5.11", "bbm", 0, NtResponse.IGNORE);
        Migration posted = new Migration("rfc-as-posted", "eagain", 1, NtResponse.TRANSLATE);
        Migration meant = new Migration("rfc-as-meant", "eagain", 1, NtResponse.TRANSLATE);
        Migration posted3 = new Migration("rfc-as-posted", "eagain", 3, NtResponse.TRANSLATE);
        Migration meantBbm = new Migration("rfc-as-meant", "bbm", 1, NtResponse.TRANSLATE);
        return Stream.of(
                new Case("v5.11", v511, Found.YES, Found.NO, Found.NO),
                new Case("v5.11, walk cache", v511.walkCached(4), Found.YES, Found.NO, Found.NO),
                new Case("v5.11, store buffer", v511.buffered(2), Found.YES, Found.NO, Found.NO),
                new Case("v5.11, speculation, walk cache", v511.walkCached(4).speculating(), Found.YES, Found.NO, Found.NO),
                new Case("posted, translate", posted, Found.YES, Found.NO, Found.NO),
                new Case("meant, translate, -EAGAIN", meant, Found.NO, Found.NO, Found.NO),
                new Case("meant, translate, -EAGAIN, walk cache", meant.walkCached(4), Found.NO, Found.NO, Found.NO),
                new Case("meant, translate, -EAGAIN, store buffer", meant.buffered(2), Found.NO, Found.NO, Found.NO),
                new Case("meant, translate, -EAGAIN, speculation", meant.speculating(), Found.NO, Found.NO, Found.NO),
                new Case("posted, translate, walk cache that loses entries", posted.walkCached(4).losing(), Found.YES, Found.NO, Found.NO),
                new Case("meant, translate, -EAGAIN, walk cache that loses entries", meant.walkCached(4).losing(), Found.NO, Found.NO, Found.NO),
                new Case("meant, nT faults", new Migration("rfc-as-meant", "eagain", 1, NtResponse.FAULT), Found.YES, Found.NO, Found.NO),
                new Case("meant, v5.11 leaf rule, different rights", meantBbm.mixedRights(), Found.YES, Found.NO, Found.NO),
                new Case("meant, -EAGAIN, different rights", meant.mixedRights(), Found.NO, Found.NO, Found.NO),
                new Case("meant, level 2 ignores nT", new Migration("rfc-as-meant", "eagain", 2, NtResponse.IGNORE), Found.NO, Found.YES, Found.NO),
                new Case("direct", new Migration("direct", "eagain", 2, NtResponse.IGNORE), Found.NO, Found.YES, Found.NO),
                new Case("posted, field value 3", posted3, Found.NO, Found.NO, Found.NO),
                // The edit ends broken, with -EINVAL; what repairs the entry is another fault's edit. The models call the faults in between spurious too.
                new Case("posted, field value 3, user space goes on", posted3.mutated("vm->stopped = 1;", "vm->stopped = 0;"), Found.NO, Found.YES,
                        Found.OPEN),
                new Case("second DSB dropped", meant.mutated(TLBI + SECOND_DSB, TLBI).lasting(), Found.OPEN, Found.YES, Found.OPEN),
                new Case("second DSB dropped, walk cache", meant.mutated(TLBI + SECOND_DSB, TLBI).walkCached(4).lasting(), Found.OPEN, Found.OPEN, Found.YES),
                new Case("first DSB dropped, store buffer", meant.mutated(FIRST_DSB, "").buffered(2), Found.OPEN, Found.YES, Found.OPEN),
                new Case("first DSB dropped, no store buffer", meant.mutated(FIRST_DSB, ""), Found.NO, Found.NO, Found.NO),
                new Case("TLBI local", meant.mutated(TLBI, "    tlbi(vmalls12e1, 0);\n"), Found.OPEN, Found.YES, Found.OPEN),
                new Case("TLBI local, walk cache", meant.mutated(TLBI, "    tlbi(vmalls12e1, 0);\n").walkCached(4).lasting(), Found.OPEN, Found.OPEN, Found.YES),
                new Case("no TLBI", meant.mutated(TLBI, ""), Found.OPEN, Found.YES, Found.OPEN),
                new Case("no TLBI, walk cache", meant.mutated(TLBI, "").walkCached(4).lasting(), Found.OPEN, Found.OPEN, Found.YES));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agrees(Case c) {
        long spurious = 0;
        long overlaps = 0;
        long freed = 0;
        for (int seed = 1; seed <= SEEDS && !decided(c, spurious, overlaps, freed); seed++) {
            Checks checks = run(c.migration(), seed);
            spurious += checks.count(Counter.SPURIOUS_FAULTS);
            overlaps += checks.count(Counter.TLB_OVERLAPS);
            freed += checks.count(Counter.FREED_TABLE_FAULTS);
        }
        String found = "seeds 1.." + SEEDS + ": spurious " + spurious + ", overlaps " + overlaps + ", freed " + freed;
        agrees(c.spurious(), spurious, found);
        agrees(c.overlaps(), overlaps, found);
        agrees(c.freed(), freed, found);
    }

    /** Nothing more can be learned: everything that is possible has been seen, and nothing is to be excluded. */
    private static boolean decided(Case c, long... found) {
        Found[] expected = {c.spurious(), c.overlaps(), c.freed()};
        for (int i = 0; i < found.length; i++) {
            if (expected[i] == Found.NO || expected[i] == Found.YES && found[i] == 0) {
                return false;
            }
        }
        return true;
    }

    private static void agrees(Found expected, long found, String all) {
        if (expected != Found.OPEN) {
            assertEquals(expected == Found.YES, found > 0, all);
        }
    }

    private static Checks run(Migration migration, int seed) {
        ArmMachine machine = migration.machine();
        Checks checks = Stage2Checks.of(machine);
        Policy policy = seed % 3 == 0 ? new Seeded(seed) : new Bursts(seed, migration.accesses() > 100 ? 16 : seed % 3 == 1 ? 6 : 10);
        new Recorder(machine, List.of(checks)).run(policy, MOST_STEPS);
        return checks;
    }

    @Test
    void aVcpuHasAtMostOneSpuriousFaultInAWindow() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Checks checks = run(new Migration("v5.11", "bbm", 0, NtResponse.IGNORE), seed);
            List<Mark> spurious = checks.marks().stream().filter(m -> m.kind() == MarkKind.SPURIOUS).toList();
            for (BrokenWindow w : checks.windows()) {
                for (int cpu = 0; cpu < 4; cpu++) {
                    int here = cpu;
                    long count = spurious.stream().filter(m -> m.actor() == here && m.position() >= w.from() && m.position() <= w.to()).count();
                    assertTrue(count <= 1, "seed " + seed + ", CPU " + cpu + ", " + w);
                }
            }
        }
    }

    /** A walk of the hardware's own that goes on while the host runs is still the guest's: the TLBI finds it and the DSB waits for it. */
    @Test
    void speculativeWalksAreCaughtByTheFlush() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            ArmMachine machine = new Migration("v5.11", "bbm", 0, NtResponse.IGNORE).walkCached(4).speculating().lasting().machine();
            Checks checks = Stage2Checks.of(machine);
            new Recorder(machine, List.of(checks)).run(new Bursts(seed, 8), MOST_STEPS);
            assertEquals(0, checks.marks().stream().filter(m -> m.kind() == MarkKind.FREED_TABLE).count(), "seed " + seed);
            ArmState state = new ArmState(machine.map(), machine.cells().image());
            for (int cpu = 0; cpu < 4; cpu++) {
                assertTrue(state.tlb(cpu).stream().allMatch(e -> e.vmid() == machine.map().config().vmid()), "seed " + seed + ", CPU " + cpu);
            }
        }
    }

    /** -EINVAL reaches KVM_RUN: as posted with the entry broken, as meant with nothing changed. */
    @Test
    void atFieldValueThreeBothFlowsEndInEinval() {
        for (int seed = 1; seed <= 10; seed++) {
            Checks posted = run(new Migration("rfc-as-posted", "eagain", 3, NtResponse.TRANSLATE), seed);
            Mark end = einval(posted);
            assertTrue(posted.windows().stream().anyMatch(w -> w.from() < end.position() && (w.open() || w.to() > end.position())), "seed " + seed);
            Checks meant = run(new Migration("rfc-as-meant", "eagain", 3, NtResponse.TRANSLATE), seed);
            einval(meant);
            assertEquals(List.of(), meant.windows(), "seed " + seed);
            assertEquals(0, meant.count(Counter.PTE_WRITES), "seed " + seed);
        }
    }

    private static Mark einval(Checks checks) {
        return checks.marks().stream().filter(m -> m.kind() == MarkKind.HALT && m.address() == -22).findFirst().orElseThrow();
    }
}
