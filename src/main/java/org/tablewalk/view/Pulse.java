package org.tablewalk.view;

import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import org.tablewalk.view.canvas.PaintContext;
import org.tablewalk.viewmodel.window.MainViewModel;

/**
 * The one link between the engine's thread and the window: once per pulse it asks the view model to read the latest frame and lets
 * the canvases paint what changed. Nothing is queued for the toolkit by the engine, so it can neither flood nor wait for the window.
 */
final class Pulse extends AnimationTimer {
    private final MainViewModel model;
    private final PaintContext context;

    Pulse(MainViewModel model, PaintContext context) {
        this.model = model;
        this.context = context;
    }

    @Override
    public void handle(long nanos) {
        once(nanos);
    }

    /** What one pulse does. */
    void once(long nanos) {
        model.refresh();
        context.pulse(nanos, !model.transport().playingProperty().get() && !model.transport().busyProperty().get());
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
