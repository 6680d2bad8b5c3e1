package org.tablewalk.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.image.Image;
import javafx.stage.FileChooser;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.tablewalk.app.command.InputException;
import org.tablewalk.format.link.StepLink;
import org.tablewalk.session.Command;
import org.tablewalk.session.EngineSession;
import org.tablewalk.session.Session;
import org.tablewalk.view.MainWindow;
import org.tablewalk.view.WindowActions;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.window.MainViewModel;

/** The program with a window: puts the window on a stage and the engine on its thread. The toolkit makes it. */
public final class Launcher extends Application {
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;
    private static final double LEAST_WIDTH = 1024;
    private static final double LEAST_HEIGHT = 700;

    private Session session;
    private MainWindow window;

    /**
     * Opens the window and returns when it is closed.
     *
     * @param opened file or link to open in it, or null for the first scenario
     * @throws InputException if there is no display that can be used
     */
    public static void open(String opened) {
        try {
            launch(Launcher.class, opened == null ? new String[0] : new String[] {opened});
        } catch (UnsupportedOperationException e) {
            throw new InputException("no window can be opened (" + e.getMessage() + "); without a display use: tablewalk tour", e);
        }
    }

    @Override
    public void start(Stage stage) throws IOException {
        var composition = Composition.shipped();
        var messages = composition.messages();
        session = new EngineSession(composition.engine(), true);
        var model = composition.window(session, messages);
        model.defects().writeDown(composition.crashReports()::write);
        Thread.setDefaultUncaughtExceptionHandler((thread, defect) -> {
            if (model.defects().met(thread.getName(), defect)) {
                defect.printStackTrace();
            }
        });
        var screen = Screen.getPrimary().getVisualBounds();
        window = new MainWindow(model, messages, new OnStage(stage, model, messages), Math.min(WIDTH, screen.getWidth()),
                Math.min(HEIGHT, screen.getHeight()));
        stage.titleProperty().bind(model.status().titleProperty().map(title -> title.isEmpty() ? messages.text("app.name") : title));
        try (var icon = Launcher.class.getResourceAsStream("tablewalk.png")) {
            stage.getIcons().add(new Image(icon));
        }
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        stage.setScene(window.scene());
        stage.show();
        window.start();
        var arguments = getParameters().getUnnamed();
        if (arguments.isEmpty()) {
            session.send(new Command.OpenShipped(composition.firstScenario(), Map.of(), null));
        } else if (StepLink.means(arguments.getFirst())) {
            model.link().open(arguments.getFirst());
        } else {
            model.open(Path.of(arguments.getFirst()));
        }
    }

    @Override
    public void stop() throws Exception {
        if (window != null) {
            window.stop();
        }
        if (session != null) {
            session.close();
        }
    }

    /** What the window asks of the stage it stands on. */
    private record OnStage(Stage stage, MainViewModel model, Messages messages) implements WindowActions {
        @Override
        public void chooseFile() {
            var file = new FileChooser().showOpenDialog(stage);
            if (file != null) {
                model.open(file.toPath());
            }
        }

        @Override
        public Path chooseTarget(String title, String name) {
            var chooser = new FileChooser();
            chooser.setTitle(title);
            chooser.setInitialFileName(name);
            var file = chooser.showSaveDialog(stage);
            return file == null ? null : file.toPath();
        }

        @Override
        public void quit() {
            Platform.exit();
        }

        @Override
        public void fullScreen() {
            stage.setFullScreen(!stage.isFullScreen());
        }
    }
}
