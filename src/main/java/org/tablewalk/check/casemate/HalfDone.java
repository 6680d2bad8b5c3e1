package org.tablewalk.check.casemate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.trace.casemate.ImportState.Tlbi;
import org.tablewalk.trace.casemate.TlbiKind;

/**
 * Invalidations by IPA, which leave the entries that combine both stages: a thread's count from the barrier that waits for them, together with its next invalidation of all combined entries
 * (domain section 4.2).
 */
final class HalfDone {
    private final Map<Integer, List<Tlbi>> issued = new HashMap<>();
    private final Map<Integer, List<Tlbi>> waitedFor = new HashMap<>();

    static boolean first(TlbiKind kind) {
        return kind.byAddress() && !kind.el2();
    }

    static boolean second(TlbiKind kind) {
        return kind == TlbiKind.VMALLE1IS || kind == TlbiKind.VMALLE1;
    }

    /** An invalidation was issued, and {@link #before} has been asked if it is a second half. */
    void issued(Tlbi tlbi) {
        if (first(tlbi.kind())) {
            issued.computeIfAbsent(tlbi.thread(), thread -> new ArrayList<>()).add(tlbi);
        } else if (second(tlbi.kind())) {
            waitedFor.remove(tlbi.thread());
        }
    }

    /** A barrier that waits for invalidations has finished. */
    void barrier(int thread) {
        List<Tlbi> done = issued.remove(thread);
        if (done != null) {
            waitedFor.computeIfAbsent(thread, t -> new ArrayList<>()).addAll(done);
        }
    }

    /** What a thread's second half completes. */
    List<Tlbi> before(int thread) {
        return waitedFor.getOrDefault(thread, List.of());
    }
}
