package org.tablewalk.view.canvas;

import org.tablewalk.viewmodel.CanvasViewModel;

/** The whole run as a bar: where the window is, faults, TLBIs and violations as marks, broken windows as a band. */
public final class SeekBar extends DrawingView {
    private static final double HEIGHT = 46;

    private final PaintContext context;

    /** The bar. */
    public SeekBar(CanvasViewModel model, PaintContext context, String name) {
        super(model, context, "seekBar", name);
        this.context = context;
        getStyleClass().add("seek-bar");
    }

    @Override
    protected double computePrefHeight(double width) {
        return HEIGHT * context.scale();
    }

    @Override
    protected double computeMinHeight(double width) {
        return HEIGHT * context.scale();
    }

    @Override
    protected double computeMaxHeight(double width) {
        return HEIGHT * context.scale();
    }

    @Override
    protected double computeMinWidth(double height) {
        return 160;
    }
}
