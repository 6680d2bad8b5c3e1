package org.tablewalk.view.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.tablewalk.picture.lockstep.CounterChart;
import org.tablewalk.view.canvas.DrawingView;
import org.tablewalk.view.canvas.PaintContext;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.lockstep.LockStepViewModel;

/** Machines side by side, in place of the panes of one: where they part, a column for each, their counters. */
public final class LockStepPane extends VBox {
    /** Width in em from which there is room for more than where they part, and the ways there and out. */
    private static final double WIDE = 100;
    /** Height in em from which there is room for the counters. */
    private static final double TALL = 30;
    /** Share of the height that the counters have. */
    private static final double COUNTERS = 0.16;

    private final LockStepViewModel model;
    private final PaintContext context;
    private final DoubleBinding em;
    private final Messages messages;
    private final List<ColumnPane> panes = new ArrayList<>();
    private final Columns columns = new Columns();

    /**
     * The pane of a window.
     *
     * @param em     a letter's width in pixels, as the window is scaled
     * @param button makes a button of a command
     */
    public LockStepPane(LockStepViewModel model, PaintContext context, DoubleBinding em, Function<UiCommand, Button> button, Messages messages) {
        this.model = model;
        this.context = context;
        this.em = em;
        this.messages = messages;
        setId("lockstep");
        getStyleClass().add("lockstep");
        setMinSize(0, 0);
        var counters = new DrawingView(model.counters(), context, "lockstep-counters", messages.text("lockstep.counters"));
        counters.setMinHeight(0);
        // Tables and lanes need the room more.
        counters.visibleProperty().bind(heightProperty().greaterThan(em.multiply(TALL)));
        counters.managedProperty().bind(counters.visibleProperty());
        model.machinesProperty().addListener((property, before, now) -> show(counters));
        em.addListener((property, before, now) -> height(counters));
        heightProperty().addListener((property, before, now) -> height(counters));
        VBox.setVgrow(columns, Priority.ALWAYS);
        getChildren().addAll(strip(button), columns, counters);
        show(counters);
    }

    /** Where they part, and the ways to there and out. */
    private Node strip(Function<UiCommand, Button> button) {
        var title = new Label();
        title.setId("lockstep-title");
        title.getStyleClass().add("strip-text");
        title.textProperty().bind(model.titleProperty());
        var whole = new Tooltip();
        whole.textProperty().bind(model.summaryProperty());
        title.setTooltip(whole);
        title.setMinWidth(USE_PREF_SIZE);
        title.visibleProperty().bind(widthProperty().greaterThan(em.multiply(WIDE)));
        title.managedProperty().bind(title.visibleProperty());
        var lozenge = new Region();
        lozenge.getStyleClass().add("lockstep-lozenge");
        lozenge.visibleProperty().bind(model.partsProperty());
        lozenge.managedProperty().bind(lozenge.visibleProperty());
        var difference = new Label();
        difference.setId("lockstep-difference");
        difference.getStyleClass().add("lockstep-difference");
        var words = Bindings.when(model.pointedProperty().isEmpty()).then(model.differenceProperty()).otherwise(model.pointedProperty());
        difference.textProperty().bind(words);
        var told = new Tooltip();
        told.textProperty().bind(words);
        difference.setTooltip(told);
        difference.setMinWidth(0);
        difference.setFocusTraversable(true);
        var spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        var dashed = new Label();
        dashed.getStyleClass().add("lockstep-legend");
        dashed.textProperty().bind(model.comparedProperty());
        dashed.setMinWidth(USE_PREF_SIZE);
        dashed.visibleProperty().bind(title.visibleProperty());
        dashed.managedProperty().bind(dashed.visibleProperty());
        var strip = new HBox(title, lozenge, difference, spring, dashed);
        for (UiCommand command : model.commands()) {
            Button made = button.apply(command);
            made.getStyleClass().add("strip-action");
            made.setMinWidth(USE_PREF_SIZE);
            if (command == model.commands().get(1)) {
                made.visibleProperty().bind(title.visibleProperty());
                made.managedProperty().bind(made.visibleProperty());
            }
            strip.getChildren().add(made);
        }
        strip.setAlignment(Pos.CENTER_LEFT);
        strip.getStyleClass().addAll("verdict-strip", "lockstep-strip");
        strip.setMinWidth(0);
        return strip;
    }

    private void show(DrawingView counters) {
        int machines = model.machinesProperty().get();
        while (panes.size() < machines) {
            panes.add(new ColumnPane(model.columns().get(panes.size()), context, em, messages));
        }
        columns.getChildren().setAll(panes.subList(0, machines));
        height(counters);
    }

    private void height(DrawingView counters) {
        int machines = model.machinesProperty().get();
        double height = Math.ceil(CounterChart.height(machines, getHeight() * COUNTERS / context.scale()) * context.scale());
        counters.setPrefHeight(height);
        counters.setMaxHeight(height);
        counters.setMinHeight(Math.min(height, CounterChart.height(0)));
    }

    /** The canvas that has the focus when machines come side by side. */
    public Node first() {
        return panes.isEmpty() ? this : panes.getFirst().tables();
    }

    /** Columns of the same width. */
    private static final class Columns extends Pane {
        Columns() {
            setMinSize(0, 0);
        }

        @Override
        protected void layoutChildren() {
            int count = getChildren().size();
            for (int i = 0; i < count; i++) {
                double left = Math.round(getWidth() * i / count);
                double right = Math.round(getWidth() * (i + 1) / count);
                getChildren().get(i).resizeRelocate(left, 0, right - left, getHeight());
            }
        }
    }
}
