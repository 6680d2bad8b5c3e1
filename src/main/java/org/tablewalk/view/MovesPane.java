package org.tablewalk.view;

import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.tablewalk.viewmodel.MoveRow;
import org.tablewalk.viewmodel.MovesViewModel;

/** The moves that can be made now: a click, Enter or a digit makes one. Another one than the recorded starts a new run. */
final class MovesPane extends VBox {
    MovesPane(MovesViewModel model, ControlFactory controls) {
        getStyleClass().add("moves");
        var help = ControlFactory.text("help");
        help.textProperty().bind(model.helpProperty());
        var list = new ListView<>(model.rows());
        list.setId("moves");
        list.getStyleClass().add("plain-list");
        list.setAccessibleText(controls.messages().text("tab.moves"));
        list.setPlaceholder(new Label(controls.messages().text("moves.empty")));
        list.setCellFactory(view -> new Cell(controls.messages().text("moves.next")));
        list.setOnMouseClicked(event -> {
            MoveRow chosen = list.getSelectionModel().getSelectedItem();
            if (chosen != null && event.getTarget() != list) {
                model.take(chosen.move());
            }
        });
        list.setOnKeyPressed(event -> {
            MoveRow chosen = list.getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && chosen != null) {
                model.take(chosen.move());
                event.consume();
            } else if (event.getCode().isDigitKey() && model.take(event.getText())) {
                event.consume();
            }
        });
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().addAll(help, list);
    }

    private static final class Cell extends ListCell<MoveRow> {
        private final Label key = new Label();
        private final Label text = new Label();
        private final Label note;

        Cell(String next) {
            note = new Label(next);
            key.getStyleClass().add("move-key");
            key.setMinWidth(Region.USE_PREF_SIZE);
            text.setWrapText(true);
            note.getStyleClass().add("line-note");
            note.setMinWidth(Region.USE_PREF_SIZE);
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(MoveRow item, boolean empty) {
            super.updateItem(item, empty);
            getStyleClass().remove("next");
            if (empty || item == null) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            key.setText(item.key());
            key.setVisible(!item.key().isEmpty());
            text.setText(item.text());
            note.setVisible(item.next());
            if (item.next()) {
                getStyleClass().add("next");
            }
            setGraphic(ControlFactory.row(key, text, ControlFactory.spring(), note));
            setAccessibleText(item.text());
        }
    }
}
