package org.tablewalk.viewmodel.window;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Rows;

/** The counters at the step shown. */
public final class CountersViewModel {
    private final ObservableList<CounterRow> rows = FXCollections.observableArrayList();
    private final ObservableList<CounterRow> shown = FXCollections.unmodifiableObservableList(rows);

    private List<Long> last = List.of();
    private long at = -1;
    private List<String> told = List.of();

    CountersViewModel() {}

    /**
     * Shows the counters at a position; a change is told against the position shown before.
     *
     * @param counted whether a counter can be told
     */
    void show(List<String> keys, List<Long> values, long position, Predicate<String> counted, Messages messages) {
        List<String> telling = keys.stream().filter(counted).toList();
        var now = new ArrayList<CounterRow>();
        boolean comparable = values.size() == last.size() && position != at && telling.equals(told);
        for (int i = 0; i < values.size(); i++) {
            String key = keys.get(i);
            if (!counted.test(key)) {
                continue;
            }
            long change = comparable ? values.get(i) - last.get(i) : 0;
            now.add(new CounterRow(key, messages.text("counter." + key), values.get(i), change, messages.text("counter." + key + ".about"),
                    messages.textOr("counter." + key + ".brief", "")));
        }
        if (comparable || values.size() != last.size() || !telling.equals(told)) {
            Rows.update(rows, now);
        }
        last = List.copyOf(values);
        at = position;
        told = telling;
    }

    public ObservableList<CounterRow> rows() {
        return shown;
    }
}
