package org.tablewalk.viewmodel.window;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tablewalk.session.Command;
import org.tablewalk.viewmodel.Rows;
import org.tablewalk.viewmodel.UiCommand;

/** What can be opened, and the runs of this session. */
public final class ScenariosViewModel {
    private final ObservableList<ScenarioItem> shipped;
    private final ObservableList<RunRow> runs = FXCollections.observableArrayList();
    private final ObservableList<RunRow> shownRuns = FXCollections.unmodifiableObservableList(runs);
    private final ReadOnlyLongWrapper openRequests = new ReadOnlyLongWrapper();
    private final Consumer<Command> session;
    private final UiCommand openFile;
    private final SimpleBooleanProperty several = new SimpleBooleanProperty();
    private final UiCommand compare = UiCommand.of("lockstep.compare", several, this::compareChosen);
    private int chosen = -1;

    ScenariosViewModel(Consumer<Command> session, List<ScenarioItem> shipped, Runnable chooseFile) {
        this.session = session;
        this.shipped = FXCollections.unmodifiableObservableList(FXCollections.observableArrayList(shipped));
        openFile = UiCommand.of("file.open", chooseFile);
    }

    void show(List<RunRow> now) {
        Rows.update(runs, now);
        several.set(now.size() > 1);
    }

    /** The scenarios that ship. */
    public ObservableList<ScenarioItem> shipped() {
        return shipped;
    }

    /** The runs of this session: the ones opened and their forks. */
    public ObservableList<RunRow> runs() {
        return shownRuns;
    }

    /** Counts the requests to open something: what was opened is then worth looking at. */
    public ReadOnlyLongProperty openRequests() {
        return openRequests.getReadOnlyProperty();
    }

    /** Opens a scenario with its own parameters. */
    public void open(ScenarioItem item) {
        if (item.set()) {
            session.accept(new Command.OpenShippedSet(item.name()));
            // What they come to, and where they part, is what the set is opened for.
            session.accept(new Command.Run());
        } else {
            session.accept(new Command.OpenShipped(item.name(), Map.of(), null));
        }
        openRequests.set(openRequests.get() + 1);
    }

    /** Shows another run. */
    public void switchTo(int run) {
        session.accept(new Command.SwitchRun(run));
    }

    /** A run of the list is chosen, or none with -1. */
    public void choose(int run) {
        chosen = run;
    }

    /** Puts a run beside another, or beside the one shown for -1; nothing happens with one beside itself. */
    public void beside(int run, int other) {
        int left = other < 0 ? shownRun() : other;
        if (left != run && left >= 0) {
            session.accept(new Command.Compare(List.of(left, run), List.of()));
            session.accept(new Command.Run());
        }
    }

    private int shownRun() {
        return runs.stream().filter(RunRow::shown).mapToInt(RunRow::index).findFirst().orElse(-1);
    }

    /** The chosen run, or if that is the one shown the last other one. */
    private void compareChosen() {
        int shown = shownRun();
        int other = runs.stream().mapToInt(RunRow::index).filter(i -> i == chosen && i != shown).findFirst()
                .orElseGet(() -> runs.stream().mapToInt(RunRow::index).filter(i -> i != shown).max().orElse(-1));
        if (other >= 0) {
            beside(other, shown);
        }
    }

    /** Puts the chosen run beside the one shown. */
    public UiCommand compare() {
        return compare;
    }

    public UiCommand openFile() {
        return openFile;
    }
}
