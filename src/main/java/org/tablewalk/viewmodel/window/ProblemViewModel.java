package org.tablewalk.viewmodel.window;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.tablewalk.format.Problem;

/** What went wrong last, until it is dismissed. */
public final class ProblemViewModel {
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper where = new ReadOnlyStringWrapper("");
    private Problem shown;

    ProblemViewModel() {}

    /** Shows a problem of the engine's once, however often it is told; null for none. */
    void show(Problem now) {
        if (now != null && now != shown) {
            tell(now.line() > 0 ? now.file() + ":" + now.line() + ":" + now.column() : now.file(), now.message());
        }
        shown = now;
    }

    /** Tells about something that went wrong, also outside the engine. */
    public void tell(String place, String what) {
        where.set(place);
        problem.set(what);
    }

    /** Takes the message away. */
    public void dismiss() {
        tell("", "");
    }

    /** What went wrong; empty if nothing did or it was dismissed. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** File, line and column of it. */
    public ReadOnlyStringProperty whereProperty() {
        return where.getReadOnlyProperty();
    }
}
