package org.tablewalk.view;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.tablewalk.view.canvas.DrawingView;
import org.tablewalk.view.canvas.PaintContext;
import org.tablewalk.view.canvas.TallView;
import org.tablewalk.view.room.PairPane;
import org.tablewalk.viewmodel.CentreCanvas;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.window.MainViewModel;

/** What stands in the middle, the tables of what is open, with its buttons and its legend. */
final class CentrePane extends VBox {
    private static final Feather[] ICONS = {Feather.ZOOM_IN, Feather.ZOOM_OUT, Feather.MAXIMIZE, Feather.PLUS_SQUARE, Feather.MINUS_SQUARE, Feather.COLUMNS};
    /** Buttons that stay where the picture's headings need the room; the others have keys and menu entries. */
    private static final Set<Feather> KEPT = Set.of(Feather.MAXIMIZE, Feather.COLUMNS);
    /** Width in em from which all of them have room. */
    private static final double WIDE = 46;
    /** The legend is smaller than the tree: it is looked up, not read. */
    private static final double LEGEND_SIZE = 0.86;

    private final Map<CentreCanvas, DrawingView> canvases = new HashMap<>();
    private final StackPane stack = new StackPane();
    private final PairPane pair;
    private final ControlFactory controls;
    private final PaintContext context;
    private final TallView legend;
    private final BooleanProperty roomForLegend = new SimpleBooleanProperty(true);
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
        for (UiCommand command : Stream.concat(model.centre().commands().stream(), model.pair().commands().stream().limit(1)).toList()) {
            Feather shape = ICONS[icon++];
            Button button = controls.iconButton(command, shape);
            if (!KEPT.contains(shape)) {
                button.visibleProperty().bind(stack.widthProperty().greaterThan(controls.em(WIDE)));
                button.managedProperty().bind(button.visibleProperty());
            }
            buttons.getChildren().add(button);
        }
        StackPane.setAlignment(buttons, Pos.TOP_RIGHT);
        pair = new PairPane(model.pair(), new DrawingView(model.pair().canvas(), context, "pair", controls.messages().text("pair.name")), controls.em(1));
        stack.getChildren().addAll(pair, buttons);
        stack.setMinHeight(0);
        VBox.setVgrow(stack, Priority.ALWAYS);
        show(model.centre().canvas());
        model.centre().canvasProperty().addListener((property, before, now) -> show(now));
        legend = new TallView(model.legend(), context, "legend", controls.messages().text("command.view.legend"), LEGEND_SIZE, model.legend()::height);
        var limits = ControlFactory.text("limits-text");
        limits.setId("limitsText");
        limits.textProperty().bind(model.status().limitsTextProperty());
        limits.visibleProperty().bind(limits.textProperty().isNotEmpty());
        limits.managedProperty().bind(limits.visibleProperty());
        limits.setMaxWidth(Double.MAX_VALUE);
        legend.visibleProperty().bind(roomForLegend.or(model.settings().legendProperty()));
        legend.managedProperty().bind(legend.visibleProperty());
        getChildren().addAll(stack, limits, legend);
    }

    /** Puts a picture in the middle; the canvas that is shown keeps the keys. */
    private void show(CentreCanvas picture) {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        boolean hadKeys = getScene() != null && (owner == null || owner == canvas);
        canvas = canvases.computeIfAbsent(picture, p -> new DrawingView(p, context, p.id(), controls.messages().text(p.id() + ".name")));
        pair.show(canvas);
        if (hadKeys) {
            canvas.requestFocus();
        }
    }

    /** Whether there is room for the legend; it can be asked for in any case. */
    void legend(boolean room) {
        roomForLegend.set(room);
    }

    /** The canvas that is shown. */
    DrawingView canvas() {
        return canvas;
    }
}
