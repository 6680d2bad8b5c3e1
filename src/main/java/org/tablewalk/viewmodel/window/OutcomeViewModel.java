package org.tablewalk.viewmodel.window;

import java.util.List;
import java.util.function.LongConsumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.tablewalk.narrate.Words;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.kind.Moment;

/** What went wrong in the run as far as it is recorded: the most telling of it in a few words, wherever in the run one stands, and the way there. */
public final class OutcomeViewModel {
    /** From the most telling on: a cause before what came of it. A CPU that stops without an error is none of them. */
    private static final List<MarkKind> WORST = List.of(MarkKind.INVARIANT, MarkKind.FREED_TABLE, MarkKind.CONFLICT, MarkKind.HALT, MarkKind.SPURIOUS);

    private final LongConsumer seek;
    private final Messages messages;
    private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper("");
    private List<Mark> seen = List.of();
    private int length = -1;
    private Mark worst;

    OutcomeViewModel(LongConsumer seek, Messages messages) {
        this.seek = seek;
        this.messages = messages;
    }

    void show(Moment now) {
        List<Mark> marks = now.open() ? now.frame().marks() : List.of();
        if (marks == seen && marks.size() == length) {
            return;
        }
        seen = marks;
        length = marks.size();
        worst = null;
        for (Mark mark : marks) {
            if (rank(mark) < WORST.size() && (worst == null || rank(mark) < rank(worst))) {
                worst = mark;
            }
        }
        text.set(worst == null ? "" : text(worst, now));
    }

    private static int rank(Mark mark) {
        int rank = WORST.indexOf(mark.kind());
        return rank < 0 || mark.kind() == MarkKind.HALT && mark.address() == 0 ? WORST.size() : rank;
    }

    private String text(Mark mark, Moment now) {
        return messages.text("outcome." + mark.kind(), messages.text(now.threads() ? "thread" : "cpu", mark.actor()), Words.result(mark.address()),
                Numbers.grouped(mark.position() + 1));
    }

    /** Goes to the step at which it happened. */
    public void go() {
        if (worst != null) {
            seek.accept(worst.position() + 1);
        }
    }

    /** The most telling thing in a few words; empty if nothing went wrong so far. */
    public ReadOnlyStringProperty textProperty() {
        return text.getReadOnlyProperty();
    }
}
