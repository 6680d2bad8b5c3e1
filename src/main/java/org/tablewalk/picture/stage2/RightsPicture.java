package org.tablewalk.picture.stage2;

import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;

/**
 * Lays out what becomes of an entry when a fault asks for other rights: by each rule a table, the old rights down, the new ones across. A cell has the rights that came out; one that was taken
 * away is struck through, one that is missing still has dots below it. A frame marks where
 * mapping said that all was well and was wrong, a strong one where KVM can meet that.
 */
public final class RightsPicture {
    private static final double SIZE = 11;
    private static final double MARGIN = 10;
    /** Between tables, and for the names of their lines; less of both where cells would be too narrow for three letters. */
    private static final double GAP = 18;
    private static final double LEAST_GAP = 6;
    private static final double NAMES = 34;
    private static final double LEAST_NAMES = 28;
    private static final double ROOMY_CELL = 28;
    private static final double TITLE = 17;
    private static final double HEAD = 15;
    private static final double LEGEND = 20;
    private static final double MOST_CELL = 30;
    private static final double LEAST_CELL = 13;
    private static final double WIDEST_CELL = 56;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public RightsPicture(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /** Lays out one picture. */
    public Drawing layOut(RightsScene scene, double width, double height) {
        var sketch = new Sketch(metrics, width, height);
        int rules = Math.max(1, scene.rules().size());
        int size = Math.max(1, scene.rights().size());
        boolean roomy = (width - 2 * MARGIN - (rules - 1) * GAP) / rules - NAMES >= ROOMY_CELL * size;
        double gap = roomy ? GAP : LEAST_GAP;
        double names = roomy ? NAMES : LEAST_NAMES;
        double each = (width - 2 * MARGIN - (rules - 1) * gap) / rules;
        double cell = Math.clamp((height - TITLE - HEAD - LEGEND) / size, LEAST_CELL, MOST_CELL);
        double column = Math.clamp((each - names) / size, 8, WIDEST_CELL);
        for (int rule = 0; rule < scene.rules().size(); rule++) {
            heads(sketch, scene, rule, MARGIN + rule * (each + gap), names, column, cell);
        }
        for (RightsScene.Cell c : scene.cells()) {
            var place = c.place();
            double x = MARGIN + place.rule() * (each + gap) + names + place.column() * column;
            cell(sketch, scene, c, new Box(x + 1, TITLE + HEAD + place.line() * cell + 1, column - 2, cell - 2));
        }
        legend(sketch, scene, TITLE + HEAD + size * cell + LEGEND / 2, width);
        return sketch.drawing();
    }

    private void heads(Sketch sketch, RightsScene scene, int rule, double x, double names, double column, double cell) {
        boolean open = scene.current() != null && scene.current().rule() == rule;
        sketch.text(scene.rules().get(rule), x, TITLE - 5, Typeface.SANS_BOLD, SIZE + 1, names + 8 * column, open ? Ink.ACCENT : Ink.TEXT);
        sketch.text(words.of("rights.corner"), x, TITLE + HEAD - 5, Typeface.SANS, SIZE, names - 2, Ink.MUTED);
        for (int i = 0; i < scene.rights().size(); i++) {
            int rights = scene.rights().get(i);
            // What KVM's faults never ask for stands back.
            boolean reach = (rights & Permissions.READ) != 0;
            var face = reach ? Typeface.SANS_BOLD : Typeface.SANS;
            Ink ink = reach ? Ink.TEXT : Ink.MUTED;
            sketch.text(Permissions.text(rights), x + names + (i + 0.5) * column, TITLE + HEAD - 5, face, SIZE, Shape.Anchor.MIDDLE, ink);
            var line = new Box(x, TITLE + HEAD + i * cell, names, cell);
            sketch.text(Permissions.text(rights), x, sketch.baseline(line, face, SIZE), face, SIZE, Shape.Anchor.START, ink);
        }
    }

    private void cell(Sketch sketch, RightsScene scene, RightsScene.Cell c, Box box) {
        var place = c.place();
        sample(sketch, c.did(), box);
        letters(sketch, box, c.mapped(), c.lost(), c.missing());
        if (c.wrong()) {
            sketch.rect(box, null, Stroke.solid(Ink.VIOLATION, c.reach() ? 3 : 1.4), 3);
        }
        if (place.equals(scene.current())) {
            sketch.rect(box.inset(-2), null, Stroke.solid(Ink.ACCENT, 2), 4);
        }
        String old = Permissions.text(scene.rights().get(place.line()));
        String asked = Permissions.text(scene.rights().get(place.column()));
        String tip = words.of("tip.rights", old, asked, scene.rules().get(place.rule()), words.of("rights." + c.did()), Permissions.text(c.mapped()))
                + (c.lost() == 0 ? "" : words.of("tip.rights.lost", Permissions.text(c.lost())))
                + (c.missing() == 0 ? "" : words.of("tip.rights.missing", Permissions.text(c.missing())))
                + (c.end() == c.mapped() ? "" : words.of("tip.rights.relaxed", Permissions.text(c.end())))
                + (c.wrong() ? words.of("tip.rights.wrong") + words.of(c.reach() ? "tip.rights.reach" : "tip.rights.noReach") : "");
        sketch.hot(box, Target.of(Target.Kind.CELL, place.number()), tip);
    }

    /** What mapping did, by outline and fill. */
    private static void sample(Sketch sketch, RightsScene.Did did, Box box) {
        switch (did) {
            case SKIPPED -> sketch.rect(box, Ink.RAISED, Stroke.solid(Ink.INVALID, 1), 3);
            case RETRIED -> sketch.rect(box, Ink.RAISED, Stroke.dashed(Ink.TABLE, 1.4), 3);
            case OVERWRITTEN -> {
                sketch.rect(box, Ink.RAISED, Stroke.solid(Ink.NEW, 1.4), 3);
                sketch.rect(new Box(box.x(), box.y(), 4, box.height()), Ink.NEW, null, 1.5);
            }
            case BROKEN -> sketch.rect(box, Ink.BROKEN_BAND, Stroke.solid(Ink.UNCLEAN, 1), 3);
            case UNFINISHED -> sketch.rect(box, null, Stroke.dotted(Ink.INVALID, 1), 3);
        }
    }

    /** Each right at a place of its own: in the entry, taken away, or missing. */
    private void letters(Sketch sketch, Box box, int mapped, int lost, int missing) {
        double letter = metrics.width(Typeface.MONO, SIZE, "W");
        double step = Math.clamp(box.width() / 3 - 1, letter, letter + 1);
        double baseline = sketch.baseline(box, Typeface.MONO, SIZE);
        double x = box.centreX() - 1.5 * step;
        if ((mapped | lost | missing) == 0) {
            sketch.text(Permissions.text(0), box.centreX(), baseline, Typeface.MONO, SIZE, Shape.Anchor.MIDDLE, Ink.MUTED);
        }
        for (int bit = 1; bit <= Permissions.EXECUTE; bit <<= 1, x += step) {
            if (((mapped | lost | missing) & bit) == 0) {
                continue;
            }
            boolean bad = (mapped & bit) == 0;
            sketch.text(Permissions.text(bit), x + step / 2, baseline, Typeface.MONO, SIZE, Shape.Anchor.MIDDLE, bad ? Ink.VIOLATION_TEXT : Ink.TEXT);
            if ((lost & bit) != 0) {
                sketch.line(x - 0.5, box.centreY(), x + step + 0.5, box.centreY(), Stroke.solid(Ink.VIOLATION, 1.6), false);
            } else if (bad) {
                sketch.line(x, baseline + 2, x + step, baseline + 2, Stroke.dotted(Ink.VIOLATION, 1.6), false);
            }
        }
    }

    private void legend(Sketch sketch, RightsScene scene, double y, double width) {
        double x = MARGIN;
        for (RightsScene.Did did : RightsScene.Did.values()) {
            if (did != RightsScene.Did.UNFINISHED) {
                sample(sketch, did, new Box(x, y - 6, 22, 12));
                x = word(sketch, x + 27, y, words.of("rights." + did));
            }
        }
        letters(sketch, new Box(x - 8, y - 7, 22, 14), 0, Permissions.WRITE, 0);
        x = word(sketch, x + 11, y, words.of("rights.lost"));
        letters(sketch, new Box(x - 8, y - 7, 22, 14), 0, 0, Permissions.WRITE);
        x = word(sketch, x + 11, y, words.of("rights.missing"));
        String told = summary(scene);
        double room = width - MARGIN - x;
        if (metrics.width(Typeface.SANS_BOLD, SIZE, told) <= room) {
            sketch.text(told, width - MARGIN, y + 4, Typeface.SANS_BOLD, SIZE, Shape.Anchor.END, Ink.TEXT);
        }
    }

    private double word(Sketch sketch, double x, double y, String text) {
        return x + sketch.text(text, x, y + 4, Typeface.SANS, SIZE, 400, Ink.TEXT) + 14;
    }

    /** The table in a sentence: how often a rule is wrong, or how far the runs have come. */
    public String summary(RightsScene scene) {
        int all = scene.rules().size() * scene.rights().size() * scene.rights().size();
        if (scene.cells().size() < all) {
            return words.of("rights.running", scene.cells().size(), all);
        }
        for (int rule = 0; rule < scene.rules().size(); rule++) {
            int[] wrong = scene.wrong(rule);
            if (wrong[0] > 0) {
                return words.of("rights.summary", scene.rules().get(rule), wrong[0], wrong[1], wrong[2]);
            }
        }
        return words.of("rights.right");
    }
}
