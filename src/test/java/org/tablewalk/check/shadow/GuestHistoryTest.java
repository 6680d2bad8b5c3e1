package org.tablewalk.check.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tablewalk.machine.Cells;

/** What is kept of words that guests have written, and what a CPU may remember of it. */
class GuestHistoryTest {
    private static final long BOTH = 0b11;

    private final Cells cells = new Cells(GuestHistory.cells(2));
    private final GuestHistory history = new GuestHistory(cells, 0, 2);

    @Test
    void aCpuRemembersWhatWasWrittenSinceItForgot() {
        history.written(0x1000, 7, BOTH);
        history.forget(0, BOTH);
        history.written(0x1008, 8, BOTH);
        assertThat(history.since(0, 0x5000)).isEqualTo(1);
        assertThat(history.since(1, 0x5000)).isZero();
        assertThat(history.address(0)).isEqualTo(0x1000);
        assertThat(history.old(0)).isEqualTo(7);
        assertThat(history.old(1)).isEqualTo(8);
    }

    @Test
    void aPageCanBeForgottenAlone() {
        history.written(0x1000, 7, BOTH);
        history.forget(0, 0x5123, BOTH);
        assertThat(history.since(0, 0x5fff)).isEqualTo(1);
        assertThat(history.since(0, 0x6000)).isZero();
        history.forget(0, BOTH);
        assertThat(history.since(0, 0x5fff)).isEqualTo(1);
        history.written(0x1000, 9, BOTH);
        history.forget(1, BOTH);
        assertThat(history.size()).as("what only CPU 0 may remember").isEqualTo(1);
        assertThat(history.since(0, 0x5000)).isZero();
        assertThat(history.since(1, 0x5000)).isEqualTo(1);
    }

    /** Two states in which nobody remembers anything are the same, whatever led to them. */
    @Test
    void whatNobodyMayRememberIsNotKept() {
        history.written(0x1000, 7, BOTH);
        history.forget(0, 0x5000, BOTH);
        history.forget(0, BOTH);
        history.forget(1, BOTH);
        assertThat(cells.hash()).isZero();
        history.written(0x1000, 7, BOTH);
        history.forget(0, BOTH);
        history.over(0b01);
        assertThat(history.size()).as("CPU 1 has ended").isZero();
    }

    @Test
    void theSameAgainAddsNothing() {
        history.written(0x1000, 7, BOTH);
        history.written(0x1000, 8, BOTH);
        history.written(0x1000, 7, BOTH);
        assertThat(history.size()).isEqualTo(2);
        history.forget(1, BOTH);
        history.written(0x1000, 7, BOTH);
        assertThat(history.size()).as("CPU 1 has forgotten the first").isEqualTo(3);
    }

    @Test
    void beyondWhatIsKeptEverythingIsAllowedUntilAllHaveForgotten() {
        for (int i = 0; i < 5000; i++) {
            history.written(0x1000 + 8 * i, 1, BOTH);
        }
        assertThat(history.more()).isTrue();
        history.forget(0, BOTH);
        assertThat(history.more()).isTrue();
        history.forget(1, BOTH);
        assertThat(history.more()).isFalse();
        assertThat(cells.hash()).isZero();
    }
}
