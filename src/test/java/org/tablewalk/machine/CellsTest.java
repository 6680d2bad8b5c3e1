package org.tablewalk.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Seeds;

@Tag("seeded")
class CellsTest {
    private static final long SEED = Seeds.of(20261);

    @Test
    void anyImageCanBeRestoredWhateverCameAfter() {
        System.out.println("CellsTest seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        Cells cells = new Cells(10_000);
        List<Image> images = new ArrayList<>();
        List<long[]> copies = new ArrayList<>();
        for (int round = 0; round < 400; round++) {
            for (int i = random.nextInt(200); i > 0; i--) {
                cells.put(random.nextInt(cells.size()), random.nextInt(3) * random.nextLong());
            }
            if (random.nextInt(3) == 0 && !images.isEmpty()) {
                int pick = random.nextInt(images.size());
                cells.restore(images.get(pick));
                assertThat(copy(cells)).isEqualTo(copies.get(pick));
                assertThat(cells.hash()).isEqualTo(images.get(pick).hash()).isEqualTo(hashOf(cells));
            } else {
                images.add(cells.image());
                copies.add(copy(cells));
                assertThat(cells.hash()).isEqualTo(hashOf(cells));
            }
        }
        for (int i = 0; i < images.size(); i++) {
            for (int cell = 0; cell < cells.size(); cell++) {
                if (images.get(i).get(cell) != copies.get(i)[cell]) {
                    throw new AssertionError("image " + i + " cell " + cell);
                }
            }
        }
    }

    @Test
    void undoIsTheExactInverseAlsoOfWhatAnImageHasSeen() {
        System.out.println("CellsTest seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        Cells cells = new Cells(2_000);
        for (int round = 0; round < 300; round++) {
            cells.journalling(false);
            for (int i = random.nextInt(20); i > 0; i--) {
                cells.put(random.nextInt(cells.size()), random.nextInt(3) * random.nextLong());
            }
            cells.journalling(true);
            long[] before = copy(cells);
            write(cells, random);
            long[] between = copy(cells);
            int mark = cells.journalSize();
            write(cells, random);
            cells.undo(mark);
            assertThat(copy(cells)).isEqualTo(between);
            assertThat(cells.hash()).isEqualTo(hashOf(cells));
            cells.undo(0);
            assertThat(copy(cells)).isEqualTo(before);
            assertThat(cells.hash()).isEqualTo(hashOf(cells));
            Image image = cells.image();
            for (int cell = 0; cell < cells.size(); cell++) {
                if (image.get(cell) != before[cell]) {
                    throw new AssertionError("round " + round + " cell " + cell);
                }
            }
        }
    }

    private static void write(Cells cells, SplittableRandom random) {
        for (int i = random.nextInt(40); i > 0; i--) {
            cells.put(random.nextInt(cells.size()), random.nextInt(3) * random.nextLong());
            if (random.nextInt(10) == 0) {
                cells.image();
            }
        }
    }

    @Test
    void theHashForgetsTheWayAndTellsValuesApart() {
        Cells one = new Cells(128);
        Cells other = new Cells(128);
        one.put(3, 7);
        one.put(4, 8);
        other.put(4, 8);
        other.put(3, 9);
        assertThat(one.hash()).isNotEqualTo(other.hash());
        other.put(3, 7);
        assertThat(one.hash()).isEqualTo(other.hash());
        Cells swapped = new Cells(128);
        swapped.put(3, 8);
        swapped.put(4, 7);
        assertThat(swapped.hash()).isNotEqualTo(one.hash());
    }

    @Test
    void theJournalHoldsTheOldestValueFirst() {
        Cells cells = new Cells(64);
        cells.put(5, 1);
        cells.journalling(true);
        cells.put(5, 2);
        cells.put(5, 2);
        cells.put(5, 3);
        cells.put(6, 4);
        Map<Integer, Long> oldest = new HashMap<>();
        for (int i = 0; i < cells.journalSize(); i++) {
            oldest.putIfAbsent(cells.journalCell(i), cells.journalOld(i));
        }
        assertThat(cells.journalSize()).isEqualTo(3);
        assertThat(oldest).containsExactlyInAnyOrderEntriesOf(Map.of(5, 1L, 6, 0L));
    }

    @Test
    void theJournalGrows() {
        Cells cells = new Cells(1000);
        cells.journalling(true);
        for (int i = 0; i < 1000; i++) {
            cells.put(i, i + 1);
        }
        assertThat(cells.journalSize()).isEqualTo(1000);
        for (int i = 0; i < 1000; i++) {
            assertThat(cells.journalCell(i)).isEqualTo(i);
            assertThat(cells.journalOld(i)).isZero();
        }
    }

    @Test
    void bytesOfAnImageAreThoseOfItsOwnChunksAndDirectories() {
        Cells cells = new Cells(64 * 128);
        Image first = cells.image();
        assertThat(first.size()).isEqualTo(64 * 128);
        assertThat(first.bytesBeyond(first)).as("itself and the list of two directories").isEqualTo(40 + 16 + 2 * 8);
        cells.put(0, 1);
        Image second = cells.image();
        assertThat(second.bytesBeyond(first)).as("one directory and one chunk of 64 words each").isEqualTo(40 + 16 + 2 * 8 + 2 * (16 + 64 * 8));
        cells.put(64, 1);
        cells.put(64 * 64, 1);
        assertThat(cells.image().bytesBeyond(second)).isEqualTo(40 + 16 + 2 * 8 + 4 * (16 + 64 * 8));
    }

    @Test
    void anImageSharesWhatDidNotChange() {
        Cells cells = new Cells(64 * 1000);
        Image first = cells.image();
        cells.put(64 * 500, 1);
        Image second = cells.image();
        assertThat(second.sharesChunk(first, 64 * 499)).isTrue();
        assertThat(second.sharesChunk(first, 64 * 500)).isFalse();
        assertThat(second.bytesBeyond(first)).isLessThan(1500);
        assertThat(cells.image()).isSameAs(second);
    }

    private static long[] copy(Cells cells) {
        long[] copy = new long[cells.size()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = cells.get(i);
        }
        return copy;
    }

    private static long hashOf(Cells cells) {
        long hash = 0;
        for (int i = 0; i < cells.size(); i++) {
            hash += Cells.mix(i, cells.get(i));
        }
        return hash;
    }
}
