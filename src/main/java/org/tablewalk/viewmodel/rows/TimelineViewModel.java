package org.tablewalk.viewmodel.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
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

/** The lanes of the CPUs in a {@link Stretch} of a run, of its own or of the run that it stands beside. */
public final class TimelineViewModel extends CanvasViewModel {
    private static final double ZOOM = 1.5;
    private static final double SHIFT = 0.25;
    /** Height of the ruler: pressing there goes to the step. */
    private static final double RULER = 24;
    private static final double LANE = 30;

    private final TimelineLayout layout;
    private final Consumer<Command> session;
    private final LongConsumer seek;
    private final IntConsumer focusCpu;
    private Stretch stretch;
    /** How many steps further it is shown than the run whose stretch it is. */
    private double ahead;
    private boolean leads = true;
    /** Whether nobody else shows the same stretch. */
    private boolean alone = true;
    private Moment moment;
    private Frame frame;
    private TimelinePicture picture;
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
        stretch = new Stretch(session);
        stretch.watch(this::moved);
    }

    /** Zoom in, zoom out, left, right: of whichever lanes are shown. */
    public static List<UiCommand> commands(Supplier<TimelineViewModel> shown) {
        return List.of(UiCommand.of("timeline.zoomIn", () -> shown.get().zoomAtPlace(ZOOM)), UiCommand.of("timeline.zoomOut", () -> shown.get().zoomAtPlace(1 / ZOOM)),
                UiCommand.of("timeline.left", () -> shown.get().move(-SHIFT)), UiCommand.of("timeline.right", () -> shown.get().move(SHIFT)));
    }

    /** From now on it shows a stretch that others show too, who say how far it {@linkplain Stretch#reach reaches}; which place of its run belongs to it, {@link #beside} says. */
    public void share(Stretch common) {
        stretch = common;
        alone = false;
        common.watch(this::moved);
    }

    /**
     * Says where its run is shown, before {@link #show} of that moment.
     *
     * @param further how many steps further than the one that leads
     * @param first   whether it is the one that leads
     */
    public void beside(double further, boolean first) {
        if (first) {
            stretch.shift(ahead);
        }
        leads = first;
        ahead = further;
    }

    /** Shows another moment, and what its step did in a sentence. */
    public void show(Moment shown, String sentence) {
        Frame now = shown.frame();
        boolean other = frame == null || now.subject() != frame.subject();
        boolean went = !other && now.position() != frame.position();
        moment = shown;
        frame = now;
        if (other) {
            firstLane = 0;
            pin = Pin.NONE;
            pins.clear();
        }
        if (alone) {
            // A trace is known to its end.
            stretch.reach(0, now.length(), now.subject() != null && now.subject().recorded() ? now.length() : 0);
        }
        if (leads) {
            stretch.show(shown, other, went);
        }
        describe(sentence);
        changed();
    }

    private double from() {
        return stretch.from() + ahead;
    }

    private double to() {
        return from() + stretch.steps();
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
            Track track = moment.reading().track(kept, from(), to());
            tracks.add((track == null ? new Track(kept.name(), List.of()) : track).pinnable(kept.address(), true));
        }
        Track track = pins.stream().anyMatch(p -> p.address() == pin.address()) ? null : moment.reading().track(pin, from(), to());
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
        picture = layout.layOut(new TimelineScene(frame.lanes(), from(), to(), frame.position(), frame.marks(), frame.windows(), firstLane,
                frame.length(), frame.ended(), moment.views().lanes(),
                frame.cause() == null ? List.of() : frame.cause().links(), tracks(), frame.loop(), moment.reading().whereabouts()), width, height);
        return picture.drawing();
    }

    @Override
    public boolean stepped() {
        // Lanes that keep their place while the cursor moves need no animation, and scrolled ones would only smear.
        return false;
    }

    /** The picture last drawn, or null. */
    public TimelinePicture picture() {
        return picture;
    }

    /** Whether an x of the picture last drawn lies on its lanes. */
    boolean onLanes(double x) {
        return picture != null && x <= picture.drawing().width();
    }

    /** Moves by a part of what is in sight. */
    private void move(double part) {
        if (frame != null && frame.subject() != null) {
            stretch.move(part * stretch.steps());
        }
    }

    private void zoomAtPlace(double factor) {
        if (picture != null) {
            boolean seen = frame.position() >= from() && frame.position() <= to();
            stretch.zoom(factor, (seen ? frame.position() : (from() + to()) / 2) - ahead);
        }
    }

    @Override
    public void zoom(double factor, double x, double y) {
        if (picture != null) {
            stretch.zoom(factor, picture.axis().position(x) - ahead);
        }
    }

    @Override
    public void pan(double dx, double dy) {
        if (picture == null) {
            return;
        }
        if (dx != 0) {
            stretch.move(picture.axis().steps(-dx));
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
        stretch.back();
    }
}
