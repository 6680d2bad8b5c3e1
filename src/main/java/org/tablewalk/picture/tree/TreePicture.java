package org.tablewalk.picture.tree;

import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;

/**
 * A tree laid out.
 *
 * @param drawing the picture
 * @param view    the view to lay the next picture out with
 * @param content the room that the shown tables take, in layout units, for {@link TreeView#fitted}
 */
public record TreePicture(Drawing drawing, TreeView view, Box content) {}
