package org.tablewalk.view.canvas;

import java.util.function.DoubleUnaryOperator;
import javafx.geometry.Orientation;
import org.tablewalk.viewmodel.CanvasViewModel;

/** A canvas whose picture decides its height by its width: the strip of bits, the legend. */
public final class TallView extends DrawingView {
    private static final double USUAL_WIDTH = 280;

    private final PaintContext context;
    private final DoubleUnaryOperator heightOf;
    private final double size;

    /**
     * A canvas.
     *
     * @param size     how large it is drawn, 1 for as it is laid out
     * @param heightOf the height in pixels at 100 % scale for a width in the same
     */
    public TallView(CanvasViewModel model, PaintContext context, String id, String name, double size, DoubleUnaryOperator heightOf) {
        super(model, context, id, name);
        this.size = size;
        this.context = context;
        this.heightOf = heightOf;
        model.versionProperty().addListener((property, before, now) -> requestLayout());
    }

    @Override
    public Orientation getContentBias() {
        return Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        double scale = scale();
        return Math.ceil(heightOf.applyAsDouble((width > 0 ? width : USUAL_WIDTH * scale) / scale) * scale);
    }

    @Override
    public double scale() {
        return size * context.scale();
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }
}
