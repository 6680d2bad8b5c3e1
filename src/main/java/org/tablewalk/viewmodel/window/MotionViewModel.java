package org.tablewalk.viewmodel.window;

import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import org.tablewalk.session.Command;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.kind.Moment;
import org.tablewalk.viewmodel.motion.Motion;

/**
 * Which motion is to be seen. Each step replaces that of the one before, so none is ever queued; stepping back gives the motion of the step that is taken
 * back, backwards. After a jump, and while steps follow each other faster than they can be seen, there is none.
 */
public final class MotionViewModel {
    /** Milliseconds that a motion takes. */
    public static final double LENGTH = 240;
    /** The fastest play, in steps a second, at which a motion has the time. */
    private static final double FASTEST = 4;
    /** How much slower a motion is that was asked for again. */
    private static final double SLOW = 4;

    private final ReadOnlyLongWrapper serial = new ReadOnlyLongWrapper();
    private final SimpleBooleanProperty some = new SimpleBooleanProperty();
    private final UiCommand again = UiCommand.of("run.again", some, this::replay);
    private final ObservableBooleanValue still;
    private boolean stepping;
    private Motion last;
    private Motion shown;
    private boolean backwards;
    private double length = LENGTH;

    /** {@code still}: whether nothing is to move from place to place. */
    MotionViewModel(ObservableBooleanValue still) {
        this.still = still;
    }

    /** The user sent a command: what leads to another position next. */
    void commanded(Command command) {
        stepping = command instanceof Command.Step || command instanceof Command.Take || command instanceof Command.Play;
    }

    /**
     * Another moment is shown.
     *
     * @param before    what was shown, of the same run, or null
     * @param perSecond the speed of playing
     */
    void show(Moment now, Moment before, double perSecond) {
        boolean comparable = before != null && now.sameSubject(before) && now.open() && now.frame().run() == before.frame().run();
        if (comparable && now.frame().position() == before.frame().position()) {
            return;
        }
        last = now.open() ? now.reading().motion() : null;
        some.set(last != null);
        backwards = comparable && now.frame().position() < before.frame().position();
        boolean seen = comparable && stepping && !now.running() && (!now.playing() || perSecond <= FASTEST);
        show(!seen ? null : backwards ? before.reading().motion() : last, LENGTH);
    }

    private void replay() {
        backwards = false;
        show(last, LENGTH * SLOW);
    }

    private void show(Motion motion, double millis) {
        shown = motion;
        length = millis;
        serial.set(serial.get() + 1);
    }

    /** Shows the motion of the last step again, slowly. */
    public UiCommand again() {
        return again;
    }

    /** Changes with each position shown, and when a motion is asked for again. */
    public ReadOnlyLongProperty serialProperty() {
        return serial.getReadOnlyProperty();
    }

    /** What moves, or null. */
    public Motion shown() {
        return shown;
    }

    /** Whether it is seen backwards. */
    public boolean backwards() {
        return backwards;
    }

    /** Milliseconds that it takes. */
    public double length() {
        return length;
    }

    /** Whether it is to be told without anything that moves from place to place. */
    public boolean still() {
        return still.get();
    }
}
