package org.tablewalk.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tablewalk.machine.Move;

/** Loops of a component drawn by hand: what is demanded of them, and that none is shorter. */
class ShortestLoopTest {
    private static final int[] STATES = {10, 11, 12, 13};
    private static final int[] KINDS = {Move.RUN, Move.ARRIVE};
    private static final int R0 = Move.of(Move.RUN, 0, 0);
    private static final int R1 = Move.of(Move.RUN, 1, 0);
    private static final int A1 = Move.of(Move.ARRIVE, 1, 0);

    private final List<List<Lasso.Turn>> edges = new ArrayList<>();
    private final long[][] enabled = new long[STATES.length][KINDS.length];

    ShortestLoopTest() {
        for (int i = 0; i < STATES.length; i++) {
            edges.add(new ArrayList<>());
            enabled[i][0] = 0b11;
        }
        edge(10, R0, 10);
        edge(10, R0, 11);
        edge(11, R1, 12);
        edge(12, R0, 13);
        edge(12, R1, 10);
        edge(13, A1, 10);
    }

    private void edge(int from, int move, int to) {
        edges.get(from - STATES[0]).add(new Lasso.Turn(from, move, to));
    }

    private List<Integer> loop() {
        List<Lasso.Turn> loop = ShortestLoop.of(STATES, edges, enabled, KINDS);
        for (int i = 0; i < loop.size(); i++) {
            assertThat(loop.get(i).to()).isEqualTo(loop.get((i + 1) % loop.size()).from());
        }
        return loop.stream().map(Lasso.Turn::from).toList();
    }

    @Test
    void whoCanAlwaysRunDoes() {
        assertThat(loop()).containsExactlyInAnyOrder(10, 11, 12);
    }

    @Test
    void whoCannotRunSomewhereNeedNot() {
        enabled[0][0] = 0b01;
        assertThat(loop()).containsExactly(10);
    }

    @Test
    void whatCouldAlwaysArriveDoes() {
        Arrays.stream(enabled).forEach(here -> here[1] = 0b10);
        assertThat(loop()).containsExactlyInAnyOrder(10, 11, 12, 13);
    }

    @Test
    void whatCannotArriveSomewhereOnItsWayNeedNot() {
        Arrays.stream(enabled).forEach(here -> here[1] = 0b11);
        enabled[1][1] = 0b10;
        enabled[2][1] = 0b01;
        assertThat(loop()).containsExactlyInAnyOrder(10, 11, 12);
    }

    /** A loop in which nobody runs is none, though everybody is stopped somewhere. */
    @Test
    void somebodyRuns() {
        Arrays.stream(enabled).forEach(here -> here[0] = 0);
        edge(11, A1, 11);
        assertThat(loop()).containsExactly(10);
    }
}
