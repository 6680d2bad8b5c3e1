package org.tablewalk.check.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tablewalk.check.tree.FakeTables.at;
import static org.tablewalk.check.tree.FakeTables.leaf;
import static org.tablewalk.check.tree.FakeTables.page;
import static org.tablewalk.check.tree.FakeTables.table;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Seeds;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;

/** Events by hand. Page 2 is the level-2 table of [1 GiB, 2 GiB), page 3 the level-3 table of its first 2 MiB, of which page 0 is mapped. */
@Tag("seeded")
class ChecksTest {
    private static final long GIB = 0x4000_0000L;
    private static final long ENTRY = at(2, 0);
    private static final long MAPPED = GIB;
    private static final long UNMAPPED = GIB + 0x1000;
    private static final long BLOCK = leaf(0x1_4000_0000L, 2, true);

    private final FakeTables tables = new FakeTables();
    private Checks checks;
    private long position;

    @BeforeEach
    void tree() {
        tables.put(at(0, 1), table(2));
        tables.put(ENTRY, table(3));
        tables.put(at(3, 0), leaf(0x1_4000_0000L, 3, true));
        checks = checks();
    }

    private Checks checks() {
        return new Checks(tables, new FakeHardware(tables));
    }

    private void step(Runnable events) {
        checks.before(0, position);
        events.run();
        checks.after(position++);
    }

    private void write(int cpu, long address, long value) {
        step(() -> checks.event(Event.WORD_WRITE, cpu, address, tables.put(address, value), value));
    }

    private void fault(int cpu, long ipa, long address, int kind, int access) {
        step(() -> {
            checks.event(Event.FAULT, cpu, ipa, address, Fault.of(kind, 2, access));
            checks.event(Event.EXCEPTION, cpu, ipa, Fault.of(kind, 2, access), 0);
        });
    }

    private void translationFault(int cpu, long ipa, long address) {
        fault(cpu, ipa, address, Fault.TRANSLATION, Event.READ);
    }

    private void lock(int cpu) {
        step(() -> checks.event(Event.LOCK, cpu, 0, 1, 0));
    }

    private void unlock(int cpu) {
        step(() -> checks.event(Event.UNLOCK, cpu, 0, 1, 0));
    }

    private long count(Counter counter) {
        return checks.count(counter);
    }

    @Test
    void aFaultInABrokenWindowIsSpuriousOnlyIfTheAccessWasPermittedBeforeAndAfter() {
        write(0, ENTRY, table(3) & ~Descriptor.VALID);
        translationFault(1, MAPPED, ENTRY);
        translationFault(2, UNMAPPED, ENTRY);
        assertEquals(0, count(Counter.SPURIOUS_FAULTS));
        assertEquals(1, checks.undecidedFaults());
        write(0, ENTRY, BLOCK);
        lock(1);
        lock(2);
        assertEquals(2, count(Counter.TRANSLATION_FAULTS));
        assertEquals(1, count(Counter.SPURIOUS_FAULTS));
        assertEquals(0, checks.undecidedFaults());
        assertEquals(1, count(Counter.REDUNDANT_FAULTS), "the unmapped page was repaired by the block; the spurious fault is not counted again");
        assertEquals(3, count(Counter.BROKEN_STEPS));
        assertEquals(List.of(new BrokenWindow(ENTRY, 2, GIB, 0x20_0000, 0, 3)), checks.windows());
        assertTrue(checks.marks().contains(new Mark(1, MarkKind.SPURIOUS, 1, MAPPED)), checks.marks()::toString);
        assertTrue(checks.marks().contains(new Mark(0, MarkKind.BREAK, 0, ENTRY)));
        assertTrue(checks.marks().contains(new Mark(3, MarkKind.MAKE, 0, ENTRY)));
    }

    @Test
    void aFaultIsNotSpuriousIfTheNewTranslationLacksTheRight() {
        write(0, ENTRY, 0);
        fault(1, MAPPED, ENTRY, Fault.TRANSLATION, Event.WRITE);
        fault(2, MAPPED, ENTRY, Fault.TRANSLATION, Event.READ);
        write(0, ENTRY, leaf(0x1_4000_0000L, 2, false));
        assertEquals(1, count(Counter.SPURIOUS_FAULTS));
    }

    @Test
    void aFaultOnAPageThatWasTakenAwayIsNotSpuriousWhoeverMapsItAgain() {
        for (int mapper : new int[] {0, 1}) {
            write(0, ENTRY, table(3));
            lock(0);
            write(0, ENTRY, 0);
            translationFault(2, MAPPED, ENTRY);
            assertEquals(1, checks.undecidedFaults(), "the edit is not over");
            unlock(0);
            assertEquals(0, checks.undecidedFaults());
            translationFault(1, MAPPED, ENTRY);
            lock(mapper);
            write(mapper, ENTRY, table(3));
            unlock(mapper);
            lock(2);
        }
        assertEquals(4, count(Counter.TRANSLATION_FAULTS));
        assertEquals(0, count(Counter.SPURIOUS_FAULTS));
        assertEquals(2, count(Counter.REDUNDANT_FAULTS), "CPU 2 finds the page mapped again");
        assertEquals(2, checks.windows().size());
        assertTrue(checks.windows().stream().noneMatch(BrokenWindow::open));
    }

