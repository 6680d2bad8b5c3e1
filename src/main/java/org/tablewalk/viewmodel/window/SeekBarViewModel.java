package org.tablewalk.viewmodel.window;

import java.util.Optional;
import java.util.function.LongConsumer;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.lockstep.PartingMark;
import org.tablewalk.picture.timeline.SeekBarLayout;
import org.tablewalk.session.Frame;
import org.tablewalk.viewmodel.CanvasViewModel;

/** The bar of the whole run: pressing or dragging on it goes there; pressing a mark goes to what it marks. */
public final class SeekBarViewModel extends CanvasViewModel {
    private final SeekBarLayout layout;
    private final LongConsumer seek;
    private final PartingMark mark;
    private SeekBarLayout.Picture picture;
    private Frame frame;
    private long parted = -1;

    SeekBarViewModel(FontMetrics metrics, LongConsumer seek) {
        layout = new SeekBarLayout(metrics);
        mark = new PartingMark(metrics);
        this.seek = seek;
    }

    /** Shows a frame; {@code parts}: index of the step with which the run parts from those beside it, or -1. */
    void show(Frame now, String sentence, long parts) {
        frame = now;
        parted = parts;
        describe(sentence);
        changed();
    }

    @Override
    public Drawing draw(double width, double height) {
        if (frame == null || frame.subject() == null) {
            picture = null;
            return new Drawing(width, height, java.util.List.of(), java.util.List.of());
        }
        picture = layout.layOut(frame.length(), frame.position(), frame.marks(), frame.windows(), frame.loop(), width, height);
        return mark.on(picture.drawing(), picture.axis(), parted, Math.round(height / 2), false);
    }

    @Override
    public boolean stepped() {
        // The cursor follows the run; sliding it would lag behind dragging.
        return false;
    }

    @Override
    public boolean scrub(double x, double y) {
        if (picture == null) {
            return false;
        }
        Optional<Drawing.Hot> hot = picture.drawing().hit(x, y);
        boolean onMark = hot.isPresent() && marks(hot.get().target()) && hot.get().box().contains(x, y);
        seek.accept(onMark ? hot.get().target().a() + 1 : Math.round(picture.axis().position(x)));
        return true;
    }

    @Override
    public void select(Target target) {
        if (target != null && marks(target)) {
            seek.accept(target.a() + 1);
        }
    }

    private static boolean marks(Target target) {
        return target.kind() == Target.Kind.STEP || target.kind() == Target.Kind.FINDING;
    }
}
