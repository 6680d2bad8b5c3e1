package org.tablewalk.picture.stage2;

import java.util.Locale;
import org.tablewalk.arch.arm64.Sizes;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.arch.arm64.Stage2Registers;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;

/**
 * Lays out the shape of a stage-2 tree: what it is in a line, all sizes side by side with levels and root tables, the address bit by bit, and the registers
 * field by field. Two columns where there is room; everything grows with the room.
 */
public final class GeometryPicture {
    private static final double MARGIN = 16;
    private static final double GAP = 30;
    private static final double TITLE = 13;
    private static final double SMALL = 12;
    private static final double SECTION = 10;
    /** Room that the picture needs at its own size; what there is more makes it larger. */
    private static final double NEED_WIDTH = 1180;
    private static final double NEED_HEIGHT = 218;
    private static final double LARGEST = 1.7;
    private static final double TWO_COLUMNS = 860;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public GeometryPicture(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /** Lays out one picture. */
    public Drawing layOut(GeometryScene scene, double width, double height) {
        double scale = Math.clamp(Math.min(width / NEED_WIDTH, height / NEED_HEIGHT), 1, LARGEST);
        var sketch = new Sketch(metrics, width, height, scale, 0, 0);
        double room = width / scale - 2 * MARGIN;
        boolean two = room >= TWO_COLUMNS;
        double column = two ? (room - GAP) / 2 : room;
        double y = 8;
        y = heading(sketch, MARGIN, y, column, shape(scene.geometry()));
        // Where the room is low the strip of sizes says as much of the root as fits.
        boolean low = height < NEED_HEIGHT;
        if (!low) {
            sketch.text(root(scene.geometry()), MARGIN, y + 4, Typeface.SANS, SMALL, column, Ink.TEXT);
            y += SMALL + SECTION;
        }
        y = new SizeStrip(sketch, words, low).draw(scene, new Box(MARGIN, y, column, 0)) + SECTION;
        y = heading(sketch, MARGIN, y, column, words.of("geometry.address", Hex.grouped(scene.address())));
        y = new AddressStrip(sketch, words).draw(scene, new Box(MARGIN, y, column, 0)) + SECTION;
        double x = two ? MARGIN + column + GAP : MARGIN;
        double at = two ? 8 : y;
        var fields = new FieldStrip(sketch, words);
        at = heading(sketch, x, at, column, words.of(scene.vtcr() == 0 ? "geometry.vtcr.none" : "geometry.vtcr", word(scene.vtcr())));
        at = fields.draw(Stage2Registers.vtcr(scene.vtcr()), new Box(x, at, column, 0)) + SECTION;
        at = heading(sketch, x, at, column, words.of(scene.vttbr() == 0 ? "geometry.vttbr.none" : "geometry.vttbr", word(scene.vttbr())));
        at = fields.draw(Stage2Registers.vttbr(scene.vttbr(), scene.geometry()), new Box(x, at, column, 0)) + SECTION;
        if (!scene.told().isEmpty()) {
            heading(sketch, x, at, column, scene.told());
        }
        return sketch.drawing();
    }

    private double heading(Sketch sketch, double x, double y, double room, String text) {
        sketch.text(text, x, y + TITLE, Typeface.SANS_BOLD, TITLE, room, Ink.TEXT);
        return y + TITLE + 8;
    }

    private static String word(long value) {
        return "0x" + Long.toHexString(value);
    }

    private String shape(Stage2Geometry g) {
        return words.of(g.clampedToTwoLevels() ? "geometry.shape.floor" : g.lpa2() ? "geometry.shape.lpa2" : "geometry.shape", g.granule().label(), g.ipaBits(), g.levels(),
                g.startLevel());
    }

    private String root(Stage2Geometry g) {
        return words.of(g.rootTables() == 1 ? "geometry.root.one" : "geometry.root", g.rootTables(), String.format(Locale.ROOT, "%,d", g.rootEntries()),
                Sizes.text(g.entrySize(g.startLevel())), Sizes.text(g.rootBytes()), g.vttbrAlignLog2());
    }

    /** The shape in a sentence. */
    public String summary(GeometryScene scene) {
        return shape(scene.geometry()) + "; " + root(scene.geometry());
    }
}
