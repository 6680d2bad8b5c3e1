package org.tablewalk.view.lockstep;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.tablewalk.view.canvas.DrawingView;
import org.tablewalk.view.canvas.PaintContext;
import org.tablewalk.view.verdict.Answer;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.lockstep.ColumnViewModel;

/** The column of one machine: what differs in it, its verdict, what its last step did, its tables, its lanes. */
final class ColumnPane extends VBox {
    private static final PseudoClass LEADS = PseudoClass.getPseudoClass("leads");
    private static final PseudoClass PARTING = PseudoClass.getPseudoClass("parting");
    /** The part of the pictures' height that lanes take, and the least in em. */
    private static final double LANES = 0.4;
    private static final double LEAST_LANES = 9;
    /** Width in em from which a verdict usually fits into one line. */
    private static final double WIDE = 27;
    /** Lines of what the last step did: as many whether or not they are needed, so that nothing jumps. */
    private static final double LINES = 3.1;

    private final DrawingView tables;
    private final DrawingView lanes;
    private final DoubleBinding em;

    ColumnPane(ColumnViewModel model, PaintContext context, DoubleBinding em, Messages messages) {
        this.em = em;
        String id = "lockstep-" + model.letter();
        setId(id);
        getStyleClass().add("lockstep-column");
        setMinSize(0, 0);
        var letter = new Label(model.letter());
        letter.getStyleClass().add("lockstep-letter");
        letter.setMinWidth(Region.USE_PREF_SIZE);
        var title = new Label();
        title.setId(id + "-title");
        title.getStyleClass().add("lockstep-title");
        title.textProperty().bind(model.titleProperty());
        title.setMinWidth(0);
        HBox.setHgrow(title, Priority.ALWAYS);
        title.setMaxWidth(Double.MAX_VALUE);
        var leads = new Label(messages.text("lockstep.leads"));
        leads.getStyleClass().add("lockstep-place");
        leads.visibleProperty().bind(model.leadsProperty());
        leads.managedProperty().bind(leads.visibleProperty());
        leads.setMinWidth(Region.USE_PREF_SIZE);
        var words = new HBox(letter, title, leads);
        words.getStyleClass().add("lockstep-head");
        words.setAlignment(Pos.CENTER_LEFT);
        var head = new Button(null, words);
        head.setId(id + "-head");
        head.getStyleClass().addAll("flat", "lockstep-lead");
        head.setMaxWidth(Double.MAX_VALUE);
        head.setMinWidth(0);
        words.prefWidthProperty().bind(widthProperty().subtract(em.multiply(1.2)));
        head.setOnAction(event -> model.lead());
        var spoken = Bindings.createStringBinding(() -> String.join(". ", model.letter() + ", " + model.titleProperty().get(), model.placeProperty().get(),
                model.standingProperty().get(), messages.text(model.leadsProperty().get() ? "lockstep.leads" : "lockstep.lead")),
                model.titleProperty(), model.placeProperty(), model.standingProperty(), model.leadsProperty());
        head.accessibleTextProperty().bind(spoken);
        var tip = new Tooltip();
        tip.textProperty().bind(spoken);
        head.setTooltip(tip);
        var verdict = model.verdict();
        var answer = new Answer(id + "-verdict", "", verdict.standingProperty(), verdict.textProperty(), verdict.countsProperty(), verdict.wholeProperty(),
                Bindings.createBooleanBinding(() -> false), messages.text("lockstep.verdict.help"), messages, verdict::open);
        answer.setMaxWidth(Double.MAX_VALUE);
        answer.lines(Bindings.createIntegerBinding(() -> getWidth() < WIDE * em.get() ? 2 : 1, widthProperty(), em), em);
        answer.setAlignment(Pos.CENTER_LEFT);
        var standing = new Label();
        standing.setId(id + "-standing");
        standing.getStyleClass().add("lockstep-standing");
        standing.textProperty().bind(model.standingProperty());
        standing.setMinWidth(0);
        HBox.setHgrow(standing, Priority.ALWAYS);
        standing.setMaxWidth(Double.MAX_VALUE);
        var place = new Label();
        place.setId(id + "-place");
        place.getStyleClass().add("lockstep-place");
        place.textProperty().bind(model.placeProperty());
        place.setMinWidth(Region.USE_PREF_SIZE);
        var second = new HBox(standing, place);
        second.getStyleClass().add("lockstep-second");
        var sentence = new Label();
        sentence.setId(id + "-sentence");
        sentence.getStyleClass().add("lockstep-sentence");
        sentence.textProperty().bind(model.sentenceProperty());
        sentence.setWrapText(true);
        sentence.setAlignment(Pos.TOP_LEFT);
        sentence.setMaxWidth(Double.MAX_VALUE);
        sentence.setMinWidth(0);
        sentence.minHeightProperty().bind(em.multiply(LINES));
        sentence.maxHeightProperty().bind(em.multiply(LINES));
        var whole = new Tooltip();
        whole.textProperty().bind(model.sentenceProperty());
        sentence.setTooltip(whole);
        sentence.setFocusTraversable(true);
        tables = new DrawingView(model.tables(), context, id + "-tables", messages.text("lockstep.tables", model.letter()));
        lanes = new DrawingView(model.lanes(), context, id + "-lanes", messages.text("lockstep.lanes", model.letter()));
        var pictures = new Pictures();
        VBox.setVgrow(pictures, Priority.ALWAYS);
        getChildren().addAll(head, second, answer, sentence, pictures);
        model.leadsProperty().addListener((property, before, now) -> pseudoClassStateChanged(LEADS, now));
        model.partingProperty().addListener((property, before, now) -> pseudoClassStateChanged(PARTING, now));
        pseudoClassStateChanged(LEADS, model.leadsProperty().get());
        pseudoClassStateChanged(PARTING, model.partingProperty().get());
    }

    /** The canvas that has the focus when the column is the first one. */
    DrawingView tables() {
        return tables;
    }

    /** The tables above the lanes. */
    private final class Pictures extends Pane {
        Pictures() {
            setMinSize(0, 0);
            getChildren().addAll(tables, lanes);
            em.addListener((property, before, now) -> requestLayout());
        }

        @Override
        protected void layoutChildren() {
            double low = Math.min(getHeight(), Math.max(LEAST_LANES * em.get(), Math.round(getHeight() * LANES)));
            tables.resizeRelocate(0, 0, getWidth(), getHeight() - low);
            lanes.resizeRelocate(0, getHeight() - low, getWidth(), low);
        }
    }
}
