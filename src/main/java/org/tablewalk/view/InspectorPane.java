package org.tablewalk.view;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableStringValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.tablewalk.view.canvas.PaintContext;
import org.tablewalk.view.canvas.TallView;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.inspector.Fact;
import org.tablewalk.viewmodel.inspector.FactSection;
import org.tablewalk.viewmodel.inspector.FieldRow;
import org.tablewalk.viewmodel.inspector.InspectorViewModel;

/** What is looked at: its word bit by bit, what the bits mean, facts about it, who wrote it. */
final class InspectorPane extends VBox {
    private final InspectorViewModel model;
    private final VBox fields = new VBox();
    private final VBox pressing = new VBox();
    private final VBox sections = new VBox();
    private final VBox answers = new VBox();

    InspectorPane(InspectorViewModel model, ControlFactory controls, PaintContext context) {
        this.model = model;
        Messages messages = controls.messages();
        setId("inspector");
        getStyleClass().add("inspector");
        model.proseProperty().addListener((property, before, now) -> style(now));
        style(model.proseProperty().get());
        Label title = line("inspector-title", "inspectorTitle", model.titleProperty());
        Label kind = line("inspector-kind", "inspectorKind", model.kindProperty());
        Label range = line("inspector-range", "inspectorRange", model.rangeProperty());
        Label address = line("inspector-range", "inspectorAddress", model.addressProperty());
        Label hint = line("inspector-hint", "inspectorHint", model.hintProperty());
        hint.managedProperty().unbind();
        hint.managedProperty().bind(hint.textProperty().isNotEmpty());
        var word = new Label();
        word.setId("inspectorWord");
        word.getStyleClass().add("inspector-word");
        word.setMinWidth(0);
        word.setWrapText(true);
        show(word, model.wordProperty());
        var bits = new TallView(model.bits(), context, "bits", messages.text("inspector.bits"), 1, model.bits()::height);
        bits.visibleProperty().bind(model.hasBitsProperty());
        bits.managedProperty().bind(bits.visibleProperty());
        fields.getStyleClass().add("fields");
        pressing.getStyleClass().add("facts");
        sections.getStyleClass().add("facts");
        answers.setId("answers");
        answers.getStyleClass().addAll("inspector-body", "answers");
        answers.visibleProperty().bind(Bindings.isNotEmpty(model.answers()));
        answers.managedProperty().bind(answers.visibleProperty());
        var body = new VBox(title, kind, range, address, hint, pressing, word, bits, fields, sections);
        body.getStyleClass().add("inspector-body");
        body.visibleProperty().bind(model.titleProperty().isNotEmpty());
        body.managedProperty().bind(body.visibleProperty());
        var empty = ControlFactory.text("help");
        empty.textProperty().bind(model.emptyProperty());
        empty.visibleProperty().bind(body.visibleProperty().not());
        empty.managedProperty().bind(empty.visibleProperty());
        ScrollPane scroll = ControlFactory.scrolling(new VBox(answers, empty, body), messages.text("tab.inspector"));
        // Always there, so that what it takes of the width does not come as a surprise to what wraps.
        scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.ALWAYS);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().add(scroll);
        model.fields().addListener((ListChangeListener<FieldRow>) change -> showFields());
        model.sections().addListener((ListChangeListener<FactSection>) change -> showSections());
        model.answers().addListener((ListChangeListener<FactSection>) change -> showAnswers());
        showFields();
        showSections();
        showAnswers();
    }

    private void style(boolean prose) {
        getStyleClass().remove("prose");
        if (prose) {
            getStyleClass().add("prose");
        }
    }

    private static Label line(String style, String id, ObservableStringValue text) {
        Label label = ControlFactory.text(style);
        label.setId(id);
        show(label, text);
        return label;
    }

    /** A text that is null takes no place. */
    private static void show(Label label, ObservableStringValue text) {
        label.textProperty().bind(text);
        label.visibleProperty().bind(label.textProperty().isNotNull());
        label.managedProperty().bind(label.visibleProperty());
    }

    private void showFields() {
        fields.getChildren().setAll(model.fields().stream().map(FieldBox::new).toList());
    }

    private void showSections() {
        pressing.getChildren().setAll(model.sections().stream().filter(FactSection::pressing).map(this::section).toList());
        sections.getChildren().setAll(model.sections().stream().filter(s -> !s.pressing()).map(this::section).toList());
    }

    private void showAnswers() {
        answers.getChildren().setAll(model.answers().stream().map(this::section).toList());
    }

    private Node section(FactSection section) {
        var heading = ControlFactory.text("heading");
        heading.setText(section.heading());
        var grid = new GridPane();
        grid.getStyleClass().add("fact-grid");
        for (int i = 0; i < section.facts().size(); i++) {
            row(grid, i, section.facts().get(i));
        }
        var box = new VBox(heading, grid);
        box.getStyleClass().add("section");
        return box;
    }

    private void row(GridPane grid, int at, Fact fact) {
        var subject = new Label(fact.subject());
        subject.getStyleClass().add("fact-subject");
        subject.setMinWidth(Region.USE_PREF_SIZE);
        GridPane.setValignment(subject, VPos.TOP);
        grid.add(subject, 0, at);
        if (fact.link()) {
            var link = new Hyperlink(fact.text());
            link.setOnAction(event -> model.follow(fact));
            if (fact.shown()) {
                link.getStyleClass().add("shown");
            }
            if (fact.alert()) {
                link.getStyleClass().add("alert");
            }
            link.setWrapText(true);
            grid.add(link, 1, at);
        } else {
            Label text = ControlFactory.text("fact-text");
            text.setText(fact.text());
            if (fact.alert()) {
                text.getStyleClass().add("alert");
            }
            grid.add(text, 1, at);
        }
    }
}
