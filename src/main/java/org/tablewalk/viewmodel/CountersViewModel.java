package org.tablewalk.viewmodel;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tablewalk.check.Counter;

/** The counters at the step shown. */
public final class CountersViewModel {
    private final ObservableList<CounterRow> rows = FXCollections.observableArrayList();
    private final ObservableList<CounterRow> shown = FXCollections.unmodifiableObservableList(rows);

    private List<Long> last = List.of();
    private long at = -1;

    CountersViewModel() { }

    /** Shows the counters at a position; a change is told against the position shown before. */
    void show(List<Long> values, long position, Messages messages) {
        var now = new ArrayList<CounterRow>();
        boolean comparable = values.size() == last.size() && position != at;
        for (int i = 0; i < values.size(); i++) {
            String key = Counter.values()[i].key();
            long change = comparable ? values.get(i) - last.get(i) : 0;
            now.add(new CounterRow(key, messages.text("counter." + key), values.get(i), change, messages.text("counter." + key + ".about"),
                    messages.textOr("counter." + key + ".brief", "")));
        }
        if (comparable || values.size() != last.size()) {
            Rows.update(rows, now);
        }
        last = List.copyOf(values);
        at = position;
    }

    public ObservableList<CounterRow> rows() {
        return shown;
    }
}
