package org.tablewalk.view;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.controlsfx.control.SegmentedButton;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.window.SettingsViewModel;

/** Makes controls from commands: the same text, key, tooltip and state wherever a command appears. */
final class ControlFactory {
    private final Messages messages;
    private final KeyMap keys;
    private final SettingsViewModel settings;

    ControlFactory(Messages messages, KeyMap keys, SettingsViewModel settings) {
        this.messages = messages;
        this.keys = keys;
        this.settings = settings;
    }

    /** An icon of the pack; the style sheet gives it its size. */
    static FontIcon icon(Ikon glyph) {
        return new FontIcon(glyph);
    }

    /** A button with a shape from the style sheet (class {@code icon-SHAPE}) and no words; the words are its tooltip and accessible text. */
    Button shapeButton(UiCommand command, String shape) {
        var picture = new Region();
        picture.getStyleClass().addAll("shape-icon", "icon-" + shape);
        var button = new Button(null, picture);
        button.getStyleClass().add("shape-button");
        wire(button, command);
        return button;
    }

    /** A button with an icon and no words. */
    Button iconButton(UiCommand command, Ikon icon) {
        var button = new Button(null, icon(icon));
        button.getStyleClass().addAll("flat", "icon-button");
        wire(button, command);
        return button;
    }

    /** A button with words. */
    Button button(UiCommand command) {
        var button = new Button(name(command));
        wire(button, command);
        return button;
    }

    /** Choices side by side, of which one is on. */
    SegmentedButton segments(java.util.List<UiCommand> commands) {
        var segments = new SegmentedButton();
        for (UiCommand command : commands) {
            var button = new ToggleButton(messages.textOr("command." + command.id() + ".short", name(command)));
            wire(button, command);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setSelected(command.selected().get());
            command.selected().addListener((property, before, now) -> button.setSelected(now));
            // A second click on the chosen one would clear it: the command sets it again.
            button.setOnAction(event -> {
                command.run();
                button.setSelected(command.selected().get());
            });
            segments.getButtons().add(button);
        }
        segments.setToggleGroup(new ToggleGroup());
        return segments;
    }

    private void wire(ButtonBase button, UiCommand command) {
        button.setId(command.id().replace('.', '-'));
        button.setOnAction(event -> command.run());
        button.disableProperty().bind(command.enabledProperty().not());
        String key = keys.shown(command.id());
        button.setTooltip(new Tooltip(key.isEmpty() ? name(command) : name(command) + "  " + key));
        button.setAccessibleText(name(command));
    }

    /** A menu entry, with a mark if the command is a choice. */
    MenuItem item(UiCommand command) {
        MenuItem item;
        ObservableBooleanValue selected = command.selected();
        if (selected == null) {
            item = new MenuItem(name(command));
        } else {
            var check = new CheckMenuItem(name(command));
            check.setSelected(selected.get());
            selected.addListener((property, before, now) -> check.setSelected(now));
            item = check;
        }
        item.setId("menu-" + command.id().replace('.', '-'));
        item.setOnAction(event -> {
            command.run();
            if (item instanceof CheckMenuItem check) {
                check.setSelected(selected.get());
            }
        });
        item.disableProperty().bind(command.enabledProperty().not());
        var combinations = keys.of(command.id());
        if (!combinations.isEmpty()) {
            // Keys of the canvases are shown, not installed: as accelerators they would also act in text fields.
            if (KeyMap.onlyOnCanvas(combinations.getFirst())) {
                var key = new Label(combinations.getFirst().getDisplayText());
                key.getStyleClass().add("menu-key");
                item.setGraphic(key);
                item.getStyleClass().add("with-key");
            } else {
                item.setAccelerator(combinations.getFirst());
            }
        }
        return item;
    }

    /** A menu of commands. */
    Menu menu(String key, java.util.List<UiCommand> commands) {
        var menu = new Menu(messages.text(key));
        commands.forEach(c -> menu.getItems().add(item(c)));
        return menu;
    }

    /** A tab that cannot be closed. */
    Tab tab(String id, Node content) {
        var tab = new Tab(messages.text("tab." + id), content);
        tab.setId("tab-" + id);
        tab.setClosable(false);
        return tab;
    }

    /** A small heading. */
    Label heading(String key) {
        var label = new Label(messages.text(key));
        label.getStyleClass().add("heading");
        label.setWrapText(true);
        return label;
    }

    /** A text with a style class, wrapping. */
    static Label text(String style) {
        var label = new Label();
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** A region that takes the space that is left in a row. */
    static Region spring() {
        var spring = new Region();
        HBox.setHgrow(spring, Priority.ALWAYS);
        return spring;
    }

    /** A column that scrolls when it does not fit. */
    static ScrollPane scrolling(Node content, String name) {
        var scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("column");
        scroll.setAccessibleText(name);
        return scroll;
    }

    /** A row of nodes, centred on its axis. */
    static HBox row(Node... nodes) {
        var row = new HBox(nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setAccessibleRole(AccessibleRole.PARENT);
        return row;
    }

    /** A width in em in pixels, as the window is scaled. */
    DoubleBinding em(double size) {
        return Bindings.createDoubleBinding(() -> size * Appearance.em(settings), settings.scaleProperty());
    }

    /** The name of a command. */
    String name(UiCommand command) {
        return messages.text("command." + command.id());
    }

    Messages messages() {
        return messages;
    }

    KeyMap keys() {
        return keys;
    }
}
