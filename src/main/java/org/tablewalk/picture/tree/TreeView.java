package org.tablewalk.picture.tree;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.slots.Scrolling;

/**
 * How a tree is looked at. The layout takes one and gives the next: in it every table keeps its place and every shown entry its slot,
 * which is what makes the picture stand still while the tables change.
 *
 * @param camera   from how near, and of what part
 * @param rows     slots of a table, 1..64; 0: as many as there is room for
 * @param selected the selected descriptor's address, or -1
 * @param opened   tables that the user opened; they stay
 * @param closed   tables that the user closed; they stay away
 * @param scrolling which entries are shown of each table
 * @param standing what the last picture showed where
 */
public record TreeView(Camera camera, int rows, long selected, Set<Long> opened, Set<Long> closed, Scrolling scrolling, Standing standing) {
    /** The smallest and the largest zoom. */
    public static final double MIN_ZOOM = 0.2;
    public static final double MAX_ZOOM = 5;
    /** The most slots of a table. */
    public static final int MOST_ROWS = 64;

    /**
     * From how near the tree is looked at.
     *
     * @param zoom 1: it fills the picture
     * @param panX pixels by which the picture is moved right
     * @param panY pixels by which the picture is moved down
     */
    public record Camera(double zoom, double panX, double panY) {
        static final Camera FULL = new Camera(1, 0, 0);
    }

    /**
     * What stands where.
     *
     * @param columns columns that the width is divided by; it does not fall while the tree is looked at
     * @param places  where each shown table stands, by table
     * @param bands   how each column's height is divided, by column
     */
    record Standing(int columns, Map<Long, Place> places, Map<Integer, TreeBands.Bands> bands) {
        static final Standing NOTHING = new Standing(0, Map.of(), Map.of());

        Standing {
            places = Map.copyOf(places);
            bands = Map.copyOf(bands);
        }
    }

    /**
     * The place of a table.
     *
     * @param column 0 for the root
     * @param row    0 for the top
     * @param used   number of the frame in which something last happened in it
     */
    public record Place(int column, int row, long used) {}

    /** Collections that nobody else can change. */
    public TreeView {
        opened = Set.copyOf(opened);
        closed = Set.copyOf(closed);
    }

    /** Full size, nothing chosen. */
    public static TreeView initial() {
        return new TreeView(Camera.FULL, 0, -1, Set.of(), Set.of(), Scrolling.NOTHING, Standing.NOTHING);
    }

    /** Where each shown table stands, by table. */
    public Map<Long, Place> places() {
        return standing.places();
    }

    public double zoom() {
        return camera.zoom();
    }

    /** The same with another number of slots per table. */
    public TreeView withRows(int count) {
        return new TreeView(camera, Math.clamp(count, 0, MOST_ROWS), selected, opened, closed, scrolling, standing);
    }

    public TreeView select(long descriptor) {
        return new TreeView(camera, rows, descriptor, opened, closed, scrolling, standing);
    }

    private TreeView with(Camera next) {
        return new TreeView(next, rows, selected, opened, closed, scrolling, standing);
    }

    public TreeView panned(double dx, double dy) {
        return with(new Camera(camera.zoom(), camera.panX() + dx, camera.panY() + dy));
    }

    /** Zoomed about a point of the picture, which stays where it is. */
    public TreeView zoomed(double factor, double atX, double atY) {
        double next = Math.clamp(camera.zoom() * factor, MIN_ZOOM, MAX_ZOOM);
        double by = next / camera.zoom();
        double left = TreeLayout.LEFT + camera.panX();
        double top = TreeLayout.TOP + camera.panY();
        return with(new Camera(next, atX - (atX - left) * by - TreeLayout.LEFT, atY - (atY - top) * by - TreeLayout.TOP));
    }

    /** All that is shown, {@link TreePicture#content}, in a picture of this size, never above full size; every table follows what happens in it again. */
    public TreeView fitted(Box content, double width, double height) {
        double fit = Math.min((width - 2 * TreeLayout.LEFT) / content.width(), (height - TreeLayout.TOP - TreeLayout.BOTTOM) / content.height());
        // Less than a pixel is no reason to make everything smaller.
        double next = fit > 0.99 ? 1 : Math.clamp(fit, MIN_ZOOM, 1);
        return new TreeView(new Camera(next, -content.x() * next, -content.y() * next), rows, selected, opened, closed, scrolling.follow(), standing);
    }

    /** A shown table closed, or another one opened to stay. */
    public TreeView toggle(long table) {
        Set<Long> open = new HashSet<>(opened);
        Set<Long> shut = new HashSet<>(closed);
        if (places().containsKey(table)) {
            open.remove(table);
            shut.add(table);
        } else {
            open.add(table);
            shut.remove(table);
        }
        return new TreeView(camera, rows, selected, open, shut, scrolling, standing);
    }

    /** With tables scrolled otherwise. */
    public TreeView with(Scrolling next) {
        return new TreeView(camera, rows, selected, opened, closed, next, standing);
    }

    TreeView with(Scrolling shown, Standing next) {
        return next.equals(standing) && shown.equals(scrolling) ? this : new TreeView(camera, rows, selected, opened, closed, shown, next);
    }
}
