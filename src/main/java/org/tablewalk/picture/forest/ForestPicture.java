package org.tablewalk.picture.forest;

import org.tablewalk.picture.Drawing;

/**
 * Several trees laid out.
 *
 * @param drawing the picture
 * @param view    the view to lay the next picture out with
 */
public record ForestPicture(Drawing drawing, ForestView view) {}
