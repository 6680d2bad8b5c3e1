package org.tablewalk.view;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.events.EventRow;
import org.tablewalk.viewmodel.events.EventsViewModel;

/** What happened: the notable events of the run, and every event of the step shown. A click goes there. */
final class EventsPane extends ListView<EventRow> {
    EventsPane(EventsViewModel model, Messages messages) {
        super(model.rows());
        setId("events");
        getStyleClass().addAll("events", "plain-list");
        setAccessibleText(messages.text("tab.events"));
        setPlaceholder(new Label(messages.text("events.empty")));
        setCellFactory(list -> new Cell(messages));
        setOnMouseClicked(event -> {
            EventRow row = getSelectionModel().getSelectedItem();
            if (row != null && event.getTarget() != this) {
                model.goTo(row);
            }
        });
        setOnKeyPressed(event -> {
            EventRow row = getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && row != null) {
                model.goTo(row);
                event.consume();
            }
        });
        model.scrollToProperty().addListener((property, before, now) -> {
            if (now.intValue() >= 0) {
                scrollTo(Math.max(0, now.intValue() - 2));
            }
        });
    }

    private static final class Cell extends ListCell<EventRow> {
        private final Messages messages;
        private final Label step = new Label();
        private final Label cpu = new Label();
        private final Label kind = new Label();
        private final Label text = new Label();

        Cell(Messages messages) {
            this.messages = messages;
            step.getStyleClass().add("event-step");
            cpu.getStyleClass().add("event-cpu");
            step.setMinWidth(Region.USE_PREF_SIZE);
            cpu.setMinWidth(Region.USE_PREF_SIZE);
            kind.setMinWidth(Region.USE_PREF_SIZE);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(EventRow item, boolean empty) {
            super.updateItem(item, empty);
            getStyleClass().remove("done");
            if (empty || item == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            if (item.now()) {
                getStyleClass().add("done");
            }
            step.setText(item.step() < 0 ? "" : Numbers.grouped(item.step()));
            cpu.setText(item.who());
            kind.setText(messages.text("mark." + item.kind()));
            kind.getStyleClass().setAll("label", "mark", "mark-" + item.kind());
            text.setText(item.text());
            setGraphic(ControlFactory.row(step, cpu, kind, text));
            setAccessibleText(step.getText() + " " + cpu.getText() + " " + kind.getText() + " " + item.text());
        }
    }
}
