package org.tablewalk.narrate.stage2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tablewalk.check.stage2.SmallMachine;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.check.tree.Checks;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Seeded;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.narrate.Templates;
import org.tablewalk.narrate.Words;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.trace.Recorder;

class NarratorTest {
    private final Narrator narrator = new Narrator();
    private ArmState last;
    private Checks checks;

    /** The sentences of a whole run. */
    private List<String> tell(String edit, long seed) {
        ArmMachine machine = SmallMachine.of(edit, 4);
        checks = Stage2Checks.of(machine);
        Recorder recorder = new Recorder(machine, List.of(checks));
        recorder.run(new Seeded(seed), 100_000);
        ArmMachine second = SmallMachine.of(edit, 4);
        Cursor cursor = new Cursor(recorder.recording(), second, List.of());
        List<String> sentences = new ArrayList<>();
        while (cursor.forward()) {
            last = new ArmState(second.map(), second.cells().image());
            sentences.add(narrator.sentence(cursor.step(), last, checks.marks()));
        }
        return sentences;
    }

    @Test
    void aRunIsToldInSentences() {
        List<String> told = tell(SmallMachine.BREAK_BEFORE_MAKE, 4);
        String all = String.join("\n", told);
        for (int i = 0; i < told.size(); i++) {
            assertTrue(told.get(i).matches("(?s)vCPU \\d, step " + (i + 1) + ": .*\\."), told.get(i));
            assertFalse(told.get(i).matches(".*\\{\\d}.*|.*null.*"), told.get(i));
        }
        String broken = "makes L2[0] (IPA 0x4000_0000..0x401f_ffff) invalid; ";
        assertTrue(all.contains(broken), all);
        assertTrue(all.contains("issues TLBI VMALLS12E1IS; it has to arrive at vCPUs 0–3."), all);
        assertTrue(all.contains("DSB ISH completes; the TLBI of step "), all);
        assertTrue(all.contains("makes L2[0] (IPA 0x4000_0000..0x401f_ffff) valid: a block, RW, PA 0x0001_4000_0000."), all);
        assertTrue(all.contains("takes mmu_lock."), all);
        assertTrue(all.contains("runs line 10 of edit: `*p = leaf_pte("), all);
        assertEquals(1, told.stream().filter(s -> s.contains(broken)).count());
    }

    @Test
    void rcuIsNamed() {
        String all = String.join("\n", tell("routine edit(p) { rcu_read_lock(); rcu_read_unlock(); synchronize_rcu(); }", 1));
        assertTrue(all.contains("takes RCU for reading.") && all.contains("releases RCU."), all);
        all = String.join("\n", tell("routine edit(p) { rcu_read_lock(); synchronize_rcu(); }", 1));
        assertTrue(all.contains("waits for RCU, which vCPU 0 holds."), all);
    }

    @Test
    void aSpuriousFaultIsCalledSo() {
        for (int seed = 1; seed < 30; seed++) {
            String all = String.join("\n", tell(SmallMachine.BREAK_BEFORE_MAKE, seed));
            boolean spurious = checks.marks().stream().anyMatch(m -> m.kind() == MarkKind.SPURIOUS);
            assertEquals(spurious, all.contains("it is spurious"), "seed " + seed);
        }
    }

    @Test
    void windowsAreTold() {
        List<String> told = tell(SmallMachine.BREAK_BEFORE_MAKE, 4);
        int from = indexOf(told, "invalid;") + 1;
        int to = indexOf(told, "valid: a block") + 1;
        assertEquals("L2[0] (IPA 0x4000_0000..0x401f_ffff) is broken from step " + from + " to step " + to + ": for " + (to - from)
                + " steps no walk can use it.", narrator.about(checks.windows().getFirst(), last));
    }

    private static int indexOf(List<String> told, String part) {
        for (int i = 0; i < told.size(); i++) {
            if (told.get(i).contains(part)) {
                return i;
            }
        }
        throw new AssertionError(part + " in " + told);
    }

    @Test
    void everyEnabledMoveHasAText() {
        ArmMachine machine = SmallMachine.of(SmallMachine.BREAK_BEFORE_MAKE, 3);
        Recorder recorder = new Recorder(machine, List.of());
        List<String> told = new ArrayList<>();
        do {
            ArmState state = new ArmState(machine.map(), machine.cells().image());
            for (int kind = 0; kind < Move.KINDS; kind++) {
                for (int cpu = 0; cpu < 3; cpu++) {
                    if ((machine.enabled(kind) >>> cpu & 1) != 0) {
                        told.add(narrator.move(Move.of(kind, cpu, 0), state));
                    }
                }
            }
        } while (recorder.run(new Seeded(3), 1) == 1);
        assertTrue(told.contains("TLBI VMALLS12E1IS of vCPU 0 arrives at vCPU 2."), told::toString);
        assertTrue(told.contains("vCPU 1 reads the level 3 descriptor for IPA 0x4000_0000."), told::toString);
        assertTrue(told.contains("vCPU 1 performs the read at IPA 0x4000_0000."), told::toString);
        assertTrue(told.stream().anyMatch(s -> s.startsWith("vCPU 0 runs line 3 of edit: `*p = *p & ~PTE_VALID;`")), told::toString);
    }

    @Test
    void words() {
        assertEquals("0x4000_0000", Words.address(0x4000_0000L));
        assertEquals("0x0000_1000", Words.address(0x1000));
        assertEquals("0x0001_4020_0000", Words.address(0x1_4020_0000L));
        assertEquals("0x8000_0000_0000_0000", Words.address(Long.MIN_VALUE));
        Words w = new Words(new Templates());
        assertEquals("vCPU 5", w.cpus(1L << 5));
        assertEquals("vCPUs 0–3", w.cpus(15));
        assertEquals("vCPUs 0, 1, 7", w.cpus(0x83));
        assertEquals("vCPUs 0–63", w.cpus(-1L));
        assertEquals("vCPUs 1–4, 63", w.cpus(1L << 63 | 0x1e));
    }
}
