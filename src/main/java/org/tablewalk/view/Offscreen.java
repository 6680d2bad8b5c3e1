package org.tablewalk.view;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javafx.application.Platform;

/** The toolkit on its Headless platform: pictures of the real window where there is no display. At most one kind of toolkit per process. */
public final class Offscreen {
    private Offscreen() {}

    /** Starts the toolkit without a display, unless one runs already. */
    public static Offscreen start() {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        System.setProperty("java.awt.headless", "true");
        try {
            Platform.startup(() -> Platform.setImplicitExit(false));
        } catch (IllegalStateException e) {
            // It runs already, and whoever started it chose the platform.
            return new Offscreen();
        }
        return new Offscreen();
    }

    /**
     * Does something on the toolkit's thread and waits for it.
     *
     * @throws Exception what the work threw
     */
    public <T> T call(Callable<T> work) throws Exception {
        var task = new FutureTask<>(work);
        Platform.runLater(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
