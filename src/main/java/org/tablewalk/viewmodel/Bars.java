package org.tablewalk.viewmodel;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.slots.Scrolling;

/** What the user does with the bars of all entries beside tables, and with the rows that stand for what is left out: the table goes there. */
public final class Bars {
    /** Entries for a notch of the wheel, which is so many pixels. */
    private static final double NOTCH_ENTRIES = 3;
    private static final double NOTCH = 40;

    private final Supplier<Scrolling> now;
    private final Consumer<Scrolling> then;
    /** What the wheel has turned of an entry. */
    private double turned;

    /** The bars of a picture; {@code then} takes what the tables show after something was done. */
    public Bars(Supplier<Scrolling> now, Consumer<Scrolling> then) {
        this.now = now;
        this.then = then;
    }

    /** A press, or a drag, at a place of the picture. Returns whether it was on a bar. */
    public boolean press(Drawing drawing, double x, double y) {
        Drawing.Hot bar = bar(drawing, x, y);
        if (bar != null) {
            int index = (int) ((y - bar.box().y()) / bar.box().height() * bar.target().b());
            then.accept(now.get().centre(bar.target().a(), index));
        }
        return bar != null;
    }

    /** The wheel turned by so many pixels over a place of the picture. Returns whether it was over a bar. */
    public boolean turn(Drawing drawing, double dy, double x, double y) {
        Drawing.Hot bar = bar(drawing, x, y);
        if (bar != null) {
            turned -= dy / NOTCH * NOTCH_ENTRIES;
            int entries = (int) turned;
            turned -= entries;
            then.accept(now.get().by(bar.target().a(), entries, (int) bar.target().b()));
        }
        return bar != null;
    }

    private static Drawing.Hot bar(Drawing drawing, double x, double y) {
        return drawing == null ? null : drawing.hit(x, y).filter(hot -> hot.target().kind() == Target.Kind.BAR).orElse(null);
    }

    /** A click, or Enter, on a target. Returns whether it was one that scrolls a table. */
    public boolean select(Target target) {
        Scrolling next = switch (target.kind()) {
            case RUN -> now.get().to(target.a(), (int) target.b());
            case BAR -> now.get().leaf(target.a(), (int) target.b());
            case FOLLOW -> now.get().follow(target.a());
            default -> null;
        };
        if (next != null) {
            then.accept(next);
        }
        return next != null;
    }
}
