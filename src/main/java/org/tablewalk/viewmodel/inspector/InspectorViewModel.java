package org.tablewalk.viewmodel.inspector;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.session.Frame;
import org.tablewalk.viewmodel.Rows;

/**
 * What is looked at: its word bit by bit, what the bits mean, facts about it, who wrote it. What that is, and what there is to say about it, the panes
 * of the open kind decide.
 */
public final class InspectorViewModel {
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper kind = new ReadOnlyStringWrapper();
    private final ReadOnlyStringWrapper range = new ReadOnlyStringWrapper();
    private final ReadOnlyStringWrapper address = new ReadOnlyStringWrapper();
    private final ReadOnlyStringWrapper word = new ReadOnlyStringWrapper();
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper question = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper empty = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper prose = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper hasBits = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper selected = new ReadOnlyBooleanWrapper();
    private final ObservableList<FieldRow> fields = FXCollections.observableArrayList();
    private final ObservableList<FactSection> sections = FXCollections.observableArrayList();
    private final ObservableList<FactSection> answers = FXCollections.observableArrayList();
    private final BitsViewModel bits;
    private final LongConsumer seek;
    private final LongConsumer watch;
    private Consumer<Goal> look = goal -> {};
    private Frame frame;
    private long watched = -1;
    private Supplier<Sheet> instead;
    private long insteadOf = -1;

    /**
     * An inspector.
     *
     * @param seek  goes to a step
     * @param watch asks for the writes of a word
     */
    public InspectorViewModel(FontMetrics metrics, LongConsumer seek, LongConsumer watch) {
        bits = new BitsViewModel(metrics);
        this.seek = seek;
        this.watch = watch;
    }

    /**
     * Something else is open.
     *
     * @param emptyText what is said while there is nothing to show
     * @param inProse   whether the subjects of facts are words rather than names
     * @param looker    looks at the goal of a fact
     */
    public void open(String emptyText, boolean inProse, Consumer<Goal> looker) {
        empty.set(emptyText);
        prose.set(inProse);
        look = looker;
        watched = -1;
        instead = null;
    }

    /** Answers a question about the run, whatever is looked at; null for none. */
    public void answer(FactSection answer) {
        Rows.update(answers, answer == null ? List.of() : List.of(answer));
        question.set(answer == null ? "" : answer.heading());
    }

    /**
     * Shows something.
     *
     * @param at     the host physical address of its word, whose writes are wanted, or -1
     * @param aside  a remark on why it is shown, or empty
     */
    public void show(Frame now, long at, Sheet sheet, String aside) {
        frame = now;
        Sheet other = instead == null || aside.isEmpty() && at != insteadOf ? null : instead.get();
        if (other == null) {
            instead = null;
            fill(at, sheet, aside);
        } else {
            fill(-1, other, "");
        }
    }

    /**
     * Shows something else in place of what the panes of the kind show, until something is chosen there or it is no more.
     *
     * @param other null once it is no more
     */
    public void instead(Supplier<Sheet> other) {
        insteadOf = instead == null ? watched : insteadOf;
        instead = other;
        Sheet sheet = other.get();
        if (sheet != null && frame != null) {
            fill(-1, sheet, "");
        }
    }

    private void fill(long at, Sheet sheet, String aside) {
        selected.set(at >= 0);
        if (at != watched) {
            // Its writes come with the next frame.
            watched = at;
            watch.accept(at);
        }
        title.set(sheet.title());
        if (!sheet.title().isEmpty()) {
            kind.set(sheet.kind());
            range.set(sheet.range());
            address.set(sheet.address());
            word.set(sheet.word());
            hint.set(aside);
            if (sheet.bits() != null) {
                bits.show(sheet.now(), sheet.before(), sheet.bits());
            }
            hasBits.set(sheet.bits() != null);
        }
        Rows.update(fields, sheet.fields());
        Rows.update(sections, sheet.sections().stream().filter(s -> !s.facts().isEmpty()).toList());
    }

    /** Goes to the next or the previous write of what is shown. */
    public void change(int direction) {
        long position = frame.position();
        List<Long> steps = frame.watched() != watched ? List.of() : frame.writes().stream().map(write -> write.position() + 1).toList();
        if (direction > 0) {
            steps.stream().filter(step -> step > position).findFirst().ifPresent(seek::accept);
        } else {
            steps.stream().filter(step -> step < position).reduce((one, later) -> later).ifPresent(seek::accept);
        }
    }

    /** Does what a click on a fact does. */
    public void follow(Fact fact) {
        if (fact.step() >= 0) {
            seek.accept(fact.step());
        } else if (fact.goal() != Goal.NOWHERE) {
            look.accept(fact.goal());
        }
    }

    /** What is shown: {@code L1[1]  invalid}, {@code SP 2   level 4   gfn 0x100}; empty if there is nothing. */
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /** What it is, in a sentence; null if it has no line. */
    public ReadOnlyStringProperty kindProperty() {
        return kind.getReadOnlyProperty();
    }

    /** The addresses it translates; null if it has no line. */
    public ReadOnlyStringProperty rangeProperty() {
        return range.getReadOnlyProperty();
    }

    /** Where it stands in memory; null if it has no line. */
    public ReadOnlyStringProperty addressProperty() {
        return address.getReadOnlyProperty();
    }

    /** Its value; null if it has no line. */
    public ReadOnlyStringProperty wordProperty() {
        return word.getReadOnlyProperty();
    }

    /** Says so when nothing is selected and what was touched last is shown instead; else empty. */
    public ReadOnlyStringProperty hintProperty() {
        return hint.getReadOnlyProperty();
    }

    /** What is said while there is nothing to show. */
    public ReadOnlyStringProperty emptyProperty() {
        return empty.getReadOnlyProperty();
    }

    /** Whether the subjects of facts are words rather than names. */
    public ReadOnlyBooleanProperty proseProperty() {
        return prose.getReadOnlyProperty();
    }

    /** Whether what is shown has a word of which {@link #bits} shows every bit. */
    public ReadOnlyBooleanProperty hasBitsProperty() {
        return hasBits.getReadOnlyProperty();
    }

    /** Whether there is a word whose writes can be gone through. */
    public ReadOnlyBooleanProperty selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    public ObservableList<FieldRow> fields() {
        return fields;
    }

    /** The question about the run that is answered; empty for none. */
    public ReadOnlyStringProperty questionProperty() {
        return question.getReadOnlyProperty();
    }

    /** The answer to a question about the run, if one was asked. */
    public ObservableList<FactSection> answers() {
        return answers;
    }

    public ObservableList<FactSection> sections() {
        return sections;
    }

    public BitsViewModel bits() {
        return bits;
    }
}
