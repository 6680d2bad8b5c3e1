package org.tablewalk.view;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.tablewalk.viewmodel.inspector.FieldRow;

/** One field of a word: its name and value, its bits, what they mean. */
final class FieldBox extends VBox {
    /** Letters of name and value for which the narrowest pane has room beside the bit numbers. */
    private static final int HEAD_LETTERS = 14;
    /** Width of a letter of a field's name in em. */
    private static final double LETTER = 0.64;

    FieldBox(FieldRow row) {
        getStyleClass().add("field");
        var name = new Label(row.changed() ? "\u0394 " + row.name() : row.name());
        name.getStyleClass().add("field-name");
        name.setStyle("-fx-min-width: " + LETTER * name.getText().length() + "em;");
        var bits = new Label(row.bits());
        bits.getStyleClass().add("field-bits");
        bits.setMinWidth(Region.USE_PREF_SIZE);
        var value = new Label(row.value());
        value.getStyleClass().add("field-value");
        // In a narrow pane a long value takes the place of the bit numbers, which go into the line below.
        boolean full = !row.quiet() && name.getText().length() + row.value().length() > HEAD_LETTERS;
        value.setMinWidth(0);
        var head = full ? ControlFactory.row(name, value) : ControlFactory.row(name, value, ControlFactory.spring(), bits);
        head.getStyleClass().add("field-head");
        getChildren().add(head);
        if (row.quiet()) {
            getStyleClass().add("quiet");
            Tooltip.install(this, new Tooltip(row.meaning()));
        } else {
            Label meaning = ControlFactory.text("field-meaning");
            meaning.setText(full ? row.bits() + "  " + row.meaning() : row.meaning());
            getChildren().add(meaning);
        }
        if (row.changed()) {
            getStyleClass().add("changed");
        }
        if (row.suspicious()) {
            getStyleClass().add("suspicious");
        }
        setAccessibleText(row.name() + " " + row.bits() + " = " + row.value() + ". " + row.meaning());
    }
}
