package org.tablewalk.viewmodel;

import javafx.beans.property.BooleanProperty;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Legend;
import org.tablewalk.picture.Target;

/** The key to the tree: one line, or the whole of it. Its height follows from its width. */
public final class LegendViewModel extends CanvasViewModel {
    private final Legend legend;
    private final BooleanProperty whole;
    private boolean shadow;

    LegendViewModel(FontMetrics metrics, BooleanProperty whole) {
        legend = new Legend(metrics);
        this.whole = whole;
        whole.addListener((property, before, now) -> moved());
    }

    /** The key to the picture of a kind of machine. */
    void show(MachineKind kind) {
        if (shadow != (kind == MachineKind.X86)) {
            shadow = kind == MachineKind.X86;
            moved();
        }
    }

    @Override
    public Drawing draw(double width, double height) {
        return legend.layOut(width, whole.get(), shadow);
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
