package org.tablewalk.toy;

import java.util.List;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.LegendSamples;
import org.tablewalk.picture.Signs;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.viewmodel.CentreCanvas;

/** The root at the left and the tables of the second level at the right, with what the TLB holds of them. It fits the canvas unless it was zoomed. */
final class ToyPicture extends CentreCanvas {
    private static final double ROW = 24;
    private static final double WIDTH = 170;
    private static final double HEAD = 22;
    private static final double TABLE = HEAD + ToyMap.ENTRIES * ROW + 18;
    private static final double LEFT = 24;
    private static final double RIGHT = 330;
    private static final double COPY = 9;
    private static final double LARGEST = 1.6;

    private final FontMetrics metrics;
    private final Runnable chose;
    private ToyReading reading;
    private ToyReading other;
    private long chosen = -1;
    private double zoom = 1;
    private double dx;
    private double dy;

    /**
     * A picture of nothing.
     *
     * @param chose run when another entry is chosen
     */
    ToyPicture(FontMetrics metrics, Runnable chose) {
        this.metrics = metrics;
        this.chose = chose;
    }

    void show(ToyReading now) {
        reading = now;
        changed();
    }

    /** The address of the chosen entry, or -1. */
    long chosen() {
        return chosen;
    }

    void choose(long entry) {
        chosen = entry;
        moved();
        chose.run();
    }

    @Override
    public String id() {
        return "toy";
    }

    @Override
    public Drawing draw(double width, double height) {
        return draw(reading, width, height);
    }

    void compare(ToyReading with) {
        other = with;
        changed();
    }

    Drawing compared(double width, double height) {
        return draw(other, width, height);
    }

    private Drawing draw(ToyReading shown, double width, double height) {
        if (shown == null) {
            return new Drawing(width, height, List.of(), List.of());
        }
        ToyReading now = reading;
        reading = shown;
        Drawing drawing = tables(width, height);
        reading = now;
        return other == null ? drawing : drawing.outlined(t -> reading.state().word(t.a()) != other.state().word(t.a()), DIFFERENT);
    }

    private Drawing tables(double width, double height) {
        int below = reading.state().map().tables - 1;
        double tall = below * TABLE + LEFT;
        double wide = RIGHT + WIDTH + 4 * LEFT;
        double scale = zoom * Math.min(LARGEST, Math.min(width / wide, height / tall));
        var sketch = new Sketch(metrics, width, height, scale, Math.max(0, (width - wide * scale) / 2) + dx, dy);
        double root = LEFT + (below - 1) * TABLE / 2;
        for (int i = 0; i < ToyMap.ENTRIES; i++) {
            long word = reading.state().word(ToyMap.BASE + 8L * i);
            long number = (ToyState.target(word) - ToyMap.BASE) / ToyMap.TABLE_BYTES;
            if (ToyState.valid(word) && number >= 1 && number <= below) {
                sketch.link(LEFT + WIDTH, root + HEAD + (i + 0.5) * ROW, RIGHT, LEFT + (number - 1) * TABLE + HEAD / 2, Stroke.solid(Ink.LINK, 1.2), true);
            }
        }
        table(sketch, 0, LEFT, root);
        for (int t = 1; t <= below; t++) {
            table(sketch, t, RIGHT, LEFT + (t - 1) * TABLE);
        }
        return sketch.drawing();
    }

    private void table(Sketch sketch, int number, double x, double y) {
        long at = reading.state().map().tableAt(number);
        String name = reading.messages().text(number == 0 ? "toy.root" : "toy.table", number, Long.toHexString(at));
        sketch.rect(new Box(x, y, WIDTH, HEAD + ToyMap.ENTRIES * ROW), Ink.RAISED, Stroke.solid(Ink.LINE, 1), 5);
        sketch.text(name, x + 8, y + 15, Typeface.SANS_BOLD, 11.5, WIDTH - 12, Ink.MUTED);
        for (int i = 0; i < ToyMap.ENTRIES; i++) {
            entry(sketch, at + 8L * i, new Box(x + 4, y + HEAD + i * ROW, WIDTH - 8, ROW - 3));
        }
    }

    private void entry(Sketch sketch, long at, Box box) {
        ToyState state = reading.state();
        long word = state.word(at);
        boolean page = ToyState.valid(word) && state.level(at) == 2;
        sketch.rect(box, page ? Ink.PAGE : null, page ? null : ToyState.valid(word) ? Stroke.solid(Ink.TABLE, 1.5) : Stroke.dashed(Ink.INVALID, 1), 3);
        String text = state.name(at) + "  " + (ToyState.valid(word) ? "0x" + Long.toHexString(ToyState.target(word)) : "INV");
        LegendSamples.label(sketch, box, text, page ? Ink.ON_PAGE : ToyState.valid(word) ? Ink.TEXT : Ink.MUTED);
        if (reading.before(at) != word) {
            sketch.rect(box, null, Stroke.solid(Ink.CHANGED, 3), 3);
            Signs.changed(sketch, box.right() - 2, box.y() + 1);
        }
        if (at == state.next()) {
            sketch.rect(box, null, Stroke.dotted(Ink.NEXT, 1.5), 3);
            Signs.eye(sketch, box.x() + 14, box.centreY());
        }
        if (at == chosen) {
            sketch.rect(box, null, Stroke.solid(Ink.ACCENT, 2), 3);
        }
        double x = box.right() + 8 + COPY;
        for (int slot : state.copies(at)) {
            copy(sketch, x, box.centreY(), slot, state.stale(slot));
            x += 2 * COPY + 3;
        }
        sketch.hot(box, new Target(Target.Kind.DESCRIPTOR, at, state.level(at)), text);
    }

    /** A slot of the TLB that holds an entry, and whether what it holds is stale. */
    static void copy(Sketch sketch, double x, double y, int slot, boolean stale) {
        if (stale) {
            sketch.rect(new Box(x - COPY - 2, y - COPY - 2, 2 * COPY + 4, 2 * COPY + 4), null, Stroke.dashed(Ink.STALE, 1.5), 3);
        }
        sketch.badge(x, y, COPY, Integer.toString(slot), stale ? Ink.STALE : Ink.ACCENT, stale ? Ink.ON_STALE : Ink.ON_ACCENT);
    }

    @Override
    public void select(Target target) {
        choose(target != null && target.kind() == Target.Kind.DESCRIPTOR ? target.a() : -1);
    }

    @Override
    public void pan(double byX, double byY) {
        dx += byX;
        dy += byY;
        moved();
    }

    @Override
    public void zoom(double factor, double x, double y) {
        zoomBy(factor);
    }

    @Override
    public void zoomBy(double factor) {
        zoom *= factor;
        moved();
    }

    @Override
    public void fit() {
        zoom = 1;
        dx = 0;
        dy = 0;
        moved();
    }

    @Override
    public void rows(boolean more) {
        // Four entries are all there is.
    }
}