    @Test
    void anotherLockDoesNotEndAnEditAnotherCpuDoes() {
        lock(0);
        write(0, ENTRY, table(3) & ~Descriptor.VALID);
        translationFault(1, MAPPED, ENTRY);
        step(() -> checks.event(Event.LOCK, 0, 1, 1, 0));
        step(() -> checks.event(Event.UNLOCK, 0, 1, 1, 0));
        step(() -> checks.event(Event.LOCK, 2, 0, 2, 0));
        write(0, ENTRY, BLOCK);
        assertEquals(1, count(Counter.SPURIOUS_FAULTS));
        write(0, ENTRY, 0);
        translationFault(1, MAPPED, ENTRY);
        write(3, ENTRY, BLOCK);
        assertEquals(1, count(Counter.SPURIOUS_FAULTS));
        assertEquals(0, checks.undecidedFaults());
    }

    @Test
    void aFaultThatTurnsOutNotToBeSpuriousMayStillBeRepairedBySomebodyElse() {
        write(0, ENTRY, 0);
        fault(1, MAPPED, ENTRY, Fault.TRANSLATION, Event.WRITE);
        write(0, ENTRY, leaf(0x1_4000_0000L, 2, false));
        write(0, ENTRY, BLOCK);
        lock(1);
        assertEquals(0, count(Counter.SPURIOUS_FAULTS));
        assertEquals(1, count(Counter.REDUNDANT_FAULTS));
    }

    @Test
    void aWindowThatNeverClosesLeavesItsFaultsUndecided() {
        write(0, ENTRY, 0);
        translationFault(1, MAPPED, ENTRY);
        lock(1);
        assertEquals(0, count(Counter.SPURIOUS_FAULTS));
        assertEquals(0, count(Counter.REDUNDANT_FAULTS));
        assertEquals(1, checks.undecidedFaults());
        assertTrue(checks.windows().getFirst().open());
    }

    @Test
    void aWriteIntoATableThatIsNotLinkedOpensNoWindow() {
        write(0, at(4, 7), leaf(0x2_0000_0000L, 3, true));
        write(0, at(4, 7), 0);
        assertEquals(List.of(), checks.windows());
        write(0, at(4, 7), leaf(0x2_0000_0000L, 3, true));
        write(0, at(2, 5), table(4));
        write(0, at(4, 7), 0);
        assertEquals(List.of(new BrokenWindow(at(4, 7), 3, GIB + 5 * 0x20_0000 + 7 * 0x1000, 0x1000, 4, -1)), checks.windows());
        write(0, at(2, 5), 0);
        write(0, at(4, 8), leaf(0x2_0000_1000L, 3, true));
        write(0, at(4, 8), 0);
        assertEquals(2, checks.windows().size(), "the table is detached: only its own descriptor was broken");
    }

    @Test
    void aTreeBuiltBeforeItIsLinkedIsKnownOnceItIs() {
        write(0, at(5, 1), leaf(0x2_0000_1000L, 3, true));
        write(0, at(4, 2), table(5));
        write(0, at(1, 3), table(4));
        write(0, at(5, 1), 0);
        long ipa = (512L + 3) * GIB + 2 * 0x20_0000 + 0x1000;
        assertEquals(List.of(new BrokenWindow(at(5, 1), 3, ipa, 0x1000, 3, -1)), checks.windows());
    }

    @Test
    void nTBreaksOnHardwareThatFaultsOnIt() {
        write(0, ENTRY, BLOCK | Descriptor.NT);
        write(0, ENTRY, BLOCK);
        assertEquals(List.of(), checks.windows());
        tables.put(ENTRY, table(3));
        tables.ntFaults = true;
        write(0, ENTRY, BLOCK | Descriptor.NT);
        translationFault(1, MAPPED, ENTRY);
        write(0, ENTRY, BLOCK);
        assertEquals(List.of(new BrokenWindow(ENTRY, 2, GIB, 0x20_0000, 2, 4)), checks.windows());
        assertEquals(1, count(Counter.SPURIOUS_FAULTS));
    }

    @Test
    void aFaultThatIsRepairedBeforeItIsHandledIsRedundant() {
        translationFault(1, UNMAPPED, at(3, 1));
        translationFault(2, UNMAPPED, at(3, 1));
        lock(1);
        write(1, at(3, 1), leaf(0x1_4000_1000L, 3, true));
        lock(2);
        lock(2);
        assertEquals(1, count(Counter.REDUNDANT_FAULTS));
        assertEquals(0, count(Counter.SPURIOUS_FAULTS));
    }

