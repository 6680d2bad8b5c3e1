package org.tablewalk.viewmodel.listing;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tablewalk.viewmodel.Rows;

/** The listing of every actor, around the line just executed and the one that comes next. */
public final class ListingViewModel {
    private final ObservableList<ListingRow> rows = FXCollections.observableArrayList();
    private final ObservableList<ListingRow> shown = FXCollections.unmodifiableObservableList(rows);
    private final ReadOnlyIntegerWrapper scrollTo = new ReadOnlyIntegerWrapper(-1);
    private final IntConsumer focusCpu;

    public ListingViewModel(IntConsumer focusCpu) {
        this.focusCpu = focusCpu;
    }

    public void show(List<ListingRow> now, int visibleRow) {
        Rows.update(rows, now);
        scrollTo.set(-1);
        scrollTo.set(visibleRow);
    }

    public ObservableList<ListingRow> rows() {
        return shown;
    }

    /** The row to bring into sight, or -1. */
    public ReadOnlyIntegerProperty scrollToProperty() {
        return scrollTo.getReadOnlyProperty();
    }

    /** The user points at a row of a CPU: that CPU has the focus. */
    public void focus(int cpu) {
        focusCpu.accept(cpu);
    }
}
