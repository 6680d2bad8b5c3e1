package org.tablewalk.view.verdict;

import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.verdict.Standing;
import org.tablewalk.viewmodel.verdict.VerdictViewModel;

/** Two answers that stay in sight: on this run, and on every schedule. */
public final class VerdictStrip extends HBox {
    /** An answer on this run. */
    public VerdictStrip(VerdictViewModel model, Messages messages) {
        setId("verdictStrip");
        getStyleClass().add("verdict-strip");
        setAlignment(Pos.CENTER_LEFT);
        getChildren().add(run(model, messages));
    }

    private static Button run(VerdictViewModel model, Messages messages) {
        var title = new Label(messages.text("verdict.run"));
        title.getStyleClass().add("strip-title");
        title.setMinWidth(USE_PREF_SIZE);
        var sign = new Sign();
        var text = new Label();
        text.setId("verdictText");
        text.textProperty().bind(model.textProperty());
        text.setMinWidth(0);
        var counts = new Label();
        counts.getStyleClass().add("strip-counts");
        counts.textProperty().bind(model.countsProperty());
        counts.setMinWidth(0);
        var content = new HBox(title, sign, text, counts);
        content.setAlignment(Pos.CENTER_LEFT);
        content.getStyleClass().add("strip-answer");
        var button = new Button(null, content);
        button.setId("verdict");
        button.getStyleClass().addAll("flat", "strip-button");
        button.setMinWidth(0);
        button.setOnAction(event -> model.open());
        Runnable show = () -> {
            Standing standing = model.standingProperty().get();
            sign.show(standing, messages.text("verdict.standing." + standing));
            button.getStyleClass().removeIf(c -> c.startsWith("strip-button-"));
            button.getStyleClass().add("strip-button-" + standing.name().toLowerCase(Locale.ROOT));
        };
        model.standingProperty().addListener((property, before, now) -> show.run());
        show.run();
        var whole = new Tooltip();
        whole.textProperty().bind(model.textProperty());
        button.setTooltip(whole);
        button.accessibleTextProperty().bind(Bindings.createStringBinding(() -> messages.text("verdict.run") + ": "
                + messages.text("verdict.standing." + model.standingProperty().get()) + ". " + model.textProperty().get() + ". " + model.countsProperty().get(),
                model.standingProperty(), model.textProperty(), model.countsProperty()));
        button.setAccessibleHelp(messages.text("verdict.strip.help"));
        return button;
    }
}
