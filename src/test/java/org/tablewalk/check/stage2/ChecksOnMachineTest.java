package org.tablewalk.check.stage2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.check.tree.Checks;
import org.tablewalk.check.tree.Counter;
import org.tablewalk.machine.Seeded;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.Recorder;

class ChecksOnMachineTest {
    private static Checks run(String edit, long seed) {
        ArmMachine machine = SmallMachine.of(edit, 4);
        Checks checks = Stage2Checks.of(machine);
        new Recorder(machine, List.of(checks)).run(new Seeded(seed), 100_000);
        return checks;
    }

    @Test
    void breakBeforeMakeHasOneWindowAndSpuriousFaultsUnderSomeSeeds() {
        long spurious = 0;
        for (int seed = 1; seed <= 50; seed++) {
            Checks checks = run(SmallMachine.BREAK_BEFORE_MAKE, seed);
            assertEquals(1, checks.windows().size(), "seed " + seed);
            BrokenWindow window = checks.windows().getFirst();
            assertEquals(SmallMachine.ENTRY, window.descriptorAddress());
            assertEquals(SmallMachine.IPA, window.ipa());
            assertEquals(2, window.level());
            assertEquals(window.to() - window.from(), checks.count(Counter.BROKEN_STEPS), "seed " + seed);
            assertEquals(checks.count(Counter.TRANSLATION_FAULTS), checks.count(Counter.SPURIOUS_FAULTS), "seed " + seed + ": the page is always mapped");
            assertEquals(0, checks.count(Counter.TLB_OVERLAPS), "seed " + seed);
            assertEquals(0, checks.count(Counter.REDUNDANT_FAULTS), "seed " + seed);
            spurious += checks.count(Counter.SPURIOUS_FAULTS);
        }
        assertTrue(spurious > 0);
    }

    @Test
    void withoutTheBreakNobodyFaults() {
        for (int seed = 1; seed <= 50; seed++) {
            Checks checks = run(SmallMachine.DIRECT, seed);
            assertEquals(List.of(), checks.windows(), "seed " + seed);
            assertEquals(0, checks.count(Counter.TRANSLATION_FAULTS), "seed " + seed);
        }
    }

    @Test
    void aCursorKnowsWhatTheRecorderKnew() {
        ArmMachine machine = SmallMachine.of(SmallMachine.BREAK_BEFORE_MAKE, 4);
        Checks checks = Stage2Checks.of(machine);
        Recorder recorder = new Recorder(machine, List.of(checks));
        recorder.run(new Seeded(7), 100_000);
        ArmMachine other = SmallMachine.of(SmallMachine.BREAK_BEFORE_MAKE, 4);
        Checks follows = Stage2Checks.of(other);
        Cursor cursor = new Cursor(recorder.recording(), other, List.of(follows));
        cursor.seek(recorder.recording().length() / 2);
        cursor.seek(3);
        cursor.seek(recorder.recording().length());
        assertEquals(checks.counters(), follows.counters());
        assertEquals(checks.windows(), follows.windows());
        assertEquals(checks.marks(), follows.marks());
    }

    /** At every step: a CPU that hits a stale entry, or performs an access with an old translation, had been named one step before. */
    @Test
    void whoeverUsesAnOldTranslationWasNamed() {
        int named = 0;
        for (int seed = 1; seed <= 30; seed++) {
            ArmMachine machine = SmallMachine.of(SmallMachine.BREAK_BEFORE_MAKE, 4);
            Recorder recorder = new Recorder(machine, List.of());
            while (recorder.run(new Seeded(seed), 1) == 1) {
                ArmState state = new ArmState(machine.map(), machine.cells().image());
                List<Sighting> sightings = Observers.of(state, SmallMachine.ENTRY);
                long users = Observers.users(sightings);
                for (int cpu = 1; cpu < 4; cpu++) {
                    boolean stale = state.tlb(cpu).stream().anyMatch(e -> Observers.stale(state, e) && e.level() >= 2);
                    ArmState.Access access = state.cpu(cpu).access();
                    stale |= access != null && access.phase() == ArmState.Phase.PERFORM && state.translate(access.ipa()).descriptor() != access.descriptor();
                    assertTrue(!stale || (users >>> cpu & 1) != 0, "seed " + seed + ", step " + recorder.recording().length() + ", CPU " + cpu);
                }
                named += Long.bitCount(users);
            }
            ArmState end = new ArmState(machine.map(), machine.cells().image());
            assertEquals(List.of(), Observers.of(end, SmallMachine.ENTRY), "seed " + seed);
            assertFalse(end.tlb(1).isEmpty() && end.tlb(2).isEmpty() && end.tlb(3).isEmpty(), "seed " + seed);
        }
        assertTrue(named > 0);
    }
}
