package org.tablewalk.picture.rows;

import org.tablewalk.picture.Box;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;

/** TLB entries as small marks, one each while there is room; else a map of all slots, in which each place stands for some neighbours of a set. */
final class HeatLayout {
    private static final double MARK = 9;
    private static final double GAP = 2;
    /** A place of the map. */
    private static final double PLACE = 5;
    private static final double COUNT = 11;
    /** Steps within which a use is recent. */
    private static final long RECENT = 120;

    /** What a place of the map shows, each outdoing those before it. */
    private enum Heat { EMPTY, HELD, RECENT, NOW, STALE }

    private final Words words = new Words();

    private static int rows(double height) {
        return Math.max(1, (int) ((height + GAP) / (MARK + GAP)));
    }

    /** Width that so many marks take. */
    double width(int marks, double height) {
        return Math.ceil((double) marks / rows(height)) * (MARK + GAP);
    }

    /** Whether there is room for so many marks. */
    boolean fits(int marks, double width, double height) {
        return width(marks, height) <= width;
    }

    /** A mark for each entry from one on. */
    void marks(Sketch sketch, int cpu, TlbTable table, int first, long position, Box box) {
        int rows = rows(box.height());
        double top = box.y() + (box.height() - rows * (MARK + GAP) + GAP) / 2;
        for (int i = first; i < table.size(); i++) {
            int at = i - first;
            int column = at / rows;
            var mark = new Box(box.x() + column * (MARK + GAP), top + at % rows * (MARK + GAP), MARK, MARK);
            Heat heat = heat(table, i, position);
            sketch.rect(mark, ink(heat), Stroke.solid(heat == Heat.STALE ? Ink.STALE : Ink.INVALID, 1), heat == Heat.STALE ? Ink.STALE : null, 2, 0);
            sketch.hot(mark, new Target(Target.Kind.TLB_ENTRY, cpu, table.slot(i)), words.of(heat == Heat.STALE ? "rows.mark.stale" : "rows.mark", table.line(i).tip()));
        }
    }

    private static Heat heat(TlbTable table, int index, long position) {
        if (table.stale(index)) {
            return Heat.STALE;
        }
        long used = table.used(index);
        return used < 0 || position - used > RECENT ? Heat.HELD : position - used == 1 ? Heat.NOW : Heat.RECENT;
    }

    private static Ink ink(Heat heat) {
        return switch (heat) {
            case NOW -> Ink.ACCENT;
            case RECENT -> Ink.NT;
            case HELD -> Ink.WAIT;
            case STALE, EMPTY -> Ink.RAISED;
        };
    }

    /** How many entries there are, and stale ones. Returns the width of the text. */
    double count(Sketch sketch, TlbTable table, Box box) {
        String count = words.of(table.stale() == 0 ? "rows.count" : "rows.countStale", table.size(), table.stale());
        return sketch.text(count, box.x() + 2, sketch.baseline(box, Typeface.SANS_BOLD, COUNT), Typeface.SANS_BOLD, COUNT, box.width() - 4,
                table.stale() == 0 ? Ink.TEXT : Ink.STALE_TEXT);
    }

    /** How many entries there are in words, and the map of all of them. */
    void map(Sketch sketch, int cpu, TlbTable table, long position, Box box) {
        double text = count(sketch, table, box);
        var map = new Box(Math.round(box.x() + text + 10), box.y(), box.right() - Math.round(box.x() + text + 10), box.height());
        sketch.hot(box, Target.of(Target.Kind.TLB, cpu), words.of("rows.map", cpu, table.size(), table.stale(), RECENT));
        int rows = Math.max(1, (int) (map.height() / PLACE));
        int columns = (int) (map.width() / PLACE);
        if (columns < 1) {
            return;
        }
        Heat[] places = places(table, position, rows * columns);
        double top = map.y() + (map.height() - rows * PLACE) / 2;
        for (int row = 0; row < rows; row++) {
            for (int from = 0; from < columns;) {
                // Neighbours that look alike are one shape.
                int to = from + 1;
                Heat heat = places[from * rows + row];
                while (to < columns && places[to * rows + row] == heat) {
                    to++;
                }
                place(sketch, heat, new Box(map.x() + from * PLACE, top + row * PLACE, (to - from) * PLACE, PLACE - 1));
                from = to;
            }
        }
    }

    private static void place(Sketch sketch, Heat heat, Box box) {
        if (heat != Heat.EMPTY) {
            sketch.rect(box, ink(heat), heat == Heat.STALE ? Stroke.solid(Ink.STALE, 1) : null, heat == Heat.STALE ? Ink.STALE : null, 0, 0);
        }
    }

    private static Heat[] places(TlbTable table, long position, int most) {
        var places = new Heat[most];
        java.util.Arrays.fill(places, Heat.EMPTY);
        int each = Math.max(1, (table.capacity() + most - 1) / most);
        for (int i = 0; i < table.size(); i++) {
            int at = Math.min(most - 1, table.slot(i) / each);
            Heat heat = heat(table, i, position);
            if (heat.ordinal() > places[at].ordinal()) {
                places[at] = heat;
            }
        }
        return places;
    }
}
