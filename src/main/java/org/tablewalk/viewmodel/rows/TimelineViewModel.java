package org.tablewalk.viewmodel.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.timeline.TimelineLayout;
import org.tablewalk.picture.timeline.TimelinePicture;
import org.tablewalk.picture.timeline.TimelineScene;
import org.tablewalk.picture.timeline.Track;
import org.tablewalk.session.Command;
import org.tablewalk.session.Frame;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.UiCommand;
import org.tablewalk.viewmodel.kind.Moment;
import org.tablewalk.viewmodel.kind.Pin;

/** The lanes of the CPUs around the place shown. It follows the place until it is moved by hand, and again once the place leaves it. */
public final class TimelineViewModel extends CanvasViewModel {
    private static final double USUAL_STEPS = 120;
    private static final double LEAST_STEPS = 8;
    private static final double MOST_STEPS = 200_000;
    private static final double ZOOM = 1.5;
    private static final double SHIFT = 0.25;
    /** Height of the ruler: pressing there goes to the step. */
    private static final double RULER = 24;
    private static final double LANE = 30;

    private final TimelineLayout layout;
    private final Consumer<Command> session;
    private final LongConsumer seek;
    private final IntConsumer focusCpu;
    private final List<UiCommand> commands;
    private Moment moment;
    private Frame frame;
    private TimelinePicture picture;
    private double from;
    private double steps = USUAL_STEPS;
    private double usual = USUAL_STEPS;
    private boolean follow = true;
    /** Whether it never leaves the place shown. */
    private boolean bound;
    private boolean zoomed;
    private double scrolled;
    private int firstLane;
    /** What is selected, and what keeps its lane whatever is. */
    private Pin pin = Pin.NONE;
    private final List<Pin> pins = new ArrayList<>();

    /**
     * Lanes of nothing.
     *
     * @param session takes what stretch of the run is wanted, and questions about faults
     * @param seek    goes to a step
     * @param focusCpu gives a CPU the focus
     */
    public TimelineViewModel(FontMetrics metrics, Consumer<Command> session, LongConsumer seek, IntConsumer focusCpu) {
        layout = new TimelineLayout(metrics);
        this.session = session;
        this.seek = seek;
        this.focusCpu = focusCpu;
        commands = List.of(UiCommand.of("timeline.zoomIn", () -> zoomAtPlace(ZOOM)), UiCommand.of("timeline.zoomOut", () -> zoomAtPlace(1 / ZOOM)),
                UiCommand.of("timeline.left", () -> move(-steps * SHIFT)), UiCommand.of("timeline.right", () -> move(steps * SHIFT)));
    }

    /** Shows another moment, and what its step did in a sentence. */
    public void show(Moment shown, String sentence) {
        Frame now = shown.frame();
        boolean other = frame == null || now.subject() != frame.subject();
        boolean went = !other && now.position() != frame.position();
        moment = shown;
        frame = now;
        if (other) {
            follow = true;
            zoomed = false;
            firstLane = 0;
            pin = Pin.NONE;
            pins.clear();
        }
        if (!zoomed) {
            steps = usual();
        }
        if (shown.open() && shown.views().usualSteps() != usual) {
            usual = shown.views().usualSteps();
            look();
        }
        if (!follow && went && (now.position() < from || now.position() > from + steps)) {
            follow = true;
            look();
        }
        if (follow) {
            from = now.lanes().from();
        }
        describe(sentence);
        changed();
    }

    /** From now on it shows the stretch around the place shown and cannot be moved away from it. */
    public void bind() {
        bound = true;
    }

    /** Gives something a lane of its own, until something else is given it. */
    public void pin(Pin what) {
        pin = what;
        moved();
    }

    /** The lane at an address is kept from now on, or no longer. */
    private void keep(long address) {
        if (!pins.removeIf(p -> p.address() == address) && pin.address() == address) {
            pins.add(pin);
        }
        moved();
    }

    /** Of what is pinned, and of what is selected if that is something else. */
    private List<Track> tracks() {
        List<Track> tracks = new ArrayList<>();
        for (Pin kept : pins) {
            Track track = moment.reading().track(kept, from, from + steps);
            tracks.add((track == null ? new Track(kept.name(), List.of()) : track).pinnable(kept.address(), true));
        }
        Track track = pins.stream().anyMatch(p -> p.address() == pin.address()) ? null : moment.reading().track(pin, from, from + steps);
        if (track != null) {
            tracks.add(track.pinnable(pin.address(), false));
        }
        return tracks;
    }

