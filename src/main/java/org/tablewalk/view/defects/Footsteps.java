package org.tablewalk.view.defects;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/** Follows what the user does in a window, for reports on defects: which pane is clicked, which command's key is pressed; no text that is typed. */
public final class Footsteps {
    private final Consumer<String> told;
    private String last = "";

    /**
     * Follows a scene.
     *
     * @param command the id of the command that a key stands for, or null
     * @param told    is told what was done
     */
    public Footsteps(Scene scene, Function<KeyEvent, String> command, Consumer<String> told) {
        this.told = told;
        scene.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> tell("click in " + pane(event.getTarget()) + at(event)));
        scene.addEventFilter(ScrollEvent.SCROLL, event -> once("wheel in " + pane(event.getTarget())));
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            String id = command.apply(event);
            if (id != null) {
                tell("key for " + id);
            }
        });
        scene.widthProperty().addListener((property, before, now) -> once("size of the window"));
        scene.heightProperty().addListener((property, before, now) -> once("size of the window"));
    }

    private void once(String what) {
        if (!what.equals(last)) {
            tell(what);
        }
    }

    private void tell(String what) {
        last = what;
        told.accept(what);
    }

    private static String at(MouseEvent event) {
        return String.format(Locale.ROOT, " at %.0f, %.0f", event.getSceneX(), event.getSceneY());
    }

    /** The nearest thing about a place that has a name. */
    private static String pane(Object target) {
        for (Node node = target instanceof Node n ? n : null; node != null; node = node.getParent()) {
            if (node.getId() != null) {
                return node.getId();
            }
        }
        return "the window";
    }
}
