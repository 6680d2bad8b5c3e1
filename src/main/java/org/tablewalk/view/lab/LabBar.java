package org.tablewalk.view.lab;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.listing.LabViewModel;

/** How many changes of listings there are, and the way back; there only while there is one. */
public final class LabBar extends HBox {
    private static final Feather[] ICONS = {Feather.CORNER_UP_LEFT, Feather.CORNER_UP_RIGHT, Feather.X};

    /** A row of a window. */
    public LabBar(LabViewModel model, Messages messages) {
        setId("labBar");
        getStyleClass().add("lab-bar");
        var told = new Label();
        told.textProperty().bind(model.toldProperty());
        told.setMinWidth(0);
        var spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        getChildren().addAll(told, spring);
        int icon = 0;
        for (UiCommand command : model.commands()) {
            var button = new Button(null, new FontIcon(ICONS[icon++]));
            button.setId("labBar-" + command.id().replace('.', '-'));
            button.getStyleClass().addAll("flat", "icon-button");
            button.setOnAction(event -> command.run());
            button.disableProperty().bind(command.enabledProperty().not());
            button.setTooltip(new Tooltip(messages.text("command." + command.id())));
            button.setAccessibleText(messages.text("command." + command.id()));
            getChildren().add(button);
        }
        visibleProperty().bind(told.textProperty().isNotEmpty());
        managedProperty().bind(visibleProperty());
    }
}
