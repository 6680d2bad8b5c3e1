package org.tablewalk.picture.stage2;

import org.tablewalk.arch.arm64.AddressSplit;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;

/** An address bit by bit, in the groups in which a walk reads it: which root table, which entry of each level, what is left in the page. */
final class AddressStrip {
    private static final double NAME = 15;
    private static final double CELL = 20;
    private static final double BITS = 15;
    private static final double SIZE = 12;
    private static final double GROUP_GAP = 5;

    private final Sketch sketch;
    private final Words words;

    AddressStrip(Sketch sketch, Words words) {
        this.sketch = sketch;
        this.words = words;
    }

    /** Draws it from a box's top on; returns where it ends. */
    double draw(GeometryScene scene, Box place) {
        var parts = scene.parts().stream().filter(p -> p.use() != AddressSplit.Use.ABOVE).toList();
        double bit = (place.width() - (parts.size() - 1) * GROUP_GAP) / scene.geometry().ipaBits();
        double x = place.x();
        for (AddressSplit.Part part : parts) {
            part(part, new Box(x, place.y() + NAME, part.width() * bit, CELL), bit);
            x += part.width() * bit + GROUP_GAP;
        }
        return place.y() + NAME + CELL + BITS;
    }

    private void part(AddressSplit.Part part, Box box, double bit) {
        Ink ink = switch (part.use()) {
            case ROOT_TABLE -> Ink.ACCENT;
            case OFFSET -> Ink.INVALID;
            default -> Ink.TABLE;
        };
        sketch.rect(box, Ink.RAISED, Stroke.solid(ink, part.use() == AddressSplit.Use.ROOT_TABLE ? 2.5 : 1.5), 3);
        for (int i = 0; i < part.width(); i++) {
            boolean set = (part.value() >>> part.width() - 1 - i & 1) != 0;
            var cell = new Box(box.x() + i * bit, box.y(), bit, box.height());
            sketch.text(set ? "1" : "0", cell.centreX(), sketch.baseline(cell, Typeface.MONO, SIZE), Typeface.MONO, SIZE, Shape.Anchor.MIDDLE, set ? Ink.TEXT : Ink.MUTED);
        }
        boolean narrow = box.width() < 74;
        String value = part.use() == AddressSplit.Use.OFFSET ? "0x" + Long.toHexString(part.value()) : Long.toString(part.value());
        String name = words.of((narrow ? "geometry.part.short." : "geometry.part.") + part.use(), part.level(), value);
        // A name that is longer than its bits begins with them and may reach over the next, whose own stands in its middle.
        boolean over = sketch.metrics().width(Typeface.SANS_BOLD, SIZE, name) > box.width();
        sketch.text(name, over ? box.x() : box.centreX(), box.y() - 4, Typeface.SANS_BOLD, SIZE, over ? Shape.Anchor.START : Shape.Anchor.MIDDLE, Ink.TEXT);
        sketch.text(part.bits(), box.centreX(), box.bottom() + 12, Typeface.MONO, 11, Shape.Anchor.MIDDLE, Ink.MUTED);
        sketch.hot(new Box(box.x(), box.y() - NAME, box.width(), NAME + CELL + BITS), new Target(Target.Kind.FIELD, part.high(), part.low()),
                words.of("tip.geometry.part." + part.use(), part.bits(), part.level(), value));
    }
}
