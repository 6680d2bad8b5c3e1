package org.tablewalk.view;

import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;
import org.tablewalk.viewmodel.window.MainViewModel;

/** What went wrong, with file, line and column, until it is dismissed; the run that was open stays open. */
final class Banner extends HBox {
    Banner(MainViewModel model, ControlFactory controls) {
        setId("banner");
        getStyleClass().add("banner");
        setAccessibleRole(AccessibleRole.PARENT);
        var where = new Label();
        where.setId("bannerWhere");
        where.getStyleClass().add("banner-where");
        where.textProperty().bind(model.problem().whereProperty());
        where.managedProperty().bind(where.textProperty().isNotEmpty());
        where.setMinWidth(USE_PREF_SIZE);
        var what = ControlFactory.text("banner-what");
        what.setId("bannerWhat");
        what.textProperty().bind(model.problem().problemProperty());
        HBox.setHgrow(what, Priority.ALWAYS);
        what.setMaxWidth(Double.MAX_VALUE);
        var close = new Button(null, ControlFactory.icon(Feather.X));
        close.setId("bannerClose");
        close.getStyleClass().addAll("flat", "icon-button");
        close.setAccessibleText(controls.messages().text("banner.close"));
        close.setOnAction(event -> model.problem().dismiss());
        getChildren().addAll(ControlFactory.icon(Feather.ALERT_TRIANGLE), where, what, close);
        setAlignment(javafx.geometry.Pos.CENTER_LEFT);
        visibleProperty().bind(model.problem().problemProperty().isNotEmpty());
        managedProperty().bind(visibleProperty());
        accessibleTextProperty().bind(model.problem().problemProperty());
    }
}
