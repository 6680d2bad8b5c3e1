package org.tablewalk.view.verdict;

import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.verdict.ScheduleViewModel;
import org.tablewalk.viewmodel.verdict.VerdictViewModel;

/** What was found in this run, beside it the properties over every schedule with the job that searches, and below what the chosen rule says. */
public final class VerdictPane extends VBox {
    /** The pane of a window. */
    public VerdictPane(VerdictViewModel run, ScheduleViewModel schedules, Messages messages) {
        var findings = new FindingList(run, messages);
        var left = new VBox(heading(messages.text("verdict.list")), findings);
        VBox.setVgrow(findings, Priority.ALWAYS);
        var properties = new PropertyList(schedules, run, messages);
        var pause = button(schedules.commands().getFirst(), Feather.PAUSE, messages);
        pause.graphicProperty().bind(Bindings.createObjectBinding(() -> new FontIcon(schedules.pausedProperty().get() ? Feather.PLAY : Feather.PAUSE),
                schedules.pausedProperty()));
        var job = text("job");
        job.setId("searchJob");
        job.textProperty().bind(schedules.jobProperty());
        HBox.setHgrow(job, Priority.ALWAYS);
        job.setMaxWidth(Double.MAX_VALUE);
        var head = new HBox(heading(messages.text("schedules.title")), pause, button(schedules.commands().get(1), Feather.SQUARE, messages));
        head.getStyleClass().add("search-head");
        var scope = text("scope");
        scope.setId("searchScope");
        scope.textProperty().bind(schedules.scopeProperty());
        for (Label line : new Label[] {job, scope}) {
            line.visibleProperty().bind(line.textProperty().isNotEmpty());
            line.managedProperty().bind(line.visibleProperty());
        }
        var right = new VBox(head, job, scope, properties);
        VBox.setVgrow(properties, Priority.ALWAYS);
        var both = new HBox(left, right);
        for (VBox half : new VBox[] {left, right}) {
            half.setMinSize(0, 0);
            half.prefWidthProperty().bind(both.widthProperty().multiply(0.5));
            half.getStyleClass().add("verdict-half");
        }
        both.setMinHeight(0);
        VBox.setVgrow(both, Priority.ALWAYS);
        var explanation = text("explanation");
        explanation.setId("explanation");
        explanation.textProperty().bind(run.explanationProperty());
        explanation.visibleProperty().bind(explanation.textProperty().isNotEmpty());
        explanation.managedProperty().bind(explanation.visibleProperty());
        explanation.setFocusTraversable(true);
        setMinHeight(0);
        getChildren().addAll(both, explanation);
    }

    private static Label heading(String words) {
        var label = new Label(words);
        label.getStyleClass().add("heading");
        return label;
    }

    private static Label text(String style) {
        var label = new Label();
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private static Button button(UiCommand command, Feather icon, Messages messages) {
        var button = new Button(null, new FontIcon(icon));
        button.setId(command.id().replace('.', '-'));
        button.getStyleClass().addAll("flat", "icon-button");
        button.setOnAction(event -> command.run());
        button.visibleProperty().bind(command.enabledProperty());
        button.managedProperty().bind(button.visibleProperty());
        button.setTooltip(new Tooltip(messages.text("command." + command.id())));
        button.setAccessibleText(messages.text("command." + command.id()));
        return button;
    }
}
