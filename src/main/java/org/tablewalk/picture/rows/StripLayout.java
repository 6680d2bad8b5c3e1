package org.tablewalk.picture.rows;

import org.tablewalk.picture.Box;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;

/** The TLB of one CPU in a strip: a cell with words for each entry for which there is room, and how many more there are. */
final class StripLayout {
    private static final double GAP = 3;
    private static final double SIZE = 10.5;
    private static final double LINE = 13;
    /** Padding of the words in a cell, left and right together. */
    private static final double PAD = 10;
    /** Width of what says how many more entries there are. */
    private static final double MORE = 44;

    private final FontMetrics metrics;
    private final Words words = new Words();

    StripLayout(FontMetrics metrics) {
        this.metrics = metrics;
    }

    void layOut(Sketch sketch, int cpu, TlbTable table, Box strip) {
        if (table.size() == 0) {
            sketch.text(words.of("tlb.empty"), strip.x(), sketch.baseline(strip, Typeface.SANS, 11), Typeface.SANS, 11, strip.width(), Ink.MUTED);
            return;
        }
        double x = strip.x();
        for (int i = 0; i < table.size(); i++) {
            TlbTable.Cell cell = table.cell(i);
            double width = width(cell);
            boolean last = i == table.size() - 1;
            if (x + width > strip.right() - (last ? 0 : MORE)) {
                more(sketch, cpu, table.size() - i, new Box(x, strip.y(), MORE, strip.height()));
                return;
            }
            cell(sketch, cpu, cell, new Box(x, strip.y(), width, strip.height()));
            x += width + GAP;
        }
    }

    private double width(TlbTable.Cell cell) {
        return PAD + Math.ceil(Math.max(metrics.width(Typeface.MONO, SIZE, cell.address()), metrics.width(Typeface.SANS, SIZE, second(cell))));
    }

    private String second(TlbTable.Cell cell) {
        return cell.rights() + "  " + cell.under();
    }

    private void cell(Sketch sketch, int cpu, TlbTable.Cell cell, Box box) {
        boolean stale = cell.state() == TlbTable.State.STALE;
        boolean fresh = cell.state() == TlbTable.State.NEW;
        sketch.rect(box, Ink.RAISED, Stroke.solid(stale ? Ink.STALE : fresh ? Ink.NEW : Ink.LINE, stale || fresh ? 2 : 1), stale ? Ink.STALE : null, 3, 0);
        int lines = (int) Math.clamp(box.height() / LINE, 1, 2);
        double top = box.centreY() - lines * LINE / 2 + 10;
        plated(sketch, cell.address(), box, top, Typeface.MONO, Ink.TEXT, stale);
        if (lines > 1) {
            plated(sketch, second(cell), box, top + LINE, Typeface.SANS, stale ? Ink.STALE_TEXT : Ink.MUTED, stale);
        }
        sketch.hot(box, new Target(Target.Kind.TLB_ENTRY, cpu, cell.slot()), cell.tip());
    }

    /** Text in the middle of a cell; on a hatched one with a plate under it, that it can be read. */
    private void plated(Sketch sketch, String text, Box box, double y, Typeface face, Ink ink, boolean plate) {
        double width = metrics.width(face, SIZE, text);
        if (plate) {
            sketch.rect(new Box(box.centreX() - width / 2 - 2, y - 10, width + 4, LINE), Ink.RAISED, null, 2);
        }
        sketch.text(text, box.centreX(), y, face, SIZE, Shape.Anchor.MIDDLE, ink);
    }

    private void more(Sketch sketch, int cpu, int left, Box box) {
        sketch.text(words.of("rows.more", left), box.x() + 4, sketch.baseline(box, Typeface.SANS_BOLD, SIZE), Typeface.SANS_BOLD, SIZE, box.width(), Ink.MUTED);
        sketch.hot(box, new Target(Target.Kind.TLB, cpu, 0), words.of("rows.open", cpu));
    }
}
