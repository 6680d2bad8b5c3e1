package org.tablewalk.view;

import javafx.geometry.Pos;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tablewalk.viewmodel.MainViewModel;
import org.tablewalk.viewmodel.UiCommand;

/** The page-table tree with its buttons and its legend. */
final class TreePane extends VBox {
    private static final Feather[] ICONS = {Feather.ZOOM_IN, Feather.ZOOM_OUT, Feather.MAXIMIZE, Feather.PLUS_SQUARE, Feather.MINUS_SQUARE};

    /** The legend is smaller than the tree: it is looked up, not read. */
    private static final double LEGEND_SIZE = 0.86;

    private final DrawingView canvas;

    TreePane(MainViewModel model, ControlFactory controls, PaintContext context) {
        getStyleClass().add("tree-pane");
        setMinHeight(0);
        canvas = new DrawingView(model.tree(), context, "tree", controls.messages().text("tree.name"));
        HBox buttons = ControlFactory.row();
        buttons.getStyleClass().add("tree-buttons");
        buttons.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        int icon = 0;
        for (UiCommand command : model.tree().commands()) {
            buttons.getChildren().add(controls.iconButton(command, ICONS[icon++]));
        }
        StackPane.setAlignment(buttons, Pos.TOP_RIGHT);
        var stack = new StackPane(canvas, buttons);
        stack.setMinHeight(0);
        VBox.setVgrow(stack, Priority.ALWAYS);
        var legend = new TallView(model.legend(), context, "legend", controls.messages().text("command.view.legend"), LEGEND_SIZE, model.legend()::height);
        var limits = ControlFactory.text("limits-text");
        limits.setId("limitsText");
        limits.textProperty().bind(model.limitsTextProperty());
        limits.visibleProperty().bind(limits.textProperty().isNotEmpty());
        limits.managedProperty().bind(limits.visibleProperty());
        limits.setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(stack, limits, legend);
    }

    DrawingView canvas() {
        return canvas;
    }
}
