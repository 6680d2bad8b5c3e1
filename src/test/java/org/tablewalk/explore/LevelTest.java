package org.tablewalk.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LevelTest {
    private static List<Integer> states(List<Level.Range> ranges) {
        return ranges.stream().flatMapToInt(range -> IntStream.range(range.from(), range.to())).sorted().boxed().toList();
    }

    @Test
    void everyStateIsLeftUntilItIsDone() {
        var level = new Level(7, 1000, List.of(new Level.Range(500, 600), new Level.Range(700, 1000)), 2);
        var all = states(level.left());
        assertThat(all).hasSize(400);
        var first = level.take();
        var second = level.take();
        assertThat(states(level.left())).isEqualTo(all);
        level.done(first, first.from() + 3);
        level.done(second, second.to());
        assertThat(states(level.left())).hasSize(400 - 3 - (second.to() - second.from())).doesNotContain(first.from(), second.from()).contains(first.from() + 3);
        assertThat(level.take().from()).isEqualTo(first.from() + 3);
    }
}