    @Override
    public Drawing draw(double width, double height) {
        if (frame == null || frame.subject() == null) {
            picture = null;
            return new Drawing(width, height, List.of(), List.of());
        }
        picture = layout.layOut(new TimelineScene(frame.lanes(), from, from + steps, frame.position(), frame.marks(), frame.windows(), firstLane,
                frame.length(), frame.ended(), moment.views().lanes(),
                frame.cause() == null ? List.of() : frame.cause().links(), tracks(), frame.loop(), moment.reading().whereabouts()), width, height);
        return picture.drawing();
    }

    @Override
    public boolean stepped() {
        // Lanes that keep their place while the cursor moves need no animation, and scrolled ones would only smear.
        return false;
    }

    /** A trace shorter than the usual stretch fills it: it is known to its end. */
    private double usual() {
        if (frame == null || frame.subject() == null) {
            return USUAL_STEPS;
        }
        boolean all = frame.subject().recorded() && frame.length() < moment.views().usualSteps();
        return all ? Math.max(LEAST_STEPS, frame.length()) : moment.views().usualSteps();
    }

    /** The picture last drawn, or null. */
    public TimelinePicture picture() {
        return picture;
    }

    /** Whether an x of the picture last drawn lies on its lanes. */
    boolean onLanes(double x) {
        return picture != null && x <= picture.drawing().width();
    }

    private void look() {
        session.accept(new Command.Look(Math.max(0, Math.round(from)), Math.round(steps), follow));
    }

    private void move(double by) {
        if (frame != null && frame.subject() != null && !bound) {
            follow = false;
            from = Math.clamp(from + by, 0, Math.max(0, frame.length() - steps / 2));
            look();
            moved();
        }
    }

    private void zoomAtPlace(double factor) {
        if (picture != null) {
            double at = frame.position() >= from && frame.position() <= from + steps ? frame.position() : from + steps / 2;
            zoom(factor, picture.axis().x(at), 0);
        }
    }

    @Override
    public void zoom(double factor, double x, double y) {
        if (picture != null) {
            double at = picture.axis().position(x);
            double next = Math.clamp(steps / factor, LEAST_STEPS, MOST_STEPS);
            from = Math.max(0, at - (at - from) * next / steps);
            steps = next;
            zoomed = true;
            follow = bound;
            look();
            moved();
        }
    }

    @Override
    public void pan(double dx, double dy) {
        if (picture == null) {
            return;
        }
        if (dx != 0) {
            move(picture.axis().position(0) - picture.axis().position(dx));
        }
        scrolled -= dy;
        int lanes = (int) (scrolled / LANE);
        if (lanes != 0) {
            scrolled -= lanes * LANE;
            firstLane = Math.clamp(firstLane + lanes, 0, Math.max(0, frame.lanes().lanes().size() - picture.lanes()));
            moved();
        }
    }

    @Override
    public boolean scrub(double x, double y) {
        if (picture == null || y > RULER) {
            return false;
        }
        seek.accept(Math.round(picture.axis().position(x)));
        return true;
    }

    @Override
    public void select(Target target) {
        if (target != null && target.kind() == Target.Kind.STEP) {
            seek.accept(target.a() + 1);
        }
        if (target != null && target.kind() == Target.Kind.FAULT) {
            focusCpu.accept((int) target.b());
            session.accept(new Command.Explain(target.a(), (int) target.b()));
            seek.accept(target.a() + 1);
        }
        if (target != null && target.kind() == Target.Kind.PIN) {
            keep(target.a());
        }
        if (target != null && target.kind() == Target.Kind.CPU) {
            focusCpu.accept((int) target.a());
        }
    }

    /** Double-click: back to the place shown, at the first zoom. */
    @Override
    public void activate(Target target) {
        steps = usual();
        zoomed = false;
        follow = true;
        look();
        moved();
    }

    /** Zoom in, zoom out, left, right. */
    public List<UiCommand> commands() {
        return commands;
    }
}
