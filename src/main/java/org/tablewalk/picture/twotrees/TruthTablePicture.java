package org.tablewalk.picture.twotrees;

import java.util.Locale;
import org.tablewalk.arch.x86.RoleDesign;
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

/**
 * Lays out the truth table of the role designs: a line for each kind of page, a column for each design, in each cell by shape, letter and colour what the
 * design takes the page for; a wrong answer has an octagon, a word that another kind of page has too a triangle. Only the lines in sight are laid out.
 */
public final class TruthTablePicture {
    /** Height of a line in pixels. */
    public static final double LINE = 22;
    private static final double HEAD = 56;
    private static final double LEFT = 150;
    private static final double SIZE = 11;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public TruthTablePicture(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Lays out the table.
     *
     * @param first    the kind of page at the top
     * @param selected target of kind TRUTH, or null
     * @param current  the run's design, or null
     */
    public Drawing layOut(Truths truths, int first, Target selected, RoleDesign current, double width, double height) {
        var sketch = new Sketch(metrics, width, height);
        RoleDesign[] designs = RoleDesign.values();
        double column = Math.max(36, (width - LEFT - 8) / designs.length);
        sketch.text(words.of("shadow.truth.rows"), 10, 32, Typeface.SANS_BOLD, SIZE, LEFT - 14, Ink.MUTED);
        for (int d = 0; d < designs.length; d++) {
            heading(sketch, designs[d], LEFT + d * column, column, designs[d] == current);
        }
        sketch.line(8, HEAD - 3, Math.min(width - 8, LEFT + designs.length * column), HEAD - 3, Stroke.solid(Ink.INVALID, 1), false);
        double y = HEAD;
        for (int i = Math.clamp(first, 0, Math.max(0, truths.size() - 1)); i < truths.size() && y < height; i++, y += LINE) {
            Row any = truths.row(RoleDesign.MAINLINE, i);
            String name = words.of(any.direct() ? "shadow.truth.direct" : "shadow.truth.row", any.guestLevel(), any.rootLevel(), any.level());
            sketch.text(name, 10, y + 15, Typeface.SANS, SIZE, LEFT - 14, Ink.TEXT);
            sketch.hot(new Box(8, y, LEFT - 10, LINE), new Target(Target.Kind.TRUTH, i, -1), name);
            for (int d = 0; d < designs.length; d++) {
                var box = new Box(LEFT + d * column + 3, y + 2, column - 8, LINE - 4);
                cell(sketch, truths, designs[d], i, box, name);
                if (selected != null && selected.equals(new Target(Target.Kind.TRUTH, i, d))) {
                    sketch.rect(box.inset(-2), null, Stroke.solid(Ink.ACCENT, 2), 4);
                }
            }
        }
        return sketch.drawing();
    }

    private void heading(Sketch sketch, RoleDesign design, double x, double column, boolean current) {
        String label = design.label();
        String[] parts = label.split("-", 3);
        Ink ink = current ? Ink.ACCENT : Ink.TEXT;
        for (int part = 0; part < parts.length; part++) {
            Typeface face = part == 0 ? Typeface.SANS_BOLD : Typeface.SANS;
            double room = column - 4;
            double size = (SIZE - 1) * Math.min(1, room / metrics.width(face, SIZE - 1, parts[part]));
            sketch.text(parts[part], x + 2, 17 + 14 * part, face, size, room + 1, ink);
        }
        sketch.hot(new Box(x, 0, column, HEAD - 4), Target.of(Target.Kind.DESIGN, design.ordinal()), label);
    }

    private void cell(Sketch sketch, Truths truths, RoleDesign design, int number, Box box, String row) {
        Row says = truths.row(design, number);
        boolean wrong = Truths.wrong(says);
        boolean collides = truths.collides(design, says);
        String key;
        if (!says.exists()) {
            key = "special";
            sketch.rect(box, null, Stroke.solid(Ink.INVALID, 1), 1);
            sketch.rect(box.inset(2.5), null, Stroke.solid(Ink.INVALID, 1), 1);
        } else if (says.isDirect()) {
            key = "direct";
            sketch.rect(box, Ink.PAGE, null, 3);
        } else if (says.isPassthrough()) {
            key = "passthrough";
            sketch.rect(box, Ink.RAISED, Stroke.dashed(Ink.NEW, 2), 6);
        } else if (says.hasGptes()) {
            key = "gptes";
            sketch.rect(box, Ink.RAISED, Stroke.solid(Ink.TABLE, 2), 3);
        } else {
            key = "nothing";
            sketch.rect(box, null, Stroke.dotted(Ink.INVALID, 1.5), 3);
        }
        sketch.text(words.of("shadow.truth.letter." + key), box.centreX(), sketch.baseline(box, Typeface.SANS_BOLD, SIZE), Typeface.SANS_BOLD, SIZE,
                Shape.Anchor.MIDDLE, key.equals("direct") ? Ink.ON_PAGE : Ink.TEXT);
        if (wrong) {
            sketch.octagon(box.right() - 8, box.centreY(), 7, Ink.VIOLATION);
            sketch.text("!", box.right() - 8, box.centreY() + 4, Typeface.SANS_BOLD, SIZE, Shape.Anchor.MIDDLE, Ink.ON_VIOLATION);
        }
        if (collides) {
            Signs.changed(sketch, box.x() + 8, box.centreY() + 1);
        }
        String tip = words.of("tip.shadow.truth", design.label(), row, words.of("shadow.truth." + key), String.format(Locale.ROOT, "0x%08x", says.word()))
                + (wrong ? words.of("tip.shadow.truth.wrong", words.of("shadow.meaning." + says.meaning())) : "")
                + (collides ? words.of("tip.shadow.truth.collides") : "");
        sketch.hot(box, new Target(Target.Kind.TRUTH, number, design.ordinal()), tip);
    }
}
