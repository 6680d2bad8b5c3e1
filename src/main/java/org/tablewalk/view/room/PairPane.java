package org.tablewalk.view.room;

import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.value.ObservableDoubleValue;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.tablewalk.view.canvas.DrawingView;
import org.tablewalk.viewmodel.window.PairViewModel;

/** The canvas in the middle, and while a pair is wanted another one of the same size before it: at its left, or above it where the middle is narrow. */
public final class PairPane extends Pane {
    /** Width in em that a tree needs to be read, and height. */
    private static final double LEAST_WIDTH = 30;
    private static final double LEAST_HEIGHT = 17;
    private static final double GAP = 1;

    private final PairViewModel model;
    private final ObservableDoubleValue em;
    private final VBox first;
    private final VBox second;

    /** A pane without its canvas in the middle. */
    public PairPane(PairViewModel model, DrawingView other, ObservableDoubleValue em) {
        this.model = model;
        this.em = em;
        getStyleClass().add("pair");
        setMinSize(0, 0);
        first = titled("pairLeft", model.leftProperty());
        second = titled("pairRight", model.rightProperty());
        grow(first, other);
        first.visibleProperty().bind(model.shownProperty());
        getChildren().addAll(first, second);
        model.shownProperty().addListener((property, before, now) -> requestLayout());
        em.addListener((property, before, now) -> requestLayout());
    }

    private VBox titled(String id, ReadOnlyStringProperty text) {
        var title = new Label();
        title.setId(id);
        title.getStyleClass().add("pair-title");
        title.textProperty().bind(text);
        title.setMaxWidth(Double.MAX_VALUE);
        title.visibleProperty().bind(Bindings.createBooleanBinding(() -> model.shownProperty().get(), model.shownProperty()));
        title.managedProperty().bind(title.visibleProperty());
        var box = new VBox(title);
        box.setMinSize(0, 0);
        return box;
    }

    private static void grow(VBox box, DrawingView canvas) {
        canvas.setMinSize(0, 0);
        VBox.setVgrow(canvas, Priority.ALWAYS);
        box.getChildren().add(canvas);
    }

    /** Puts a canvas into the middle, in place of the one that is there. */
    public void show(DrawingView canvas) {
        second.getChildren().removeIf(DrawingView.class::isInstance);
        grow(second, canvas);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        if (!model.shownProperty().get()) {
            place(second, 0, 0, width, height);
            return;
        }
        boolean stacked = width < 2 * LEAST_WIDTH * em.get() && height >= 2 * LEAST_HEIGHT * em.get();
        double w = stacked ? width : Math.floor((width - GAP) / 2);
        double h = stacked ? Math.floor((height - GAP) / 2) : height;
        place(first, 0, 0, w, h);
        place(second, width - w, height - h, w, h);
    }

    private void place(Node child, double x, double y, double w, double h) {
        layoutInArea(child, x, y, w, h, 0, javafx.geometry.HPos.LEFT, javafx.geometry.VPos.TOP);
    }
}
