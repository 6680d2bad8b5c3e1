package org.tablewalk.format.casemate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.tablewalk.machine.Move;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.Recording;

/** Seeks all over a recording of a trace and compares each state with that of a fresh machine stepped there. */
final class CasemateReplay {
    private CasemateReplay() {}

    static void compare(CasemateTrace trace, Recording recording, Random random) {
        int length = (int) recording.length();
        var hashes = new long[length + 1];
        var cursor = new Cursor(recording, trace.machine(), List.of());
        var machine = trace.machine();
        hashes[0] = machine.cells().hash();
        for (int i = 0; i < length; i++) {
            machine.step(Move.of(Move.RUN, trace.record(i).origin().thread(), 0));
            hashes[i + 1] = machine.cells().hash();
        }
        for (int i = 0; i < 40; i++) {
            int target = random.nextInt(length + 1);
            cursor.seek(target);
            assertThat(cursor.machine().cells().hash()).as("step " + target).isEqualTo(hashes[target]);
            if (cursor.back()) {
                assertThat(cursor.machine().cells().hash()).isEqualTo(hashes[target - 1]);
                cursor.forward();
                assertThat(cursor.machine().cells().hash()).isEqualTo(hashes[target]);
            }
        }
    }
}
