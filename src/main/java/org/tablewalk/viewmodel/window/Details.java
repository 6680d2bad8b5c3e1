package org.tablewalk.viewmodel.window;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.picture.Target;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.events.EventRows;
import org.tablewalk.viewmodel.kind.CauseFacts;
import org.tablewalk.viewmodel.kind.KindPanes;
import org.tablewalk.viewmodel.kind.Moment;
import org.tablewalk.viewmodel.listing.Listing;
import org.tablewalk.viewmodel.listing.ListingRow;
import org.tablewalk.viewmodel.listing.ListingRows;

/** Fills the panes that are made of many controls, which cost more than a canvas. */
final class Details {
    /** Moves that have a digit. */
    private static final int KEYS = 9;

    /** What is shown at once. */
    private enum Part { STATUS, VERDICT, LISTING, MOVES, INSPECTOR, COUNTERS, EVENTS }

    private final Deque<Part> left = new ArrayDeque<>();
    private final MainViewModel window;
    private final Messages messages;
    private final Headings headings;
    private final EventRows eventRows;

    Details(MainViewModel window, Messages messages) {
        this.window = window;
        this.messages = messages;
        headings = new Headings(messages);
        eventRows = new EventRows(messages);
    }

    /** Shows a moment in all of them; {@code panes}: those of its kind. */
    void show(Moment now, KindPanes panes) {
        begin();
        while (!left.isEmpty()) {
            next(now, panes);
        }
    }

    /** From now on {@link #next} goes through all of them. */
    void begin() {
        left.clear();
        left.addAll(List.of(Part.values()));
    }

    /**
     * Shows a moment in the next of them, if there is one left. While a run plays nobody compares them, and all of them at once take longer than a frame may.
     */
    void next(Moment now, KindPanes panes) {
        Part part = left.poll();
        if (part != null) {
            window.defects().guard(part.name().toLowerCase(Locale.ROOT), () -> show(part, now, panes));
        }
    }

    private void show(Part part, Moment now, KindPanes panes) {
        var status = window.status();
        switch (part) {
            case STATUS -> {
                status.sentence(sentence(now));
                status.title(headings.title(now.frame()));
                status.limits(headings.limits(now.frame()), headings.limitsText(now));
                status.runHash(headings.hash(now.frame()));
            }
            case VERDICT -> window.verdict().show(now);
            case LISTING -> {
                List<ListingRow> rows = listingRows(now);
                window.listing().show(rows, next(rows));
            }
            case MOVES -> {
                window.moves().show(moveRows(now), now.frame().position() == now.frame().length());
                window.scenarios().show(headings.runs(now.frame()));
            }
            case INSPECTOR -> {
                window.inspector().answer(CauseFacts.of(now, messages));
                if (now.open()) {
                    panes.inspect(now);
                }
            }
            case COUNTERS -> counters(now);
            case EVENTS -> events(now);
        }
    }

    /** Shows a moment's counters. */
    void counters(Moment now) {
        window.counters().show(now.frame().keys(), now.frame().counters(), now.frame().position(), key -> !now.open() || now.views().counts(key), messages);
    }

    /** Shows a moment's events, where somebody looks; null: nothing has been shown yet. */
    void events(Moment now) {
        if (now != null && window.events().activeProperty().get()) {
            window.events().show(eventRows.of(now, window.status().sentenceProperty().get()));
        }
    }

    /** Shows a moment's listing, where it stands. */
    void listing(Moment now) {
        window.listing().show(listingRows(now), -1);
    }

    /** What the step shown did. */
    String sentence(Moment now) {
        return window.defects().guard("sentence", () -> tell(now), "");
    }

    private String tell(Moment now) {
        if (!now.open()) {
            return messages.text("sentence.nothing");
        }
        if (now.running()) {
            return messages.text("sentence.running");
        }
        if (now.frame().length() == 0 && now.frame().ended()) {
            return messages.text("sentence.still", now.frame().subject().title());
        }
        if (now.frame().step() == null) {
            return messages.text("sentence.start", now.frame().subject().title());
        }
        return now.reading().sentence();
    }

    private List<ListingRow> listingRows(Moment now) {
        Listing runs = now.open() ? now.reading().listing() : new Listing.None();
        var lab = window.lab();
        lab.show(now.frame().subject());
        return ListingRows.of(runs, now.frame().step(), now.cpus(), messages, cpu(), (line, index) -> {
            Finding found = now.frame().judgement().lines().get(index);
            String was = lab.was(line.source(), line.number());
            return found == null ? new ListingRow.Place(line.source(), line.number(), was, "", null, "") : new ListingRow.Place(line.source(), line.number(), was,
                    found.rule().grade().word(), new Target(Target.Kind.FINDING, found.step(), found.actor()), window.verdict().sentence(found));
        });
    }

    private int next(List<ListingRow> rows) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).cpu() == cpu() && rows.get(i).mark() == ListingRow.Mark.NEXT) {
                return i;
            }
        }
        return -1;
    }

    private int cpu() {
        return window.transport().cpuProperty().get();
    }

    private static List<MoveRow> moveRows(Moment now) {
        var rows = new ArrayList<MoveRow>();
        for (int move : now.frame().moves()) {
            String key = rows.size() < KEYS ? Integer.toString(rows.size() + 1) : "";
            rows.add(new MoveRow(move, key, now.reading().move(move), move == now.frame().nextMove()));
        }
        return rows;
    }
}
