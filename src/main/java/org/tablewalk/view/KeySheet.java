package org.tablewalk.view;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.tablewalk.viewmodel.UiCommand;

/** All keys on one sheet over the window; any key or click closes it. */
final class KeySheet extends StackPane {
    KeySheet(List<List<UiCommand>> groups, ControlFactory controls) {
        setId("keySheet");
        getStyleClass().add("sheet");
        setVisible(false);
        var columns = new HBox();
        columns.getStyleClass().add("sheet-columns");
        for (List<UiCommand> group : groups) {
            columns.getChildren().add(column(group, controls));
        }
        var note = ControlFactory.text("help");
        note.setText(controls.messages().text("keys.note"));
        var card = new VBox(controls.heading("keys.title"), columns, note);
        card.getStyleClass().add("sheet-card");
        card.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        getChildren().add(card);
        setOnMouseClicked(event -> hide());
        setOnKeyPressed(event -> {
            if (!event.getCode().isModifierKey() && event.getCode() != KeyCode.UNDEFINED) {
                hide();
                event.consume();
            }
        });
    }

    private static GridPane column(List<UiCommand> group, ControlFactory controls) {
        var grid = new GridPane();
        grid.getStyleClass().add("sheet-grid");
        int row = 0;
        for (UiCommand command : group) {
            List<KeyCombination> keys = controls.keys().of(command.id());
            if (keys.isEmpty()) {
                continue;
            }
            // The same sign may stand on two keys.
            var shown = new Label(String.join("  ", keys.stream().map(KeyCombination::getDisplayText).distinct().toList()));
            shown.getStyleClass().add("sheet-key");
            grid.add(shown, 0, row);
            grid.add(new Label(controls.name(command)), 1, row++);
        }
        return grid;
    }

    void show() {
        setVisible(true);
        setFocusTraversable(true);
        requestFocus();
    }

    void hide() {
        setVisible(false);
    }
}
