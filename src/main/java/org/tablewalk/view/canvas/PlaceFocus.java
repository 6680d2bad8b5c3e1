package org.tablewalk.view.canvas;

import javafx.scene.Node;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Places;
import org.tablewalk.picture.Target;

/** The place of a canvas that has the focus: walked to by keys, outlined, with its sentence under it and as a node of the mirror. */
final class PlaceFocus {
    private final PlaceMirror mirror;
    private final Tip tip;
    private final Runnable moved;
    private Drawing drawing;
    private double scale = 1;
    private Drawing.Hot hot;
    /** Where the focus was last, to go on from there when what had it is gone. */
    private Box left;

    /**
     * No place has the focus.
     *
     * @param moved is run when another place has it
     */
    PlaceFocus(PlaceMirror mirror, Tip tip, Runnable moved) {
        this.mirror = mirror;
        this.tip = tip;
        this.moved = moved;
    }

    /** Another picture is shown: what had the focus keeps it if it is still there. */
    void show(Drawing now, double pixels) {
        drawing = now;
        scale = pixels;
        Drawing.Hot found = hot == null ? null : now.find(hot.target()).orElse(null);
        mirror.show(now, pixels, found);
        if (found != null) {
            hot = found;
            left = found.box();
            tell();
        } else if (hot != null) {
            set(null);
        }
    }

    /** Moves on to another place. */
    void walk(Places.Way way) {
        if (drawing == null || drawing.hots().isEmpty()) {
            return;
        }
        if (hot != null) {
            Places.from(drawing, hot, way).ifPresent(this::set);
        } else if (left != null) {
            set(Places.nearest(drawing, left).orElseThrow());
        } else {
            set(way == Places.Way.PREVIOUS ? drawing.hots().getLast() : drawing.hots().getFirst());
        }
    }

    /** Moves to what stands for a target, if it is drawn. */
    void to(Target target) {
        if (drawing != null) {
            drawing.find(target).ifPresent(this::set);
        }
    }

    /** No place has the focus; walking goes on from where it was. */
    void none() {
        set(null);
    }

    private void set(Drawing.Hot now) {
        if (now != hot) {
            hot = now;
            left = now == null ? left : now.box();
            if (now != null) {
                mirror.place(now);
            }
            tell();
            moved.run();
        }
    }

    /** Shows the sentence of the place in words. */
    void tell() {
        tip.under(hot, scale);
    }

    /** The place, or null. */
    Drawing.Hot hot() {
        return hot;
    }

    /** The node of the place, or null. */
    Node item() {
        return hot == null ? null : mirror.place(hot);
    }
}
