package org.tablewalk.viewmodel.events;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.narrate.Words;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.kind.MarkNames;
import org.tablewalk.viewmodel.kind.Moment;

/** The notable events of a run as rows. */
public final class EventRows {
    private final Messages messages;

    public EventRows(Messages messages) {
        this.messages = messages;
    }

    /** The rows; the step shown stands among them with its sentence. */
    public List<EventRow> of(Moment moment, String sentence) {
        var rows = new ArrayList<EventRow>();
        if (!moment.open()) {
            return rows;
        }
        long position = moment.frame().position();
        boolean told = moment.frame().step() == null;
        MarkNames names = moment.reading().marks();
        for (Mark mark : moment.frame().marks()) {
            long step = mark.position() + 1;
            if (!told && step > position) {
                rows.add(now(moment, sentence));
                told = true;
            }
            told |= step == position;
            rows.add(new EventRow(step, mark.actor(), who(mark.actor(), moment), names.shape(mark), text(mark, names), step == position));
        }
        if (!told) {
            rows.add(now(moment, sentence));
        }
        return rows;
    }

    private EventRow now(Moment moment, String sentence) {
        return new EventRow(moment.frame().position(), moment.frame().step().cpu(), who(moment.frame().step().cpu(), moment), "step", sentence, true);
    }

    private String who(int actor, Moment moment) {
        return actor < 0 ? "" : messages.text(moment.threads() ? "thread" : "cpu", actor);
    }

    private String text(Mark mark, MarkNames names) {
        String operand = switch (mark.kind()) {
            case HARM, BREACH, BREAK, MAKE, FREED_TABLE -> names.entry(mark.address());
            case SHADOW_PAGE, REUSED_PAGE, ZAP, UNSYNC, SYNC -> names.page(mark);
            case ROOT, INVARIANT -> names.table(mark);
            case CONFLICT, SPURIOUS, OVERLAP, FAULT, TLBI, EMULATED_WRITE, INJECTED -> Numbers.hex(mark.address());
            case HALT -> Words.result(mark.address());
            case COMPLETE -> "";
        };
        boolean ends = mark.kind() == MarkKind.HALT && mark.address() == 0;
        String key = "event." + (ends ? "END" : mark.kind().name());
        return messages.text(messages.has(key + names.dialect()) ? key + names.dialect() : key, operand);
    }
}
