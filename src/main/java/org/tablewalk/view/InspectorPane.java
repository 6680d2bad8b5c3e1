package org.tablewalk.view;

import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.tablewalk.viewmodel.FactRow;
import org.tablewalk.viewmodel.FieldRow;
import org.tablewalk.viewmodel.InspectorViewModel;
import org.tablewalk.viewmodel.Messages;

/** The selected descriptor: its word bit by bit, what the bits mean, who may still use what was there, who wrote it. */
final class InspectorPane extends VBox {
    private final InspectorViewModel model;
    private final Messages messages;
    private final VBox fields = new VBox();
    private final VBox users = new VBox();
    private final VBox writes = new VBox();

    InspectorPane(InspectorViewModel model, ControlFactory controls, PaintContext context) {
        this.model = model;
        messages = controls.messages();
        setId("inspector");
        getStyleClass().add("inspector");
        var title = ControlFactory.text("inspector-title");
        title.setId("inspectorTitle");
        title.textProperty().bind(model.titleProperty());
        var range = ControlFactory.text("inspector-range");
        range.setId("inspectorRange");
        range.textProperty().bind(model.rangeProperty());
        var address = ControlFactory.text("inspector-range");
        address.textProperty().bind(model.addressProperty());
        var word = new Label();
        word.setId("inspectorWord");
        word.getStyleClass().add("inspector-word");
        word.setMinWidth(0);
        word.textProperty().bind(model.wordProperty());
        var bits = new TallView(model.bits(), context, "bits", messages.text("inspector.bits"), 1, model.bits()::height);
        fields.getStyleClass().add("fields");
        users.getStyleClass().add("facts");
        writes.getStyleClass().add("facts");
        var hint = ControlFactory.text("inspector-hint");
        hint.textProperty().bind(model.hintProperty());
        hint.managedProperty().bind(hint.textProperty().isNotEmpty());
        var body = new VBox(title, range, address, hint, word, bits, fields, section("inspector.users", users, model.users(), controls),
                section("inspector.writes", writes, model.writes(), controls));
        body.getStyleClass().add("inspector-body");
        body.visibleProperty().bind(model.titleProperty().isNotEmpty());
        body.managedProperty().bind(body.visibleProperty());
        var empty = ControlFactory.text("help");
        empty.setText(messages.text("inspector.empty"));
        empty.visibleProperty().bind(body.visibleProperty().not());
        empty.managedProperty().bind(empty.visibleProperty());
        ScrollPane scroll = ControlFactory.scrolling(new VBox(empty, body), messages.text("tab.inspector"));
        // Always there, so that what it takes of the width does not come as a surprise to what wraps.
        scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.ALWAYS);
        VBox.setVgrow(scroll, javafx.scene.layout.Priority.ALWAYS);
        getChildren().add(scroll);
        model.fields().addListener((ListChangeListener<FieldRow>) change -> showFields());
        model.users().addListener((ListChangeListener<FactRow>) change -> showFacts(users, model.users()));
        model.writes().addListener((ListChangeListener<FactRow>) change -> showFacts(writes, model.writes()));
        showFields();
        showFacts(users, model.users());
        showFacts(writes, model.writes());
    }

    private Node section(String key, VBox facts, ObservableList<FactRow> rows, ControlFactory controls) {
        var box = new VBox(controls.heading(key), facts);
        box.getStyleClass().add("section");
        rows.addListener((ListChangeListener<FactRow>) change -> box.setVisible(!rows.isEmpty()));
        box.setVisible(!rows.isEmpty());
        box.managedProperty().bind(box.visibleProperty());
        return box;
    }

    private void showFields() {
        fields.getChildren().setAll(model.fields().stream().map(FieldBox::new).toList());
    }

    private void showFacts(VBox box, List<FactRow> rows) {
        var grid = new GridPane();
        grid.getStyleClass().add("fact-grid");
        for (int i = 0; i < rows.size(); i++) {
            FactRow row = rows.get(i);
            var subject = new Label(row.subject());
            subject.getStyleClass().add("fact-subject");
            subject.setMinWidth(Region.USE_PREF_SIZE);
            grid.add(subject, 0, i);
            if (row.step() >= 0) {
                var link = new Hyperlink(row.text());
                link.setOnAction(event -> model.goTo(row.step()));
                grid.add(link, 1, i);
            } else {
                Label text = ControlFactory.text("fact-text");
                text.setText(row.text());
                if (row.alert()) {
                    text.getStyleClass().add("alert");
                }
                grid.add(text, 1, i);
            }
        }
        box.getChildren().setAll(grid);
    }
}
