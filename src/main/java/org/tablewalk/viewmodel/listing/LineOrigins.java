package org.tablewalk.viewmodel.listing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tablewalk.format.edit.LineEdit;
import org.tablewalk.format.edit.ListingText;

/** What each line of an edited listing was before: null if it is as it was, empty if it was not there. */
final class LineOrigins {
    /** Of a listing that nobody edited. */
    static final LineOrigins NONE = new LineOrigins(1, List.of());

    private final int first;
    private final List<String> was;

    private LineOrigins(int first, List<String> was) {
        this.first = first;
        this.was = was;
    }

    /** The origins of a listing's lines after those of some edits that are about it. */
    static LineOrigins of(ListingText original, List<LineEdit> edits) {
        List<String> lines = new ArrayList<>(original.lines());
        List<String> was = new ArrayList<>(Collections.nCopies(lines.size(), null));
        for (LineEdit edit : edits) {
            if (edit.listing().equals(original.listing())) {
                int from = edit.line() - original.first();
                List<String> old = new ArrayList<>();
                for (int i = from; i < from + edit.count(); i++) {
                    old.add(was.get(i) == null ? lines.get(i) : was.get(i));
                }
                lines.subList(from, from + edit.count()).clear();
                was.subList(from, from + edit.count()).clear();
                for (int i = 0; i < edit.with().size(); i++) {
                    String now = edit.with().get(i);
                    lines.add(from + i, now);
                    was.add(from + i, i >= old.size() ? "" : old.get(i).equals(now) ? null : old.get(i));
                }
            }
        }
        return new LineOrigins(original.first(), was);
    }

    String was(int line) {
        int at = line - first;
        return at < 0 || at >= was.size() ? null : was.get(at);
    }
}
