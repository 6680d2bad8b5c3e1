package org.tablewalk.viewmodel;

import java.util.List;
import javafx.collections.ObservableList;

/** Brings a list on screen up to date row by row, so that rows that stay the same are not built again. */
public final class Rows {
    private Rows() {}

    public static <T> void update(ObservableList<T> shown, List<T> rows) {
        int same = Math.min(shown.size(), rows.size());
        int changed = 0;
        for (int i = 0; i < same; i++) {
            if (!shown.get(i).equals(rows.get(i))) {
                changed++;
            }
        }
        // One change of the whole list is cheaper than many of single rows.
        if (changed > 8 || Math.abs(shown.size() - rows.size()) > 8) {
            shown.setAll(rows);
            return;
        }
        for (int i = 0; i < same; i++) {
            if (!shown.get(i).equals(rows.get(i))) {
                shown.set(i, rows.get(i));
            }
        }
        if (shown.size() > rows.size()) {
            shown.remove(rows.size(), shown.size());
        } else if (shown.size() < rows.size()) {
            shown.addAll(rows.subList(shown.size(), rows.size()));
        }
    }
}
