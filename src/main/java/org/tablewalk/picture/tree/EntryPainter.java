package org.tablewalk.picture.tree;

import java.util.BitSet;
import java.util.List;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Signs;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;

/**
 * Draws one entry: its kind as colour, shape and word; beside it what is unusual about it, or where it points to. Blocks take the room
 * beside other entries too. What there is no room for is left out, never cut.
 */
final class EntryPainter {
    private static final double SIZE = 12;
    private static final double SMALL = 11;
    private static final double BADGE = Sketch.NUMBER;

    private final Sketch sketch;
    private final TableSource tables;
    private final TableFormat format;
    private final Words words;
    private final int cpus;
    private final TreeGrid grid;

    EntryPainter(Sketch sketch, TableSource tables, Words words, int cpus, TreeGrid grid) {
        this.sketch = sketch;
        this.tables = tables;
        format = tables.format();
        this.words = words;
        this.cpus = cpus;
        this.grid = grid;
    }

    /** The box that an entry takes, marks and words beside it included. */
    Box room(double x, double y) {
        return new Box(x, y, grid.unit() + grid.beside(), TreeGrid.ENTRY);
    }

    /** The label that the entry's box carries. */
    String label(long word, int level, EntryMarks marks) {
        if (format.kind(word, level) == TableFormat.Kind.INVALID && (!marks.holders().isEmpty() || marks.broken())) {
            return "BRK " + marks.holders().cardinality() + "/" + cpus;
        }
        return format.label(word, level);
    }

    void paint(double x, double y, long word, int level, EntryMarks marks) {
        TableFormat.Kind kind = format.kind(word, level);
        boolean block = kind == TableFormat.Kind.BLOCK;
        var box = new Box(x, y, grid.unit() + (block ? grid.beside() : 0), TreeGrid.ENTRY);
        boolean unclean = kind == TableFormat.Kind.INVALID && !marks.holders().isEmpty();
        boolean stale = !unclean && !(marks.holders().isEmpty() && marks.copied().isEmpty());
        body(box, kind, unclean, stale, format.restricted(word, level), outline(marks));
        String annotation = annotation(marks, unclean, stale);
        boolean crowded = !annotation.isEmpty() || unclean || stale;
        label(block && crowded ? new Box(x, y, grid.unit() + 8, TreeGrid.ENTRY) : box, label(word, level, marks), kind, unclean || stale,
                format.restricted(word, level));
        var beside = new Box(x + grid.unit(), y, grid.beside(), TreeGrid.ENTRY);
        if (crowded) {
            beside(beside, marks, annotation, unclean, stale, block);
        } else if (kind == TableFormat.Kind.PAGE || kind == TableFormat.Kind.TABLE) {
            address(new Box(x + grid.unit() + 5, y, grid.beside() - 5, TreeGrid.ENTRY), format.written(word, level), kind == TableFormat.Kind.PAGE);
        }
        if (marks.next()) {
            sketch.rect(box.inset(-2), null, Stroke.dotted(Ink.NEXT, 1.5), 4);
        }
        if (marks.selected()) {
            sketch.rect(room(x, y).inset(-2), null, Stroke.solid(Ink.ACCENT, 2), 4);
        }
        if (marks.change() != EntryMarks.Change.NONE) {
            sign(sketch, box.right() - 2, box.y() + 1, marks.change());
        }
    }

    /**
     * Ties the entries of a group together for which a TLB may hold one entry: a bracket beside them, open where it goes on in the next row.
     *
     * @param pitch from a row to the next
     * @param log2  of the entries in a group, 0 for none
     */
    void bracket(double x, double y, double pitch, int index, int log2) {
        int last = (1 << log2) - 1;
        if (last == 0) {
            return;
        }
        int member = index & last;
        var stroke = Stroke.solid(Ink.TEXT, 2);
        double bottom = y + TreeGrid.ENTRY - 1;
        sketch.line(x - 4, y + 1, x - 4, member == last ? bottom : y + pitch + 1, stroke, false);
        if (member == 0) {
            sketch.line(x - 4, y + 1, x, y + 1, stroke, false);
        }
        if (member == last) {
            sketch.line(x - 4, bottom, x, bottom, stroke, false);
        }
    }

