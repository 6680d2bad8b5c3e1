package org.tablewalk.viewmodel;

import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Legend;

/** The key to the tree. Its height follows from its width. */
public final class LegendViewModel extends CanvasViewModel {
    private final Legend legend;

    LegendViewModel(FontMetrics metrics) {
        legend = new Legend(metrics);
    }

    @Override
    public Drawing draw(double width, double height) {
        return legend.layOut(width);
    }

    /** The height that the key needs at a width. */
    public double height(double width) {
        return draw(width, 0).height();
    }
}
