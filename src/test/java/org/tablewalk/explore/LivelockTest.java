package org.tablewalk.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.Shipped;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.check.judge.Silent;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;

class LivelockTest {
    private static SearchResult search(Supplier<Machine> machines, boolean fuse) {
        return new Search(machines, machine -> new Silent(), SearchOptions.DEFAULT.withFuse(fuse)).run(progress -> {});
    }

    /** Replays the run of a lasso: its loop comes back to where it began, no access completes, and what could move on all the time does. */
    static void check(Supplier<Machine> machines, SearchResult result) {
        assertThat(result.verdict("livelock")).isEqualTo(Verdict.VIOLATED);
        var cause = result.first("livelock").orElseThrow();
        int[] moves = result.witness(cause);
        int[] loop = result.loop(cause);
        assertThat(loop).isNotEmpty();
        var machine = machines.get();
        for (int i = 0; i < moves.length - loop.length; i++) {
            machine.step(moves[i]);
        }
        long[] before = SearchTest.copy(machine.cells());
        machine.attach((kind, actor, a, b, c) -> assertThat(kind).isNotEqualTo(Event.ACCESS_DONE));
        long always = -1;
        long ran = 0;
        for (int move : loop) {
            always &= machine.enabled(Move.RUN);
            ran |= Move.kind(move) == Move.RUN ? 1L << Move.actor(move) : 0;
            machine.step(move);
        }
        assertThat(SearchTest.copy(machine.cells())).isEqualTo(before);
        assertThat(always & ~ran).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoCpusThatWaitForEachOtherForEver(boolean fuse) throws IOException {
        var machines = TwoCpus.of("""
                shared turn;
                routine one() { while (turn == 0) { } }
                routine two() { while (turn == 0) { } }
                """);
        check(machines, search(machines, fuse));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLoopThatIsOnesOwnAffairEndsNoSearch(boolean fuse) throws IOException {
        var machines = TwoCpus.of("""
                routine one() { i = 0; while (i == 0) { } }
                routine two() { read(0x40000000); }
                """);
        var result = search(machines, fuse);
        assertThat(result.complete()).isTrue();
        check(machines, result);
    }

    /** It waits only as long as the other one is not let run: no schedule that is fair goes round for ever. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoWaitsForSomebodyWhoWillComeIsNotLocked(boolean fuse) throws IOException {
        var machines = TwoCpus.of("""
                shared turn;
                routine one() { while (turn == 0) { } }
                routine two() { read(0x40000000); turn = 1; }
                """);
        var result = search(machines, fuse);
        assertThat(result.verdict("livelock")).isEqualTo(Verdict.HOLDS);
        assertThat(result.verdict("stuck")).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void whoWaitsForALockThatNobodyGivesBackIsStuck() throws IOException {
        var machines = TwoCpus.of("""
                routine one() { lock(mmu_lock); }
                routine two() { lock(mmu_lock); }
                """);
        var result = search(machines, true);
        assertThat(result.verdict("stuck")).isEqualTo(Verdict.VIOLATED);
        assertThat(result.verdict("livelock")).isEqualTo(Verdict.HOLDS);
        assertThat(result.first("stuck").orElseThrow().rule()).isEqualTo(Rule.STUCK);
    }

    /** Two vCPUs that need different rights of one page, each taking away what the other was given: for ever by Linux v5.11's rule for leaves, not by the later one. */
    @ParameterizedTest
    @CsvSource({"bbm,VIOLATED", "eagain,HOLDS"})
    void theFightForRightsIsOneByTheOldLeafRule(String leafRule, Verdict verdict) throws IOException {
        var values = Map.of("flow", "v5.11", "leafRule", leafRule, "rights", "mixed", "vcpus", "2", "accesses", "2", "populated", "2", "workingSet", "2");
        Supplier<Machine> machines = Shipped.machine("cancelled-migration", values)::get;
        var result = search(machines, true);
        assertThat(result.verdict("livelock")).isEqualTo(verdict);
        if (verdict == Verdict.VIOLATED) {
            check(machines, result);
        }
    }
}
