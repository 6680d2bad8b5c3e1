package org.tablewalk.viewmodel.window;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tablewalk.session.Command;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Rows;

/** The moves that can be made at the step shown. */
public final class MovesViewModel {
    private final ObservableList<MoveRow> rows = FXCollections.observableArrayList();
    private final ObservableList<MoveRow> shown = FXCollections.unmodifiableObservableList(rows);
    private final ReadOnlyStringWrapper help = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper note = new ReadOnlyStringWrapper("");
    private final Consumer<Command> session;
    private final Messages messages;

    MovesViewModel(Consumer<Command> session, Messages messages) {
        this.session = session;
        this.messages = messages;
    }

    /** Shows the moves; {@code atEnd}: nothing is recorded after them, so taking one forks nothing. */
    void show(List<MoveRow> moves, boolean atEnd) {
        Rows.update(rows, moves);
        note.set(messages.text(atEnd ? "moves.nextEnd" : "moves.next"));
        help.set(messages.text(atEnd ? "moves.helpEnd" : "moves.helpPast"));
    }

    public ObservableList<MoveRow> rows() {
        return shown;
    }

    /** What is said of the marked move: recorded already, or the policy's choice. */
    public ReadOnlyStringProperty noteProperty() {
        return note.getReadOnlyProperty();
    }

    /** What taking a move does here: continue, or start a new run. */
    public ReadOnlyStringProperty helpProperty() {
        return help.getReadOnlyProperty();
    }

    /** Makes a move. */
    public void take(int move) {
        session.accept(new Command.Take(move));
    }

    /**
     * Makes the move that a digit stands for.
     *
     * @return false if it stands for none
     */
    public boolean take(String key) {
        for (MoveRow row : rows) {
            if (!key.isEmpty() && row.key().equals(key)) {
                take(row.move());
                return true;
            }
        }
        return false;
    }
}
