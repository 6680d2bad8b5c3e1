package org.tablewalk.picture.timeline;

import org.tablewalk.picture.Box;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.trace.Segment;

/**
 * How a stretch of a lane looks: guest code filled, a walk hollow, a routine grey, what it does in colours of their own, waiting hatched, nothing as a line.
 *
 * @param fill  ink of the body, null for none
 * @param text  ink of a label on it
 * @param hatch ink of its hatch, or null
 * @param edge  ink of its outline, or null
 * @param line  whether it is no more than a line
 */
record SegmentStyle(Ink fill, Ink text, Ink hatch, Ink edge, boolean line) {
    private static final SegmentStyle GUEST = new SegmentStyle(Ink.NEW, Ink.ON_NEW, null, null, false);
    private static final SegmentStyle HOLLOW = new SegmentStyle(Ink.RAISED, Ink.TEXT, null, Ink.TABLE, false);
    private static final SegmentStyle STAGE_1 = new SegmentStyle(Ink.ACCENT_SOFT, Ink.TEXT, null, Ink.ACCENT, false);
    private static final SegmentStyle GREY = new SegmentStyle(Ink.WAIT, Ink.ON_WAIT, null, null, false);
    private static final SegmentStyle PLAIN = new SegmentStyle(Ink.RAISED, Ink.TEXT, null, Ink.WAIT, false);
    private static final SegmentStyle BLUE = new SegmentStyle(Ink.PAGE, Ink.ON_PAGE, null, null, false);
    private static final SegmentStyle BROKEN = new SegmentStyle(Ink.UNCLEAN, Ink.ON_UNCLEAN, null, null, false);
    private static final SegmentStyle TAIL = new SegmentStyle(Ink.RAISED, Ink.TEXT, Ink.UNCLEAN, Ink.UNCLEAN, false);
    private static final SegmentStyle WAITS = new SegmentStyle(Ink.RAISED, Ink.TEXT, Ink.INVALID, Ink.INVALID, false);
    private static final SegmentStyle RED = new SegmentStyle(Ink.VIOLATION, Ink.ON_VIOLATION, null, null, false);
    private static final SegmentStyle GONE = new SegmentStyle(Ink.RAISED, Ink.TEXT, null, Ink.REMOVED, false);
    private static final SegmentStyle NOTHING = new SegmentStyle(null, Ink.MUTED, null, null, true);

    /** The same, but of routines in rows below each other every other one is pale. */
    static SegmentStyle of(Segment.Kind kind, int row) {
        return kind == Segment.Kind.ROUTINE && row % 2 == 1 ? PLAIN : of(kind);
    }

    static SegmentStyle of(Segment.Kind kind) {
        return switch (kind) {
            case GUEST_HIT, READ, WRITE, EXECUTE, SP_NEW, SP_REUSE -> GUEST;
            case WALK, LEVEL, GUEST_LEVEL, TLBI, FLUSH -> HOLLOW;
            case STAGE_1_LEVEL -> STAGE_1;
            case FAULT, INJECT -> RED;
            case HOST, MAKE, LINK, SET, ROOT -> BLUE;
            case ROUTINE, GUEST_WALK -> GREY;
            case SHADOW_PAGES -> GUEST;
            case BREAK, UNSYNC -> BROKEN;
            case WAIT_DSB -> TAIL;
            case WAIT_LOCK -> WAITS;
            case FREE, ZAP, UNLINK -> GONE;
            case STORE, DSB, ISB, MSR, LOCK, UNLOCK, ALLOC, SYNC, TRACK, EMULATE -> PLAIN;
            case DONE, IDLE -> NOTHING;
        };
    }

    /** The ink that stands for it where there is no room for more than a colour. */
    Ink colour() {
        return edge != null ? edge : fill == null ? Ink.WAIT : fill;
    }

    void paint(Sketch sketch, Box box) {
        if (line) {
            sketch.line(box.x(), box.centreY(), box.right(), box.centreY(), Stroke.dotted(Ink.INVALID, 1.5), false);
            return;
        }
        sketch.rect(box, fill, edge == null ? null : Stroke.solid(edge, box.width() < 6 ? 1 : 1.5), hatch, 2, 0);
    }
}
