package org.tablewalk.view.verdict;

import java.util.List;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.DoubleBinding;
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
    /** Width in em from which there is room for more than the answers. */
    private static final double WIDE = 100;
    /** And below which the button gives way; its key and menu entry stay. */
    private static final double NARROW = 66;

    /** The strip of a window whose em is as wide as that. */
    public VerdictStrip(VerdictViewModel run, ScheduleViewModel schedules, UiCommand nearest, DoubleBinding em, Messages messages) {
        setId("verdictStrip");
        getStyleClass().add("verdict-strip");
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(0);
        BooleanBinding wide = widthProperty().greaterThan(em.multiply(WIDE));
        var one = new Answer("verdict", messages.text("verdict.run"), run.standingProperty(), run.textProperty(), run.countsProperty(), run.wholeProperty(), wide,
                messages.text("verdict.strip.help"), messages, run::open);
        var every = new Answer("schedules", messages.text("schedules.title"), schedules.standingProperty(), schedules.textProperty(), schedules.moreProperty(), schedules
                .scopeProperty(), wide,
                messages.text("schedules.help"), messages, run::list);
        var spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        getChildren().addAll(one, every, spring);
        for (UiCommand command : List.of(nearest, schedules.commands().getLast())) {
            var button = new Button(messages.text("command." + command.id()));
            button.setId("strip-" + command.id().replace('.', '-'));
            button.getStyleClass().add("strip-action");
            button.setMinWidth(USE_PREF_SIZE);
            button.setOnAction(event -> command.run());
            button.setTooltip(new Tooltip(messages.text("command." + command.id())));
            button.visibleProperty().bind(command.enabledProperty().and(command == nearest ? wide : widthProperty().greaterThan(em.multiply(NARROW))));
            button.managedProperty().bind(button.visibleProperty());
            getChildren().add(button);
        }
    }
}
