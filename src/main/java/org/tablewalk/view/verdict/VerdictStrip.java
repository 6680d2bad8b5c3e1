package org.tablewalk.view.verdict;

import javafx.beans.property.SimpleStringProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.verdict.ScheduleViewModel;
import org.tablewalk.viewmodel.verdict.VerdictViewModel;

/** Two answers that stay in sight: on this run, and on every schedule; and the way to a shortest failing run. */
public final class VerdictStrip extends HBox {
    /** Part of the strip that the first answer may take. */
    private static final double HALF = 0.5;

    /** The strip of a window. */
    public VerdictStrip(VerdictViewModel run, ScheduleViewModel schedules, Messages messages) {
        setId("verdictStrip");
        getStyleClass().add("verdict-strip");
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(0);
        var one = new Answer("verdict", messages.text("verdict.run"), run.standingProperty(), run.textProperty(), run.countsProperty(),
                messages.text("verdict.strip.help"), messages, run::open);
        one.maxWidthProperty().bind(widthProperty().multiply(HALF));
        var every = new Answer("schedules", messages.text("schedules.title"), schedules.standingProperty(), schedules.textProperty(), new SimpleStringProperty(""),
                messages.text("schedules.help"), messages, run::list);
        var spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        getChildren().addAll(one, every, spring);
        UiCommand witness = schedules.commands().getLast();
        var show = new Button(messages.text("command." + witness.id()));
        show.setId("shortest");
        show.getStyleClass().add("strip-action");
        show.setMinWidth(USE_PREF_SIZE);
        show.setOnAction(event -> witness.run());
        show.setTooltip(new Tooltip(messages.text("command." + witness.id())));
        show.visibleProperty().bind(witness.enabledProperty());
        show.managedProperty().bind(show.visibleProperty());
        getChildren().add(show);
    }
}
