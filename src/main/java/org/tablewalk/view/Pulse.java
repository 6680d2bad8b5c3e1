package org.tablewalk.view;

import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import org.tablewalk.view.canvas.PaintContext;
import org.tablewalk.view.motion.MotionLayer;
import org.tablewalk.viewmodel.window.MainViewModel;

/**
 * The one link between the engine's thread and the window: once per pulse it asks the view model to read the latest frame and lets
 * the canvases paint what changed. Nothing is queued for the toolkit by the engine, so it can neither flood nor wait for the window.
 */
final class Pulse extends AnimationTimer {
    private final MainViewModel model;
    private final PaintContext context;
    private final MotionLayer motion;

    Pulse(MainViewModel model, PaintContext context, MotionLayer motion) {
        this.model = model;
        this.motion = motion;
        this.context = context;
    }

    @Override
    public void handle(long nanos) {
        // One that throws is not followed by layout and rendering, and then nothing is ever seen again.
        model.defects().guard("pulse", () -> once(nanos));
    }

    /** What one pulse does. */
    void once(long nanos) {
        model.refresh();
        context.pulse(nanos, !model.transport().playingProperty().get() && !model.transport().busyProperty().get());
        motion.pulse(nanos);
    }

    /** Runs something on the toolkit's thread, now if this is it. */
    void onToolkitThread(Runnable work) {
        if (Platform.isFxApplicationThread()) {
            work.run();
        } else {
            Platform.runLater(work);
        }
    }
}
