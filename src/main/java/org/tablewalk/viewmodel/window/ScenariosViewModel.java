package org.tablewalk.viewmodel.window;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
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

    ScenariosViewModel(Consumer<Command> session, List<ScenarioItem> shipped, Runnable chooseFile) {
        this.session = session;
        this.shipped = FXCollections.unmodifiableObservableList(FXCollections.observableArrayList(shipped));
        openFile = UiCommand.of("file.open", chooseFile);
    }

    void show(List<RunRow> now) {
        Rows.update(runs, now);
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
        session.accept(new Command.OpenShipped(item.name(), Map.of(), null));
        openRequests.set(openRequests.get() + 1);
    }

    /** Shows another run. */
    public void switchTo(int run) {
        session.accept(new Command.SwitchRun(run));
    }

    public UiCommand openFile() {
        return openFile;
    }
}
