package org.tablewalk.viewmodel.window;

import java.util.List;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;

/** One parameter as it is edited: its text, its choices or its range, and what is wrong with the text. */
public final class ParameterField {
    private final String name;
    private final String about;
    private final List<String> choices;
    private final long minimum;
    private final long maximum;
    private final SimpleStringProperty value;
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    /**
     * A parameter.
     *
     * @param choices the values it may have; empty: a number from {@code minimum} to {@code maximum}
     */
    ParameterField(String name, String about, List<String> choices, long minimum, long maximum, String value, Messages messages) {
        this.name = name;
        this.about = about;
        this.choices = List.copyOf(choices);
        this.minimum = minimum;
        this.maximum = maximum;
        this.value = new SimpleStringProperty(value);
        this.value.addListener((property, before, now) -> problem.set(isGood() ? "" : messages.text("parameter.range", minimum, maximum)));
    }

    private boolean isGood() {
        String text = value.get();
        if (!choices.isEmpty()) {
            return choices.contains(text);
        }
        try {
            long number = Numbers.parse(text);
            return number >= minimum && number <= maximum;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    public String name() {
        return name;
    }

    /** One or two sentences on what it does. */
    public String about() {
        return about;
    }

    /** The values to choose from; empty for a number. */
    public List<String> choices() {
        return choices;
    }

    public StringProperty valueProperty() {
        return value;
    }

    /** What is wrong with the value, or empty. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
