package org.tablewalk.picture.stage2;

import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;

/**
 * Lays out the pages of a memory slot and its dirty log: what is writable full, what is read-only hatched, what is unmapped empty, and a bar at the foot of what the log names. A line is one
 * word of the log where a cell is a page; where there are too many pages for that, a cell is a word.
 */
public final class DirtyPicture {
    private static final double SIZE = 11;
    private static final double MARGIN = 10;
    private static final double HEAD = 18;
    private static final double NAMES = 88;
    private static final double LEGEND = 22;
    private static final int LINE = 64;
    private static final int LONG_LINE = 256;
    private static final double LEAST = 4;
    private static final double MOST = 26;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public DirtyPicture(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /** Lays out one picture. */
    public Drawing layOut(DirtyScene scene, double width, double height) {
        var sketch = new Sketch(metrics, width, height);
        int line = scene.perCell() == 1 ? LINE : LONG_LINE;
        int lines = (scene.size() + line - 1) / line;
        double column = Math.clamp((width - 2 * MARGIN - NAMES) / Math.min(line, scene.size()), LEAST, MOST);
        double row = Math.clamp((height - HEAD - LEGEND) / lines, LEAST, MOST);
        sketch.text(words.of(scene.perCell() == 1 ? "dirty.page" : "dirty.word", scene.perCell()), MARGIN, HEAD - 5, Typeface.SANS, SIZE, width - 2 * MARGIN, Ink.MUTED);
        double above = -SIZE;
        for (int cell = 0; cell < scene.size(); cell++) {
            int at = cell / line;
            double y = HEAD + at * row;
            if (cell % line == 0 && y - above >= SIZE + 1) {
                sketch.text(Hex.grouped(scene.ipa() + cell * scene.cellSize()), MARGIN, y + row / 2 + 4, Typeface.MONO, SIZE, NAMES, Ink.MUTED);
                above = y;
            }
            cell(sketch, scene, cell, new Box(MARGIN + NAMES + cell % line * column, y, column - (column > 8 ? 2 : 0.5), row - (row > 8 ? 2 : 0.5)));
        }
        legend(sketch, scene, HEAD + lines * row + LEGEND / 2, width);
        return sketch.drawing();
    }

    private void cell(Sketch sketch, DirtyScene scene, int cell, Box box) {
        double all = scene.perCell();
        fill(sketch, box, scene.writable()[cell] / all, (scene.mapped()[cell] - scene.writable()[cell]) / all, scene.dirty()[cell] / all);
        String tip = words.of("tip.dirty", Hex.grouped(scene.ipa() + cell * scene.cellSize()), scene.mapped()[cell], scene.perCell(), scene.writable()[cell],
                scene.dirty()[cell]) + (scene.blocks()[cell] ? words.of("tip.dirty.block") : "");
        sketch.hot(box, Target.of(Target.Kind.CELL, cell), tip);
    }

    /** Parts of a cell, from its foot: writable, read-only, and over its foot what is dirty. */
    private static void fill(Sketch sketch, Box box, double writable, double readOnly, double dirty) {
        boolean empty = writable + readOnly == 0;
        double top = box.y() + box.height();
        if (writable > 0) {
            top -= box.height() * writable;
            sketch.rect(new Box(box.x(), top, box.width(), box.height() * writable), Ink.PAGE, null, 1);
        }
        if (readOnly > 0) {
            top -= box.height() * readOnly;
            sketch.rect(new Box(box.x(), top, box.width(), box.height() * readOnly), Ink.ACCENT_SOFT, null, 1);
        }
        if (box.width() > 5) {
            sketch.rect(box, null, Stroke.solid(empty ? Ink.LINE : Ink.PAGE, 1), 1);
        } else if (empty) {
            sketch.rect(box, Ink.RAISED, null, 0);
        }
        if (dirty > 0) {
            double bar = Math.max(2, box.height() / 4);
            sketch.rect(new Box(box.x(), box.y() + box.height() - bar, box.width() * dirty, bar), Ink.UNCLEAN, null, 0);
        }
    }

    private void legend(Sketch sketch, DirtyScene scene, double y, double width) {
        double x = MARGIN;
        x = sample(sketch, x, y, 1, 0, 0, "dirty.writable");
        x = sample(sketch, x, y, 0, 1, 0, "dirty.readOnly");
        x = sample(sketch, x, y, 0, 0, 0, "dirty.unmapped");
        x = sample(sketch, x, y, 1, 0, 1, "dirty.dirty");
        String told = summary(scene);
        if (metrics.width(Typeface.SANS_BOLD, SIZE, told) <= width - MARGIN - x) {
            sketch.text(told, width - MARGIN, y + 4, Typeface.SANS_BOLD, SIZE, Shape.Anchor.END, Ink.TEXT);
        }
    }

    private double sample(Sketch sketch, double x, double y, double writable, double readOnly, double dirty, String key) {
        fill(sketch, new Box(x, y - 6, 16, 12), writable, readOnly, dirty);
        return x + 21 + sketch.text(words.of(key), x + 21, y + 4, Typeface.SANS, SIZE, 400, Ink.TEXT) + 14;
    }

    /** The picture in a sentence. */
    public String summary(DirtyScene scene) {
        return words.of("dirty.summary", scene.size() * scene.perCell(), DirtyScene.sum(scene.mapped()), DirtyScene.sum(scene.writable()), DirtyScene.sum(scene.dirty()));
    }
}
