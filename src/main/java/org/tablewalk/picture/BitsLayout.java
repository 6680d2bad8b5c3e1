package org.tablewalk.picture;

import java.util.List;
import org.tablewalk.arch.arm64.BitField;

/**
 * Lays out a 64-bit word bit by bit, high bits left, in groups of four with bit numbers; the fields bracketed and named below; a bit that
 * was set solid-underlined with a triangle up, one that was cleared dashed-underlined with a triangle down.
 */
public final class BitsLayout {
    private static final double LEFT = 10;
    private static final double GROUP_GAP = 4;
    private static final double CELL = 16;
    private static final double NUMBERS = 12;
    private static final double CHANGES = 11;
    private static final double NAME = 13;
    private static final double SIZE = 9.5;
    private static final double NAME_GAP = 5;
    private static final int NAME_LINES = 4;
    private static final double LEAST_WIDE = 64 * 11 + 15 * GROUP_GAP + 2 * LEFT;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public BitsLayout(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Lays out a word; the height follows from the width.
     *
     * @param before   the word before the last change; the same word if nothing changed
     * @param fields   what the bits mean, as from {@code Descriptor.fields}; may be empty
     * @param selected number of the selected bit, or -1
     */
    public Drawing layOut(long word, long before, List<BitField> fields, int selected, double width) {
        int rows = width >= LEAST_WIDE ? 1 : 2;
        double row = NUMBERS + CELL + CHANGES + (fields.isEmpty() ? 0 : 4 + NAME_LINES * NAME) + 4;
        var sketch = new Sketch(metrics, width, rows * row + 4);
        int bits = 64 / rows;
        double cell = (width - 2 * LEFT - (bits / 4 - 1) * GROUP_GAP) / bits;
        for (int r = 0; r < rows; r++) {
            var strip = new Strip(63 - r * bits, bits, cell, 4 + r * row);
            for (int bit = strip.high; bit > strip.high - bits; bit--) {
                bit(sketch, strip, bit, word, before, selected, fields);
            }
            names(sketch, strip, fields);
        }
        return sketch.drawing();
    }

    /** One line of bits. */
    private record Strip(int high, int bits, double cell, double top) {
        int low() {
            return high - bits + 1;
        }

        Box box(int bit) {
            int place = high - bit;
            return new Box(LEFT + place * cell + place / 4 * GROUP_GAP, top + NUMBERS, cell, CELL);
        }

        Box span(int from, int to) {
            return box(from).union(box(to));
        }
    }

    private void bit(Sketch sketch, Strip strip, int bit, long word, long before, int selected, List<BitField> fields) {
        Box box = strip.box(bit);
        boolean set = (word >>> bit & 1) != 0;
        boolean changed = ((word ^ before) >>> bit & 1) != 0;
        Box body = new Box(box.x() + 0.5, box.y(), Math.max(2, box.width() - 1), box.height());
        sketch.rect(body, set ? Ink.PAGE : Ink.RAISED, set ? null : Stroke.solid(changed ? Ink.INVALID : Ink.LINE, 1), 2);
        if (box.width() >= 7) {
            sketch.text(set ? "1" : "0", box.centreX(), sketch.baseline(box, Typeface.MONO, 10), Typeface.MONO, 10, Shape.Anchor.MIDDLE,
                    set ? Ink.ON_PAGE : Ink.MUTED);
        }
        if (bit % 8 == 0 || bit == 63) {
            sketch.text(Integer.toString(bit), box.centreX(), strip.top() + 9, Typeface.MONO, 9, Shape.Anchor.MIDDLE, Ink.MUTED);
        }
        if (changed) {
            double y = box.bottom() + 2;
            sketch.line(body.x(), y, body.right(), y, set ? Stroke.solid(Ink.CHANGED, 2) : Stroke.dashed(Ink.REMOVED, 2), false);
            double x = box.centreX();
            if (set) {
                sketch.polygon(Ink.CHANGED, null, x, y + 2, x - 4, y + 9, x + 4, y + 9);
            } else {
                sketch.polygon(null, Stroke.solid(Ink.REMOVED, 1.3), x, y + 9, x - 4, y + 2, x + 4, y + 2);
            }
        }
        if (bit == selected) {
            sketch.rect(body.inset(-2), null, Stroke.solid(Ink.ACCENT, 2), 3);
        }
        String tip = words.of(changed ? set ? "tip.bit.set" : "tip.bit.cleared" : "tip.bit", bit, set ? 1 : 0);
        for (BitField field : fields) {
            if (bit <= field.high() && bit >= field.low()) {
                tip += words.of("tip.bit.field", field.name(), field.meaning());
            }
        }
        sketch.hot(box, Target.of(Target.Kind.BIT, bit), tip);
    }

    /** Brackets under the fields; a name stands under its bracket on the first line where it touches no other. */
    private void names(Sketch sketch, Strip strip, List<BitField> fields) {
        double[] free = new double[NAME_LINES];
        double top = strip.top() + NUMBERS + CELL + CHANGES;
        for (BitField field : fields) {
            int high = Math.min(field.high(), strip.high());
            int low = Math.max(field.low(), strip.low());
            if (high < low) {
                continue;
            }
            Box span = strip.span(high, low);
            Ink ink = field.suspicious() ? Ink.VIOLATION : Ink.INVALID;
            boolean quiet = !field.suspicious() && (field.name().equals(BitField.RES0) || field.name().equals(BitField.IGNORED));
            var stroke = quiet ? Stroke.dotted(Ink.INVALID, 1) : Stroke.solid(ink, 1);
            sketch.line(span.x() + 1, top, span.right() - 1, top, stroke, false);
            sketch.line(span.x() + 1, top, span.x() + 1, top - 3, stroke, false);
            sketch.line(span.right() - 1, top, span.right() - 1, top - 3, stroke, false);
            Target target = new Target(Target.Kind.FIELD, field.high(), field.low());
            String tip = words.of("tip.field", field.name(), field.bits(), Long.toHexString(field.value()), field.meaning());
            sketch.hot(new Box(span.x(), top - 3, span.width(), 8), target, tip);
            String name = field.suspicious() ? field.name() + " !" : field.name();
            double width = metrics.width(Typeface.SANS, SIZE, name);
            if (quiet && width > span.width()) {
                continue;
            }
            double centre = span.centreX();
            for (int line = 0; line < NAME_LINES; line++) {
                // A name never reaches beyond its field's right end, so that no leader of a later field crosses it.
                double left = line > 0 ? centre + 2 - width : Math.min(centre - width / 2, span.right() - width);
                if (left < Math.max(2, free[line])) {
                    if (centre < free[line] - NAME_GAP) {
                        break;
                    }
                    continue;
                }
                double y = top + (line + 1) * NAME - 2;
                if (line > 0) {
                    sketch.line(centre, top, centre, y - 8, Stroke.dotted(Ink.INVALID, 1), false);
                }
                sketch.text(name, left, y, Typeface.SANS, SIZE, Shape.Anchor.START,
                        field.suspicious() ? Ink.VIOLATION_TEXT : quiet ? Ink.MUTED : Ink.TEXT);
                sketch.hot(new Box(left, y - 9, width, 11), target, tip);
                for (int above = 0; above < line; above++) {
                    free[above] = Math.max(free[above], centre + 3);
                }
                free[line] = left + width + NAME_GAP;
                break;
            }
        }
    }
}
