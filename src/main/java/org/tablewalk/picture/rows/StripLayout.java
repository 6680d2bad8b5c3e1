package org.tablewalk.picture.rows;

import org.tablewalk.picture.Box;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.TlbTable;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;

/**
 * The TLB of one CPU in a strip: what the last step removed, then as many entries in words as there is room for, the most recently used first, and all
 * others as small marks, or as a heat map of all if they are too many for that.
 */
final class StripLayout {
    private static final double GAP = 3;
    /** Cells lower than this have no words. */
    private static final double LEAST_HEIGHT = 15;
    private static final double TWO_LINES = 29;
    private static final double MOST_HEIGHT = 46;
    /** The part of a strip that a heat map leaves to words. */
    private static final double WORDS_PART = 0.45;
    /** Room for the number of entries, with that of stale ones. */
    private static final double COUNT = 140;
    /** Ghosts beyond these are told as a number. */
    private static final int MOST_GONE = 4;

    private final Words words = new Words();
    private final CellLayout cells;
    private final HeatLayout heat = new HeatLayout();

    StripLayout(FontMetrics metrics) {
        cells = new CellLayout(metrics);
    }

    /**
     * Lays out one strip.
     *
     * @param position steps made
     */
    void layOut(Sketch sketch, int cpu, TlbTable table, long position, Box strip) {
        if (table.sharedWith() >= 0) {
            sketch.text(words.of("tlb.shared", table.sharedWith()), strip.x(), sketch.baseline(strip, Typeface.SANS, 11), Typeface.SANS, 11, strip.width(), Ink.MUTED);
            return;
        }
        if (table.size() == 0 && table.gone().isEmpty()) {
            sketch.text(words.of("tlb.empty"), strip.x(), sketch.baseline(strip, Typeface.SANS, 11), Typeface.SANS, 11, strip.width(), Ink.MUTED);
            return;
        }
        double height = cellHeight(strip);
        if (height < LEAST_HEIGHT) {
            low(sketch, cpu, table, position, strip);
            return;
        }
        int rows = rows(strip);
        double top = strip.y() + (strip.height() - rows * (height + GAP) + GAP) / 2;
        double start = gone(sketch, cpu, table, new Box(strip.x(), top, strip.width(), height));
        boolean many = !heat.fits(table.size(), (strip.right() - start) / 2, strip.height());
        double end = many ? strip.x() + WORDS_PART * strip.width() : strip.right() - GAP - heat.width(table.size(), strip.height());
        double x = start;
        double rightmost = start;
        int row = 0;
        int shown = 0;
        while (shown < table.size()) {
            TlbTable.Cell cell = table.cell(shown);
            double width = cells.width(cell, height);
            boolean last = shown == table.size() - 1 && row == rows - 1 && !many;
            if (x + width > (last ? strip.right() : end)) {
                row++;
                x = strip.x();
                if (row == rows || x + width > end) {
                    break;
                }
            }
            cells.layOut(sketch, cpu, cell, new Box(x, top + row * (height + GAP), width, height));
            x += width + GAP;
            rightmost = Math.max(rightmost, x);
            shown++;
        }
        if (shown < table.size()) {
            rest(sketch, cpu, table, shown, position, new Box(rightmost, strip.y(), strip.right() - rightmost, strip.height()));
        }
    }

    /** A strip too low for words: how many entries, and a mark for each if there is room. */
    private void low(Sketch sketch, int cpu, TlbTable table, long position, Box strip) {
        if (heat.fits(table.size(), strip.width() - COUNT, strip.height())) {
            heat.count(sketch, table, strip);
            heat.marks(sketch, cpu, table, 0, position, new Box(strip.x() + COUNT, strip.y(), strip.width() - COUNT, strip.height()));
        } else {
            heat.map(sketch, cpu, table, position, strip);
        }
    }

    private void rest(Sketch sketch, int cpu, TlbTable table, int shown, long position, Box box) {
        if (heat.fits(table.size() - shown, box.width(), box.height())) {
            heat.marks(sketch, cpu, table, shown, position, box);
        } else {
            heat.map(sketch, cpu, table, position, box);
        }
    }

    /** Rows of cells with two lines of words that a strip has room for. */
    private static int rows(Box strip) {
        return (int) Math.max(1, (strip.height() + GAP) / (TWO_LINES + GAP));
    }

    private static double cellHeight(Box strip) {
        int rows = rows(strip);
        return Math.floor(Math.min(MOST_HEIGHT, (strip.height() - (rows - 1) * GAP) / rows));
    }

    private double gone(Sketch sketch, int cpu, TlbTable table, Box strip) {
        double x = strip.x();
        int shown = 0;
        for (TlbTable.Cell cell : table.gone()) {
            double width = cells.width(cell, strip.height());
            if (shown == MOST_GONE || x + width > strip.x() + WORDS_PART * strip.width()) {
                break;
            }
            cells.layOut(sketch, cpu, cell, new Box(x, strip.y(), width, strip.height()));
            x += width + GAP;
            shown++;
        }
        int left = table.gone().size() - shown;
        if (left > 0) {
            String text = words.of("rows.gone", left);
            x += 2 + sketch.text(text, x + 2, sketch.baseline(strip, Typeface.SANS_BOLD, CellLayout.SIZE), Typeface.SANS_BOLD, CellLayout.SIZE, strip.right() - x,
                    Ink.VIOLATION_TEXT) + 2 * GAP;
        }
        return x;
    }
}