    @Test
    void aFaultOnAFreedTableIsCountedApart() {
        step(() -> {
            checks.event(Event.FREED_TABLE_READ, 1, at(6, 0), 3, 0);
            checks.event(Event.WALK_READ, 1, at(6, 0), 0, 3);
            checks.event(Event.FAULT, 1, MAPPED, at(6, 0), Fault.of(Fault.TRANSLATION, 3, Event.READ));
            checks.event(Event.EXCEPTION, 1, MAPPED, 0, 0);
        });
        lock(1);
        translationFault(2, UNMAPPED, at(3, 1));
        assertEquals(1, count(Counter.FREED_TABLE_FAULTS));
        assertEquals(2, count(Counter.TRANSLATION_FAULTS));
        assertEquals(0, count(Counter.REDUNDANT_FAULTS));
    }

    @Test
    void theBarrierThatCompletesTlbisIsMarkedOnce() {
        step(() -> checks.event(Event.TLBI_ISSUE, 3, 0, 0, 0));
        step(() -> checks.event(Event.DSB_DONE, 3, 1, 0, 0));
        step(() -> checks.event(Event.DSB_DONE, 3, 2, 0, 0));
        step(() -> checks.event(Event.DSB_DONE, 3, 2, 0, 0));
        assertEquals(List.of(new Mark(0, MarkKind.TLBI, 3, 0), new Mark(2, MarkKind.COMPLETE, 3, 2)), checks.marks());
    }

    @Test
    void goingBackToACheckpointAndOnAgainGivesTheSame() {
        long seed = Seeds.of(3);
        Random random = new Random(seed);
        for (int i = 0; i < 700; i++) {
            randomStep(random);
        }
        Object saved = checks.save();
        long[] words = tables.words.clone();
        long from = position;
        Random again = new Random(seed + 1);
        for (int i = 0; i < 2_000; i++) {
            randomStep(again);
        }
        String expected = told(checks);
        Checks first = checks;

        // Another observer enters at the checkpoint and first goes another way, as a fork does.
        System.arraycopy(words, 0, tables.words, 0, words.length);
        checks = checks();
        checks.load(saved);
        position = from;
        Random fork = new Random(seed + 2);
        for (int i = 0; i < 900; i++) {
            randomStep(fork);
        }
        assertEquals(expected, told(first), "seed " + seed + ": a fork must not touch what the first has seen");

        System.arraycopy(words, 0, tables.words, 0, words.length);
        checks.load(saved);
        position = from;
        again = new Random(seed + 1);
        for (int i = 0; i < 2_000; i++) {
            randomStep(again);
        }
        assertEquals(expected, told(checks), "seed " + seed);
    }

    /** A checkpoint in the middle of an edit holds what is not decided there, whatever the observer saw that goes back to it. */
    @Test
    void aCheckpointHoldsWhatIsNotDecidedYet() {
        write(0, ENTRY, table(3) & ~Descriptor.VALID);
        translationFault(1, MAPPED, ENTRY);
        translationFault(2, UNMAPPED, ENTRY);
        translationFault(3, UNMAPPED, ENTRY);
        Object saved = checks.save();
        long[] words = tables.words.clone();
        long from = position;
        decideTheRest();
        String expected = told(checks);
        assertEquals(1, count(Counter.SPURIOUS_FAULTS));
        assertEquals(2, count(Counter.REDUNDANT_FAULTS));

        System.arraycopy(words, 0, tables.words, 0, words.length);
        checks = checks();
        write(0, at(0, 5), table(2));
        fault(1, UNMAPPED, ENTRY, Fault.PERMISSION, Event.WRITE);
        fault(2, MAPPED, ENTRY, Fault.ADDRESS_SIZE, Event.READ);
        fault(3, MAPPED, ENTRY, Fault.ADDRESS_SIZE, Event.READ);
        lock(2);
        System.arraycopy(words, 0, tables.words, 0, words.length);
        checks.load(saved);
        position = from;
        decideTheRest();
        assertEquals(expected, told(checks));
    }

    private void decideTheRest() {
        write(0, ENTRY, BLOCK);
        lock(1);
        lock(2);
        unlock(2);
        lock(3);
        unlock(3);
        write(0, ENTRY, 0);
    }

    private void randomStep(Random random) {
        int cpu = random.nextInt(4);
        long[] values = {0, table(3), BLOCK, table(3) & ~1L, BLOCK | Descriptor.NT};
        switch (random.nextInt(5)) {
            case 0 -> write(cpu, ENTRY + 8L * random.nextInt(2), values[random.nextInt(values.length)]);
            case 1 -> translationFault(cpu, random.nextBoolean() ? MAPPED : UNMAPPED, ENTRY);
            case 2 -> lock(cpu);
            case 3 -> step(() -> checks.event(Event.CALLBACK, cpu, 0, 0, 0));
            default -> step(() -> checks.event(Event.TLBI_ISSUE, cpu, 0, 0, page(0)));
        }
    }

    private static String told(Checks c) {
        return c.counters() + " " + c.undecidedFaults() + " " + c.windows() + " " + c.marks();
    }
}
