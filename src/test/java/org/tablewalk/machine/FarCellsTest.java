package org.tablewalk.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Seeds;

/** Far cells are cells like any: what is written, taken back, kept and gone back to is what a plain map of all cells says. */
@Tag("seeded")
class FarCellsTest {
    private static final long SEED = Seeds.of(20261);
    private static final int NEAR = 200;
    private static final int SIZE = 1 << 27;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Cells cells = new Cells(NEAR, SIZE);

    /** A few cells of few chunks, near each other and far apart, so that they meet. */
    private int cell() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(NEAR);
            case 1 -> Cells.FAR + random.nextInt(200);
            case 2 -> Cells.FAR + (random.nextInt(8) << 13) + random.nextInt(3);
            default -> Cells.FAR + SIZE - 1 - (random.nextInt(4) << 20);
        };
    }

    private void write(Map<Integer, Long> model) {
        int cell = cell();
        long value = random.nextInt(3) * random.nextLong();
        cells.put(cell, value);
        model.put(cell, value);
        model.values().removeIf(v -> v == 0);
    }

    private void is(Map<Integer, Long> model) {
        long hash = 0;
        for (var entry : model.entrySet()) {
            hash += Cells.mix(entry.getKey(), entry.getValue());
            assertThat(cells.get(entry.getKey())).isEqualTo(entry.getValue());
        }
        assertThat(cells.hash()).as("nothing but what the model holds").isEqualTo(hash);
    }

    private static void is(Image image, Map<Integer, Long> model) {
        long hash = 0;
        for (var entry : model.entrySet()) {
            hash += Cells.mix(entry.getKey(), entry.getValue());
            assertThat(image.get(entry.getKey())).isEqualTo(entry.getValue());
        }
        assertThat(image.hash()).isEqualTo(hash);
    }

    @Test
    void anyImageCanBeRestoredAndAnyWriteTakenBack() {
        System.out.println("FarCellsTest seed " + SEED);
        Map<Integer, Long> model = new HashMap<>();
        List<Image> images = new ArrayList<>();
        List<Map<Integer, Long>> kept = new ArrayList<>();
        for (int round = 0; round < 2000; round++) {
            for (int i = random.nextInt(6); i > 0; i--) {
                write(model);
            }
            switch (random.nextInt(3)) {
                case 0 -> {
                    images.add(cells.image());
                    kept.add(new HashMap<>(model));
                }
                case 1 -> {
                    int pick = random.nextInt(images.size() + 1) - 1;
                    if (pick >= 0) {
                        cells.restore(images.get(pick));
                        model = new HashMap<>(kept.get(pick));
                    }
                }
                default -> {
                    cells.journalling(true);
                    var before = new HashMap<>(model);
                    for (int i = random.nextInt(6); i > 0; i--) {
                        write(model);
                    }
                    var between = new HashMap<>(model);
                    int mark = cells.journalSize();
                    for (int i = random.nextInt(6); i > 0; i--) {
                        write(model);
                        if (random.nextInt(4) == 0) {
                            cells.image();
                        }
                    }
                    cells.undo(mark);
                    is(between);
                    cells.undo(0);
                    cells.journalling(false);
                    model = before;
                }
            }
            is(model);
        }
        for (int i = 0; i < images.size(); i++) {
            is(images.get(i), kept.get(i));
        }
    }

    @Test
    void runsOfOneChunkAreComparedWrittenAndCopied() {
        int from = Cells.FAR + (5 << 20) + 16;
        long[] values = {0, 0, 1, 0, 3, 4, 0, 0};
        cells.journalling(true);
        cells.put(from, 6, values, 2);
        assertThat(cells.journalSize()).as("cells that differ").isEqualTo(3);
        assertThat(cells.holds(from, 6, values, 2)).isTrue();
        assertThat(cells.holds(from, 5, values, 3)).isFalse();
        long[] copy = new long[6];
        cells.copy(from, 6, copy, 0);
        assertThat(copy).isEqualTo(Arrays.copyOfRange(values, 2, 8));
        List<Integer> touched = new ArrayList<>();
        cells.touchedFar(touched::add);
        assertThat(touched).containsExactly(Cells.FAR + (5 << 20));
    }

    @Test
    void imagesShareWhatWasNotWrittenAndUntouchedCellsTakeNoRoom() {
        Image empty = cells.image();
        cells.put(Cells.FAR + 1000, 1);
        Image one = cells.image();
        assertThat(one.bytesBeyond(empty)).as("three directories and a chunk").isLessThan(5000);
        assertThat(one.sharesChunk(empty, Cells.FAR + 1000)).isFalse();
        assertThat(one.sharesChunk(empty, Cells.FAR + 1000 + 64)).isTrue();
        assertThat(one.sharesChunk(empty, Cells.FAR + SIZE - 1)).isTrue();
        cells.put(1, 1);
        assertThat(cells.image().sharesChunk(one, Cells.FAR + 1000)).isTrue();
        assertThat(new Cells(0, Cells.MOST_FAR).get(Cells.FAR + (Cells.MOST_FAR - 1))).isZero();
    }
}
