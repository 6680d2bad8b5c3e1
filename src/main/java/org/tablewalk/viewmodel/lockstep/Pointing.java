package org.tablewalk.viewmodel.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.session.LockStepFrame;
import org.tablewalk.session.lockstep.Counterpart;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;

/** Something is pointed at in one of several machines, by pointer or focus: the others outline the same, and it is told in words where they have it. */
final class Pointing {
    private final Consumer<Command> session;
    private final Messages messages;
    private final ReadOnlyStringWrapper told = new ReadOnlyStringWrapper("");
    private List<ColumnViewModel> columns = List.of();
    private ColumnViewModel here;
    private Target target;

    Pointing(Consumer<Command> session, Messages messages) {
        this.session = session;
        this.messages = messages;
    }

    /** Where the others have it; empty while nothing is pointed at of which that can be said. */
    ReadOnlyStringProperty toldProperty() {
        return told.getReadOnlyProperty();
    }

    /** Another place is pointed at; null for none. */
    void point(ColumnViewModel column, Target place, List<ColumnViewModel> all) {
        boolean asked = event(target);
        columns = all;
        here = column;
        target = place;
        told.set("");
        if (event(place)) {
            session.accept(new Command.Point(column.index(), place.a(), column.end((int) place.b(), place.a()), (int) place.b()));
        } else if (asked) {
            session.accept(new Command.Point(column.index(), 0, 0, 0));
        }
        if (place != null && place.kind() == Target.Kind.FINDING) {
            finding();
        } else {
            others().forEach(other -> other.light(place == null ? Set.of() : counterparts(other, column.related(place))));
        }
    }

    private static boolean event(Target place) {
        return place != null && place.b() >= 0 && (place.kind() == Target.Kind.STEP || place.kind() == Target.Kind.FAULT);
    }

    /** Shows where the others did it, as a frame tells it. */
    void show(LockStepFrame.Pointed pointed) {
        if (pointed == null || here == null || here.index() != pointed.machine() || !event(target)) {
            return;
        }
        List<String> places = new ArrayList<>(List.of(messages.text("lockstep.pointed.at", here.letter(), Numbers.grouped(pointed.step() + 1))));
        for (ColumnViewModel other : others()) {
            Counterpart there = pointed.others().get(other.index());
            places.add(messages.text("lockstep.pointed." + there.kind(), other.letter(), other.titleProperty().get(), Numbers.grouped(there.step() + 1)));
            if (there.kind() == Counterpart.Kind.SAME) {
                other.lightStep((int) target.b(), there.step());
            } else {
                other.light(Set.of());
            }
        }
        tell(places);
    }

    /** A finding is the same by its rule. */
    private void finding() {
        Finding found = here.findings().stream().filter(f -> f.step() == target.a() && f.actor() == target.b()).findFirst().orElse(null);
        if (found == null) {
            return;
        }
        List<String> places = new ArrayList<>(List.of(messages.text("lockstep.pointed.at", here.letter(), Numbers.grouped(found.step() + 1))));
        for (ColumnViewModel other : others()) {
            Finding there = other.findings().stream().filter(f -> f.rule() == found.rule()).findFirst().orElse(null);
            other.light(there == null ? Set.of() : Set.of(new Target(Target.Kind.FINDING, there.step(), there.actor())));
            places.add(there == null ? messages.text("lockstep.pointed.unfound", other.letter(), other.titleProperty().get())
                    : messages.text("lockstep.pointed.at", other.letter(), Numbers.grouped(there.step() + 1)));
        }
        tell(places);
    }

    private void tell(List<String> places) {
        told.set(messages.text("lockstep.pointed", String.join(", ", places)));
    }

    private List<ColumnViewModel> others() {
        return columns.stream().filter(c -> c != here).toList();
    }

    /** What another machine has for what belongs together in one: of entries of tables. Places in time and in TLBs follow from these. */
    private Set<Target> counterparts(ColumnViewModel other, Set<Target> related) {
        return related.stream().filter(t -> t.kind() != Target.Kind.TLB_ENTRY && t.kind() != Target.Kind.STEP).map(t -> other.own(here.common(t))).filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
