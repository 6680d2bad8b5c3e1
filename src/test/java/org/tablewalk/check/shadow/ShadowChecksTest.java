package org.tablewalk.check.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.check.twotrees.ShadowCounter;
import org.tablewalk.machine.Event;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;

/** What the observer finds at the release of mmu_lock, asked only of what was touched under it. */
class ShadowChecksTest {
    /** Steps that touch hand-made cells and tell the observer, as the machine would. */
    private static final class Steps {
        private final HandMade made = new HandMade();
        private final ShadowChecks checks = new ShadowChecks(made.map, made.cells, HandMade.MEANING);
        private long position;

        Steps write(long address, long value) {
            long old = made.state.word(address);
            made.put(address, value);
            return tell(Event.WORD_WRITE, address, old, value);
        }

        Steps tell(int kind, long a, long b, long c) {
            checks.before(0, position);
            checks.event(kind, 0, a, b, c);
            checks.after(position++);
            return this;
        }

        List<Mark> broken() {
            tell(Event.UNLOCK, 0, 0, 0);
            return checks.marks().stream().filter(m -> m.kind() == MarkKind.INVARIANT).toList();
        }
    }

    private static List<Mark> broken(Consumer<Steps> work) {
        Steps steps = new Steps();
        work.accept(steps);
        return steps.broken();
    }

    private static final long LEAF = HandMade.leaf();

    @Test
    void aLeafThatGoesWithItsPlaceInTheReverseMapBreaksNothing() {
        assertEquals(List.of(), broken(s -> s.write(s.made.map.rmapHead(HandMade.MAPPED, 1), 0).write(LEAF, 0)));
        assertEquals(List.of(), broken(s -> s.write(LEAF, 0).write(s.made.map.rmapHead(HandMade.MAPPED, 1), 0)));
    }

    @Test
    void aLeafThatGoesAloneIsMarkedWhenTheLockIsFree() {
        List<Mark> marks = broken(s -> s.write(LEAF, 0));
        assertEquals(List.of(new Mark(1, MarkKind.INVARIANT, 0, LEAF)), marks);
    }

    @Test
    void aLeafMadeWithoutTheReverseMapAndALinkWithoutAParentAreMarked() {
        assertEquals(1, broken(s -> s.write(LEAF + 8, s.made.state.word(LEAF))).size());
        assertEquals(1, broken(s -> s.write(HandMade.table(2) + 16, HandMade.table(3) | Pte.MMU_PRESENT | Pte.P)).size());
    }

    @Test
    void aReverseMapThatHasNotWhatItShouldLoseIsMarkedAtOnce() {
        Steps steps = new Steps().tell(Event.RMAP_MISSING, HandMade.MAPPED, LEAF, 0);
        assertEquals(1, steps.checks.marks().stream().filter(m -> m.kind() == MarkKind.INVARIANT).count());
        assertEquals(1, steps.checks.count(ShadowCounter.RMAP_MISSING));
    }

    @Test
    void trackingIsAskedWhenItChangesAndWhenAPageComes() {
        assertEquals(1, broken(s -> {
            s.write(s.made.map.gfnInfo(0x12), 2);
            s.tell(Event.TRACK, 0x12, 2, 0);
        }).size());
        assertEquals(1, broken(s -> {
            s.write(s.made.map.gfnInfo(0x11), 0);
            s.tell(Event.SP_ALLOC, s.made.map.header(2), 0, 0);
        }).size());
    }

    @Test
    void hardwaresBitsAreNobodysBusiness() {
        assertEquals(List.of(), broken(s -> s.write(LEAF, s.made.state.word(LEAF) | Pte.A | Pte.D)));
    }

    @Test
    void aCheckpointKeepsWhatWasTouchedUnderTheLock() {
        Steps steps = new Steps().write(LEAF, 0);
        Object saved = steps.checks.save();
        assertEquals(1, steps.broken().size());
        steps.checks.load(saved);
        assertEquals(0, steps.checks.count(ShadowCounter.BROKEN_INVARIANTS));
        assertEquals(1, steps.broken().size());
    }
}
