package org.tablewalk.viewmodel.window;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tablewalk.session.Command;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.UiCommand;

/**
 * The parameters of the open scenario, to be changed and run again, and what the machine is. A value that nobody has changed from its default is left to
 * follow from the others.
 */
public final class ParametersViewModel {
    /** The name under which the seed is listed among the parameters. */
    static final String SEED = "seed";

    private final ObservableList<ParameterField> fields = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper about = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper facts = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper good = new ReadOnlyBooleanWrapper();
    private final Consumer<Command> session;
    private final UiCommand apply;
    private final UiCommand reset;
    private Object scenario;
    private Command turnedFrom;

    ParametersViewModel(Consumer<Command> session) {
        this.session = session;
        apply = UiCommand.of("parameters.apply", good, () -> {
            turnedFrom = null;
            session.accept(command(false));
        });
        reset = UiCommand.of("parameters.reset", this::restore);
    }

    /** The run with the values as they are typed, or as they are shown. */
    private Command command(boolean shown) {
        var values = new LinkedHashMap<String, String>();
        long seed = 0;
        for (ParameterField field : fields) {
            String value = shown ? field.shown() : field.valueProperty().get();
            if (field.name().equals(SEED)) {
                seed = Numbers.parse(value);
            } else if (!field.preset() || !value.equals(field.shown())) {
                values.put(field.name(), value);
            }
        }
        return new Command.SetParameters(values, seed);
    }

    /** Gives a parameter another value and opens the scenario with it at once; nothing happens if it has none of that name or the value is no good. */
    public void turn(String name, long value) {
        for (ParameterField field : fields) {
            if (field.name().equals(name) && field.turn(value)) {
                Command before = command(true);
                turnedFrom = turnedFrom == null ? before : turnedFrom;
                var values = new LinkedHashMap<>(((Command.SetParameters) before).parameters());
                fields.stream().filter(ParameterField::turned).forEach(f -> values.put(f.name(), f.valueProperty().get()));
                session.accept(new Command.SetParameters(values, ((Command.SetParameters) before).seed()));
            }
        }
    }

    /**
     * Shows the parameters of what has been opened. While it is the same scenario the fields stay who they are: one of them may be in the user's hand.
     *
     * @param opened the scenario without values, or null
     */
    void show(List<ParameterField> now, String text, Object opened) {
        boolean same = opened != null && opened == scenario && names(now).equals(names(fields));
        scenario = opened;
        about.set(text);
        if (same) {
            for (int i = 0; i < now.size(); i++) {
                fields.get(i).follow(now.get(i));
            }
        } else {
            turnedFrom = null;
            for (ParameterField field : now) {
                field.problemProperty().addListener((property, before, problem) -> check());
            }
            fields.setAll(now);
        }
        check();
    }

    private static List<String> names(List<ParameterField> fields) {
        return fields.stream().map(ParameterField::name).toList();
    }

    void facts(String text) {
        facts.set(text);
    }

    private void check() {
        good.set(!fields.isEmpty() && fields.stream().allMatch(f -> f.problemProperty().get().isEmpty()));
    }

    /** Puts back what was typed and not applied; and the values before the first one was turned. */
    private void restore() {
        fields.forEach(ParameterField::restore);
        if (turnedFrom != null) {
            session.accept(turnedFrom);
            turnedFrom = null;
        }
    }

    public ObservableList<ParameterField> fields() {
        return fields;
    }

    /** The values of the run shown, by name, the seed too. */
    public Map<String, String> shown() {
        var values = new LinkedHashMap<String, String>();
        fields.forEach(field -> values.put(field.name(), field.shown()));
        return values;
    }

    /** The scenario in a sentence or two. */
    public ReadOnlyStringProperty aboutProperty() {
        return about.getReadOnlyProperty();
    }

    /** The machine in a few lines: geometry, sizes, hardware's freedoms. */
    public ReadOnlyStringProperty factsProperty() {
        return facts.getReadOnlyProperty();
    }

    /** Runs the scenario again with these parameters. */
    public UiCommand apply() {
        return apply;
    }

    /** Puts back the parameters of the run shown, and those before any was turned. */
    public UiCommand reset() {
        return reset;
    }
}
