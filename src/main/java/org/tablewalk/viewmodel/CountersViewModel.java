package org.tablewalk.viewmodel;

import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The counters at the step shown. */
public final class CountersViewModel {
    private final ObservableList<CounterRow> rows = FXCollections.observableArrayList();
    private final ObservableList<CounterRow> shown = FXCollections.unmodifiableObservableList(rows);

    CountersViewModel() { }

    void show(List<CounterRow> now) {
        Rows.update(rows, now);
    }

    public ObservableList<CounterRow> rows() {
        return shown;
    }
}
