package org.tablewalk.view.verdict;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.verdict.PropertyRow;
import org.tablewalk.viewmodel.verdict.ScheduleViewModel;
import org.tablewalk.viewmodel.verdict.VerdictViewModel;

/** The properties with their verdicts over every schedule; choosing one that fails shows a shortest run in which it does. */
final class PropertyList extends ListView<PropertyRow> {
    PropertyList(ScheduleViewModel model, VerdictViewModel rules, Messages messages) {
        super(model.rows());
        setId("properties");
        getStyleClass().addAll("findings", "plain-list");
        setAccessibleText(messages.text("schedules.list"));
        setPlaceholder(new Label(messages.text("schedules.none")));
        setCellFactory(list -> new Cell());
        setOnMouseClicked(event -> {
            if (event.getTarget() != this) {
                choose(model);
            }
        });
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                choose(model);
                event.consume();
            }
        });
        getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null) {
                rules.explain(now.rule());
            }
        });
    }

    private void choose(ScheduleViewModel model) {
        PropertyRow row = getSelectionModel().getSelectedItem();
        if (row != null) {
            model.show(row);
        }
    }

    private static final class Cell extends ListCell<PropertyRow> {
        private final Sign sign = new Sign();
        private final Label name = new Label();
        private final Label detail = new Label();
        private final Label count = new Label();
        private final HBox row = new HBox(sign, name, detail, count);

        Cell() {
            name.setMinWidth(Region.USE_PREF_SIZE);
            detail.setMinWidth(0);
            detail.setWrapText(true);
            detail.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(detail, Priority.ALWAYS);
            count.setMinWidth(Region.USE_PREF_SIZE);
            count.getStyleClass().add("finding-count");
            detail.getStyleClass().add("finding-detail");
            row.getStyleClass().add("finding-row");
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(PropertyRow item, boolean empty) {
            super.updateItem(item, empty);
            getStyleClass().remove("cause");
            if (empty || item == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            getStyleClass().add("cause");
            sign.show(item.standing(), item.verdict());
            name.setText(item.name());
            detail.setText(item.detail());
            count.setText(item.count());
            setGraphic(row);
            setAccessibleText(String.join(" ", item.name(), item.verdict(), item.detail(), item.count()).strip());
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
