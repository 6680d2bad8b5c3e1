package org.tablewalk.view;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tablewalk.picture.Places;
import org.tablewalk.view.canvas.DrawingView;
import org.tablewalk.view.canvas.Fonts;
import org.tablewalk.view.canvas.PaintContext;
import org.tablewalk.view.canvas.SeekBar;
import org.tablewalk.view.defects.Footsteps;
import org.tablewalk.view.focus.PaneStops;
import org.tablewalk.view.lockstep.LockStepPane;
import org.tablewalk.view.motion.MotionLayer;
import org.tablewalk.view.room.Presenter;
import org.tablewalk.view.verdict.VerdictStrip;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.window.MainViewModel;
import org.tablewalk.viewmodel.window.PictureSaver;
import org.tablewalk.viewmodel.window.TablesSaver;

/** The whole window as one scene: the same scene is shown on a screen and captured to a picture. */
public final class MainWindow {
    /** Height of the rows above the panes in pixels, about. */
    private static final double TOP = 142;
    /** Width in em below which there is no room for the program's name. */
    private static final double NARROW = 40;

    private final KeyMap keys = KeyMap.load();
    private final MainViewModel model;
    private final PaintContext context;
    private final Pulse pulse;
    private final Scene scene;
    private final WindowCommands commands;
    private final TransportBar transport;
    private final KeySheet sheet;
    private final DropTarget drop;
    private final Panes panes;
    private final LockStepPane lockStep;
    private final LinkBar link;
    private final StatusBar status;
    private final PlaceMenu placeMenu;
    private final Visibility visibility;

