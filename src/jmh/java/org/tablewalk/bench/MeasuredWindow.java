package org.tablewalk.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.tablewalk.Shipped;
import org.tablewalk.format.scenario.Scenarios;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Activity;
import org.tablewalk.session.Command;
import org.tablewalk.session.Engine;
import org.tablewalk.session.EngineSession;
import org.tablewalk.session.Frame;
import org.tablewalk.view.MainWindow;
import org.tablewalk.view.Offscreen;
import org.tablewalk.view.WindowActions;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.window.MainViewModel;
import org.tablewalk.viewmodel.window.ScenarioItem;

/** The program's window, 1440x900, on an engine of its own, put together as the launcher does it. */
final class MeasuredWindow implements AutoCloseable {
    private static final int WIDTH = 1440;
    private static final int HEIGHT = 900;
    private static final long RECORDING_LIMIT = 1L << 30;
    private static final long POLL_MILLIS = 10;
    private static final int LEAF_LEVEL = 3;
    /** Each brings entries into view that point to further tables. */
    private static final int EXPANSIONS = 4;

    private final Offscreen toolkit;
    private final EngineSession session;
    private final MainViewModel model;
    private final MainWindow window;

    MeasuredWindow(Offscreen toolkit) throws Exception {
        this.toolkit = toolkit;
        var scenarios = Shipped.scenarios();
        session = new EngineSession(new Engine(Shipped.opener(), RECORDING_LIMIT));
        var messages = Messages.load(Locale.ENGLISH);
        List<ScenarioItem> items = items(scenarios);
        model = toolkit.call(() -> new MainViewModel(session, Shipped.views(), Shipped.opener()::kindOf, items, messages));
        window = toolkit.call(() -> new MainWindow(model, messages, WindowActions.NONE, WIDTH, HEIGHT));
    }

    private static List<ScenarioItem> items(Scenarios scenarios) throws IOException {
        var items = new ArrayList<ScenarioItem>();
        for (String name : scenarios.shipped()) {
            var scenario = scenarios.load(name);
            items.add(new ScenarioItem(name, scenario.title(), scenario.summary()));
        }
        return items;
    }

    /** Opens the cancelled migration at its start and waits until the window shows it. */
    void open(Map<String, String> parameters) throws InterruptedException {
        open(new Command.OpenShipped("cancelled-migration", parameters, null));
    }

    /** Opens something and waits until the window shows it. */
    void open(Command command) throws InterruptedException {
        var before = session.frame().subject();
        session.send(command);
        while (session.frame().subject() == before) {
            if (session.frame().problem() != null) {
                throw new IllegalStateException(session.frame().problem().toString());
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Opens something and records it to its end. */
    void record(Command command) throws InterruptedException {
        open(command);
        session.send(new Command.Run());
        while (!session.frame().ended() || session.frame().activity() != Activity.IDLE) {
            if (session.frame().problem() != null) {
                throw new IllegalStateException(session.frame().problem().toString());
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Puts the window on the stage and lets it follow its session. */
    void show(Stage stage) throws Exception {
        toolkit.call(() -> {
            stage.setScene(window.scene());
            stage.show();
            window.start();
            return null;
        });
    }

    /** Stops what the engine does and the window's painting. */
    void hide() throws Exception {
        session.send(new Command.Pause());
        rest();
        toolkit.call(() -> {
            window.stop();
            return null;
        });
    }

    /** Waits until the engine has nothing to do. */
    void rest() throws InterruptedException {
        long sent = session.frame().version();
        while (session.frame().activity() != Activity.IDLE || session.frame().version() == sent) {
            Thread.sleep(POLL_MILLIS);
            sent = -1;
        }
    }

    void send(Command command) {
        session.send(command);
    }

    Frame frame() {
        return session.frame();
    }

    /** Version of the frame that the window shows: another one after a pulse that had something to paint. */
    long shown() {
        return model.centre().canvas().versionProperty().get() + model.lockStep().counters().versionProperty().get();
    }

    /** At the run's start, opens every table that an entry on screen points to, and fits the tree into its pane. */
    void expand() throws Exception {
        session.send(new Command.Seek(0));
        rest();
        toolkit.call(() -> {
            for (int i = 0; i < EXPANSIONS; i++) {
                Drawing drawing = tree();
                Set<Long> open = tables(drawing, 0);
                drawing.hots().stream().map(Drawing.Hot::target)
                        .filter(t -> t.kind() == Target.Kind.EXPAND && !open.contains(t.a())).forEach(model.centre().canvas()::select);
                tree();
                model.centre().commands().stream().filter(c -> c.id().equals("tree.fit")).forEach(UiCommand::run);
            }
            return null;
        });
    }

    /** How many leaf tables, and how many shapes in all, the tree's picture has. */
    String tells() throws Exception {
        return toolkit.call(() -> {
            Drawing drawing = tree();
            return tables(drawing, LEAF_LEVEL).size() + " leaf tables, " + drawing.shapes().size() + " shapes";
        });
    }

    /** At a moment, how many shapes the picture of the two trees has. */
    int shapes(long position) throws Exception {
        session.send(new Command.Seek(position));
        rest();
        return toolkit.call(() -> {
            model.refresh();
            Region pane = (Region) window.scene().lookup("#shadow");
            return model.centre().canvas().draw(pane.getWidth(), pane.getHeight()).shapes().size();
        });
    }

    private Drawing tree() {
        Node pane = window.scene().lookup("#tree");
        return model.centre().canvas().draw(((Region) pane).getWidth(), ((Region) pane).getHeight());
    }

    private static Set<Long> tables(Drawing drawing, int leastLevel) {
        return drawing.hots().stream().map(Drawing.Hot::target)
                .filter(t -> t.kind() == Target.Kind.TABLE && t.b() >= leastLevel).map(Target::a).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        session.close();
    }
}
