package org.tablewalk.view.motion;

import java.util.Locale;
import java.util.function.BiFunction;
import javafx.geometry.Bounds;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Target;
import org.tablewalk.view.canvas.PaintContext;
import org.tablewalk.viewmodel.Messages;
import org.tablewalk.viewmodel.Numbers;
import org.tablewalk.viewmodel.motion.Motion;
import org.tablewalk.viewmodel.window.MotionViewModel;

/**
 * Shows the motion of a step over the panes: an outline and what is carried, which are all that is painted anew from frame to frame. When the next step
 * comes before a motion has ended, it is dropped, and the next has none either: who steps that fast looks at where it leads.
 */
public final class MotionLayer extends Pane {
    /** Tables are at most that long, in bytes: an entry that is not drawn is somewhere in the table drawn that begins last before it. */
    private static final long LONGEST_TABLE = 1 << 16;

    private final MotionViewModel model;
    private final PaintContext context;
    private final BiFunction<Integer, Boolean, Bounds> lines;
    private final Messages messages;
    private final Region outline = new Region();
    private final Label token = new Label();
    private long serial;
    private long cameAt = Long.MIN_VALUE / 2;
    private Motion motion;
    private boolean placed;
    private Box from;
    private Box to;
    private long start;

    /**
     * An empty layer.
     *
     * @param lines where the line stands, in the scene, that a CPU executed last or, if true, executes next; null if it does not show
     */
    public MotionLayer(MotionViewModel model, PaintContext context, BiFunction<Integer, Boolean, Bounds> lines, Messages messages) {
        this.model = model;
        this.context = context;
        this.lines = lines;
        this.messages = messages;
        setId("motion");
        setManaged(false);
        setMouseTransparent(true);
        setVisible(false);
        outline.setManaged(false);
        token.setManaged(false);
        getChildren().addAll(outline, token);
        serial = model.serialProperty().get();
    }

    /** Shows the moment of a pulse, in nanoseconds; after the canvases have shown their pictures. */
    public void pulse(long nanos) {
        if (serial != model.serialProperty().get()) {
            serial = model.serialProperty().get();
            boolean hurried = nanos - cameAt < MotionViewModel.LENGTH * 1e6 && model.length() == MotionViewModel.LENGTH;
            cameAt = nanos;
            motion = hurried ? null : model.shown();
            placed = false;
            setVisible(false);
        } else if (motion != null && !placed) {
            // A pulse later than the step: by now the listing has laid out its rows.
            place(nanos);
        } else if (motion != null) {
            move((nanos - start) / 1e6 / model.length());
        }
    }

    private void place(long nanos) {
        placed = true;
        start = nanos;
        from = motion.from() == null ? null : box(motion.from());
        to = motion.to() == null ? null : box(motion.to());
        // A line of the listing alone says nothing of where it stored.
        if (to == null && (from == null || motion.kind() != Motion.Kind.WALK)) {
            motion = null;
            return;
        }
        String kind = motion.kind().name().toLowerCase(Locale.ROOT);
        outline.getStyleClass().setAll("motion-outline", "motion-" + kind);
        token.getStyleClass().setAll("motion-token", "motion-" + kind);
        token.setText(switch (motion.kind()) {
            case STORE -> Numbers.hex(motion.value());
            case WALK -> messages.text("motion.walk", motion.value());
            case SWEEP -> messages.text("motion.sweep", motion.value());
            case FADE -> messages.text("motion.fade");
            case GROWTH -> "";
        });
        setVisible(true);
        token.applyCss();
        token.autosize();
        move(0);
    }

    private void move(double t) {
        if (t >= 1) {
            motion = null;
            setVisible(false);
            return;
        }
        MotionFrame frame = MotionFrame.at(motion.kind(), from, to, model.backwards() ? 1 - t : t, model.still());
        Box box = frame.outline();
        outline.resizeRelocate(Math.round(box.x()), Math.round(box.y()), Math.round(box.width()), Math.round(box.height()));
        outline.setOpacity(frame.outlineShown());
        token.relocate(Math.round(frame.x() - token.getWidth() / 2), Math.round(frame.y() - token.getHeight() / 2));
        token.setOpacity(frame.tokenShown());
    }

    /** Where something stands, in the layer; null if it does not show. */
    private Box box(Motion.Place place) {
        Bounds found = switch (place) {
            case Motion.Line line -> lines.apply(line.cpu(), model.backwards());
            case Motion.Tlb tlb -> {
                Bounds entries = context.find(place::shownAt, true);
                yield entries != null ? entries : context.find(t -> t.kind() == Target.Kind.CPU && t.a() == tlb.cpu(), false);
            }
            case Motion.Entry entry -> {
                Bounds row = context.find(place::shownAt, false);
                yield row != null ? row : table(entry.address());
            }
            default -> context.find(place::shownAt, false);
        };
        Bounds here = found == null ? null : sceneToLocal(found);
        return here == null ? null : new Box(here.getMinX(), here.getMinY(), here.getWidth(), here.getHeight());
    }

    private Bounds table(long entry) {
        long[] nearest = {-1};
        context.find(t -> {
            boolean holds = (t.kind() == Target.Kind.TABLE || t.kind() == Target.Kind.SHADOW_PAGE) && t.a() <= entry && entry - t.a() < LONGEST_TABLE;
            nearest[0] = holds ? Math.max(nearest[0], t.a()) : nearest[0];
            return false;
        }, false);
        return nearest[0] < 0 ? null : context.find(new Motion.Table(nearest[0])::shownAt, false);
    }

    /** Whether something is moving. */
    public boolean moving() {
        return motion != null;
    }
}
