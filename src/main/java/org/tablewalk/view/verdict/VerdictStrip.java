package org.tablewalk.view.verdict;

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
    public VerdictStrip(VerdictViewModel run, ScheduleViewModel schedules, DoubleBinding em, Messages messages) {
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
        UiCommand witness = schedules.commands().getLast();
        var show = new Button(messages.text("command." + witness.id()));
        show.setId("shortest");
        show.getStyleClass().add("strip-action");
        show.setMinWidth(USE_PREF_SIZE);
        show.setOnAction(event -> witness.run());
        show.setTooltip(new Tooltip(messages.text("command." + witness.id())));
        show.visibleProperty().bind(witness.enabledProperty().and(widthProperty().greaterThan(em.multiply(NARROW))));
        show.managedProperty().bind(show.visibleProperty());
        getChildren().add(show);
    }
}
