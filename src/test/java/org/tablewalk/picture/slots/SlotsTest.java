package org.tablewalk.picture.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Seeds;

@Tag("seeded")
class SlotsTest {
    private static List<Integer> of(List<Integer> before, int entries, Map<Integer, Integer> interest, int count) {
        return Arrays.stream(Slots.of(before, entries, interest, count)).boxed().toList();
    }

    @Test
    void theFirstAndTheLastWhenNothingMatters() {
        assertThat(of(List.of(), 512, Map.of(), 6)).containsExactly(0, 1, 2, 3, -1, 511);
        assertThat(of(List.of(), 4, Map.of(), 6)).containsExactly(0, 1, 2, 3, -1, -1);
    }

    @Test
    void aNewOneTakesThePlaceOfThoseThatDoNotMatterAndShiftsNone() {
        List<Integer> first = of(List.of(), 512, Map.of(), 12);
        List<Integer> then = of(first, 512, Map.of(300, 5), 12);
        assertThat(then).containsExactly(0, 1, 2, 3, 4, 5, -1, 300, 301, 302, -1, 511);
        // Near the one that matters no other does; the first one keeps its slot while it matters.
        assertThat(of(then, 512, Map.of(300, 4, 301, 5, 77, 5), 12)).contains(300, 301, 77).satisfies(now -> {
            assertThat(now.get(7)).isEqualTo(300);
            assertThat(now.get(8)).isEqualTo(301);
        });
    }

    @Test
    void whatMattersMoreReplacesWhatMattersLessWhereThereIsNoOtherRoom() {
        List<Integer> full = List.of(10, 20, 30);
        Map<Integer, Integer> interest = new TreeMap<>(Map.of(10, 4, 20, 2, 30, 4));
        interest.put(25, 5);
        assertThat(of(full, 512, interest, 3)).containsExactly(10, 25, 30);
        interest.put(25, 1);
        assertThat(of(full, 512, interest, 3)).containsExactly(10, 20, 30);
    }

    @Test
    void aScrolledTableShowsNeighbours() {
        assertThat(Slots.from(0, 512, 6)).containsExactly(0, 1, 2, 3, 4, -1);
        assertThat(Slots.from(100, 512, 6)).containsExactly(-1, 100, 101, 102, 103, -1);
        assertThat(Slots.from(600, 512, 6)).containsExactly(-1, 507, 508, 509, 510, 511);
        assertThat(Slots.from(3, 4, 6)).containsExactly(0, 1, 2, 3, -1, -1);
    }

    @Test
    void overRandomRunsNothingMovesAndEverythingThatMattersShows() {
        for (long seed : Seeds.of(0, 200).toArray()) {
            var random = new Random(seed);
            int entries = new int[] {4, 64, 512, 1024, 8192}[random.nextInt(5)];
            int count = 1 + random.nextInt(25);
            List<Integer> before = List.of();
            int cursor = random.nextInt(entries);
            for (int step = 0; step < 200; step++) {
                cursor = random.nextInt(8) == 0 ? random.nextInt(entries) : (cursor + 1) % entries;
                Map<Integer, Integer> interest = new TreeMap<>();
                interest.put(cursor, 5);
                for (int i = 0; i < random.nextInt(5); i++) {
                    interest.putIfAbsent(random.nextInt(entries), 1 + random.nextInt(4));
                }
                List<Integer> now = of(before, entries, interest, count);
                check(seed, step, before, now, entries, count, cursor);
                before = now;
            }
        }
    }

    private static void check(long seed, int step, List<Integer> before, List<Integer> now, int entries, int count, int cursor) {
        assertThat(now).hasSize(count).as("seed %d step %d", seed, step).contains(cursor);
        List<Integer> shown = now.stream().filter(i -> i >= 0).toList();
        assertThat(shown).as("seed %d step %d", seed, step).isSorted().doesNotHaveDuplicates().allMatch(i -> i < entries);
        for (int slot = 0; slot < before.size(); slot++) {
            int index = before.get(slot);
            int there = index < 0 ? -1 : now.indexOf(index);
            if (there >= 0 && there != slot) {
                fail("seed %d step %d: entry %d moved from slot %d to %d", seed, step, index, slot, there);
            }
        }
    }
}
