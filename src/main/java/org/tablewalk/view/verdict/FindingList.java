package org.tablewalk.view.verdict;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.verdict.FindingRow;
import org.tablewalk.viewmodel.verdict.VerdictViewModel;

/** What was found in the run, by cause. Choosing a finding leads to it. */
final class FindingList extends ListView<FindingRow> {
    /** A list of nothing. */
    FindingList(VerdictViewModel model, Messages messages) {
        super(model.rows());
        setId("findings");
        getStyleClass().addAll("findings", "plain-list");
        setAccessibleText(messages.text("verdict.list"));
        setPlaceholder(new Label(messages.text("verdict.list.empty")));
        setCellFactory(list -> new Cell(messages));
        setOnMouseClicked(event -> {
            FindingRow row = getSelectionModel().getSelectedItem();
            if (row != null && event.getTarget() != this) {
                model.choose(row);
            }
        });
        setOnKeyPressed(event -> {
            FindingRow row = getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && row != null) {
                model.choose(row);
                event.consume();
            }
        });
        model.chosenProperty().addListener((property, before, now) -> {
            if (now.intValue() >= 0) {
                getSelectionModel().select(now.intValue());
                scrollTo(Math.max(0, now.intValue() - 2));
            }
        });
    }

    private static final class Cell extends ListCell<FindingRow> {
        private final Messages messages;
        private final Sign sign = new Sign();
        private final Label step = new Label();
        private final Label who = new Label();
        private final Label entry = new Label();
        private final Label text = new Label();
        private final Label count = new Label();
        private final HBox row = new HBox(sign, step, who, entry, text, count);

        Cell(Messages messages) {
            this.messages = messages;
            step.getStyleClass().add("event-step");
            who.getStyleClass().add("event-cpu");
            entry.getStyleClass().add("finding-entry");
            count.getStyleClass().add("finding-count");
            for (Label fixed : new Label[] {step, who, entry, count}) {
                fixed.setMinWidth(Region.USE_PREF_SIZE);
            }
            text.setMinWidth(0);
            text.setWrapText(true);
            HBox.setHgrow(text, Priority.ALWAYS);
            text.setMaxWidth(Double.MAX_VALUE);
            row.getStyleClass().add("finding-row");
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(FindingRow item, boolean empty) {
            super.updateItem(item, empty);
            getStyleClass().removeAll("done", "cause");
            if (empty || item == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            if (item.now()) {
                getStyleClass().add("done");
            }
            if (item.cause()) {
                getStyleClass().add("cause");
            }
            String grade = messages.text("verdict.standing." + item.grade());
            sign.show(item.grade(), grade);
            step.setText(Numbers.grouped(item.step()));
            who.setText(item.who());
            entry.setText(item.entry());
            text.setText(item.text());
            count.setText(item.count() > 1 ? messages.text("verdict.times", Numbers.grouped(item.count())) : "");
            setGraphic(row);
            setAccessibleText(String.join(" ", grade, item.text(), item.who(), item.entry(), step.getText(), count.getText()).strip());
        }

        /** A cell asks its graphic for a height without telling it the width, and then a text cannot know in how many lines it stands. */
        @Override
        protected double computePrefHeight(double width) {
            if (getGraphic() == null || width <= 0) {
                return super.computePrefHeight(width);
            }
            return Math.max(super.computePrefHeight(width), snappedTopInset() + row.prefHeight(width - snappedLeftInset() - snappedRightInset()) + snappedBottomInset());
        }
    }
}
