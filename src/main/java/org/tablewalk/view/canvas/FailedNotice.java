package org.tablewalk.view.canvas;

import javafx.scene.control.Label;

/** Stands over a canvas whose picture could not be drawn, and says so. */
final class FailedNotice extends Label {
    FailedNotice(String text) {
        super(text);
        getStyleClass().add("failed");
        setWrapText(true);
        setVisible(false);
    }
}
