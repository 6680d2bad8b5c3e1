package org.tablewalk.view;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;
import org.tablewalk.viewmodel.window.LinkViewModel;

/** A field for a step's link, shown while one is wanted; links also come and go by the clipboard. */
final class LinkBar extends HBox {
    private final LinkViewModel model;
    private final TextField field = new TextField();
    private final Runnable back;

    /** A bar that is not shown; {@code back} gives the focus back. */
    LinkBar(LinkViewModel model, ControlFactory controls, Runnable back) {
        this.model = model;
        this.back = back;
        setId("linkBar");
        getStyleClass().add("link-bar");
        setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        var caption = new Label(controls.messages().text("link.caption"));
        caption.setLabelFor(field);
        caption.setMinWidth(USE_PREF_SIZE);
        field.setId("link");
        field.getStyleClass().add("link-field");
        field.setPromptText(controls.messages().text("link.prompt"));
        field.setAccessibleText(controls.messages().text("link.caption"));
        field.setOnAction(event -> open(field.getText()));
        field.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                hide();
                event.consume();
            }
        });
        HBox.setHgrow(field, Priority.ALWAYS);
        var open = new Button(controls.messages().text("link.open"));
        open.setId("linkOpen");
        open.setOnAction(event -> open(field.getText()));
        open.setMinWidth(USE_PREF_SIZE);
        var close = new Button(null, ControlFactory.icon(Feather.X));
        close.getStyleClass().addAll("flat", "icon-button");
        close.setAccessibleText(controls.messages().text("banner.close"));
        close.setOnAction(event -> hide());
        getChildren().addAll(caption, field, open, close);
        setVisible(false);
        managedProperty().bind(visibleProperty());
    }

    /** Shows the field, with what the clipboard holds if that is a link. */
    void ask() {
        String held = Clipboard.getSystemClipboard().getString();
        field.setText(model.means(held) ? held.strip() : "");
        setVisible(true);
        field.requestFocus();
        field.selectAll();
    }

    /** Puts the link of what is shown on the clipboard. */
    void copy() {
        String link = model.copied();
        if (!link.isEmpty()) {
            var content = new ClipboardContent();
            content.putString(link);
            Clipboard.getSystemClipboard().setContent(content);
        }
    }

    /** Opens the link on the clipboard, if there is one. */
    void paste() {
        String held = Clipboard.getSystemClipboard().getString();
        if (model.means(held)) {
            open(held);
        }
    }

    private void open(String link) {
        hide();
        model.open(link);
    }

    private void hide() {
        if (isVisible()) {
            setVisible(false);
            back.run();
        }
    }
}
