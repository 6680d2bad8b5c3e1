package org.tablewalk.view;

import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
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
        var body = new VBox(rows, apply, reset, controls.heading("machine.facts"), facts, controls.heading("machine.about"), about);
        body.getStyleClass().add("machine-body");
        var scroll = ControlFactory.scrolling(body, controls.messages().text("tab.machine"));
        VBox.setVgrow(scroll, javafx.scene.layout.Priority.ALWAYS);
        getChildren().add(scroll);
        model.fields().addListener((ListChangeListener<ParameterField>) change -> show(model));
        show(model);
    }

    private void show(ParametersViewModel model) {
        rows.getChildren().setAll(model.fields().stream().map(MachinePane::row).toList());
    }

    private static Region row(ParameterField field) {
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
        return new VBox(line, problem);
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
