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
    /** Most values that are turned rather than typed. */
    private static final long MOST_TURNED = 64;

    private final SimpleStringProperty value;
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private boolean preset;
    private String shown;
    private boolean turned;

    /**
     * A parameter.
     *
     * @param choices the values it may have; empty: a number from {@code minimum} to {@code maximum}
     * @param preset  whether the value is what it is when none is given
     */
    ParameterField(String name, String about, List<String> choices, long minimum, long maximum, String value, boolean preset, Messages messages) {
        this.name = name;
        this.about = about;
        this.choices = List.copyOf(choices);
        this.minimum = minimum;
        this.maximum = maximum;
        this.preset = preset;
        shown = value;
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

    /** Whether there are so few numbers that one is picked by turning: each is opened at once. */
    public boolean turns() {
        return choices.isEmpty() && maximum >= minimum && maximum - minimum >= 0 && maximum - minimum < MOST_TURNED;
    }

    /** The number it is, or the smallest if it is none. */
    public long number() {
        return isGood() ? Numbers.parse(value.get()) : minimum;
    }

    /** The smallest number it may be. */
    public long minimum() {
        return minimum;
    }

    /** The largest number it may be. */
    public long maximum() {
        return maximum;
    }

    /** The value of the run shown. */
    String shown() {
        return shown;
    }

    /** Whether the value of the run shown is what it is when none is given. */
    boolean preset() {
        return preset;
    }

    /** Whether a value was turned to that is not shown yet. */
    boolean turned() {
        return turned;
    }

    /** Takes a number that was turned to; whether that changes anything. */
    boolean turn(long number) {
        String text = Long.toString(number);
        if (number < minimum || number > maximum || text.equals(value.get())) {
            return false;
        }
        turned = true;
        value.set(text);
        return true;
    }

    /** Takes over what another run has, unless the user has turned on meanwhile. */
    void follow(ParameterField now) {
        preset = now.preset;
        shown = now.shown;
        if (!turned || shown.equals(value.get())) {
            turned = false;
            value.set(shown);
        }
    }

    /** Puts back the value of the run shown. */
    void restore() {
        turned = false;
        value.set(shown);
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