    private static Stroke outline(EntryMarks marks) {
        return switch (marks.change()) {
            case NONE -> null;
            case NEW -> Stroke.solid(Ink.NEW, 3);
            case CHANGED -> Stroke.solid(Ink.CHANGED, 3);
            case REMOVED -> Stroke.dashed(Ink.REMOVED, 2.5);
        };
    }

    private void body(Box box, TableFormat.Kind kind, boolean unclean, boolean stale, boolean restricted, Stroke outline) {
        if (unclean) {
            sketch.rect(box, Ink.RAISED, outline == null ? Stroke.solid(Ink.UNCLEAN, 2) : outline, Ink.UNCLEAN, 3, 0);
            return;
        }
        switch (kind) {
            case PAGE, BLOCK -> {
                Ink fill = stale ? Ink.RAISED : restricted ? Ink.NT : Ink.PAGE;
                Stroke own = stale ? Stroke.solid(Ink.STALE, 2) : restricted ? Stroke.solid(Ink.TABLE, 2) : null;
                sketch.rect(box, fill, outline == null ? own : outline, stale ? Ink.STALE : null, 3, restricted ? 7 : 0);
            }
            case TABLE -> sketch.rect(box, Ink.RAISED, outline == null ? Stroke.solid(stale ? Ink.STALE : Ink.TABLE, 2) : outline,
                    stale ? Ink.STALE : null, 3, 0);
            case INVALID -> sketch.rect(box, null, outline == null ? Stroke.dashed(Ink.INVALID, 1.5) : outline, 3);
            case RESERVED -> sketch.rect(box, Ink.RAISED, outline == null ? Stroke.dashed(Ink.VIOLATION, 2) : outline, 3);
        }
    }

    private void label(Box box, String label, TableFormat.Kind kind, boolean hatched, boolean restricted) {
        String text = fitting(label, box.width() - 4);
        Ink ink = Ink.TEXT;
        if (hatched && !text.isEmpty()) {
            double width = sketch.metrics().width(Typeface.MONO, SIZE, text) + 6;
            sketch.rect(new Box(box.centreX() - width / 2, box.y() + 2, width, box.height() - 4), Ink.RAISED, null, 2);
        } else if (kind == TableFormat.Kind.PAGE || kind == TableFormat.Kind.BLOCK) {
            ink = restricted ? Ink.ON_NT : Ink.ON_PAGE;
        } else if (kind == TableFormat.Kind.INVALID) {
            ink = Ink.MUTED;
        }
        sketch.text(text, box.centreX(), sketch.baseline(box, Typeface.MONO, SIZE), Typeface.MONO, SIZE, Shape.Anchor.MIDDLE, ink);
    }

    /** The label, its first word, or nothing. */
    private String fitting(String label, double room) {
        if (sketch.metrics().width(Typeface.MONO, SIZE, label) <= room) {
            return label;
        }
        int space = label.indexOf(' ');
        return space > 0 ? fitting(label.substring(0, space), room) : "";
    }

    private String annotation(EntryMarks marks, boolean unclean, boolean stale) {
        if (unclean) {
            return "";
        }
        if (stale) {
            return words.of("stale");
        }
        if (!marks.walkers().isEmpty()) {
            return marks.walkers().size() == 1 ? words.of("walk.one", marks.walkers().getFirst())
                    : words.of("walk.many", marks.walkers().size());
        }
        return marks.next() ? words.of("next") : "";
    }

