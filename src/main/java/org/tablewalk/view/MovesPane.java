package org.tablewalk.view;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.tablewalk.viewmodel.window.MoveRow;
import org.tablewalk.viewmodel.window.MovesViewModel;

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
        list.setCellFactory(view -> new Cell(view, model, controls));
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
        /** Room beside the words, in em. */
        private static final double SIDES = 5.2;

        private final Label key = new Label();
        private final Label text = new Label();
        private final Label note;
        private final VBox words = new VBox(text);
        private final HBox row;

        Cell(ListView<MoveRow> list, MovesViewModel model, ControlFactory controls) {
            note = new Label();
            note.textProperty().bind(model.noteProperty());
            key.getStyleClass().add("move-key");
            key.setMinWidth(Region.USE_PREF_SIZE);
            text.setWrapText(true);
            text.prefWidthProperty().bind(list.widthProperty().subtract(controls.em(SIDES)));
            text.setMinHeight(Region.USE_PREF_SIZE);
            note.getStyleClass().add("line-note");
            note.setMinWidth(Region.USE_PREF_SIZE);
            setPrefWidth(0);
            words.getChildren().add(note);
            row = ControlFactory.row(key, words);
            row.setAlignment(Pos.TOP_LEFT);
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
            note.setManaged(item.next());
            if (item.next()) {
                getStyleClass().add("next");
            }
            setGraphic(row);
            setAccessibleText(item.text());
        }
    }
}
