package org.tablewalk.viewmodel;

import java.util.List;
import java.util.function.LongConsumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.tablewalk.arch.BitField;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.check.Place;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.TableFormat;
import org.tablewalk.picture.TableSource;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;

/**
 * The selected descriptor: its word, its fields, who may still use what stood there before, when it was broken and made. While nothing is
 * selected it follows the descriptor that was written last.
 */
public final class InspectorViewModel {
    private static final int IMPORTED_BITS = 48;

    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper range = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper address = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper word = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper hint = new ReadOnlyStringWrapper("");
    private final ObservableList<FieldRow> fields = FXCollections.observableArrayList();
    private final ObservableList<FactRow> users = FXCollections.observableArrayList();
    private final ObservableList<FactRow> writes = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper selected = new ReadOnlyBooleanWrapper();
    private final BitsViewModel bits;
    private final LongConsumer seek;
    private final LongConsumer watch;
    private final Messages messages;
    private long chosen = -1;
    private long followed = -1;
    private long watched = -1;
    private Moment moment;

    InspectorViewModel(FontMetrics metrics, LongConsumer seek, LongConsumer watch, Messages messages) {
        bits = new BitsViewModel(metrics);
        this.seek = seek;
        this.watch = watch;
        this.messages = messages;
    }

    void show(Moment now) {
        if (!now.sameSubject(moment)) {
            followed = -1;
            chosen = -1;
            watched = -1;
        }
        moment = now;
        followed = now.tables() == null ? -1 : lastWritten(now);
        fill();
    }

    /** What this step wrote, else what stopped or began to translate last, else the first entry of the root that says anything. */
    private static long lastWritten(Moment now) {
        for (long written : new SceneBuilder(now).written().keySet()) {
            if (now.tables().pageOf(written) >= 0) {
                return written;
            }
        }
        List<Mark> marks = now.frame().marks();
        for (int i = marks.size() - 1; i >= 0; i--) {
            Mark mark = marks.get(i);
            boolean about = mark.kind() == MarkKind.BREAK || mark.kind() == MarkKind.MAKE;
            if (about && mark.position() < now.frame().position() && now.tables().pageOf(mark.address()) >= 0) {
                return mark.address();
            }
        }
        TableSource tables = now.tables();
        for (int i = 0; i < tables.rootEntries(); i++) {
            long at = tables.root() + 8L * i;
            if (tables.format().kind(tables.word(at), tables.format().startLevel()) != TableFormat.Kind.INVALID) {
                return at;
            }
        }
        return -1;
    }

    /** Selects a descriptor, or with -1 follows what is written. */
    void select(long descriptor) {
        chosen = descriptor;
        fill();
    }

    /** Address of the descriptor shown, or -1. */
    long shown() {
        return chosen >= 0 ? chosen : followed;
    }

    private void fill() {
        long at = shown();
        selected.set(at >= 0);
        if (at != watched) {
            // Its writes come with the next frame.
            watched = at;
            watch.accept(at);
        }
        if (at < 0 || moment == null || moment.tables() == null || moment.tables().pageOf(at) < 0) {
            clear();
            return;
        }
        var rows = new InspectorRows(moment, messages);
        TableSource tables = moment.tables();
        Place place = moment.state() == null ? null : Place.find(moment.state(), at);
        int level = place != null ? place.level() : ImportedPlace.level(tables, at);
        boolean known = moment.state() != null || moment.imported().known(at);
        long now = known ? tables.word(at) : 0;
        long before = new SceneBuilder(moment).written().getOrDefault(at, now);
        TableFormat format = tables.format();
        // Imports have 4K tables; their fields are read as stage 2, which EL2's own tables differ from in their rights only.
        Stage2Geometry geometry = moment.state() == null ? Stage2Geometry.of(Granule.K4, IMPORTED_BITS) : moment.map().config().geometry();
        List<FactRow> who = place == null ? List.of() : rows.users(place);
        boolean unclean = who.stream().anyMatch(FactRow::alert);
        String kind = messages.text("kind." + format.kind(now, level));
        List<BitField> parts = known ? Descriptor.fields(now, level, geometry.granule(), geometry.lpa2()) : List.of();
        String state = !known ? messages.text("inspector.unknown")
                : unclean ? messages.text("inspector.unclean", kind) : kind;
        int index = place != null ? place.index() : (int) ((at - tables.tableOf(at)) / 8);
        title.set(messages.text(place == null && moment.state() != null ? "inspector.titleUnlinked" : "inspector.title", level, index, state));
        range.set(place == null ? "" : messages.text("inspector.range", Numbers.hex(place.ipa()), Numbers.hex(place.last()), Numbers.size(place.size())));
        address.set(messages.text("inspector.at", Numbers.hex(at)));
        word.set(known ? Numbers.word(now) : "?");
        hint.set(chosen >= 0 ? "" : messages.text("inspector.following"));
        bits.show(now, before, parts);
        Rows.update(fields, known ? rows.fields(parts, now, before) : List.of());
        Rows.update(users, who);
        Rows.update(writes, rows.writes(at, format, level));
    }

    private void clear() {
        title.set("");
        Rows.update(fields, List.of());
        Rows.update(users, List.of());
        Rows.update(writes, List.of());
    }

    /** Goes to the next or the previous write of the descriptor. */
    void change(int direction) {
        long position = moment.frame().position();
        List<Long> steps = moment.frame().watched() != shown() ? List.of()
                : moment.frame().writes().stream().map(write -> write.position() + 1).toList();
        if (direction > 0) {
            steps.stream().filter(step -> step > position).findFirst().ifPresent(seek::accept);
        } else {
            steps.stream().filter(step -> step < position).reduce((one, later) -> later).ifPresent(seek::accept);
        }
    }

    /** What is selected: {@code L1[1]  invalid}; empty if there is nothing. */
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /** The addresses it translates. */
    public ReadOnlyStringProperty rangeProperty() {
        return range.getReadOnlyProperty();
    }

    /** Where it stands in memory. */
    public ReadOnlyStringProperty addressProperty() {
        return address.getReadOnlyProperty();
    }

    /** Its value. */
    public ReadOnlyStringProperty wordProperty() {
        return word.getReadOnlyProperty();
    }

    /** Says so when nothing is selected and the last written descriptor is shown instead. */
    public ReadOnlyStringProperty hintProperty() {
        return hint.getReadOnlyProperty();
    }

    public ObservableList<FieldRow> fields() {
        return fields;
    }

    /** For each CPU, whether and why it may still use what stood here before. */
    public ObservableList<FactRow> users() {
        return users;
    }

    /** When it stopped and began to translate, the latest first. */
    public ObservableList<FactRow> writes() {
        return writes;
    }

    public BitsViewModel bits() {
        return bits;
    }

    /** Whether there is a word whose writes can be gone through. */
    ReadOnlyBooleanProperty selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** Goes to a step. */
    public void goTo(long step) {
        seek.accept(step);
    }
}
