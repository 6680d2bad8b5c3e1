package org.tablewalk.viewmodel;

import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;

/**
 * Something the user can do. One object serves the menu item, the button, the key and the test, so that they cannot disagree
 * about what it does or whether it can be done now.
 */
public final class UiCommand {
    private final String id;
    private final Runnable body;
    private final ReadOnlyBooleanWrapper enabled = new ReadOnlyBooleanWrapper(true);
    private final ObservableBooleanValue selected;

    /**
     * A command.
     *
     * @param id       names its texts ({@code command.ID}) and its keys
     * @param enabled  whether it can be done now; null: always
     * @param selected whether what it stands for is chosen or on, for marks in menus and buttons; null: it is no choice
     */
    public UiCommand(String id, Runnable body, ObservableBooleanValue enabled, ObservableBooleanValue selected) {
        this.id = Objects.requireNonNull(id);
        this.body = Objects.requireNonNull(body);
        this.selected = selected;
        if (enabled != null) {
            this.enabled.bind(enabled);
        }
    }

    /** A command that can always be done. */
    public static UiCommand of(String id, Runnable body) {
        return new UiCommand(id, body, null, null);
    }

    /** A command that can be done while {@code enabled} holds. */
    public static UiCommand of(String id, ObservableBooleanValue enabled, Runnable body) {
        return new UiCommand(id, body, enabled, null);
    }

    /** A switch: the command turns the property over. */
    public static UiCommand toggle(String id, SimpleBooleanProperty property) {
        return new UiCommand(id, () -> property.set(!property.get()), null, property);
    }

    /** One of several values of a property: the command sets it. */
    public static <T> UiCommand choice(String id, javafx.beans.property.ObjectProperty<T> property, T value) {
        return new UiCommand(id, () -> property.set(value), null, Bindings.createBooleanBinding(() -> property.get() == value, property));
    }

    public String id() {
        return id;
    }

    /** Does it, if it can be done now. */
    public void run() {
        if (enabled.get()) {
            body.run();
        }
    }

    public ReadOnlyBooleanProperty enabledProperty() {
        return enabled.getReadOnlyProperty();
    }

    /** Whether what the command stands for is on or chosen; null for a command that is no choice. */
    public ObservableBooleanValue selected() {
        return selected;
    }
}
