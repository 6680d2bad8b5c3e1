package org.tablewalk.viewmodel.events;

import java.util.List;
import java.util.function.LongConsumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tablewalk.viewmodel.Rows;

/** The notable events of the run, with every event of the step shown among them. */
public final class EventsViewModel {
    private final ObservableList<EventRow> rows = FXCollections.observableArrayList();
    private final ObservableList<EventRow> shown = FXCollections.unmodifiableObservableList(rows);
    private final ReadOnlyIntegerWrapper scrollTo = new ReadOnlyIntegerWrapper(-1);
    private final SimpleBooleanProperty active = new SimpleBooleanProperty();
    private final LongConsumer seek;

    public EventsViewModel(LongConsumer seek) {
        this.seek = seek;
    }

    public void show(List<EventRow> now) {
        Rows.update(rows, now);
        int at = -1;
        for (int i = 0; i < now.size() && at < 0; i++) {
            if (now.get(i).now()) {
                at = i;
            }
        }
        scrollTo.set(at);
    }

    public ObservableList<EventRow> rows() {
        return shown;
    }

    /** The first row of the step shown, or -1. */
    public ReadOnlyIntegerProperty scrollToProperty() {
        return scrollTo.getReadOnlyProperty();
    }

    /** Whether somebody looks: there may be thousands of rows. */
    public SimpleBooleanProperty activeProperty() {
        return active;
    }

    /** Goes to the step of a row: the state right after it. */
    public void goTo(EventRow row) {
        if (row.step() >= 0) {
            seek.accept(row.step());
        }
    }
}
