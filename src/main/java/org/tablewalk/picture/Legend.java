package org.tablewalk.picture;

import java.util.ArrayList;
import java.util.List;

/** The key to colours, shapes and words: samples drawn by the same painter as the tree, in one line or in as many as the width needs. */
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

    private enum Item {
        BROKEN, STALE, NEW, CHANGED, REMOVED, NEXT, WALK, DETACHED, RESTRICTED, VIOLATION, INVALID, PAGE, BLOCK, TABLE, SHADOWS, PORTAL, SPECIAL, UNSYNC,
        UNLINKED, INFERRED, EMPTY
    }

    /** What needs the key most comes first: pages, tables and invalid entries say in the tree what they are. */
    private static final List<Item> TREE = List.of(Item.BROKEN, Item.STALE, Item.NEW, Item.CHANGED, Item.REMOVED, Item.NEXT, Item.WALK, Item.DETACHED,
            Item.RESTRICTED, Item.VIOLATION, Item.INVALID, Item.PAGE, Item.BLOCK, Item.TABLE);
    private static final List<Item> SHADOW = List.of(Item.SHADOWS, Item.PORTAL, Item.SPECIAL, Item.NEW, Item.CHANGED, Item.UNSYNC, Item.UNLINKED, Item.REMOVED,
            Item.NEXT, Item.PAGE, Item.TABLE, Item.INFERRED, Item.EMPTY);

    /** The whole legend of a tree for a width; its height follows. */
    public Drawing layOut(double width) {
        return layOut(width, true, false);
    }

    /**
     * The legend for a width; its height follows.
     *
     * @param whole  all of it, else one line of what needs it most; both end with a word to change that, a target of kind {@code EXPAND}
     * @param shadow of guest tables and shadow tables, else of a tree
     */
    public Drawing layOut(double width, boolean whole, boolean shadow) {
        List<Item> items = shadow ? SHADOW : TREE;
        String more = words.of(whole ? "legend.less" : "legend.more");
        double moreWidth = metrics.width(Typeface.SANS_BOLD, SIZE, more);
        double edge = whole ? width : width - moreWidth - GAP;
        List<Box> boxes = new ArrayList<>();
        double x = LEFT;
        double y = 4;
        for (Item item : items) {
            double need = width(item);
            if (x > LEFT && x + need > edge) {
                if (!whole) {
                    break;
                }
                x = LEFT;
                y += LINE;
            }
            boxes.add(new Box(x, y + 4, item == Item.BLOCK ? 2 * SAMPLE : SAMPLE, 17));
            x += need + GAP;
        }
        if (x > LEFT && x + moreWidth > width) {
            x = LEFT;
            y += LINE;
        }
        var sketch = new Sketch(metrics, width, y + LINE + 4);
        for (int i = 0; i < boxes.size(); i++) {
            Item item = items.get(i);
            Box box = boxes.get(i);
            sample(sketch, item, box);
            sketch.text(text(item), box.right() + 8, sketch.baseline(box, Typeface.SANS, SIZE), Typeface.SANS, SIZE, Shape.Anchor.START,
                    Ink.TEXT);
        }
        var box = new Box(x, y + 4, moreWidth, 17);
        sketch.text(more, x, sketch.baseline(box, Typeface.SANS_BOLD, SIZE), Typeface.SANS_BOLD, SIZE, Shape.Anchor.START, Ink.ACCENT);
        sketch.hot(box, Target.of(Target.Kind.EXPAND, 0), more);
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
            case EMPTY -> sketch.rect(box, null, Stroke.dashed(Ink.INVALID, 1.5), 3);
            case SHADOWS -> {
                sketch.line(box.x(), box.centreY(), box.right(), box.centreY(), Stroke.solid(Ink.ACCENT_SOFT, 10), false);
                sketch.line(box.x(), box.centreY(), box.right(), box.centreY(), Stroke.solid(Ink.TABLE, 1), false);
            }
            case PORTAL -> {
                sketch.rect(box, null, Stroke.dashed(Ink.NEW, 2.5), 6);
                sketch.rect(box.inset(4), Ink.RAISED, Stroke.solid(Ink.INVALID, 1), 3);
            }
            case SPECIAL -> {
                sketch.rect(box, null, Stroke.solid(Ink.INVALID, 1.5), 2);
                sketch.rect(box.inset(3), null, Stroke.solid(Ink.INVALID, 1), 1);
            }
            case UNSYNC -> {
                sketch.rect(box, Ink.SURFACE, Stroke.solid(Ink.UNCLEAN, 1.5), Ink.UNCLEAN, 5, 0);
                sketch.rect(box.inset(4), Ink.RAISED, Stroke.solid(Ink.UNCLEAN, 1.5), 3);
            }
            case INFERRED -> sketch.rect(box, Ink.RAISED, Stroke.dashed(Ink.TABLE, 2), 3);
            case UNLINKED -> sketch.rect(box, Ink.RAISED, Stroke.dashed(Ink.NEW, 2), 5);
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
