package org.tablewalk.view.verdict;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.tablewalk.viewmodel.verdict.Standing;

/** How something stands as a shape with its word: octagon for harm, diamond for a breach, hollow ring for a debt, tick for clean. */
final class Sign extends HBox {
    private final Region shape = new Region();
    private final Label word = new Label();

    Sign() {
        super();
        getChildren().addAll(shape, word);
        setAlignment(Pos.CENTER_LEFT);
        word.setMinWidth(USE_PREF_SIZE);
        setMinWidth(USE_PREF_SIZE);
        setMaxHeight(USE_PREF_SIZE);
        getStyleClass().add("sign");
    }

    void show(Standing standing, String text) {
        String style = standing.name().toLowerCase(Locale.ROOT);
        shape.getStyleClass().setAll("sign-shape", "sign-" + style);
        word.getStyleClass().setAll("label", "sign-word", "sign-word-" + style);
        word.setText(text);
    }
}
