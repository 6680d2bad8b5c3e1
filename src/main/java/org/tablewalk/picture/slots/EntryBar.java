package org.tablewalk.picture.slots;

import java.util.List;
import java.util.Map;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;

/**
 * Draws the bar of all entries beside a table's rows: a strip for a group of neighbours, in the colour of the most important of them, and a line
 * beside those that are shown.
 */
public final class EntryBar {
    /** Height of a strip. */
    private static final double STRIP = 2;
    private static final double MARK = 4;
    private static final double SHOWN = 3;

    /** What strips show, from the least important. Tables fill half of the width, so that they differ from pages in more than colour. */
    public enum Tone {
        EMPTY(null, 0), UNKNOWN(Ink.LINE, 1), LEAF(Ink.PAGE, 1), RESTRICTED(Ink.NT, 1), TABLE(Ink.TABLE, 0.5), OTHER(Ink.VIOLATION, 1);

        private static final Tone[] ALL = values();
        private final Ink ink;
        private final double share;

        Tone(Ink ink, double share) {
            this.ink = ink;
            this.share = share;
        }
    }

    private final Sketch sketch;
    private final Box box;
    private final int entries;
    /** The most important tone of each strip. */
    private final byte[] strips;

    /** The bar of a table of so many entries, which are told with {@link #add} before it is painted. */
    public EntryBar(Sketch sketch, Box box, int entries) {
        this.sketch = sketch;
        this.box = box;
        this.entries = entries;
        strips = new byte[(int) Math.clamp(box.height() / STRIP, 1, entries)];
    }

    /** Entries of one tone. */
    public void add(int from, int to, Tone tone) {
        int last = strip(to - 1);
        for (int strip = strip(from); strip <= last; strip++) {
            strips[strip] = (byte) Math.max(strips[strip], tone.ordinal());
        }
    }

    private int strip(int index) {
        return (int) ((long) index * strips.length / entries);
    }

    /**
     * Draws it.
     *
     * @param marked entries that carry a mark, in the colour it has
     * @param pinned whether the user scrolled the table
     */
    public void paint(List<ShownRows.Row> rows, Map<Integer, Ink> marked, boolean pinned) {
        sketch.rect(box, Ink.SURFACE, Stroke.solid(Ink.LINE, 1));
        int from = 0;
        for (int i = 1; i <= strips.length; i++) {
            if (i == strips.length || strips[i] != strips[from]) {
                Tone tone = Tone.ALL[strips[from]];
                if (tone.ink != null) {
                    sketch.rect(new Box(box.x(), box.y() + box.height() * from / strips.length, box.width() * tone.share,
                            box.height() * (i - from) / strips.length), tone.ink, null);
                }
                from = i;
            }
        }
        shown(rows, pinned ? Ink.ACCENT : Ink.MUTED);
        marked.forEach((index, ink) -> {
            double height = Math.max(MARK, box.height() / entries);
            double y = box.y() + (box.height() - height) * index / Math.max(1, entries - 1);
            sketch.rect(new Box(box.x() - 2, y, box.width() + 4, height), ink, null);
        });
    }

    /** A line beside each stretch of entries that stand in rows. */
    private void shown(List<ShownRows.Row> rows, Ink ink) {
        int from = -1;
        int to = -1;
        for (ShownRows.Row row : rows) {
            if (!row.run() && row.from() != to) {
                line(from, to, ink);
                from = row.from();
            }
            to = row.run() ? to : row.to();
        }
        line(from, to, ink);
    }

    private void line(int from, int to, Ink ink) {
        if (from >= 0) {
            double height = Math.max(SHOWN, box.height() * (to - from) / entries);
            double y = Math.min(box.y() + box.height() * from / entries, box.bottom() - height);
            sketch.rect(new Box(box.right() + 2, y, SHOWN, height), ink, null);
        }
    }
}
