package org.tablewalk.picture.shadow;

import java.util.List;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.kvm.shadow.TruthTable.Row;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Signs;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;

/** Lays out a role word: its 32 bits in two rows, its fields with value and meaning, those that differ from the parent's marked, and what other designs would say. */
public final class RoleBits {
    private static final double PAD = 10;
    private static final double CELL = 17;
    private static final double LINE = 18;
    private static final double SIZE = 11;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public RoleBits(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * What a role word is to be shown with.
     *
     * @param known  bits of the word that are known
     * @param parent role word of the page it hangs from; the word itself if there is none
     */
    public record Role(RoleDesign design, long word, long known, long parent) { }

    /**
     * Lays out a role word; the height follows.
     *
     * @param truths     what designs say, or null: without other designs
     * @param guestLevel level of the guest's root
     * @param rootLevel  level of the shadow root
     * @param direct     whether the page maps a linear range
     */
    public Drawing layOut(Role role, Truths truths, int guestLevel, int rootLevel, boolean direct, double width) {
        List<RoleDesign.Bits> layout = role.design().layout();
        double height = 24 + 2 * (CELL + 22) + layout.size() * LINE + 12 + (truths == null ? 0 : RoleDesign.values().length * LINE + 26);
        var sketch = new Sketch(metrics, width, height);
        sketch.text(words.of("shadow.role", String.format("0x%08x", role.word()), role.design().label()), PAD, 17, Typeface.SANS_BOLD, SIZE + 1,
                width - 2 * PAD, Ink.TEXT);
        double cell = (width - 2 * PAD - 12) / 16;
        for (int bit = 31; bit >= 0; bit--) {
            int place = 15 - bit % 16;
            bit(sketch, role, bit, new Box(PAD + place * cell + place / 4 * 4, 26 + (bit < 16 ? CELL + 22 : 0), cell - 1, CELL));
        }
        double y = 26 + 2 * (CELL + 22);
        for (RoleDesign.Bits bits : layout) {
            field(sketch, role, bits, y, width);
            y += LINE;
        }
        if (truths != null) {
            y += 20;
            sketch.text(words.of("shadow.role.others"), PAD, y, Typeface.SANS_BOLD, SIZE + 1, width - 2 * PAD, Ink.TEXT);
            int level = role.design().get(role.word(), RoleField.LEVEL);
            for (RoleDesign design : RoleDesign.values()) {
                y += LINE;
                other(sketch, truths, design, truths.find(design, guestLevel, rootLevel, level, direct), y, width);
            }
        }
        return sketch.drawing();
    }

    private void bit(Sketch sketch, Role role, int bit, Box box) {
        boolean known = (role.known() >>> bit & 1) != 0;
        boolean set = (role.word() >>> bit & 1) != 0;
        boolean changed = ((role.word() ^ role.parent()) >>> bit & 1) != 0;
        sketch.rect(box, known && set ? Ink.PAGE : Ink.RAISED, !known ? Stroke.dotted(Ink.INVALID, 1.5) : set ? null : Stroke.solid(Ink.INVALID, 1), 2);
        sketch.text(known ? set ? "1" : "0" : "?", box.centreX(), sketch.baseline(box, Typeface.MONO, 10), Typeface.MONO, 10, Shape.Anchor.MIDDLE,
                known && set ? Ink.ON_PAGE : Ink.MUTED);
        if (bit % 4 == 0) {
            sketch.text(Integer.toString(bit), box.centreX(), box.bottom() + 18, Typeface.MONO, 8.5, Shape.Anchor.MIDDLE, Ink.MUTED);
        }
        if (changed && known) {
            double x = box.centreX();
            double y = box.bottom() + 2;
            sketch.line(box.x(), y, box.right(), y, set ? Stroke.solid(Ink.CHANGED, 2) : Stroke.dashed(Ink.REMOVED, 2), false);
            if (set) {
                sketch.polygon(Ink.CHANGED, null, x, y + 2, x - 4, y + 8, x + 4, y + 8);
            } else {
                sketch.polygon(null, Stroke.solid(Ink.REMOVED, 1.3), x, y + 8, x - 4, y + 2, x + 4, y + 2);
            }
        }
        sketch.hot(box, Target.of(Target.Kind.BIT, bit), words.of("tip.bit", bit, known ? set ? "1" : "0" : "?"));
    }

    private void field(Sketch sketch, Role role, RoleDesign.Bits bits, double y, double width) {
        int value = bits.get(role.word());
        boolean known = bits.get(role.known()) == (1 << bits.width()) - 1;
        boolean changed = known && value != bits.get(role.parent());
        double x = PAD + 14;
        if (changed) {
            Signs.changed(sketch, PAD + 4, y + 11);
        }
        String name = bits.field().text();
        sketch.text(name, x, y + 13, changed ? Typeface.SANS_BOLD : Typeface.SANS, SIZE, 118, Ink.TEXT);
        sketch.text(known ? Integer.toString(value) : "?", x + 138, y + 13, Typeface.MONO, SIZE, Shape.Anchor.END, Ink.TEXT);
        String meaning = words.of("shadow.field." + bits.field());
        sketch.text(meaning, x + 148, y + 13, Typeface.SANS, SIZE - 1, Math.max(0, width - x - 148 - PAD), Ink.MUTED);
        sketch.hot(new Box(PAD, y, width - 2 * PAD, LINE), new Target(Target.Kind.FIELD, bits.low() + bits.width() - 1L, bits.low()),
                words.of("tip.field", name, bits.width() == 1 ? bits.low() : bits.low() + bits.width() - 1 + ":" + bits.low(), Integer.toHexString(value), meaning));
    }

    private void other(Sketch sketch, Truths truths, RoleDesign design, Row row, double y, double width) {
        sketch.text(design.label(), PAD, y, Typeface.SANS, SIZE, 126, Ink.MUTED);
        if (row == null) {
            sketch.text(words.of("shadow.truth.none"), PAD + 132, y, Typeface.SANS, SIZE, width - 2 * PAD - 132, Ink.MUTED);
            return;
        }
        String key = !row.exists() ? "special" : row.isDirect() ? "direct" : row.isPassthrough() ? "passthrough" : row.hasGptes() ? "gptes" : "nothing";
        String word = row.exists() ? String.format("0x%08x  ", row.word()) : "";
        boolean collides = truths.collides(design, row);
        boolean wrong = Truths.wrong(row);
        double x = PAD + 132 + sketch.text(word, PAD + 132, y, Typeface.MONO, SIZE, width - 2 * PAD - 132, Ink.TEXT);
        String answer = words.of("shadow.truth." + key);
        String says = collides ? words.of("shadow.truth.collides", answer) : wrong ? words.of("shadow.truth.wrong", answer) : answer;
        sketch.text(says, x, y, wrong || collides ? Typeface.SANS_BOLD : Typeface.SANS, SIZE, width - PAD - x, wrong || collides ? Ink.VIOLATION_TEXT : Ink.TEXT);
        sketch.hot(new Box(PAD, y - 13, width - 2 * PAD, LINE), Target.of(Target.Kind.DESIGN, design.ordinal()), design.label() + ": " + word + says);
    }
}
