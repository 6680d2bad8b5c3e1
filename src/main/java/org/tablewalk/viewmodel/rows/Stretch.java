package org.tablewalk.viewmodel.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tablewalk.session.Command;
import org.tablewalk.session.Frame;
import org.tablewalk.viewmodel.kind.Moment;

/**
 * Which stretch of a run lanes show. It follows the place shown until it is moved by hand, and again once the place leaves it. Runs beside each other have one stretch, that of the run that leads: what moves it moves the
 * lanes of all.
 */
public final class Stretch {
    private static final double USUAL_STEPS = 120;
    private static final double LEAST_STEPS = 8;
    private static final double MOST_STEPS = 200_000;

    private final Consumer<Command> session;
    private final List<Runnable> watchers = new ArrayList<>();
    private double from;
    private double steps = USUAL_STEPS;
    /** What is usual for the kind of what is shown. */
    private double usual = USUAL_STEPS;
    private boolean follow = true;
    private boolean zoomed;
    /** The first position that there is anything at, and the one after the last. */
    private double least;
    private double most;
    /** Positions that there are in all, or 0 as long as that is not known. */
    private double whole;

    /**
     * The start of nothing.
     *
     * @param session takes which stretch of the run is wanted
     */
    public Stretch(Consumer<Command> session) {
        this.session = session;
    }

    /** Somebody whose lanes it is hears when it is moved by hand. */
    void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    /**
     * How far there is something to be seen of all runs, counted as positions of the one that leads.
     *
     * @param from   may be before its start
     * @param to     may be after its end
     * @param length of the longest, once all have come to their ends; 0 before
     */
    public void reach(double from, double to, double length) {
        least = from;
        most = to;
        whole = length;
    }

    /** Another moment of the run, or of the one that leads; {@code other}: of something else than before. */
    void show(Moment shown, boolean other, boolean went) {
        Frame now = shown.frame();
        boolean again = other && (zoomed || !follow);
        if (other) {
            follow = true;
            zoomed = false;
        }
        if (shown.open() && shown.views().usualSteps() != usual) {
            usual = shown.views().usualSteps();
            again = true;
        }
        if (!zoomed) {
            steps = fitting();
        }
        if (!follow && went && (now.position() < from || now.position() > from + steps)) {
            follow = true;
            again = true;
        }
        if (again) {
            look();
        }
        if (follow) {
            from = now.lanes().from();
        }
    }

    /** Something that is shorter than the usual stretch fills it. */
    private double fitting() {
        return whole > 0 && whole < usual ? Math.max(LEAST_STEPS, whole) : usual;
    }

    double from() {
        return from;
    }

    double steps() {
        return steps;
    }

    /** Positions are counted in another run from now on, which was shown so many steps further. */
    void shift(double by) {
        from += by;
    }

    /** The user moves it. */
    void move(double by) {
        follow = false;
        from = Math.clamp(from + by, least, Math.max(least, most - steps / 2));
        look();
        moved();
    }

    /** The user zooms by a factor around a position. */
    void zoom(double factor, double at) {
        double next = Math.clamp(steps / factor, LEAST_STEPS, MOST_STEPS);
        from = Math.max(least, at - (at - from) * next / steps);
        steps = next;
        zoomed = true;
        follow = false;
        look();
        moved();
    }

    /** Back to the place shown, as wide as usual. */
    void back() {
        steps = fitting();
        zoomed = false;
        follow = true;
        look();
        moved();
    }

    private void look() {
        session.accept(new Command.Look(Math.round(from), Math.round(steps), follow));
    }

    private void moved() {
        watchers.forEach(Runnable::run);
    }
}
