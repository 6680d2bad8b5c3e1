package org.tablewalk.view;

import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.ContextMenuEvent;
import org.tablewalk.picture.Drawing;
import org.tablewalk.view.canvas.DrawingView;
import org.tablewalk.viewmodel.UiCommand;

/** What can be done with a place of a picture, beside it: by the right button, or by keys for the place that has the focus. */
final class PlaceMenu {
    private final ControlFactory controls;
    private final List<UiCommand> commands;
    private final ContextMenu menu = new ContextMenu();

    /** {@code commands}: those about what is selected. */
    PlaceMenu(ControlFactory controls, List<UiCommand> commands) {
        this.controls = controls;
        this.commands = commands;
        menu.setId("placeMenu");
    }

    /** Opens by the right button in the canvases of a window. */
    void install(Scene scene) {
        scene.addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, event -> {
            for (Node n = (Node) event.getTarget(); n != null; n = n.getParent()) {
                // By keys it is a command like others.
                if (n instanceof DrawingView canvas && !event.isKeyboardTrigger()) {
                    show(canvas, canvas.at(event.getSceneX(), event.getSceneY()), event.getScreenX(), event.getScreenY());
                    event.consume();
                    return;
                }
            }
        });
    }

    /** Opens under the place that has the focus in a canvas. */
    void show(DrawingView canvas) {
        Drawing.Hot hot = canvas.focused();
        if (hot != null) {
            Bounds at = canvas.localToScreen(canvas.boundsOf(hot));
            show(canvas, hot, at.getMinX(), at.getMaxY());
        }
    }

    /** Whether it is open: keys are its own then. */
    boolean open() {
        return menu.isShowing();
    }

    private void show(DrawingView canvas, Drawing.Hot hot, double x, double y) {
        menu.hide();
        menu.getItems().clear();
        if (hot == null) {
            return;
        }
        var sentence = new MenuItem(hot.tip());
        sentence.setMnemonicParsing(false);
        sentence.setDisable(true);
        var select = new MenuItem(controls.messages().text("command.place.select"));
        select.setOnAction(event -> canvas.select(hot.target()));
        menu.getItems().addAll(sentence, select, new SeparatorMenuItem());
        for (UiCommand command : commands) {
            var item = new MenuItem(controls.name(command));
            item.setOnAction(event -> command.run());
            item.setDisable(!command.enabledProperty().get());
            menu.getItems().add(item);
        }
        menu.show(canvas, x, y);
    }
}
