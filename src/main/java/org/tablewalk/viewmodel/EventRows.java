package org.tablewalk.viewmodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tablewalk.check.Place;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;

/** The notable events of a run as rows. Names of descriptors are looked up once: finding one searches the tables. */
final class EventRows {
    private final Messages messages;
    private final Map<Long, String> names = new HashMap<>();
    private PageNames pages;

    EventRows(Messages messages) {
        this.messages = messages;
    }

    /** Forgets the names: something else is open. */
    void reset() {
        names.clear();
    }

    /** The rows; the step shown stands among them with its sentence. */
    List<EventRow> of(Moment moment, String sentence) {
        var rows = new ArrayList<EventRow>();
        long position = moment.frame().position();
        boolean told = moment.frame().step() == null;
        pages = new PageNames(messages);
        for (Mark mark : moment.frame().marks()) {
            long step = mark.position() + 1;
            if (!told && step > position) {
                rows.add(now(moment, sentence));
                told = true;
            }
            told |= step == position;
            rows.add(new EventRow(step, mark.actor(), who(mark.actor(), moment), kind(mark, moment), text(mark, moment), step == position));
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

    /** The key of a mark's shape and name: what is TLBI to one machine is a flush by the kernel to the other. */
    private static String kind(Mark mark, Moment moment) {
        return moment.shadow() != null && mark.kind() == MarkKind.TLBI ? "flush" : mark.kind().name().toLowerCase(Locale.ROOT);
    }

    private String text(Mark mark, Moment moment) {
        String operand = switch (mark.kind()) {
            case BREAK, MAKE, FREED_TABLE -> name(mark.address(), moment);
            case SHADOW_PAGE, REUSED_PAGE, ZAP, UNSYNC, SYNC -> pages.name(mark, moment);
            case ROOT, INVARIANT -> pages.table(mark, moment);
            case CONFLICT, SPURIOUS, OVERLAP, FAULT, TLBI, EMULATED_WRITE, INJECTED -> Numbers.hex(mark.address());
            case HALT -> Long.toString(mark.address());
            case COMPLETE -> "";
        };
        boolean ends = mark.kind() == MarkKind.HALT && mark.address() == 0;
        String key = "event." + (ends ? "END" : mark.kind().name());
        String shadow = key + ".shadow";
        return messages.text(moment.shadow() != null && messages.has(shadow) ? shadow : key, operand);
    }

    /** A descriptor by its place in the tree, {@code L1[1]}, or by its address where it has none. */
    String name(long address, Moment moment) {
        return names.computeIfAbsent(address, a -> {
            Place place = moment.state() == null ? null : Place.find(moment.state(), a);
            return place == null ? Numbers.hex(a) : "L" + place.level() + "[" + place.index() + "]";
        });
    }
}
