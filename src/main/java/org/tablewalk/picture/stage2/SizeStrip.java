package org.tablewalk.picture.stage2;

import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;

/** All sizes of an IPA space side by side: a stack of as many plates as levels, the root tables below, a line where a bit more is a level more. */
final class SizeStrip {
    private static final double NAMES = 76;
    private static final double ROW = 15;
    private static final double SIZE = 12;
    private static final int MOST_LEVELS = 4;

    private final Sketch sketch;
    private final Words words;
    private final double plate;

    /** A strip, with thinner plates where the room is low. */
    SizeStrip(Sketch sketch, Words words, boolean low) {
        plate = low ? 5 : 7;
        this.sketch = sketch;
        this.words = words;
    }

    /** Draws it from a box's top on; returns where it ends. */
    double draw(GeometryScene scene, Box place) {
        Granule granule = scene.geometry().granule();
        int sizes = Stage2Geometry.MAX_IPA_BITS - Stage2Geometry.MIN_IPA_BITS + 1;
        double each = (place.width() - NAMES) / sizes;
        double stack = place.y() + MOST_LEVELS * plate;
        double tables = stack + ROW;
        double bits = tables + ROW + 2;
        name(words.of("geometry.levels"), place.x(), stack - 2);
        name(words.of("geometry.rootTables"), place.x(), tables - 2);
        name(words.of("geometry.bits"), place.x(), bits - 3);
        Stage2Geometry before = null;
        for (int size = Stage2Geometry.MIN_IPA_BITS; size <= Stage2Geometry.MAX_IPA_BITS; size++) {
            var geometry = Stage2Geometry.of(granule, size);
            double x = place.x() + NAMES + (size - Stage2Geometry.MIN_IPA_BITS) * each;
            boolean open = size == scene.geometry().ipaBits();
            var column = new Box(x, place.y() - 2, each, bits - place.y() + 5);
            if (open) {
                sketch.rect(column, Ink.ACCENT_SOFT, Stroke.solid(Ink.ACCENT, 2), 4);
            }
            for (int level = 0; level < geometry.levels(); level++) {
                sketch.rect(new Box(x + 4, stack - (level + 1) * plate + 1, each - 8, plate - 2), open ? Ink.ACCENT : Ink.TABLE, null, 1);
            }
            Ink ink = open || scene.picks(size) ? Ink.TEXT : Ink.MUTED;
            boolean several = geometry.rootTables() > 1;
            sketch.text(Integer.toString(geometry.rootTables()), x + each / 2, tables - 2, several ? Typeface.SANS_BOLD : Typeface.SANS, SIZE, Shape.Anchor.MIDDLE,
                    several ? Ink.TEXT : Ink.MUTED);
            sketch.text(Integer.toString(size), x + each / 2, bits - 3, open ? Typeface.SANS_BOLD : Typeface.SANS, SIZE, Shape.Anchor.MIDDLE, ink);
            if (before != null && before.levels() != geometry.levels()) {
                sketch.line(x, place.y() - 3, x, bits + 2, Stroke.dashed(Ink.UNCLEAN, 2), false);
            }
            sketch.hot(column, Target.of(Target.Kind.CELL, size), tip(geometry, before, scene.picks(size)));
            before = geometry;
        }
        return bits + 3;
    }

    private String tip(Stage2Geometry g, Stage2Geometry before, boolean picks) {
        String tip = words.of(g.rootTables() == 1 ? "tip.geometry.size.one" : "tip.geometry.size", g.ipaBits(), g.levels(), g.rootTables());
        String jump = before != null && before.levels() != g.levels() ? words.of("tip.geometry.jump", before.ipaBits(), before.rootTables()) : "";
        return tip + jump + (picks ? words.of("tip.geometry.pick") : "");
    }

    private void name(String text, double x, double baseline) {
        sketch.text(text, x, baseline, Typeface.SANS, SIZE, NAMES - 6, Ink.MUTED);
    }
}
