package org.tablewalk.view;

import org.tablewalk.viewmodel.CanvasViewModel;

/** The strip of 64 bits. */
final class BitsView extends DrawingView {
    private static final double HEIGHT = 92;

    private final PaintContext context;

    BitsView(CanvasViewModel model, PaintContext context, String name) {
        super(model, context, "bits", name);
        this.context = context;
    }

    @Override
    protected double computePrefHeight(double width) {
        return HEIGHT * context.scale();
    }

    @Override
    protected double computeMinHeight(double width) {
        return HEIGHT * context.scale();
    }
}
