package org.tablewalk.viewmodel;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.shadow.ShadowSource;

/**
 * The selected shadow page, or entry of a shadow page or of a guest's table: its word bit by bit, what it is tied to, who wrote it. While nothing is
 * selected it follows what was touched last.
 */
public final class ShadowInspectorViewModel {
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper kind = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper address = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper word = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<ShadowSource.Page> page = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper hasBits = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper selected = new ReadOnlyBooleanWrapper();
    private final ObservableList<FieldRow> fields = FXCollections.observableArrayList();
    private final ObservableList<FactSection> sections = FXCollections.observableArrayList();
    private final BitsViewModel bits;
    private final Consumer<Chosen> look;
    private final LongConsumer seek;
    private final LongConsumer watch;
    private final Messages messages;
    private final ReadOnlyObjectWrapper<Chosen> shown = new ReadOnlyObjectWrapper<>(Chosen.NOTHING);
    private Chosen chosen = Chosen.NOTHING;
    private Chosen followed = Chosen.NOTHING;
    private long watched = -1;
    private Moment moment;

    /**
     * An inspector.
     *
     * @param look  selects something
     * @param seek  goes to a step
     * @param watch asks for the writes of a word
     */
    ShadowInspectorViewModel(FontMetrics metrics, Consumer<Chosen> look, LongConsumer seek, LongConsumer watch, Messages messages) {
        bits = new BitsViewModel(metrics);
        this.look = look;
        this.seek = seek;
        this.watch = watch;
        this.messages = messages;
    }

    void show(Moment now) {
        if (!now.sameSubject(moment)) {
            chosen = Chosen.NOTHING;
            watched = -1;
        }
        moment = now;
        followed = now.shadow() == null ? Chosen.NOTHING : now.shadow().touched(now);
        fill();
    }

    /** Looks at something, or with nothing follows what is touched. */
    void choose(Chosen what) {
        chosen = what;
        fill();
    }

    private void fill() {
        Chosen what = chosen != Chosen.NOTHING ? chosen : followed;
        shown.set(what);
        page.set(what instanceof Chosen.Shadow s && moment != null && moment.shadow() != null ? moment.shadow().source().page(s.table()) : null);
        if (moment == null || moment.shadow() == null || what == Chosen.NOTHING) {
            watch(-1);
            clear();
            return;
        }
        Reading.Shadow shadow = moment.shadow();
        watch(shadow.hostAddress(what));
        hint.set(chosen == Chosen.NOTHING ? messages.text("inspector.followingShadow") : "");
        var facts = new ShadowFacts(moment, shadow, messages);
        switch (what) {
            case Chosen.Nothing n -> clear();
            case Chosen.Shadow s -> {
                if (s.index() != Chosen.WHOLE) {
                    show(facts.entry(s));
                } else if (page.get() != null) {
                    show(facts.page(page.get()));
                } else {
                    show(facts.special(s.table()));
                }
            }
            case Chosen.Guest g -> show(g.index() == Chosen.WHOLE ? facts.guestTable(g.table()) : facts.guestEntry(g));
        }
    }

    private void show(ShadowFacts.Sheet sheet) {
        title.set(sheet.title());
        kind.set(sheet.kind());
        address.set(sheet.address());
        word.set(sheet.word());
        if (!sheet.bits().isEmpty()) {
            bits.show(sheet.now(), sheet.before(), sheet.bits());
        }
        hasBits.set(!sheet.bits().isEmpty());
        Rows.update(fields, sheet.fields());
        Rows.update(sections, sheet.sections().stream().filter(s -> !s.facts().isEmpty()).toList());
    }

    private void clear() {
        title.set("");
        Rows.update(fields, List.of());
        Rows.update(sections, List.of());
    }

    private void watch(long address) {
        selected.set(address >= 0);
        if (address != watched) {
            // Its writes come with the next frame.
            watched = address;
            watch.accept(address);
        }
    }

    /** Goes to the next or the previous write of what is shown. */
    void change(int direction) {
        long position = moment.frame().position();
        List<Long> steps = moment.frame().watched() != watched ? List.of()
                : moment.frame().writes().stream().map(write -> write.position() + 1).toList();
        if (direction > 0) {
            steps.stream().filter(step -> step > position).findFirst().ifPresent(seek::accept);
        } else {
            steps.stream().filter(step -> step < position).reduce((one, later) -> later).ifPresent(seek::accept);
        }
    }

    /** Does what a click on a fact does. */
    public void follow(ShadowFact fact) {
        if (fact.step() >= 0) {
            seek.accept(fact.step());
        } else if (fact.goal() != Chosen.NOTHING) {
            look.accept(fact.goal());
        }
    }

    /** What is shown: {@code SP 2   level 4   gfn 0x100}; empty if there is nothing. */
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /** What it is, in a sentence. */
    public ReadOnlyStringProperty kindProperty() {
        return kind.getReadOnlyProperty();
    }

    /** Where it stands in memory. */
    public ReadOnlyStringProperty addressProperty() {
        return address.getReadOnlyProperty();
    }

    /** The role word of a page, the value of an entry. */
    public ReadOnlyStringProperty wordProperty() {
        return word.getReadOnlyProperty();
    }

    /** Says so when nothing is selected and what was touched last is shown instead. */
    public ReadOnlyStringProperty hintProperty() {
        return hint.getReadOnlyProperty();
    }

    /** What is shown. */
    ReadOnlyObjectProperty<Chosen> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** The shadow page that is shown, or whose entry is; else null. */
    ReadOnlyObjectProperty<ShadowSource.Page> pageProperty() {
        return page.getReadOnlyProperty();
    }

    /** Whether what is shown has a word of which {@link #bits} shows every bit. */
    public ReadOnlyBooleanProperty hasBitsProperty() {
        return hasBits.getReadOnlyProperty();
    }

    /** Whether there is a word whose writes can be gone through. */
    ReadOnlyBooleanProperty selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    public ObservableList<FieldRow> fields() {
        return fields;
    }

    /** Everything else there is to say, under headings. */
    public ObservableList<FactSection> sections() {
        return sections;
    }

    public BitsViewModel bits() {
        return bits;
    }
}
