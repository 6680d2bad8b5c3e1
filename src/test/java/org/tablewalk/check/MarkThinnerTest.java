package org.tablewalk.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Seeds;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;

@Tag("seeded")
class MarkThinnerTest {
    private static final int MOST = 50;

    @Test
    void fewMarksAreAllKept() {
        Marks marks = new Marks();
        marks.add(3, MarkKind.TLBI, 1, 7);
        marks.add(20, MarkKind.FAULT, 2, 8);
        marks.addLate(9, MarkKind.SPURIOUS, 3, 9);
        assertEquals(List.of(new Mark(3, MarkKind.TLBI, 1, 7), new Mark(9, MarkKind.SPURIOUS, 3, 9), new Mark(20, MarkKind.FAULT, 2, 8)),
                new MarkThinner(MOST).thin(marks.list()));
    }

    /** Looking while the run grows gives what looking once at its end gives; of each stretch the most telling mark is left. */
    @Test
    void growingAndAtOnceAreTheSame() {
        long seed = Seeds.of(3);
        Random random = new Random(seed);
        Marks marks = new Marks();
        MarkThinner growing = new MarkThinner(MOST);
        long position = 0;
        for (int i = 0; i < 5_000; i++) {
            position += random.nextInt(40);
            MarkKind kind = random.nextInt(2_000) == 0 ? MarkKind.CONFLICT : random.nextBoolean() ? MarkKind.FAULT : MarkKind.TLBI;
            marks.add(position, kind, random.nextInt(4), position);
            if (random.nextInt(100) == 0) {
                marks.addLate(position / 2, MarkKind.SPURIOUS, 0, position);
            }
            if (random.nextInt(200) == 0) {
                growing.thin(marks.list());
            }
        }
        List<Mark> thinned = growing.thin(marks.list());
        assertTrue(thinned.size() <= MOST && thinned.size() >= MOST / 2, "seed " + seed + ": " + thinned.size());
        List<Mark> once = new MarkThinner(MOST).thin(marks.list());
        assertEquals(once.stream().map(Mark::kind).toList(), thinned.stream().map(Mark::kind).toList(), "seed " + seed);
        assertEquals(thinned.stream().sorted((a, b) -> Long.compare(a.position(), b.position())).toList(), thinned, "seed " + seed);
        boolean conflict = marks.list().stream().anyMatch(m -> m.kind() == MarkKind.CONFLICT);
        assertEquals(conflict, thinned.stream().anyMatch(m -> m.kind() == MarkKind.CONFLICT), "seed " + seed);
    }

    @Test
    void aShorterRunIsLookedAtAnew() {
        Marks marks = new Marks();
        for (int i = 0; i < 1_000; i++) {
            marks.add(i, MarkKind.FAULT, 0, 0);
        }
        MarkThinner thinner = new MarkThinner(MOST);
        thinner.thin(marks.list());
        Marks fork = new Marks();
        fork.add(5, MarkKind.TLBI, 0, 0);
        assertEquals(List.of(new Mark(5, MarkKind.TLBI, 0, 0)), thinner.thin(fork.list()));
    }
}
