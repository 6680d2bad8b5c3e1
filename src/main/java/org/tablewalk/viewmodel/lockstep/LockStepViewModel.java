package org.tablewalk.viewmodel.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Target;
import org.tablewalk.session.Command;
import org.tablewalk.session.LockStepFrame;
import org.tablewalk.session.lockstep.Instead;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.CentreCanvas;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.kind.KindViews;
import org.tablewalk.viewmodel.kind.Moment;
import org.tablewalk.viewmodel.rows.Stretch;
import org.tablewalk.viewmodel.rows.TimelineViewModel;

/** Machines side by side while they are in lock step: their columns, their counters, and where they part. */
public final class LockStepViewModel {
    /** As many as a set may have. */
    private static final int MOST = 5;

    private final Consumer<Command> session;
    private final Stretch stretch;
    private final Pointing pointing;
    private final Messages messages;
    private final List<ColumnViewModel> columns;
    private final CountersCanvas counters;
    private final ReadOnlyBooleanWrapper active = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper parts = new ReadOnlyBooleanWrapper();
    private final ReadOnlyIntegerWrapper machines = new ReadOnlyIntegerWrapper();
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper difference = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper compared = new ReadOnlyStringWrapper("");
    private final List<UiCommand> commands;
    private LockStepFrame frame;

    /** Nothing is in lock step. */
    public LockStepViewModel(Consumer<Command> session, FontMetrics metrics, List<KindViews> kinds, Messages messages) {
        this.session = session;
        this.messages = messages;
        stretch = new Stretch(session);
        pointing = new Pointing(session, messages);
        columns = IntStream.range(0, MOST).mapToObj(i -> new ColumnViewModel(i, this, metrics, kinds, messages)).toList();
        counters = new CountersCanvas(metrics, messages);
        commands = List.of(UiCommand.of("lockstep.parting", parts, this::part), UiCommand.of("lockstep.next", active, this::next),
                UiCommand.of("lockstep.close", active, () -> session.accept(new Command.Alone(frame.leading()))));
    }

    /** The letter of a machine. */
    static String letter(int machine) {
        return String.valueOf((char) ('A' + machine));
    }

    /** Shows a frame; null: nothing is in lock step. */
    public void show(LockStepFrame now) {
        frame = now;
        if (now != null) {
            List<Moment> moments = new ArrayList<>();
            for (int i = 0; i < now.machines().size(); i++) {
                moments.add(columns.get(i).moment(now.machines().get(i)));
            }
            reach(now);
            for (int i = 0; i < moments.size(); i++) {
                columns.get(i).show(now.machines().get(i), called(now, i), moments.get(i), i == now.leading() ? null : moments.get(now.leading()), later(now, i));
            }
            pointing.show(now.pointed());
            counters.show(now, moments.get(now.leading()).views());
            title.set(runs(now) ? messages.text("lockstep.runs") : now.title());
            summary.set(now.summary());
            difference.set(difference(now));
            compared.set(messages.text("lockstep.compared", letter(now.leading())));
            machines.set(moments.size());
        }
        parts.set(now != null && now.parting() != null);
        active.set(now != null);
    }

    /** Lanes reach as far as those of any machine. */
    private void reach(LockStepFrame now) {
        long at = now.lead().position();
        long from = now.machines().stream().mapToLong(m -> at - m.frame().position()).min().orElse(0);
        long to = now.machines().stream().mapToLong(m -> m.frame().length() + at - m.frame().position()).max().orElse(0);
        boolean ended = now.machines().stream().allMatch(m -> m.frame().ended());
        stretch.reach(from, to, ended ? now.machines().stream().mapToLong(m -> m.frame().length()).max().orElse(0) : 0);
    }

    /** The tables of all machines; none while nothing is in lock step. */
    public List<CentreCanvas> tables() {
        return frame == null ? List.of() : columns.subList(0, frame.machines().size()).stream().map(ColumnViewModel::centre).toList();
    }

    /** Which stretch all lanes show. */
    Stretch stretch() {
        return stretch;
    }

    /** The lanes of the machine that leads; only while {@link #active}. */
    public TimelineViewModel timeline() {
        return columns.get(frame.leading()).timeline();
    }

