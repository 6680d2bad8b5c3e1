package org.tablewalk.picture.tree;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;

/**
 * Draws the bar of all entries beside a table's rows: a strip for a group of neighbours, in the colour of the most important of them, and a line
 * beside those that are shown. What the entries are comes from the summaries of 64 of them, so no word is read.
 */
final class BarPainter {
    /** Height of a strip. */
    private static final double STRIP = 2;
    private static final double MARK = 4;

    /** What strips show, from the least important. Tables fill half of the width, so that they differ from pages in more than colour. */
    private enum Tone {
        INVALID(null, 0), LEAF(Ink.PAGE, 1), RESTRICTED(Ink.NT, 1), TABLE(Ink.TABLE, 0.5), RESERVED(Ink.VIOLATION, 1);

        final Ink ink;
        final double share;

        Tone(Ink ink, double share) {
            this.ink = ink;
            this.share = share;
        }
    }

    private static final Tone[] TONES = Tone.values();

    private final Sketch sketch;
    private final TableSource tables;
    private final TreeCache cache;

    BarPainter(Sketch sketch, TableSource tables, TreeCache cache) {
        this.sketch = sketch;
        this.tables = tables;
        this.cache = cache;
    }

    /** The bar of a table. */
    static Box box(ShownTable s) {
        Box body = s.body();
        return new Box(s.box().x() + TreeGrid.PAD, body.y(), TreeGrid.BAR, body.height());
    }

    /** Draws it; {@code marked} are the entries that carry a mark, in the colour it has. */
    void paint(ShownTable s, NavigableMap<Integer, Ink> marked, boolean pinned) {
        Box bar = box(s);
        int entries = tables.entries(s.table());
        sketch.rect(bar, Ink.SURFACE, Stroke.solid(Ink.LINE, 1));
        strips(s, bar, entries);
        shown(s.rows(), bar, entries, pinned);
        for (Map.Entry<Integer, Ink> e : marked.entrySet()) {
            double height = Math.max(MARK, bar.height() / entries);
            double y = bar.y() + (bar.height() - height) * e.getKey() / Math.max(1, entries - 1);
            sketch.rect(new Box(bar.x() - 2, y, bar.width() + 4, height), e.getValue(), null);
        }
    }

    private void strips(ShownTable s, Box bar, int entries) {
        int strips = (int) Math.clamp(bar.height() / STRIP, 1, entries);
        byte[] tones = tones(s, entries, strips);
        int from = 0;
        for (int i = 1; i <= strips; i++) {
            if (i == strips || tones[i] != tones[from]) {
                Tone tone = TONES[tones[from]];
                if (tone.ink != null) {
                    sketch.rect(new Box(bar.x(), bar.y() + bar.height() * from / strips, bar.width() * tone.share, bar.height() * (i - from) / strips), tone.ink, null);
                }
                from = i;
            }
        }
    }

    private byte[] tones(ShownTable s, int entries, int strips) {
        byte[] tones = new byte[strips];
        byte[] own = new byte[ChunkSummary.ENTRIES];
        for (int first = 0; first < entries; first += ChunkSummary.ENTRIES) {
            ChunkSummary chunk = cache.summary(tables, s.table() + 8L * first, s.level());
            for (int kind = 0; kind < chunk.samples.length; kind++) {
                own[kind] = (byte) tone(chunk.samples[kind], s.level()).ordinal();
            }
            int count = Math.min(ChunkSummary.ENTRIES, entries - first);
            if (chunk.samples.length == 1) {
                int low = (int) ((long) first * strips / entries);
                int high = (int) ((long) (first + count - 1) * strips / entries);
                for (int strip = low; strip <= high; strip++) {
                    tones[strip] = (byte) Math.max(tones[strip], own[0]);
                }
                continue;
            }
            for (int i = 0; i < count; i++) {
                int strip = (int) ((long) (first + i) * strips / entries);
                tones[strip] = (byte) Math.max(tones[strip], own[chunk.kinds[i]]);
            }
        }
        return tones;
    }

    private Tone tone(long word, int level) {
        return switch (tables.format().kind(word, level)) {
            case PAGE, BLOCK -> tables.format().restricted(word, level) ? Tone.RESTRICTED : Tone.LEAF;
            case TABLE -> Tone.TABLE;
            case RESERVED -> Tone.RESERVED;
            case INVALID -> Tone.INVALID;
        };
    }

    /** A line beside each stretch of entries that stand in rows. */
    private void shown(List<TreeRows.Row> rows, Box bar, int entries, boolean pinned) {
        int[] ends = {-1, -1};
        for (TreeRows.Row row : rows) {
            if (row.run() == null) {
                if (row.from() != ends[1]) {
                    line(ends, bar, entries, pinned);
                    ends[0] = row.from();
                }
                ends[1] = row.to();
            }
        }
        line(ends, bar, entries, pinned);
    }

    private void line(int[] ends, Box bar, int entries, boolean pinned) {
        if (ends[0] >= 0) {
            double height = Math.max(3, bar.height() * (ends[1] - ends[0]) / entries);
            double y = Math.min(bar.y() + bar.height() * ends[0] / entries, bar.bottom() - height);
            sketch.rect(new Box(bar.right() + 2, y, 3, height), pinned ? Ink.ACCENT : Ink.MUTED, null);
        }
        Arrays.fill(ends, -1);
    }
}
