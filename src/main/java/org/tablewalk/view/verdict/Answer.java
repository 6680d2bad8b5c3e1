package org.tablewalk.view.verdict;

import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableDoubleValue;
import javafx.beans.value.ObservableNumberValue;
import javafx.beans.value.ObservableStringValue;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.verdict.Standing;

/** One of the two answers of the strip: a shape with its word, a sentence, and a remark. Pressing it leads to more. */
public final class Answer extends Button {
    /** Height of a line in em. */
    private static final double LINE = 1.38;

    private final Label words = new Label();

    /**
     * An answer.
     *
     * @param id     of the button; its sentence's is the same with {@code Text}
     * @param title  what it is about
     * @param remark stands behind it where there is room; may be empty
     * @param whole  what there is to read besides, in a tooltip; may be empty
     * @param wide   whether there is room
     */
    public Answer(String id, String title, ObservableValue<Standing> standing, ObservableStringValue text, ObservableStringValue remark, ObservableStringValue whole,
            ObservableBooleanValue wide, String help, Messages messages, Runnable action) {
        var heading = new Label(title);
        heading.getStyleClass().add("strip-title");
        heading.setMinWidth(USE_PREF_SIZE);
        heading.setManaged(!title.isEmpty());
        var sign = new Sign();
        words.setId(id + "Text");
        words.getStyleClass().add("strip-text");
        words.textProperty().bind(text);
        words.setMinWidth(0);
        var more = new Label();
        more.getStyleClass().add("strip-counts");
        more.textProperty().bind(remark);
        more.setMinWidth(USE_PREF_SIZE);
        more.visibleProperty().bind(more.textProperty().isNotEmpty().and(wide));
        more.managedProperty().bind(more.visibleProperty());
        var content = new HBox(heading, sign, words, more);
        content.setAlignment(Pos.CENTER_LEFT);
        content.getStyleClass().add("strip-answer");
        setGraphic(content);
        setId(id);
        getStyleClass().addAll("flat", "strip-button");
        setMinWidth(0);
        setOnAction(event -> action.run());
        standing.addListener((property, before, now) -> show(sign, now, messages));
        show(sign, standing.getValue(), messages);
        var spoken = Bindings.createStringBinding(() -> title + ": " + messages.text("verdict.standing." + standing.getValue()) + ". " + text.get() + ". " + remark.get() + ". "
                + whole.get(), standing, text, remark, whole);
        var tip = new Tooltip();
        tip.textProperty().bind(spoken);
        setTooltip(tip);
        accessibleTextProperty().bind(spoken);
        setAccessibleHelp(help);
    }

    /** Room for so many lines of its sentence, whether or not it has them. */
    public void lines(ObservableNumberValue count, ObservableDoubleValue em) {
        words.setWrapText(true);
        words.minHeightProperty().bind(Bindings.createDoubleBinding(() -> count.intValue() * LINE * em.get(), count, em));
    }

    private void show(Sign sign, Standing standing, Messages messages) {
        sign.show(standing, messages.text("verdict.standing." + standing));
        getStyleClass().removeIf(c -> c.startsWith("strip-button-"));
        getStyleClass().add("strip-button-" + standing.name().toLowerCase(Locale.ROOT));
    }
}
