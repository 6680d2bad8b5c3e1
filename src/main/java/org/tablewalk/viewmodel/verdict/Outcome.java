package org.tablewalk.viewmodel.verdict;

import java.util.List;
import org.tablewalk.narrate.Words;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.kind.Moment;

/** What went wrong in a run that no judge watches, as far as its marks tell: the most telling of it. */
final class Outcome {
    /** From the most telling on: a cause before what came of it. A CPU that stops without an error is none of them. */
    private static final List<MarkKind> WORST = List.of(MarkKind.INVARIANT, MarkKind.FREED_TABLE, MarkKind.CONFLICT, MarkKind.HALT, MarkKind.SPURIOUS);

    private Outcome() {}

    /** The most telling mark, or null. */
    static Mark worst(List<Mark> marks) {
        Mark worst = null;
        for (Mark mark : marks) {
            if (rank(mark) < WORST.size() && (worst == null || rank(mark) < rank(worst))) {
                worst = mark;
            }
        }
        return worst;
    }

    private static int rank(Mark mark) {
        int rank = WORST.indexOf(mark.kind());
        return rank < 0 || mark.kind() == MarkKind.HALT && mark.address() == 0 ? WORST.size() : rank;
    }

    static String text(Mark mark, Moment now, Messages messages) {
        return messages.text("outcome." + mark.kind(), messages.text(now.threads() ? "thread" : "cpu", mark.actor()), Words.result(mark.address()),
                Numbers.grouped(mark.position() + 1));
    }
}
