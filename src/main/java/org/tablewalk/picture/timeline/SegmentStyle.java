package org.tablewalk.picture.timeline;

import org.tablewalk.picture.Box;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.trace.Segment;

/**
 * How a stretch of a lane looks: guest code at two thirds of the height, a walk hollow, hypervisor code at full height with its work on shadow
 * pages and its walks of the guest's tables in colours of their own, a barrier as a bar with a hatched tail, nothing as a line.
 *
 * @param fill   ink of the body, null for none
 * @param text   ink of a label on it
 * @param hatch  ink of its hatch, or null
 * @param share  of the lane's height
 * @param edge   ink of its outline, or null
 * @param bar    whether it begins with a bar
 * @param line   whether it is no more than a line
 */
record SegmentStyle(Ink fill, Ink text, Ink hatch, Ink edge, double share, boolean bar, boolean line) {
    private static final double GUEST = 0.68;

    static SegmentStyle of(Segment.Kind kind) {
        return switch (kind) {
            case GUEST_HIT -> new SegmentStyle(Ink.NEW, Ink.ON_NEW, null, null, GUEST, false, false);
            case WALK -> new SegmentStyle(Ink.RAISED, Ink.TEXT, null, Ink.TABLE, GUEST, false, false);
            case FAULT -> new SegmentStyle(Ink.VIOLATION, Ink.ON_VIOLATION, null, null, GUEST, false, false);
            case HOST -> new SegmentStyle(Ink.PAGE, Ink.ON_PAGE, null, null, 1, false, false);
            case GUEST_WALK -> new SegmentStyle(Ink.WAIT, Ink.ON_WAIT, null, null, 1, false, false);
            case SHADOW_PAGES -> new SegmentStyle(Ink.NEW, Ink.ON_NEW, null, null, 1, false, false);
            case WAIT_LOCK -> new SegmentStyle(Ink.WAIT, Ink.ON_WAIT, null, null, 0.5, false, false);
            case WAIT_DSB -> new SegmentStyle(Ink.RAISED, Ink.TEXT, Ink.UNCLEAN, Ink.UNCLEAN, 0.5, true, false);
            case DONE, IDLE -> new SegmentStyle(null, Ink.MUTED, null, null, 0, false, true);
        };
    }

    void paint(Sketch sketch, Box box) {
        if (line) {
            sketch.line(box.x(), box.centreY(), box.right(), box.centreY(), Stroke.dotted(Ink.INVALID, 1.5), false);
            return;
        }
        double height = box.height() * share;
        var body = new Box(box.x(), box.centreY() - height / 2, box.width(), height);
        sketch.rect(body, fill, edge == null ? null : Stroke.solid(edge, Math.min(2, Math.max(1, box.width() / 4))), hatch, 2, 0);
        if (hatch != null && box.width() > 40) {
            sketch.rect(new Box(body.centreX() - 16, body.y() + 1, 32, body.height() - 2), fill, null, 2);
        }
        if (bar) {
            sketch.rect(new Box(box.x(), box.y(), 3, box.height()), Ink.TEXT, null);
        }
    }
}
