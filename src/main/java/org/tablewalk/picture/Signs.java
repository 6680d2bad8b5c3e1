package org.tablewalk.picture;

/** The small signs that go with the colours of what a step did or will do; a sign of a change belongs on a box's right top corner, where it hides no number. */
public final class Signs {
    private Signs() {}

    /** A disc with a plus: new. */
    public static void made(Sketch sketch, double x, double y) {
        sketch.badge(x, y, 6, "", Ink.NEW, Ink.ON_NEW);
        sketch.line(x - 3.5, y, x + 3.5, y, Stroke.solid(Ink.ON_NEW, 1.6), false);
        sketch.line(x, y - 3.5, x, y + 3.5, Stroke.solid(Ink.ON_NEW, 1.6), false);
    }

    /** A triangle: changed. */
    public static void changed(Sketch sketch, double x, double y) {
        sketch.polygon(Ink.CHANGED, Stroke.solid(Ink.RAISED, 1), x, y - 7, x - 7, y + 5, x + 7, y + 5);
    }

    /** A disc with a minus: removed. */
    public static void removed(Sketch sketch, double x, double y) {
        sketch.badge(x, y, 6, "", Ink.REMOVED, Ink.ON_VIOLATION);
        sketch.line(x - 3.5, y, x + 3.5, y, Stroke.solid(Ink.ON_VIOLATION, 1.6), false);
    }

    /** An eye: touched next. */
    public static void eye(Sketch sketch, double x, double y) {
        sketch.polygon(null, Stroke.solid(Ink.NEXT, 1.2), x - 7, y, x - 3, y - 3.5, x + 3, y - 3.5, x + 7, y, x + 3, y + 3.5, x - 3, y + 3.5);
        sketch.badge(x, y, 1.8, "", Ink.NEXT, Ink.NEXT);
    }
}
