package org.tablewalk.picture.twotrees;

import org.tablewalk.picture.Drawing;

/**
 * The two trees laid out.
 *
 * @param drawing the picture
 * @param view    the view to lay the next picture out with
 */
public record TwoTreesPicture(Drawing drawing, TwoTreesView view) {}
