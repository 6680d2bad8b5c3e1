package org.tablewalk.viewmodel.window;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Legend;
import org.tablewalk.picture.LegendItem;
import org.tablewalk.picture.Target;
import org.tablewalk.viewmodel.CanvasViewModel;

/** The key to the picture in the middle: one line, or the whole of it. Its height follows from its width. */
public final class LegendViewModel extends CanvasViewModel {
    private final Legend legend;
    private final BooleanProperty whole;
    private List<LegendItem> items = List.of();

    LegendViewModel(FontMetrics metrics, BooleanProperty whole) {
        legend = new Legend(metrics);
        this.whole = whole;
        whole.addListener((property, before, now) -> moved());
    }

    /** What the picture needs a key for. */
    void show(List<LegendItem> needed) {
        items = needed;
        moved();
    }

    @Override
    public Drawing draw(double width, double height) {
        return legend.layOut(items, width, whole.get());
    }

    @Override
    public void select(Target target) {
        if (target != null) {
            whole.set(!whole.get());
        }
    }

    /** The height that the key needs at a width. */
    public double height(double width) {
        return draw(width, 0).height();
    }
}
