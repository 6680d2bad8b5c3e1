package org.tablewalk.viewmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tablewalk.check.Counter;

/** The counters at the step shown. */
public final class CountersViewModel {
    private final ObservableList<CounterRow> rows = FXCollections.observableArrayList();
    private final ObservableList<CounterRow> shown = FXCollections.unmodifiableObservableList(rows);

    /** What a trace can be counted by: it records no access, so that a nought of the others would be a lie. */
    private static final Set<String> RECORDED = Set.of(Counter.TLBI_ISSUED.key(), Counter.DSB_WAITS.key(), Counter.PTE_WRITES.key(),
            Counter.BROKEN_STEPS.key());

    private List<Long> last = List.of();
    private long at = -1;
    private boolean fromTrace;

    CountersViewModel() { }

    /** Shows the counters at a position, of an import those that it can tell; a change is told against the position shown before. */
    void show(List<String> keys, List<Long> values, long position, boolean imported, Messages messages) {
        var now = new ArrayList<CounterRow>();
        boolean comparable = values.size() == last.size() && position != at && imported == fromTrace;
        for (int i = 0; i < values.size(); i++) {
            String key = keys.get(i);
            if (imported && !RECORDED.contains(key)) {
                continue;
            }
            long change = comparable ? values.get(i) - last.get(i) : 0;
            now.add(new CounterRow(key, messages.text("counter." + key), values.get(i), change, messages.text("counter." + key + ".about"),
                    messages.textOr("counter." + key + ".brief", "")));
        }
        if (comparable || values.size() != last.size() || imported != fromTrace) {
            Rows.update(rows, now);
        }
        last = List.copyOf(values);
        at = position;
        fromTrace = imported;
    }

    public ObservableList<CounterRow> rows() {
        return shown;
    }
}
