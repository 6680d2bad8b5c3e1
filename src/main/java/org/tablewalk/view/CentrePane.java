package org.tablewalk.view;

import java.util.HashMap;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tablewalk.view.canvas.DrawingView;
import org.tablewalk.view.canvas.PaintContext;
import org.tablewalk.view.canvas.TallView;
import org.tablewalk.viewmodel.CentreCanvas;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.window.MainViewModel;

/** What stands in the middle, the tables of what is open, with its buttons and its legend. */
final class CentrePane extends VBox {
    private static final Feather[] ICONS = {Feather.ZOOM_IN, Feather.ZOOM_OUT, Feather.MAXIMIZE, Feather.PLUS_SQUARE, Feather.MINUS_SQUARE};
    /** The legend is smaller than the tree: it is looked up, not read. */
    private static final double LEGEND_SIZE = 0.86;

    private final Map<CentreCanvas, DrawingView> canvases = new HashMap<>();
    private final StackPane stack = new StackPane();
    private final ControlFactory controls;
    private final PaintContext context;
    private DrawingView canvas;

    CentrePane(MainViewModel model, ControlFactory controls, PaintContext context) {
        this.controls = controls;
        this.context = context;
        getStyleClass().add("tree-pane");
        setMinHeight(0);
        HBox buttons = ControlFactory.row();
        buttons.getStyleClass().add("tree-buttons");
        buttons.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        int icon = 0;
        for (UiCommand command : model.centre().commands()) {
            buttons.getChildren().add(controls.iconButton(command, ICONS[icon++]));
        }
        StackPane.setAlignment(buttons, Pos.TOP_RIGHT);
        stack.getChildren().add(buttons);
        stack.setMinHeight(0);
        VBox.setVgrow(stack, Priority.ALWAYS);
        show(model.centre().canvas());
        model.centre().canvasProperty().addListener((property, before, now) -> show(now));
        var legend = new TallView(model.legend(), context, "legend", controls.messages().text("command.view.legend"), LEGEND_SIZE, model.legend()::height);
        var limits = ControlFactory.text("limits-text");
        limits.setId("limitsText");
        limits.textProperty().bind(model.status().limitsTextProperty());
        limits.visibleProperty().bind(limits.textProperty().isNotEmpty());
        limits.managedProperty().bind(limits.visibleProperty());
        limits.setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(stack, limits, legend);
    }

    /** Puts a picture in the middle; the canvas that is shown keeps the keys. */
    private void show(CentreCanvas picture) {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        boolean hadKeys = getScene() != null && (owner == null || owner == canvas);
        stack.getChildren().remove(canvas);
        canvas = canvases.computeIfAbsent(picture, p -> new DrawingView(p, context, p.id(), controls.messages().text(p.id() + ".name")));
        stack.getChildren().addFirst(canvas);
        if (hadKeys) {
            canvas.requestFocus();
        }
    }

    /** The canvas that is shown. */
    DrawingView canvas() {
        return canvas;
    }
}