    /**
     * Builds the window; on the toolkit's thread.
     *
     * @param actions what the surroundings do: choose a file, close, ...
     * @param width   in pixels
     * @param height  in pixels
     */
    public MainWindow(MainViewModel model, Messages messages, WindowActions actions, double width, double height) {
        this.model = model;
        Fonts.load();
        var controls = new ControlFactory(messages, keys, model.settings());
        context = new PaintContext(model.settings(), model.defects());
        commands = new WindowCommands(model, new InWindow(actions, messages));
        sheet = new KeySheet(List.of(commands.run(), commands.view(), commands.placesAndFile()), controls);
        drop = new DropTarget(model, messages);
        transport = new TransportBar(model.transport(), controls, new SeekBar(model.seekBar(), context, messages.text("transport.seekBar")));
        panes = new Panes(model, controls, context);
        var motion = new MotionLayer(model.motion(), context, panes::line, messages);
        pulse = new Pulse(model, context, motion);

        var name = new Label(messages.text("app.name"));
        name.getStyleClass().add("app-name");
        var title = new Label();
        title.setId("title");
        title.getStyleClass().add("run-title");
        title.textProperty().bind(model.status().titleProperty());
        title.setMinWidth(0);
        var whole = new Tooltip();
        whole.textProperty().bind(title.textProperty());
        title.setTooltip(whole);
        name.setMinWidth(Region.USE_PREF_SIZE);
        // The desktop shows it over the window too.
        name.managedProperty().bind(name.visibleProperty());
        var menu = new MainMenu(commands, controls);
        menu.setMinWidth(Region.USE_PREF_SIZE);
        var first = ControlFactory.row(name, menu, ControlFactory.spring(), title, ControlFactory.spring(),
                controls.iconButton(model.settings().nextTheme(), Feather.MOON), controls.iconButton(commands.keys(), Feather.HELP_CIRCLE));
        first.getStyleClass().add("title-row");
        lockStep = new LockStepPane(model.lockStep(), context, controls.em(1), controls::button, messages);
        var layout = new BorderPane();
        layout.centerProperty().bind(Bindings.when(model.lockStep().activeProperty()).then((Node) lockStep).otherwise(panes.root()));
        layout.centerProperty().addListener((property, before, now) -> first().requestFocus());
        link = new LinkBar(model.link(), controls, () -> first().requestFocus());
        var strip = new VerdictStrip(model.verdict(), model.schedules(), model.nearest().command(), controls.em(1), messages);
        // Each of several machines has its own above its column.
        strip.visibleProperty().bind(model.lockStep().activeProperty().not());
        strip.managedProperty().bind(strip.visibleProperty());
        layout.setTop(new VBox(first, transport, strip, link, new Banner(model, controls)));
        status = new StatusBar(model, controls);
        status.managedProperty().bind(status.visibleProperty());
        layout.setBottom(status);
        // What does not fit is cut at the right, where the seek bar is, and not on both sides.
        layout.setMinWidth(0);
        var presenter = new Presenter(model.settings(), event -> keys.command(event, true), id -> commands.find(id).run(), messages.text("command.view.blank"));
        var root = new StackPane(layout, motion, drop, sheet, presenter.blank());
        StackPane.setAlignment(layout, Pos.TOP_LEFT);
        root.getStyleClass().add("window");
        drop.install(root);
        scene = new Scene(root, width, height);
        name.visibleProperty().bind(scene.widthProperty().greaterThan(controls.em(NARROW)));
        new Appearance(scene, model.settings());
        presenter.install(scene);
        // Before a pane of tabs around a canvas gets it: it would choose another tab by the arrows.
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            // What the presenter took is not kept from a filter of the same scene.
            if (!event.isConsumed() && scene.getFocusOwner() instanceof DrawingView) {
                keyPressed(event);
            }
        });
        scene.addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
        new Footsteps(scene, event -> keys.command(event, true), model.defects()::did);
        fit();
        panes.place(width, height - TOP);
        scene.widthProperty().addListener((property, before, now) -> fit());
        scene.heightProperty().addListener((property, before, now) -> fit());
        model.settings().scaleProperty().addListener((property, before, now) -> {
            fit();
            panes.place(scene.getWidth(), scene.getHeight() - TOP);
        });
        placeMenu = new PlaceMenu(controls, model.entryCommands());
        placeMenu.install(scene);
        visibility = new Visibility(scene, pulse);
        first().requestFocus();
    }

    /** The canvas that has the focus first. */
    private Node first() {
        return model.lockStep().activeProperty().get() ? lockStep.first() : panes.first();
    }

    private void fit() {
        status.setVisible(panes.fit(scene.getWidth(), scene.getHeight()).status());
    }

    private void keyPressed(KeyEvent event) {
        if (placeMenu.open()) {
            return;
        }
        Node owner = scene.getFocusOwner();
        String id = keys.command(event, owner == null || owner instanceof DrawingView || owner == scene.getRoot());
        if (id != null && commands.find(id) != null) {
            commands.meant(id).run();
            event.consume();
        }
    }

    /** The scene, to be put on a stage or captured. */
    public Scene scene() {
        return scene;
    }

    /** Begins to follow the session; to be called when the window shows. While it is minimised it rests by itself. */
    public void start() {
        visibility.on(true);
        // The arrow keys step from the first moment on, instead of choosing a tab.
        first().requestFocus();
    }

    /** Stops painting; a canvas that nobody sees would only collect commands. */
    public void stop() {
        visibility.on(false);
    }

    /** What one pulse does at a moment, in nanoseconds, and the layout that follows it; for captures and tests that have a clock of their own. */
    void pulse(long nanos) {
        pulse.once(nanos);
        scene.getRoot().applyCss();
        scene.getRoot().layout();
    }

    /** Brings everything up to date at once, without a running pulse: for captures. */
    void settle() {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        for (int i = 0; i < 3; i++) {
            pulse(Long.MAX_VALUE / 2);
        }
    }

    /** Where files are dropped. */
    DropTarget dropTarget() {
        return drop;
    }

    /** What the window does itself, and what it hands on. */
    private final class InWindow implements WindowCommands.Window {
        private final WindowActions actions;
        private final Messages messages;

        InWindow(WindowActions actions, Messages messages) {
            this.actions = actions;
            this.messages = messages;
            model.onChooseFile(actions::chooseFile);
        }

        @Override
        public void chooseFile() {
            actions.chooseFile();
        }

        @Override
        public void savePicture() {
            new SavePicture(scene, messages, new PictureSaver(model.problem(), messages)).ask();
        }

        @Override
        public void saveTables() {
            var file = actions.chooseTarget(messages.text("command.file.tables"), TablesSaver.NAME);
            if (file != null) {
                model.tables().save(file);
            }
        }

        @Override
        public void copyLink() {
            link.copy();
        }

        @Override
        public void askLink() {
            link.ask();
        }

        @Override
        public void pasteLink() {
            link.paste();
        }

        @Override
        public void quit() {
            actions.quit();
        }

        @Override
        public void typeStep() {
            transport.typeStep();
        }

        @Override
        public void nextPane(int direction) {
            PaneStops.of(scene).go(direction);
        }

        @Override
        public void walk(Places.Way way) {
            if (scene.getFocusOwner() instanceof DrawingView canvas) {
                canvas.walk(way);
            }
        }

        @Override
        public void placeMenu() {
            if (scene.getFocusOwner() instanceof DrawingView canvas) {
                placeMenu.show(canvas);
            }
        }

        @Override
        public void selectPlace() {
            if (scene.getFocusOwner() instanceof DrawingView canvas) {
                canvas.selectFocused();
            }
        }

        @Override
        public void fullScreen() {
            actions.fullScreen();
        }

        @Override
        public void showKeys() {
            sheet.show();
        }
    }
}
