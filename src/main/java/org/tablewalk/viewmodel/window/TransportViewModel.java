package org.tablewalk.viewmodel.window;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.tablewalk.session.Command;
import org.tablewalk.session.Granularity;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.UiCommand;

/** Where in the run the window is, and the commands that move it: step, play, seek, speed, granularity. */
public final class TransportViewModel {
    /** The speed ladder, in steps a second. One flat-out setting would hide what is between; a lecture needs the lower half. */
    private static final double[] SPEEDS = {0.5, 1, 2, 5, 10, 25, 60, 250, 1_000, 10_000, 100_000};
    private static final int FIRST_SPEED = 3;

    private final Consumer<Command> session;
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper playing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper ended = new ReadOnlyBooleanWrapper();
    private final ReadOnlyLongWrapper position = new ReadOnlyLongWrapper();
    private final ReadOnlyLongWrapper length = new ReadOnlyLongWrapper();
    private final ObjectProperty<Granularity> granularity = new SimpleObjectProperty<>(Granularity.INSTRUCTION);
    private final IntegerProperty speed = new SimpleIntegerProperty(FIRST_SPEED);
    private final IntegerProperty cpu = new SimpleIntegerProperty(0);

    private final UiCommand first;
    private final UiCommand last;
    private final UiCommand forward;
    private final UiCommand back;
    private final UiCommand play;
    private final UiCommand reverse;
    private final UiCommand runOut;
    private final UiCommand stop;
    private final UiCommand slower;
    private final UiCommand faster;
    private final List<UiCommand> granularities;
    private final UiCommand nextOfCpu;
    private final UiCommand previousOfCpu;
    private final UiCommand nextMilestone;
    private final UiCommand previousMilestone;

    TransportViewModel(Consumer<Command> session) {
        this.session = session;
        BooleanBinding canBack = open.and(position.greaterThan(0));
        // At the recorded end a run that has not ended is continued.
        BooleanBinding canForward = open.and(ended.not().or(position.lessThan(length)));
        BooleanBinding active = playing.or(busy);
        first = UiCommand.of("run.first", canBack, () -> session.accept(new Command.Seek(0)));
        last = UiCommand.of("run.last", open.and(position.lessThan(length)), () -> session.accept(new Command.Seek(length.get())));
        forward = UiCommand.of("run.forward", canForward, () -> step(granularity.get(), false, -1));
        back = UiCommand.of("run.back", canBack, () -> step(granularity.get(), true, -1));
        play = new UiCommand("run.play", () -> play(false), canForward.or(active), playing);
        reverse = UiCommand.of("run.reverse", canBack.or(active), () -> play(true));
        runOut = UiCommand.of("run.out", open.and(ended.not()), () -> session.accept(new Command.Run()));
        stop = UiCommand.of("run.stop", active, () -> session.accept(new Command.Pause()));
        slower = UiCommand.of("run.slower", speed.greaterThan(0), () -> speed.set(speed.get() - 1));
        faster = UiCommand.of("run.faster", speed.lessThan(SPEEDS.length - 1), () -> speed.set(speed.get() + 1));
        granularities = List.of(UiCommand.choice("run.phase", granularity, Granularity.PHASE),
                UiCommand.choice("run.instruction", granularity, Granularity.INSTRUCTION),
                UiCommand.choice("run.micro", granularity, Granularity.MICRO));
        nextOfCpu = UiCommand.of("run.nextOfCpu", canForward, () -> step(Granularity.INSTRUCTION, false, cpu.get()));
        previousOfCpu = UiCommand.of("run.previousOfCpu", canBack, () -> step(Granularity.INSTRUCTION, true, cpu.get()));
        nextMilestone = UiCommand.of("run.nextMilestone", canForward, () -> step(Granularity.PHASE, false, -1));
        previousMilestone = UiCommand.of("run.previousMilestone", canBack, () -> step(Granularity.PHASE, true, -1));
        speed.addListener((property, before, now) -> replay());
        granularity.addListener((property, before, now) -> replay());
    }

    /** Shows a position. {@code open}: there is a run at all; {@code ended}: it cannot be continued beyond {@code length}. */
    void show(boolean isOpen, long at, long steps, boolean isEnded, boolean isPlaying, boolean isBusy) {
        open.set(isOpen);
        length.set(steps);
        position.set(at);
        ended.set(isEnded);
        playing.set(isPlaying);
        busy.set(isBusy);
    }

    private void step(Granularity by, boolean backward, int ofCpu) {
        session.accept(new Command.Step(by, backward, ofCpu));
    }

    private void play(boolean backward) {
        session.accept(playing.get() || busy.get() ? new Command.Pause() : new Command.Play(backward, stepsPerSecond(), granularity.get()));
    }

    /** A change of speed or granularity while playing takes effect at once. */
    private void replay() {
        if (playing.get()) {
            session.accept(new Command.Play(false, stepsPerSecond(), granularity.get()));
        }
    }

    /** Goes to a step. Beyond the recorded end, to the end. */
    public void seek(long step) {
        if (open.get()) {
            session.accept(new Command.Seek(Math.max(0, Math.min(length.get(), step))));
        }
    }

    /**
     * Goes to a step as typed.
     *
     * @return false if the text is no number
     */
    public boolean seek(String typed) {
        try {
            seek(Numbers.parse(typed));
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Steps a second while playing, at the chosen place of the ladder. */
    public double stepsPerSecond() {
        return SPEEDS[speed.get()];
    }

    /** Places on the speed ladder. */
    public int speeds() {
        return SPEEDS.length;
    }

    /** The chosen place on the speed ladder, 0..{@link #speeds()}-1. */
    public IntegerProperty speedProperty() {
        return speed;
    }

    /** The speed as shown: {@code 5/s}. */
    public String speedText() {
        double perSecond = stepsPerSecond();
        return perSecond < 1 ? "\u00bd/s" : perSecond >= 1_000 ? Math.round(perSecond / 1_000) + "k/s" : Math.round(perSecond) + "/s";
    }

    /** The CPU that has the focus: whose instructions the commands "of the same CPU" step to. */
    public IntegerProperty cpuProperty() {
        return cpu;
    }

    public ObjectProperty<Granularity> granularityProperty() {
        return granularity;
    }

    public ReadOnlyBooleanProperty openProperty() {
        return open.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty playingProperty() {
        return playing.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty endedProperty() {
        return ended.getReadOnlyProperty();
    }

    /** Steps made, 0..length. */
    public ReadOnlyLongProperty positionProperty() {
        return position.getReadOnlyProperty();
    }

    /** Steps recorded. */
    public ReadOnlyLongProperty lengthProperty() {
        return length.getReadOnlyProperty();
    }

    public UiCommand first() {
        return first;
    }

    public UiCommand last() {
        return last;
    }

    public UiCommand forward() {
        return forward;
    }

    public UiCommand back() {
        return back;
    }

    /** Plays forward, or pauses what is playing or running. */
    public UiCommand play() {
        return play;
    }

    /** Plays backward, or pauses. */
    public UiCommand reverse() {
        return reverse;
    }

    /** Phase, instruction, micro-step. */
    public List<UiCommand> granularities() {
        return granularities;
    }

    /** Every command, in the order of the menu. */
    public List<UiCommand> all() {
        var all = new java.util.ArrayList<>(List.of(play, reverse, forward, back, nextMilestone, previousMilestone, nextOfCpu, previousOfCpu,
                first, last, runOut, stop, slower, faster));
        all.addAll(granularities);
        return List.copyOf(all);
    }
}
