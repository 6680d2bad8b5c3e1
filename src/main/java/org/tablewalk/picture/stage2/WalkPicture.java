package org.tablewalk.picture.stage2;

import java.util.Arrays;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;
import org.tablewalk.trace.walk.WalkVisit;

/**
 * Lays out the calls of a walk's callback as lines: why it is called, level and slot of the entry, the cursor, what the entry was, whether it was read again, what the callback returned.
 * Lines below the one that the walk stands at are still to come. Only lines that there is room for are looked at.
 */
public final class WalkPicture {
    /** Height of a line. */
    public static final double LINE = 20;
    private static final double SIZE = 12;
    private static final double HEAD = 44;
    private static final double MARGIN = 12;
    private static final double STEP_IN = 14;
    /** Left edges of the columns, and where the last ends. */
    private static final double[] COLUMNS = {0, 58, 204, 262, 340, 466, 690, 930, 1010};
    /** The same where there is little room. */
    private static final double[] NARROW = {0, 40, 128, 164, 216, 322, 466, 562, 620};
    /** Below this width there is. */
    private static final double WIDE = 880;
    private static final String[] NAMES = {"number", "flag", "level", "slot", "cursor", "entry", "reload", "returned"};
    private static final int CURSOR = 4;
    private static final int ENTRY = 5;
    private static final int RELOAD = 6;
    private static final int RETURNED = 7;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public WalkPicture(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /** Lines that a height has room for. */
    public static int lines(double height) {
        return Math.max(1, (int) ((height - HEAD) / LINE));
    }

    /** Lays out one picture, from the call of that index on. */
    public Drawing layOut(WalkScene scene, long first, double width, double height) {
        var sketch = new Sketch(metrics, width, height);
        double[] x = columns(width);
        sketch.text(summary(scene), MARGIN, 17, Typeface.SANS_BOLD, SIZE + 1, width - 2 * MARGIN, Ink.TEXT);
        for (int i = 0; i < NAMES.length; i++) {
            sketch.text(words.of("walk.head." + NAMES[i]), x[i], HEAD - 8, Typeface.SANS, SIZE, room(x, i), Ink.MUTED);
        }
        sketch.line(MARGIN, HEAD - 2, width - MARGIN, HEAD - 2, Stroke.solid(Ink.LINE, 1), false);
        int lines = lines(height);
        for (int i = 0; i < lines && first + i < scene.log().length(); i++) {
            line(sketch, scene, first + i, new Box(MARGIN, HEAD + i * LINE, width - 2 * MARGIN, LINE), x, width < WIDE);
        }
        bar(sketch, scene, first, lines, width, height);
        return sketch.drawing();
    }

    /** Left edges of the columns in a picture. */
    private static double[] columns(double width) {
        double[] given = width < WIDE ? NARROW : COLUMNS;
        double scale = Math.min(1, (width - 2 * MARGIN) / given[given.length - 1]);
        return Arrays.stream(given).map(x -> MARGIN + x * scale).toArray();
    }

    private static double room(double[] x, int column) {
        return x[column + 1] - x[column] - 6;
    }

    private void line(Sketch sketch, WalkScene scene, long index, Box box, double[] x, boolean narrow) {
        WalkVisit v = scene.log().visit(index);
        boolean now = index == scene.current();
        boolean past = index <= scene.current();
        if (now) {
            sketch.rect(box, Ink.ACCENT_SOFT, Stroke.solid(Ink.ACCENT, 1.5), 3);
        }
        Ink ink = past ? Ink.TEXT : Ink.MUTED;
        double baseline = sketch.baseline(box, Typeface.SANS, SIZE);
        sketch.text(Long.toString(index + 1), x[0] + 4, baseline, Typeface.MONO, SIZE, room(x, 0), ink);
        flag(sketch, v, x[1] + (v.level() - scene.geometry().startLevel()) * (narrow ? STEP_IN / 2 : STEP_IN), box.centreY(), baseline, past, narrow);
        sketch.text(Integer.toString(v.level()), x[2], baseline, Typeface.MONO, SIZE, room(x, 2), ink);
        sketch.text(slot(scene, v), x[3], baseline, Typeface.MONO, SIZE, room(x, 3), ink);
        sketch.text(Hex.grouped(v.addr()), x[CURSOR], baseline, Typeface.MONO, SIZE, room(x, CURSOR), ink);
        sketch.text(entry(scene, v.level(), v.pte()), x[ENTRY], baseline, Typeface.SANS, SIZE, room(x, ENTRY), ink);
        // What the run has not come to by the step shown is not told as if it had.
        boolean returned = v.returned() >= 0 && v.returned() < scene.steps() || !now && past;
        String reload = reload(scene, v);
        boolean changed = v.reloaded() && v.again() != v.pte();
        if (returned || !past) {
            sketch.text(reload, x[RELOAD], baseline, changed ? Typeface.SANS_BOLD : Typeface.SANS, SIZE, room(x, RELOAD), changed && past ? Ink.NEW_TEXT : ink);
            sketch.text(result(scene, v), x[RETURNED], baseline, Typeface.MONO, SIZE, room(x, RETURNED), v.result() != 0 && past ? Ink.VIOLATION_TEXT : ink);
        } else {
            sketch.text(words.of("walk.calling"), x[RELOAD], baseline, Typeface.SANS, SIZE, room(x, RELOAD), Ink.MUTED);
        }
        sketch.hot(box, new Target(Target.Kind.STEP, v.position(), v.cpu()), words.of("tip.walk.visit", index + 1, words.of("walk.flag." + WalkVisit.flag(v.flag())), v.level(),
                slot(scene, v), Hex.grouped(v.addr()), entry(scene, v.level(), v.pte()), reload, result(scene, v), v.cpu(), v.position() + 1));
    }

    /** A mark before the word, so that it is not told by the word alone: a triangle down into what is below, one up out of it, a square for what is no table. */
    private void flag(Sketch sketch, WalkVisit v, double x, double y, double baseline, boolean past, boolean narrow) {
        Ink ink = past ? v.flag() == WalkVisit.LEAF ? Ink.PAGE : Ink.TABLE : Ink.MUTED;
        switch (v.flag()) {
            case WalkVisit.LEAF -> sketch.rect(new Box(x, y - 4, 8, 8), ink, null);
            case WalkVisit.TABLE_PRE -> sketch.polygon(ink, null, x - 1, y - 4, x + 9, y - 4, x + 4, y + 5);
            default -> sketch.polygon(ink, null, x - 1, y + 4, x + 9, y + 4, x + 4, y - 5);
        }
        String name = WalkVisit.flag(v.flag());
        sketch.text(narrow ? name.substring(name.indexOf('_') + 1) : name, x + 13, baseline, Typeface.SANS, SIZE, 100, past ? Ink.TEXT : Ink.MUTED);
    }

    /** Index in the entry's table; where the root has several, with the number of the root table. */
    private static String slot(WalkScene scene, WalkVisit v) {
        int entries = scene.geometry().granule().entriesPerTable();
        long index = (v.ptep() - scene.root()) / 8;
        boolean several = v.level() == scene.geometry().startLevel() && scene.geometry().rootTables() > 1;
        return (several ? index / entries + ":" : "") + index % entries;
    }

    private String entry(WalkScene scene, int level, long word) {
        var geometry = scene.geometry();
        String kind = words.of("walk.entry." + Descriptor.kind(word, level));
        return Descriptor.table(word, level) ? kind + " → " + Hex.grouped(Descriptor.nextTable(word, geometry.granule(), geometry.lpa2()))
                : Descriptor.leaf(word, level) ? kind + " → " + Hex.grouped(Descriptor.outputAddress(word, level, geometry.granule(), geometry.lpa2()))
                : word == 0 ? kind : kind + ", " + Hex.word(word);
    }

    private String reload(WalkScene scene, WalkVisit v) {
        return !v.reloaded() ? words.of("walk.unread") : v.again() == v.pte() ? words.of("walk.same") : words.of("walk.now", entry(scene, v.level(), v.again()));
    }

    private String result(WalkScene scene, WalkVisit v) {
        return v.returned() < 0 ? words.of("walk.open") : scene.errors().apply(v.result());
    }

    /** How far down the list is shown, and where the walk stands. */
    private static void bar(Sketch sketch, WalkScene scene, long first, int lines, double width, double height) {
        long all = scene.log().length();
        if (all <= lines) {
            return;
        }
        double room = height - HEAD;
        double x = width - 7;
        sketch.rect(new Box(x, HEAD, 4, room), Ink.RAISED, null, 2);
        double length = Math.max(14, room * lines / all);
        sketch.rect(new Box(x, HEAD + (room - length) * first / Math.max(1, all - lines), 4, length), Ink.LINE, null, 2);
        if (scene.current() >= 0) {
            sketch.rect(new Box(x - 2, HEAD + (room - 3) * scene.current() / Math.max(1, all - 1), 8, 3), Ink.ACCENT, null);
        }
    }

    /** The list in a sentence. */
    public String summary(WalkScene scene) {
        if (scene.current() < 0) {
            return words.of("walk.none", scene.log().length());
        }
        WalkVisit v = scene.log().visit(scene.current());
        return words.of("walk.summary", scene.made(), scene.log().length(), v.cpu(), WalkVisit.flag(v.flag()), v.level(), Hex.grouped(v.addr()));
    }
}
