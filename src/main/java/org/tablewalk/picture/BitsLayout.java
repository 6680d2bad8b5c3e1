package org.tablewalk.picture;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.BitField;

/**
 * Lays out a word of 64 or 32 bits bit by bit, high bits left, in groups of four with bit numbers; the fields bracketed and named below; a bit that
 * was set solid-underlined with a triangle up, one that was cleared dashed-underlined with a triangle down.
 */
public final class BitsLayout {
    private static final double LEFT = 10;
    private static final double GROUP_GAP = 4;
    private static final double CELL = 16;
    private static final double NUMBERS = 13;
    private static final double CHANGES = 11;
    private static final double NAME = 14;
    private static final double SIZE = 11;
    private static final double NAME_GAP = 5;
    private static final int NAME_LINES = 6;
    private static final double LEAST_WIDE = 64 * 11 + 15 * GROUP_GAP + 2 * LEFT;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public BitsLayout(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Lays out a word; the height follows from the width and from the names.
     *
     * @param before   the word it is compared with: that before the last change, or another's; the same word if nothing differs
     * @param fields   what the bits mean, highest first, as from {@code Descriptor.fields}; the first ends the word, empty stands for 64 bits
     * @param selected number of the selected bit, or -1
     */
    public Drawing layOut(long word, long before, List<BitField> fields, int selected, double width) {
        int size = fields.isEmpty() ? 64 : fields.getFirst().high() + 1;
        int rows = size <= 32 || width >= LEAST_WIDE ? 1 : 2;
        int bits = size / rows;
        double cell = (width - 2 * LEFT - (bits / 4 - 1) * GROUP_GAP) / bits;
        List<Strip> strips = new ArrayList<>();
        List<List<Name>> names = new ArrayList<>();
        double y = 4;
        for (int r = 0; r < rows; r++) {
            var strip = new Strip(size - 1 - r * bits, bits, cell, y);
            List<Name> placed = place(strip, fields);
            strips.add(strip);
            names.add(placed);
            int lines = placed.stream().mapToInt(n -> n.line() + 1).max().orElse(0);
            y += NUMBERS + CELL + CHANGES + (fields.isEmpty() ? 0 : 4 + lines * NAME) + 4;
        }
        var sketch = new Sketch(metrics, width, y);
        for (int r = 0; r < rows; r++) {
            Strip strip = strips.get(r);
            for (int bit = strip.high; bit > strip.high - bits; bit--) {
                bit(sketch, strip, bit, word, before, selected, fields);
            }
            brackets(sketch, strip, fields);
            for (Name name : names.get(r)) {
                name(sketch, strip, name);
            }
        }
        return sketch.drawing();
    }

    /** A field's name below its bracket: the line it stands on, and its left end. */
    private record Name(BitField field, String text, int line, double left, double width, double centre) {}

    /** One line of bits. */
    private record Strip(int high, int bits, double cell, double top) {
        int low() {
            return high - bits + 1;
        }

        /** The y of the brackets under the bits. */
        double brackets() {
            return top + NUMBERS + CELL + CHANGES;
        }

        Box box(int bit) {
            int place = high - bit;
            int group = place / 4;
            return new Box(LEFT + place * cell + group * GROUP_GAP, top + NUMBERS, cell, CELL);
        }

        Box span(int from, int to) {
            return box(from).union(box(to));
        }
    }

    private void bit(Sketch sketch, Strip strip, int bit, long word, long before, int selected, List<BitField> fields) {
        Box box = strip.box(bit);
        boolean known = fields.stream().noneMatch(field -> bit <= field.high() && bit >= field.low() && !field.known());
        boolean set = known && (word >>> bit & 1) != 0;
        boolean changed = ((word ^ before) >>> bit & 1) != 0;
        Box body = new Box(box.x() + 0.5, box.y(), Math.max(2, box.width() - 1), box.height());
        sketch.rect(body, set ? Ink.PAGE : known ? Ink.RAISED : null, set ? null : known ? Stroke.solid(changed ? Ink.INVALID : Ink.LINE, 1) : Stroke.dotted(Ink.LINE, 1), 2);
        if (box.width() >= 8) {
            sketch.text(!known ? "?" : set ? "1" : "0", box.centreX(), sketch.baseline(box, Typeface.MONO, SIZE), Typeface.MONO, SIZE, Shape.Anchor.MIDDLE,
                    set ? Ink.ON_PAGE : Ink.MUTED);
        }
        if (bit % 8 == 0 || bit == 63 || bit == 31) {
            sketch.text(Integer.toString(bit), box.centreX(), strip.top() + 10, Typeface.MONO, SIZE, Shape.Anchor.MIDDLE, Ink.MUTED);
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
        String tip = words.of(!known ? "tip.bit.unknown" : changed ? set ? "tip.bit.set" : "tip.bit.cleared" : "tip.bit", bit, set ? 1 : 0);
        for (BitField field : fields) {
            if (bit <= field.high() && bit >= field.low()) {
                tip += words.of("tip.bit.field", field.name(), field.meaning());
            }
        }
        sketch.hot(box, Target.of(Target.Kind.BIT, bit), tip);
    }

    private static boolean quiet(BitField field) {
        return !field.suspicious() && (field.name().equals(BitField.RES0) || field.name().equals(BitField.IGNORED));
    }

    private static Target target(BitField field) {
        return new Target(Target.Kind.FIELD, field.high(), field.low());
    }

    private String tip(BitField field) {
        return words.of("tip.field", field.name(), field.bits(), Long.toHexString(field.value()), field.meaning());
    }

    private static Box span(Strip strip, BitField field) {
        int high = Math.min(field.high(), strip.high());
        int low = Math.max(field.low(), strip.low());
        return high < low ? null : strip.span(high, low);
    }

    private void brackets(Sketch sketch, Strip strip, List<BitField> fields) {
        double y = strip.brackets();
        for (BitField field : fields) {
            Box span = span(strip, field);
            if (span != null) {
                Stroke stroke = quiet(field) ? Stroke.dotted(Ink.INVALID, 1)
                        : Stroke.solid(field.suspicious() ? Ink.VIOLATION : Ink.INVALID, 1);
                sketch.line(span.x() + 1, y, span.right() - 1, y, stroke, false);
                sketch.line(span.x() + 1, y, span.x() + 1, y - 3, stroke, false);
                sketch.line(span.right() - 1, y, span.right() - 1, y - 3, stroke, false);
                sketch.hot(new Box(span.x(), y - 3, span.width(), 8), target(field), tip(field));
            }
        }
    }

    /** Finds room for the names: each on the first line where it touches no other and its leader crosses none. */
    private List<Name> place(Strip strip, List<BitField> fields) {
        List<Name> names = new ArrayList<>();
        double[] free = new double[NAME_LINES];
        for (BitField field : fields) {
            Box span = span(strip, field);
            String text = field.suspicious() ? field.name() + " !" : field.name();
            double width = metrics.width(Typeface.SANS, SIZE, text);
            if (span == null || quiet(field) && width > span.width()) {
                continue;
            }
            double centre = span.centreX();
            for (int line = 0; line < NAME_LINES; line++) {
                // A name never reaches beyond its field's right end, so that no leader of a later field crosses it.
                double left = line > 0 ? centre + 2 - width : Math.min(centre - width / 2, span.right() - width);
                if (left >= Math.max(2, free[line])) {
                    names.add(new Name(field, text, line, left, width, centre));
                    for (int above = 0; above < line; above++) {
                        free[above] = Math.max(free[above], centre + 3);
                    }
                    free[line] = left + width + NAME_GAP;
                    break;
                }
                if (centre < free[line] - NAME_GAP) {
                    break;
                }
            }
        }
        return names;
    }

    private void name(Sketch sketch, Strip strip, Name name) {
        double top = strip.brackets();
        double y = top + (name.line() + 1) * NAME - 2;
        if (name.line() > 0) {
            sketch.line(name.centre(), top, name.centre(), y - 8, Stroke.dotted(Ink.INVALID, 1), false);
        }
        Ink ink = name.field().suspicious() ? Ink.VIOLATION_TEXT : quiet(name.field()) ? Ink.MUTED : Ink.TEXT;
        sketch.text(name.text(), name.left(), y, Typeface.SANS, SIZE, Shape.Anchor.START, ink);
        sketch.hot(new Box(name.left(), y - 10, name.width(), 12), target(name.field()), tip(name.field()));
    }
}
