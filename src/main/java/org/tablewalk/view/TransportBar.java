package org.tablewalk.view;

import javafx.beans.binding.DoubleBinding;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.tablewalk.view.canvas.SeekBar;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.window.TransportViewModel;

/** The row of transport: first, back, play, forward, last; granularity; speed; the step; the seek bar. */
final class TransportBar extends HBox {
    /** Width in em below which the speed slider gives way. */
    private static final double NARROW = 66;
    /** Width in em below which the choice of granularity gives way too. */
    private static final double NARROWER = 58;
    /** Below which first and last do, and below which the seek bar does. */
    private static final double ENDS = 38;
    private static final double NARROWEST = 32;

    private final TransportViewModel model;
    private final TextField step = new TextField();
    private final Label of = new Label();

    TransportBar(TransportViewModel model, ControlFactory controls, SeekBar seekBar) {
        this.model = model;
        Messages messages = controls.messages();
        getStyleClass().add("transport");
        setAlignment(Pos.CENTER_LEFT);

        Button play = controls.shapeButton(model.play(), "play");
        play.getStyleClass().add("accent");
        model.playingProperty().addListener((property, before, now) -> {
            var classes = play.getGraphic().getStyleClass();
            classes.removeAll("icon-play", "icon-pause");
            classes.add(now ? "icon-pause" : "icon-play");
            play.setAccessibleText(messages.text(now ? "transport.pause" : "command.run.play"));
        });
        Button first = controls.shapeButton(model.first(), "first");
        Button last = controls.shapeButton(model.last(), "last");
        var buttons = ControlFactory.row(first, controls.shapeButton(model.back(), "back"), play, controls.shapeButton(model.forward(), "forward"), last);
        buttons.getStyleClass().add("transport-buttons");

        var speed = new Slider(0, model.speeds() - 1, model.speedProperty().get());
        speed.setId("speed");
        speed.setBlockIncrement(1);
        speed.setMajorTickUnit(1);
        speed.setMinorTickCount(0);
        speed.setSnapToTicks(true);
        speed.setAccessibleText(messages.text("transport.speed"));
        speed.setTooltip(new Tooltip(messages.text("transport.speed")));
        speed.valueProperty().addListener((property, before, now) -> model.speedProperty().set((int) Math.round(now.doubleValue())));
        var speedText = new Label(model.speedText());
        speedText.getStyleClass().add("speed-text");
        model.speedProperty().addListener((property, before, now) -> {
            speedText.setText(model.speedText());
            speed.setValue(now.intValue());
        });

        step.setId("step");
        step.getStyleClass().add("step-field");
        step.setAccessibleText(messages.text("transport.step"));
        step.setTooltip(new Tooltip(messages.text("transport.stepHelp")));
        step.setOnAction(event -> {
            if (!model.seek(step.getText())) {
                showStep();
            }
            step.getParent().getParent().requestFocus();
        });
        step.focusedProperty().addListener((property, before, now) -> showStep());
        of.getStyleClass().add("step-of");
        of.setMinWidth(USE_PREF_SIZE);
        var caption = new Label(messages.text("transport.step"));
        caption.getStyleClass().add("caption");
        caption.setLabelFor(step);
        var stepRow = ControlFactory.row(step, of);
        var stepBox = new VBox(caption, stepRow);
        stepBox.setAlignment(Pos.CENTER_LEFT);
        stepBox.getStyleClass().add("step-box");
        model.positionProperty().addListener((property, before, now) -> showStep());
        model.lengthProperty().addListener((property, before, now) -> showStep());
        showStep();

        HBox.setHgrow(seekBar, Priority.ALWAYS);
        var speedBox = ControlFactory.row(speedText, speed);
        // In a window that is narrow for its scale what matters least gives way; its keys and menu entries stay.
        gives(speedBox, controls.em(NARROW));
        setMinWidth(0);
        var segments = controls.segments(model.granularities());
        gives(segments, controls.em(NARROWER));
        gives(first, controls.em(ENDS));
        gives(last, controls.em(ENDS));
        gives(seekBar, controls.em(NARROWEST));
        getChildren().addAll(buttons, segments, speedBox, stepBox, seekBar);
    }

    private void gives(Node node, DoubleBinding width) {
        node.visibleProperty().bind(widthProperty().greaterThan(width));
        node.managedProperty().bind(node.visibleProperty());
    }

    /** While the field has the focus it holds what is being typed. */
    private void showStep() {
        if (!step.isFocused()) {
            step.setText(Numbers.grouped(model.positionProperty().get()));
        }
        of.setText("/ " + Numbers.grouped(model.lengthProperty().get()));
    }

    /** Puts the cursor into the step field. */
    void typeStep() {
        step.requestFocus();
        step.selectAll();
    }
}
