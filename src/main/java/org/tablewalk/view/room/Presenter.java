package org.tablewalk.view.room;

import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.tablewalk.view.canvas.DrawingView;
import org.tablewalk.viewmodel.window.SettingsViewModel;

/** The window before a room: the keys of a clicker act wherever the focus is, no tooltip comes up, and the screen can be made black. */
public final class Presenter {
    /** What clickers send. */
    private static final Set<KeyCode> CLICKER = Set.of(KeyCode.PAGE_UP, KeyCode.PAGE_DOWN, KeyCode.B, KeyCode.PERIOD);
    /** What shows the window again; everything else does nothing while it is black. */
    private static final Set<KeyCode> SHOWS = Set.of(KeyCode.B, KeyCode.PERIOD, KeyCode.ESCAPE, KeyCode.F5);

    private final SettingsViewModel settings;
    private final Function<KeyEvent, String> keys;
    private final Consumer<String> run;
    private final Region blank = new Region();

    /**
     * A presenter.
     *
     * @param keys the id of the command that a pressed key stands for while a canvas has the focus, or null
     * @param run  runs a command by its id
     */
    public Presenter(SettingsViewModel settings, Function<KeyEvent, String> keys, Consumer<String> run, String blankName) {
        this.settings = settings;
        this.keys = keys;
        this.run = run;
        blank.setId("blank");
        blank.getStyleClass().add("blank");
        blank.setAccessibleText(blankName);
        blank.visibleProperty().bind(settings.blankProperty());
        blank.setOnMouseClicked(Event::consume);
    }

    /** What is laid over the whole window while it is black. */
    public Node blank() {
        return blank;
    }

    /** Listens before anything else in the scene does. */
    public void install(Scene scene) {
        settings.window(scene.getHeight());
        scene.heightProperty().addListener((property, before, now) -> settings.window(now.doubleValue()));
        // Of the very type of the window's own filter, and before it: one of a wider type would be called after it.
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> key(event, scene.getFocusOwner()));
        scene.addEventFilter(KeyEvent.KEY_TYPED, event -> key(event, scene.getFocusOwner()));
        scene.addEventFilter(MouseEvent.MOUSE_MOVED, event -> {
            // Tooltips wait for movements over their nodes; a canvas follows the pointer without one.
            if (settings.presenterProperty().get() && !(event.getTarget() instanceof Node node && canvas(node))) {
                event.consume();
            }
        });
    }

    private static boolean canvas(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (n instanceof DrawingView) {
                return true;
            }
        }
        return false;
    }

    private void key(KeyEvent event, Node owner) {
        if (settings.blankProperty().get()) {
            if (event.getEventType() == KeyEvent.KEY_PRESSED && SHOWS.contains(event.getCode())) {
                settings.blankProperty().set(false);
            }
            event.consume();
        } else if (settings.presenterProperty().get() && event.getEventType() == KeyEvent.KEY_PRESSED && CLICKER.contains(event.getCode())
                && !(owner instanceof TextInputControl)) {
            String id = keys.apply(event);
            if (id != null) {
                run.accept(id);
                event.consume();
            }
        }
    }
}
