package org.tablewalk.picture;

/** Samples of what every picture of tables draws alike: pages and tables, what a step did, what comes next. */
public final class LegendSamples {
    public static final LegendItem.Sample PAGE = (sketch, box) -> {
        sketch.rect(box, Ink.PAGE, null, 3);
        label(sketch, box, "PAGE", Ink.ON_PAGE);
    };
    public static final LegendItem.Sample TABLE = (sketch, box) -> {
        sketch.rect(box, Ink.RAISED, Stroke.solid(Ink.TABLE, 2), 3);
        label(sketch, box, "TBL", Ink.TEXT);
    };
    public static final LegendItem.Sample NEW = (sketch, box) -> {
        sketch.rect(box, null, Stroke.solid(Ink.NEW, 3), 3);
        Signs.made(sketch, box.right() - 2, box.y() + 1);
    };
    public static final LegendItem.Sample CHANGED = (sketch, box) -> {
        sketch.rect(box, null, Stroke.solid(Ink.CHANGED, 3), 3);
        Signs.changed(sketch, box.right() - 2, box.y() + 1);
    };
    public static final LegendItem.Sample REMOVED = (sketch, box) -> {
        sketch.rect(box, null, Stroke.dashed(Ink.REMOVED, 3), 3);
        Signs.removed(sketch, box.right() - 2, box.y() + 1);
    };
    public static final LegendItem.Sample NEXT = (sketch, box) -> {
        sketch.rect(box, null, Stroke.dotted(Ink.NEXT, 1.5), 4);
        Signs.eye(sketch, box.centreX(), box.centreY());
    };

    /** The bar of all entries of a table, upright in the picture. */
    public static final LegendItem.Sample BAR = (sketch, box) -> {
        var bar = new Box(box.x(), box.y() + 2, box.width(), box.height() - 8);
        sketch.rect(bar, Ink.SURFACE, Stroke.solid(Ink.INVALID, 1));
        sketch.rect(new Box(bar.x(), bar.y(), bar.width() * 0.6, bar.height()), Ink.PAGE, null);
        sketch.rect(new Box(bar.x(), bar.bottom() + 2, bar.width() * 0.3, 3), Ink.MUTED, null);
    };

    private LegendSamples() {}

    /** A word on a sample, as on an entry. */
    public static void label(Sketch sketch, Box box, String text, Ink ink) {
        sketch.label(box, text, Typeface.MONO, 11, ink);
    }
}
