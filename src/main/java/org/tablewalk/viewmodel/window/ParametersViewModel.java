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

/** The parameters of the open scenario, to be changed and run again, and what the machine is. */
public final class ParametersViewModel {
    /** The name under which the seed is listed among the parameters. */
    static final String SEED = "seed";

    private final ObservableList<ParameterField> fields = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper about = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper facts = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper good = new ReadOnlyBooleanWrapper();
    private final UiCommand apply;
    private final UiCommand reset;
    private Map<String, String> applied = Map.of();

    ParametersViewModel(Consumer<Command> session) {
        apply = UiCommand.of("parameters.apply", good, () -> session.accept(command()));
        reset = UiCommand.of("parameters.reset", this::restore);
    }

    private Command command() {
        var values = new LinkedHashMap<String, String>();
        long seed = 0;
        for (ParameterField field : fields) {
            if (field.name().equals(SEED)) {
                seed = Numbers.parse(field.valueProperty().get());
            } else {
                values.put(field.name(), field.valueProperty().get());
            }
        }
        return new Command.SetParameters(values, seed);
    }

    /** Shows other parameters; what the user typed and did not apply is kept while the run stays the same. */
    void show(List<ParameterField> now, String text) {
        fields.setAll(now);
        about.set(text);
        var values = new LinkedHashMap<String, String>();
        for (ParameterField field : now) {
            values.put(field.name(), field.valueProperty().get());
            field.problemProperty().addListener((property, before, problem) -> check());
        }
        applied = values;
        check();
    }

    void facts(String text) {
        facts.set(text);
    }

    private void check() {
        good.set(!fields.isEmpty() && fields.stream().allMatch(f -> f.problemProperty().get().isEmpty()));
    }

    private void restore() {
        for (ParameterField field : fields) {
            field.valueProperty().set(applied.get(field.name()));
        }
    }

    public ObservableList<ParameterField> fields() {
        return fields;
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

    /** Puts back the parameters of the run shown. */
    public UiCommand reset() {
        return reset;
    }
}