    private void beside(Box box, EntryMarks marks, String text, boolean unclean, boolean stale, boolean block) {
        if (block) {
            sketch.rect(new Box(box.x() + 8, box.y() + 2, box.width() - 10, box.height() - 4), Ink.RAISED, null, 2);
        }
        // The line of a walk ends in a badge of its own.
        List<Integer> who = unclean || stale ? union(marks) : List.of();
        Ink fill = unclean ? Ink.UNCLEAN : Ink.STALE;
        Ink ink = unclean ? Ink.ON_UNCLEAN : Ink.ON_STALE;
        double left = box.x() + (block ? 11 : 6);
        double width = sketch.metrics().width(Typeface.SANS_BOLD, SMALL, text);
        int most = (int) ((box.right() - left) / (2 * BADGE + 2));
        int besideText = (int) ((box.right() - left - width - 2) / (2 * BADGE + 2));
        boolean told = !text.isEmpty() && left + width <= box.right() && besideText >= Math.min(1, who.size());
        badges(box, who, fill, ink, told ? besideText : most);
        boolean eye = marks.next() && text.equals(words.of("next"));
        if (told) {
            sketch.text(text, left, sketch.baseline(box, Typeface.SANS_BOLD, SMALL), Typeface.SANS_BOLD, SMALL, Shape.Anchor.START, stale ? Ink.STALE_TEXT : Ink.TEXT);
        }
        double at = left + (told ? width + 12 : 8);
        if (eye && at + 8 <= box.right()) {
            Signs.eye(sketch, at, box.centreY());
        }
    }

    private static List<Integer> union(EntryMarks marks) {
        BitSet all = (BitSet) marks.holders().clone();
        all.or(marks.copied());
        return all.stream().boxed().toList();
    }

    /** CPU numbers as discs from the right; what does not fit is counted. */
    private void badges(Box box, List<Integer> who, Ink fill, Ink ink, int most) {
        int shown = who.size() <= most ? who.size() : most - 1;
        double x = box.right() - BADGE;
        if (who.size() > shown && most > 0) {
            sketch.number(x, box.centreY(), "+" + (who.size() - shown), fill, ink);
            x -= 2 * BADGE + 2;
        }
        for (int i = shown - 1; i >= 0; i--) {
            sketch.number(x, box.centreY(), Integer.toString(who.get(i)), fill, ink);
            x -= 2 * BADGE + 2;
        }
    }

    /** Where it leads to and what a page there holds; where there is room for one of them, what it holds: where it lies the tip of the entry tells. */
    private void address(Box box, long target, boolean page) {
        if (!format.addresses()) {
            text("?", box, Ink.MUTED);
            return;
        }
        if (target < 0) {
            return;
        }
        String held = page ? tables.held(target) : "";
        String all = Hex.grouped(target);
        String less = all.substring(2);
        if (!held.isEmpty()) {
            boolean told = text(all + " " + held, box, Ink.TEXT) || text(less + " " + held, box, Ink.TEXT) || text(held, box, Ink.TEXT);
            if (told) {
                return;
            }
        }
        if (!text(all, box, Ink.MUTED)) {
            text(less, box, Ink.MUTED);
        }
    }

    /** Whether there is room for a text, which then stands there. */
    private boolean text(String text, Box box, Ink ink) {
        boolean fits = sketch.metrics().width(Typeface.MONO, SMALL, text) <= box.width();
        if (fits) {
            sketch.text(text, box.x(), sketch.baseline(box, Typeface.MONO, SMALL), Typeface.MONO, SMALL, Shape.Anchor.START, ink);
        }
        return fits;
    }

    /** The sign of a change; belongs on a box's right top corner, where it hides no number. */
    static void sign(Sketch sketch, double x, double y, EntryMarks.Change change) {
        switch (change) {
            case NEW -> Signs.made(sketch, x, y);
            case CHANGED -> Signs.changed(sketch, x, y);
            case REMOVED -> Signs.removed(sketch, x, y);
            case NONE -> {}
        }
    }
}
