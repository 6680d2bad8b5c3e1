package org.tablewalk.picture;

import java.util.List;

/** Lays out a CPU's TLB as a table: one line per entry, stale ones hatched and named. Only the lines in sight are laid out. */
public final class TlbLayout {
    /** Height of a line in pixels. */
    public static final double LINE = 20;
    private static final double HEAD = 24;
    private static final double PAD = 10;
    private static final double SIZE = 11;
    /** Width of the last column. */
    private static final double STATE = 60;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public TlbLayout(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Lays out a table.
     *
     * @param first index of the entry at the top
     */
    public Drawing layOut(int cpu, TlbTable table, int first, double width, double height) {
        var sketch = new Sketch(metrics, width, height);
        double x = PAD;
        List<TlbTable.Column> columns = table.columns();
        for (TlbTable.Column column : columns) {
            heading(sketch, column.heading(), x, column.width());
            x += column.width();
        }
        heading(sketch, words.of("tlb.state"), x, STATE);
        double right = Math.min(width - PAD, x + STATE);
        sketch.line(PAD, HEAD - 2.5, right, HEAD - 2.5, Stroke.solid(Ink.LINE, 1), false);
        if (table.size() == 0) {
            sketch.text(words.of("tlb.empty"), PAD, HEAD + 16, Typeface.SANS, 12, width - 2 * PAD, Ink.MUTED);
        }
        int lines = (int) Math.ceil(Math.max(0, height - HEAD) / LINE);
        int from = Math.clamp(first, 0, Math.max(0, table.size() - 1));
        for (int i = 0; i < lines && from + i < table.size(); i++) {
            line(sketch, cpu, columns, table.line(from + i), HEAD + i * LINE, right);
        }
        return sketch.drawing();
    }

    private void heading(Sketch sketch, String text, double x, double width) {
        sketch.text(text, x, 16, Typeface.SANS_BOLD, SIZE, width - 6, Ink.MUTED);
    }

    private void line(Sketch sketch, int cpu, List<TlbTable.Column> columns, TlbTable.Line line, double y, double right) {
        var box = new Box(PAD - 4, y + 1, right - PAD + 4, LINE - 2);
        boolean stale = line.state() == TlbTable.State.STALE;
        boolean fresh = line.state() == TlbTable.State.NEW;
        if (stale) {
            sketch.rect(box, Ink.RAISED, Stroke.solid(Ink.STALE, 1.5), 3);
        } else if (fresh) {
            sketch.rect(box, null, Stroke.solid(Ink.NEW, 2), 3);
        }
        double x = PAD;
        for (int c = 0; c < line.cells().size(); c++) {
            TlbTable.Column column = columns.get(c);
            sketch.text(line.cells().get(c), x, y + 14, column.words() ? Typeface.SANS : Typeface.MONO, SIZE, column.width() - 6, Ink.TEXT);
            x += column.width();
        }
        String state = words.of(stale ? "stale" : fresh ? "tlb.new" : "tlb.ok");
        if (stale) {
            var plate = new Box(x - 4, y + 3, STATE - 4, LINE - 6);
            sketch.rect(plate, Ink.RAISED, null, Ink.STALE, 2, 0);
            double text = metrics.width(Typeface.SANS_BOLD, SIZE, state);
            sketch.rect(new Box(x - 1, y + 4, text + 2, LINE - 8), Ink.RAISED, null, 2);
        }
        sketch.text(state, x, y + 14, Typeface.SANS_BOLD, SIZE, STATE - 6, stale ? Ink.STALE_TEXT : fresh ? Ink.NEW_TEXT : Ink.MUTED);
        sketch.hot(box, new Target(Target.Kind.TLB_ENTRY, cpu, line.slot()), words.of("tip.tlb.state", line.tip(), state));
    }
}
