package org.tablewalk.picture.tree;

import java.util.Map;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.slots.EntryBar;
import org.tablewalk.picture.slots.EntryBar.Tone;

/** Draws the bar of all entries of a table. What they are comes from the summaries of 64 of them, so no word is read. */
final class BarPainter {
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
    void paint(ShownTable s, Map<Integer, Ink> marked, boolean pinned) {
        int entries = tables.entries(s.table());
        var bar = new EntryBar(sketch, box(s), entries);
        Tone[] tones = new Tone[ChunkSummary.ENTRIES];
        for (int first = 0; first < entries; first += ChunkSummary.ENTRIES) {
            ChunkSummary chunk = cache.summary(tables, s.table() + 8L * first, s.level());
            for (int kind = 0; kind < chunk.samples.length; kind++) {
                tones[kind] = tone(chunk.samples[kind], s.level());
            }
            int count = Math.min(ChunkSummary.ENTRIES, entries - first);
            int from = 0;
            for (int i = 1; i <= count; i++) {
                if (i == count || chunk.kinds[i] != chunk.kinds[from]) {
                    bar.add(first + from, first + i, tones[chunk.kinds[from]]);
                    from = i;
                }
            }
        }
        bar.paint(s.rows().stream().map(TreeRows.Row::place).toList(), marked, pinned);
    }

    private Tone tone(long word, int level) {
        return switch (tables.format().kind(word, level)) {
            case PAGE, BLOCK -> tables.format().restricted(word, level) ? Tone.RESTRICTED : Tone.LEAF;
            case TABLE -> Tone.TABLE;
            case RESERVED -> Tone.OTHER;
            case INVALID -> Tone.EMPTY;
        };
    }
}
