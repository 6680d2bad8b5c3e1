package org.tablewalk.view.lab;

import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.listing.LabViewModel;
import org.tablewalk.viewmodel.listing.ListingRow;

/** The menu of a listing's line: everything that can be done to it, and a line of the user's own after it. */
public final class LineMenu {
    private final ContextMenu menu = new ContextMenu();
    private final LabViewModel model;
    private final Messages messages;

    /** A menu that is not open. */
    public LineMenu(LabViewModel model, Messages messages) {
        this.model = model;
        this.messages = messages;
        menu.setId("lineMenu");
    }

    /** Opens at a place of the screen. */
    public void show(Node owner, ListingRow.Place place, double x, double y) {
        menu.hide();
        menu.getItems().clear();
        for (LabViewModel.Choice choice : model.choices(place.listing(), place.line())) {
            MenuItem item = item(choice.text(), () -> model.apply(choice.edits()));
            item.setDisable(!choice.possible());
            menu.getItems().add(item);
        }
        if (menu.getItems().isEmpty()) {
            MenuItem none = item(messages.text("lab.nothing"), () -> {});
            none.setDisable(true);
            menu.getItems().add(none);
        } else {
            menu.getItems().addAll(new SeparatorMenuItem(), insert(place));
        }
        menu.getItems().add(new SeparatorMenuItem());
        model.commands().forEach(command -> {
            MenuItem item = item(messages.text("command." + command.id()), command::run);
            item.setDisable(!command.enabledProperty().get());
            menu.getItems().add(item);
        });
        menu.show(owner, x, y);
    }

    private static MenuItem item(String text, Runnable action) {
        var item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }

    private MenuItem insert(ListingRow.Place place) {
        var field = new TextField();
        field.setPromptText(messages.text("lab.insert"));
        field.setAccessibleText(messages.text("lab.insert"));
        field.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.ENTER) {
                menu.hide();
                model.insert(place.listing(), place.line(), field.getText());
                event.consume();
            }
        });
        return new CustomMenuItem(field, false);
    }
}
