package org.tablewalk.view;

import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.tablewalk.viewmodel.window.ParameterField;
import org.tablewalk.viewmodel.window.ParametersViewModel;

/** The scenario's parameters and the seed: change them, run again. */
final class MachinePane extends VBox {
    private final VBox rows = new VBox();

    MachinePane(ParametersViewModel model, ControlFactory controls) {
        getStyleClass().add("machine");
        setId("machine");
        rows.getStyleClass().add("parameters");
        var about = ControlFactory.text("help");
        about.textProperty().bind(model.aboutProperty());
        Button apply = controls.button(model.apply());
        apply.getStyleClass().add("accent");
        apply.setMaxWidth(Double.MAX_VALUE);
        Button reset = controls.button(model.reset());
        reset.setMaxWidth(Double.MAX_VALUE);
        var facts = ControlFactory.text("help");
        facts.textProperty().bind(model.factsProperty());
        var body = new VBox(rows, controls.heading("machine.facts"), facts, controls.heading("machine.about"), about);
        body.getStyleClass().add("machine-body");
        var scroll = ControlFactory.scrolling(body, controls.messages().text("tab.machine"));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        // Within reach however many parameters there are.
        var buttons = new HBox(apply, reset);
        buttons.getStyleClass().add("machine-buttons");
        HBox.setHgrow(apply, Priority.ALWAYS);
        HBox.setHgrow(reset, Priority.ALWAYS);
        getChildren().addAll(scroll, buttons);
        model.fields().addListener((ListChangeListener<ParameterField>) change -> show(model));
        show(model);
    }

    private void show(ParametersViewModel model) {
        rows.getChildren().setAll(model.fields().stream().map(field -> row(field, model)).toList());
    }

    private static Region row(ParameterField field, ParametersViewModel model) {
        var name = new Label(field.name());
        name.getStyleClass().add("parameter-name");
        Control input = input(field);
        input.setId("parameter-" + field.name());
        input.setAccessibleText(field.name() + ". " + field.about());
        input.setTooltip(new Tooltip(field.about()));
        name.setMinWidth(Region.USE_PREF_SIZE);
        name.setLabelFor(input);
        name.setTooltip(new Tooltip(field.about()));
        var problem = ControlFactory.text("parameter-problem");
        problem.textProperty().bind(field.problemProperty());
        problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        var line = ControlFactory.row(name, ControlFactory.spring(), input);
        line.getStyleClass().add("parameter");
        return field.turns() ? new VBox(line, slider(field, model), problem) : new VBox(line, problem);
    }

    /** Turning it opens the scenario with each value at once; while it is in the user's hand it goes where the hand is and nowhere else. */
    private static Slider slider(ParameterField field, ParametersViewModel model) {
        var slider = new Slider(field.minimum(), field.maximum(), number(field));
        slider.setId("slider-" + field.name());
        slider.getStyleClass().add("parameter-slider");
        slider.setAccessibleText(field.name() + ". " + field.about());
        slider.setTooltip(new Tooltip(field.about()));
        slider.setBlockIncrement(1);
        slider.setMajorTickUnit(1);
        slider.setMinorTickCount(0);
        slider.setSnapToTicks(true);
        slider.valueProperty().addListener((property, before, now) -> {
            if (Math.round(now.doubleValue()) != number(field)) {
                model.turn(field.name(), Math.round(now.doubleValue()));
            }
        });
        field.valueProperty().addListener((property, before, now) -> {
            if (!slider.isValueChanging()) {
                slider.setValue(number(field));
            }
        });
        return slider;
    }

    private static long number(ParameterField field) {
        return Math.clamp(field.number(), field.minimum(), field.maximum());
    }

    private static Control input(ParameterField field) {
        if (field.choices().isEmpty()) {
            var text = new TextField();
            text.textProperty().bindBidirectional(field.valueProperty());
            text.getStyleClass().add("parameter-input");
            return text;
        }
        var box = new ComboBox<String>();
        box.getItems().setAll(field.choices());
        box.valueProperty().bindBidirectional(field.valueProperty());
        box.getStyleClass().add("parameter-input");
        return box;
    }
}
