package org.tablewalk.picture;

/** The key to colours, shapes and words: samples drawn by the same painter as the tree, in as many lines as the width needs. */
public final class Legend {
    private static final double LINE = 26;
    private static final double SAMPLE = 40;
    private static final double SIZE = 12;
    private static final double GAP = 22;
    private static final double LEFT = 16;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public Legend(FontMetrics metrics) {
        this.metrics = metrics;
    }

    private enum Item { PAGE, BLOCK, TABLE, INVALID, BROKEN, RESTRICTED, NEW, CHANGED, REMOVED, STALE, NEXT, WALK, DETACHED, VIOLATION }

    /** The legend for a width; its height follows. */
    public Drawing layOut(double width) {
        double x = LEFT;
        int lines = 1;
        for (Item item : Item.values()) {
            double need = width(item);
            if (x > LEFT && x + need > width) {
                x = LEFT;
                lines++;
            }
            x += need + GAP;
        }
        var sketch = new Sketch(metrics, width, lines * LINE + 8);
        x = LEFT;
        double y = 4;
        for (Item item : Item.values()) {
            double need = width(item);
            if (x > LEFT && x + need > width) {
                x = LEFT;
                y += LINE;
            }
            var box = new Box(x, y + 4, item == Item.BLOCK ? 2 * SAMPLE : SAMPLE, 17);
            sample(sketch, item, box);
            sketch.text(text(item), box.right() + 8, sketch.baseline(box, Typeface.SANS, SIZE), Typeface.SANS, SIZE, Shape.Anchor.START,
                    Ink.TEXT);
            x += need + GAP;
        }
        return sketch.drawing();
    }

    private String text(Item item) {
        return words.of("legend." + item);
    }

    private double width(Item item) {
        return (item == Item.BLOCK ? 2 : 1) * SAMPLE + 8 + metrics.width(Typeface.SANS, SIZE, text(item));
    }

    private void sample(Sketch sketch, Item item, Box box) {
        double x = box.right() - 2;
        double y = box.y() + 1;
        switch (item) {
            case PAGE, BLOCK -> {
                sketch.rect(box, Ink.PAGE, null, 3);
                label(sketch, box, item == Item.PAGE ? "PAGE" : "BLK", Ink.ON_PAGE);
            }
            case TABLE -> {
                sketch.rect(box, Ink.RAISED, Stroke.solid(Ink.TABLE, 2), 3);
                label(sketch, box, "TBL", Ink.TEXT);
            }
            case INVALID -> {
                sketch.rect(box, null, Stroke.dashed(Ink.INVALID, 1.5), 3);
                label(sketch, box, "INV", Ink.MUTED);
            }
            case BROKEN -> sketch.rect(box, Ink.RAISED, Stroke.solid(Ink.UNCLEAN, 2), Ink.UNCLEAN, 3, 0);
            case RESTRICTED -> {
                sketch.rect(box, Ink.NT, Stroke.solid(Ink.TABLE, 2), null, 3, 7);
                label(sketch, box, "nT", Ink.ON_NT);
            }
            case NEW -> {
                sketch.rect(box, null, Stroke.solid(Ink.NEW, 3), 3);
                EntryPainter.sign(sketch, x, y, EntryMarks.Change.NEW);
            }
            case CHANGED -> {
                sketch.rect(box, null, Stroke.solid(Ink.CHANGED, 3), 3);
                EntryPainter.sign(sketch, x, y, EntryMarks.Change.CHANGED);
            }
            case REMOVED -> {
                sketch.rect(box, null, Stroke.dashed(Ink.REMOVED, 3), 3);
                EntryPainter.sign(sketch, x, y, EntryMarks.Change.REMOVED);
            }
            case STALE -> sketch.rect(box, Ink.RAISED, Stroke.solid(Ink.STALE, 2), Ink.STALE, 3, 0);
            case NEXT -> {
                sketch.rect(box, null, Stroke.dotted(Ink.NEXT, 1.5), 4);
                EntryPainter.eye(sketch, box.centreX(), box.centreY());
            }
            case WALK -> {
                sketch.line(box.x(), box.centreY(), box.right() - 8, box.centreY(), Stroke.dotted(Ink.ACCENT, 2.5), false);
                sketch.badge(box.right() - 8, box.centreY(), 8, "1", Ink.ACCENT, Ink.ON_ACCENT);
            }
            case DETACHED -> sketch.rect(box, Ink.RAISED, Stroke.dashed(Ink.UNCLEAN, 2), 5);
            case VIOLATION -> {
                sketch.octagon(box.centreX(), box.centreY(), 9, Ink.VIOLATION);
                label(sketch, box, "!", Ink.ON_VIOLATION);
            }
        }
    }

    private static void label(Sketch sketch, Box box, String text, Ink ink) {
        sketch.label(box, text, Typeface.MONO, 11, ink);
    }
}
