package org.tablewalk.viewmodel.window;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The texts about the run as a whole. */
public final class StatusViewModel {
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper sentence = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper limits = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper limitsText = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper runHash = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper engine = new ReadOnlyStringWrapper("");

    StatusViewModel() {}

    void title(String text) {
        title.set(text);
    }

    void sentence(String text) {
        sentence.set(text);
    }

    void limits(String word, String text) {
        limits.set(word);
        limitsText.set(text);
    }

    void runHash(String text) {
        runHash.set(text);
    }

    void engine(String text) {
        engine.set(text);
    }

    /** Scenario, its parameters that matter, seed. */
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /** What the last step did. */
    public ReadOnlyStringProperty sentenceProperty() {
        return sentence.getReadOnlyProperty();
    }

    /** What cannot be shown of this run; empty for a run of our own machine. */
    public ReadOnlyStringProperty limitsProperty() {
        return limits.getReadOnlyProperty();
    }

    /** The same in a sentence; what cannot be shown one by one is among the facts about the machine. */
    public ReadOnlyStringProperty limitsTextProperty() {
        return limitsText.getReadOnlyProperty();
    }

    /** The run's hash, shortened. */
    public ReadOnlyStringProperty runHashProperty() {
        return runHash.getReadOnlyProperty();
    }

    /** What the engine does. */
    public ReadOnlyStringProperty engineProperty() {
        return engine.getReadOnlyProperty();
    }
}
