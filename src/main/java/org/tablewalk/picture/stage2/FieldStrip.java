package org.tablewalk.picture.stage2;

import java.util.List;
import org.tablewalk.arch.BitField;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;

/** A register field by field, high bits left: name, value, bits. Fields are as wide as their words, and those that nobody uses as narrow as can be. */
final class FieldStrip {
    private static final double NAME = 15;
    private static final double BOX = 22;
    private static final double BITS = 15;
    private static final double SIZE = 12;
    private static final double SMALL = 11;
    private static final double PAD = 8;
    private static final double GAP = 3;

    private final Sketch sketch;
    private final Words words;

    FieldStrip(Sketch sketch, Words words) {
        this.sketch = sketch;
        this.words = words;
    }

    /** Draws it from a box's top on; returns where it ends. */
    double draw(List<BitField> fields, Box place) {
        double[] least = fields.stream().mapToDouble(this::least).toArray();
        double sum = 0;
        int wide = 0;
        for (int i = 0; i < least.length; i++) {
            sum += least[i];
            wide += quiet(fields.get(i)) ? 0 : 1;
        }
        double free = Math.max(0, place.width() - sum - GAP * (fields.size() - 1));
        double x = place.x();
        for (int i = 0; i < least.length; i++) {
            BitField field = fields.get(i);
            double width = least[i] + (quiet(field) ? 0 : Math.min(60, free / Math.max(1, wide)));
            field(field, new Box(x, place.y() + NAME, width, BOX));
            x += width + GAP;
        }
        return place.y() + NAME + BOX + BITS;
    }

    private double least(BitField field) {
        double bits = sketch.metrics().width(Typeface.MONO, SMALL, field.bits());
        if (quiet(field)) {
            return bits + 2;
        }
        double value = sketch.metrics().width(Typeface.MONO, SIZE, value(field));
        return Math.max(Math.max(sketch.metrics().width(Typeface.SANS_BOLD, SIZE, field.name()), bits), value + PAD);
    }

    /** Nothing to look at. */
    private static boolean quiet(BitField field) {
        return field.value() == 0 && (field.name().equals(BitField.RES0) || field.name().equals("unused"));
    }

    private static String value(BitField field) {
        return field.width() > 8 ? "0x" + Long.toHexString(field.value() << (field.name().equals("BADDR") ? field.low() : 0)) : Long.toString(field.value());
    }

    private void field(BitField field, Box box) {
        boolean quiet = quiet(field);
        sketch.rect(box, quiet ? null : Ink.RAISED, quiet ? Stroke.dotted(Ink.INVALID, 1) : Stroke.solid(field.suspicious() ? Ink.VIOLATION : Ink.TABLE, 1.5), 3);
        if (!quiet) {
            sketch.text(field.name(), box.centreX(), box.y() - 4, Typeface.SANS_BOLD, SIZE, Shape.Anchor.MIDDLE, Ink.TEXT);
            sketch.label(box, value(field), Typeface.MONO, SIZE, field.value() == 0 ? Ink.MUTED : Ink.TEXT);
        }
        sketch.text(field.bits(), box.centreX(), box.bottom() + 12, Typeface.MONO, SMALL, Shape.Anchor.MIDDLE, Ink.MUTED);
        sketch.hot(new Box(box.x(), box.y() - NAME, box.width(), NAME + BOX + BITS), new Target(Target.Kind.FIELD, field.high(), field.low()),
                words.of("tip.field", field.name(), field.bits(), Long.toHexString(field.value()), field.meaning()));
    }
}
