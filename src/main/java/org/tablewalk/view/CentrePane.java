package org.tablewalk.view;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tablewalk.viewmodel.MachineKind;
import org.tablewalk.viewmodel.MainViewModel;
import org.tablewalk.viewmodel.UiCommand;

/** What stands in the middle, the tree or the two trees, with its buttons and its legend. */
final class CentrePane extends VBox {
    private static final Feather[] ICONS = {Feather.ZOOM_IN, Feather.ZOOM_OUT, Feather.MAXIMIZE, Feather.PLUS_SQUARE, Feather.MINUS_SQUARE};

    /** The legend is smaller than the tree: it is looked up, not read. */
    private static final double LEGEND_SIZE = 0.86;

    private final MainViewModel model;
    private final DrawingView tree;
    private final DrawingView shadow;

    CentrePane(MainViewModel model, ControlFactory controls, PaintContext context) {
        this.model = model;
        getStyleClass().add("tree-pane");
        setMinHeight(0);
        tree = new DrawingView(model.tree(), context, "tree", controls.messages().text("tree.name"));
        shadow = new DrawingView(model.shadow(), context, "shadow", controls.messages().text("shadow.name"));
        shadow.visibleProperty().bind(model.centre().kindProperty().isEqualTo(MachineKind.X86));
        tree.visibleProperty().bind(shadow.visibleProperty().not());
        tree.visibleProperty().addListener((property, before, now) -> handFocusOn());
        HBox buttons = ControlFactory.row();
        buttons.getStyleClass().add("tree-buttons");
        buttons.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        int icon = 0;
        for (UiCommand command : model.centre().commands()) {
            buttons.getChildren().add(controls.iconButton(command, ICONS[icon++]));
        }
        StackPane.setAlignment(buttons, Pos.TOP_RIGHT);
        var stack = new StackPane(tree, shadow, buttons);
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

    /** The canvas that is shown keeps the keys. */
    private void handFocusOn() {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        if (owner == null || owner == tree || owner == shadow) {
            canvas().requestFocus();
        }
    }

    /** The canvas that is shown. */
    DrawingView canvas() {
        return model.centre().kindProperty().get() == MachineKind.X86 ? shadow : tree;
    }
}
