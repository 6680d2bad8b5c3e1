package org.tablewalk.view;

import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.tablewalk.viewmodel.FactSection;
import org.tablewalk.viewmodel.FieldRow;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.ShadowFact;
import org.tablewalk.viewmodel.ShadowInspectorViewModel;

/** The selected shadow page or entry: its word bit by bit, what it is tied to, what other designs would say, who wrote it. */
final class ShadowInspectorPane extends VBox {
    private final ShadowInspectorViewModel model;
    private final VBox fields = new VBox();
    private final VBox sections = new VBox();

    ShadowInspectorPane(ShadowInspectorViewModel model, ControlFactory controls, PaintContext context) {
        this.model = model;
        Messages messages = controls.messages();
        setId("shadowInspector");
        getStyleClass().addAll("inspector", "shadow-inspector");
        var title = ControlFactory.text("inspector-title");
        title.setId("shadowTitle");
        title.textProperty().bind(model.titleProperty());
        var kind = ControlFactory.text("inspector-kind");
        kind.setId("shadowKind");
        kind.textProperty().bind(model.kindProperty());
        var address = shownIfAny(ControlFactory.text("inspector-range"));
        address.textProperty().bind(model.addressProperty());
        var word = new Label();
        word.setId("shadowWord");
        word.getStyleClass().add("inspector-word");
        word.setMinWidth(0);
        word.textProperty().bind(model.wordProperty());
        shownIfAny(word);
        var hint = shownIfAny(ControlFactory.text("inspector-hint"));
        hint.textProperty().bind(model.hintProperty());
        var bits = new TallView(model.bits(), context, "shadowBits", messages.text("inspector.bits"), 1, model.bits()::height);
        bits.visibleProperty().bind(model.hasBitsProperty());
        bits.managedProperty().bind(bits.visibleProperty());
        fields.getStyleClass().add("fields");
        sections.getStyleClass().add("facts");
        var body = new VBox(title, kind, address, hint, word, bits, fields, sections);
        body.getStyleClass().add("inspector-body");
        body.visibleProperty().bind(model.titleProperty().isNotEmpty());
        body.managedProperty().bind(body.visibleProperty());
        var empty = ControlFactory.text("help");
        empty.setText(messages.text("inspector.emptyShadow"));
        empty.visibleProperty().bind(body.visibleProperty().not());
        empty.managedProperty().bind(empty.visibleProperty());
        ScrollPane scroll = ControlFactory.scrolling(new VBox(empty, body), messages.text("tab.inspector"));
        // Always there, so that what it takes of the width does not come as a surprise to what wraps.
        scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.ALWAYS);
        VBox.setVgrow(scroll, javafx.scene.layout.Priority.ALWAYS);
        getChildren().add(scroll);
        model.fields().addListener((ListChangeListener<FieldRow>) change -> showFields());
        model.sections().addListener((ListChangeListener<FactSection>) change -> showSections());
        showFields();
        showSections();
    }

    private static Label shownIfAny(Label label) {
        label.visibleProperty().bind(label.textProperty().isNotEmpty());
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }

    private void showFields() {
        fields.getChildren().setAll(model.fields().stream().map(FieldBox::new).toList());
    }

    private void showSections() {
        sections.getChildren().setAll(model.sections().stream().map(this::section).toList());
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

    private void row(GridPane grid, int at, ShadowFact fact) {
        var subject = new Label(fact.subject());
        subject.getStyleClass().add("fact-subject");
        subject.setMinWidth(Region.USE_PREF_SIZE);
        grid.add(subject, 0, at);
        if (fact.link()) {
            var link = new Hyperlink(fact.text());
            link.setOnAction(event -> model.follow(fact));
            if (fact.shown()) {
                link.getStyleClass().add("shown");
            }
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
