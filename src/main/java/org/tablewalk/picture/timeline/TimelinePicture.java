package org.tablewalk.picture.timeline;

import org.tablewalk.picture.Drawing;

/**
 * A timeline laid out.
 *
 * @param drawing the picture
 * @param axis    where positions lie in it
 * @param lanes   CPUs that have room; the others are reached by another first lane
 */
public record TimelinePicture(Drawing drawing, Axis axis, int lanes) {}
