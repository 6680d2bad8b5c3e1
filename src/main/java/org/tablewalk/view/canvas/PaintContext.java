package org.tablewalk.view.canvas;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Bounds;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Palette;
import org.tablewalk.picture.Target;
import org.tablewalk.viewmodel.defects.DefectsViewModel;
import org.tablewalk.viewmodel.window.SettingsViewModel;

/** What the canvases of one window share: painter, scale, whether changes are animated. */
public final class PaintContext {
    /** Least width of an outline in pixels while a room looks on. */
    private static final double OUTLINE = 3;

    private final List<DrawingView> views = new ArrayList<>();
    private final ReadOnlyObjectWrapper<Palette> palette = new ReadOnlyObjectWrapper<>();
    private final FontMetrics metrics = FontMetrics.load();
    private final SettingsViewModel settings;
    private final DefectsViewModel defects;
    private CanvasPainter painter;
    private boolean calm = true;

    /**
     * What canvases share.
     *
     * @param defects is told what goes wrong in one of them
     */
    public PaintContext(SettingsViewModel settings, DefectsViewModel defects) {
        this.settings = settings;
        this.defects = defects;
        settings.themeProperty().addListener((property, before, now) -> theme());
        settings.scaleProperty().addListener((property, before, now) -> theme());
        settings.presenterProperty().addListener((property, before, now) -> theme());
        theme();
    }

    private void theme() {
        Palette now = settings.themeProperty().get();
        painter = new CanvasPainter(now, presenting() ? OUTLINE / scale() : 0);
        palette.set(now);
        views.forEach(DrawingView::outdated);
    }

    void register(DrawingView view) {
        views.add(view);
    }

    /** Paints every canvas that shows something else than it should. {@code calm}: single steps, which are worth an animation. */
    public void pulse(long nanos, boolean isCalm) {
        calm = isCalm;
        for (DrawingView view : views) {
            if (!defects.guard(view.getId(), () -> view.pulse(nanos))) {
                view.failed();
            }
        }
    }

    /**
     * Where a canvas that shows has a place for what is sought, the largest there is, in the scene; null if none has.
     *
     * @param all the room of all of them, also where they were before the last step; else of the largest
     */
    public Bounds find(Predicate<Target> sought, boolean all) {
        Bounds largest = null;
        for (DrawingView view : views) {
            Bounds found = view.find(sought, all);
            if (found != null && (largest == null || found.getWidth() * found.getHeight() > largest.getWidth() * largest.getHeight())) {
                largest = found;
            }
        }
        return largest;
    }

    /** What a pane shows that could not be drawn. */
    String inPlace() {
        return defects.inPlace();
    }

    /** Whether a change is one that the eye can follow. */
    boolean animated() {
        return calm;
    }

    /** Whether nothing is to move from place to place. */
    boolean still() {
        return settings.stillProperty().get();
    }

    public double scale() {
        return settings.scaleProperty().get() / 100.0;
    }

    /** Whether a room looks on: nothing comes up by itself. */
    boolean presenting() {
        return settings.presenterProperty().get();
    }

    CanvasPainter painter() {
        return painter;
    }

    FontMetrics metrics() {
        return metrics;
    }

    ReadOnlyObjectProperty<Palette> paletteProperty() {
        return palette.getReadOnlyProperty();
    }
}