    /** Whether they are runs of what was open, and no set. */
    private static boolean runs(LockStepFrame now) {
        return now.title().isEmpty();
    }

    private String called(LockStepFrame now, int machine) {
        String label = now.machines().get(machine).label();
        return runs(now) ? messages.text("run.name", label) : label;
    }

    private String difference(LockStepFrame now) {
        if (now.parting() == null) {
            boolean ended = now.machines().stream().allMatch(m -> m.frame().ended());
            return messages.text(ended ? "lockstep.same" : "lockstep.sameSoFar");
        }
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < now.machines().size(); i++) {
            if (later(now, i)) {
                steps.add(messages.text("lockstep.parting.still", letter(i), letter(0)));
                continue;
            }
            Instead deed = now.parting().deeds().get(i);
            steps.add(messages.text(deed.event() == null ? "lockstep.parting.ended" : "lockstep.parting.step", letter(i), Numbers.grouped(deed.step() + (deed.event() == null ? 0
                    : 1))));
        }
        return messages.text("lockstep.parting", String.join("  ", steps));
    }

    /** Whether a machine still does what the first one does where the first of them part. */
    private static boolean later(LockStepFrame now, int machine) {
        return machine > 0 && now.parting() != null && now.machines().get(machine).parted() != now.parting().deeds().get(machine).step();
    }

    /** Goes to where they part. */
    private void part() {
        session.accept(new Command.Seek(frame.parting().deeds().get(frame.leading()).step() + 1));
    }

    /** Lets the next machine lead. */
    private void next() {
        session.accept(new Command.Lead((frame.leading() + 1) % frame.machines().size()));
    }

    /** A machine leads from now on. */
    void lead(ColumnViewModel column) {
        if (frame != null && column.index() != frame.leading()) {
            session.accept(new Command.Lead(column.index()));
        }
    }

    /** A command to one of the machines. What all of them show alike is asked for once, of whichever asks. */
    void send(ColumnViewModel column, Command command) {
        if (!(command instanceof Command.Look)) {
            lead(column);
        }
        session.accept(command);
    }

    /** A picture of each machine. */
    List<CanvasViewModel> pictures(Function<ColumnViewModel, CanvasViewModel> which) {
        return frame == null ? List.of() : columns.subList(0, frame.machines().size()).stream().map(which).toList();
    }

    /** What another machine has for a place of one. */
    Target same(ColumnViewModel here, int other, Target target) {
        return columns.get(other).own(here.common(target));
    }

    /** Something is pointed at in a machine: the others outline what is the same in them; null for nothing. */
    void point(ColumnViewModel here, Target target) {
        if (frame != null) {
            pointing.point(here, target, columns.subList(0, frame.machines().size()));
        }
    }

    /** The columns that there can be; the first {@link #machinesProperty} of them have a machine. */
    public List<ColumnViewModel> columns() {
        return columns;
    }

    /** How many machines there are. */
    public ReadOnlyIntegerProperty machinesProperty() {
        return machines.getReadOnlyProperty();
    }

    /** Their counters side by side. */
    public CanvasViewModel counters() {
        return counters;
    }

    /** Whether machines are in lock step now. */
    public boolean active() {
        return active.get();
    }

    /** Whether machines are in lock step. */
    public ReadOnlyBooleanProperty activeProperty() {
        return active.getReadOnlyProperty();
    }

    /** Whether they part. */
    public ReadOnlyBooleanProperty partsProperty() {
        return parts.getReadOnlyProperty();
    }

    /** What they are. */
    public ReadOnlyStringProperty titleProperty() {
        return title.getReadOnlyProperty();
    }

    /** What is to be seen in them; may be empty. */
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    /** Where they part, in a sentence. */
    public ReadOnlyStringProperty differenceProperty() {
        return difference.getReadOnlyProperty();
    }

    /** Where the other machines have what is pointed at in one; empty while nothing is. */
    public ReadOnlyStringProperty pointedProperty() {
        return pointing.toldProperty();
    }

    /** What a dashed line around an entry says. */
    public ReadOnlyStringProperty comparedProperty() {
        return compared.getReadOnlyProperty();
    }

    /** To where they part; the next machine leads; leave, with the machine that leads. */
    public List<UiCommand> commands() {
        return commands;
    }
}
