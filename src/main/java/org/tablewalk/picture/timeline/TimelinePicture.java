package org.tablewalk.picture.timeline;

import java.util.List;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;

/**
 * A timeline laid out.
 *
 * @param drawing the picture
 * @param axis    where positions lie in it
 * @param lanes   CPUs that have room; the others are reached by another first lane
 * @param rows    where the CPUs' lanes lie, in the order shown, over the axis' width
 */
public record TimelinePicture(Drawing drawing, Axis axis, int lanes, List<Row> rows) {
    /**
     * The place of a CPU's lane.
     *
     * @param cpu its number
     * @param box where it lies, without the name left of it
     */
    public record Row(int cpu, Box box) {}

    /** A list that nobody else can change. */
    public TimelinePicture {
        rows = List.copyOf(rows);
    }
}
