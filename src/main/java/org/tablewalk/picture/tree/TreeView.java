package org.tablewalk.picture.tree;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tablewalk.picture.Box;

/**
 * How a tree is looked at. The layout takes one and gives the next: in it every table keeps its place and every window of entries its
 * start, which is what makes the picture stand still while the tables change.
 *
 * @param zoom     pixels for one unit of the layout, 1 at full size
 * @param panX     pixels by which the picture is moved right
 * @param panY     pixels by which the picture is moved down
 * @param rows     entries shown of a table, 1..64
 * @param selected the selected descriptor's address, or -1
 * @param opened   tables that the user opened; they stay
 * @param closed   tables that the user closed; they stay away
 * @param windows  first entry shown, by table
 * @param places   where each shown table stands, by table
 */
public record TreeView(double zoom, double panX, double panY, int rows, long selected, Set<Long> opened, Set<Long> closed,
        Map<Long, Window> windows, Map<Long, Place> places) {
    /** The smallest and the largest zoom. */
    public static final double MIN_ZOOM = 0.2;
    public static final double MAX_ZOOM = 5;

    /**
     * The entries that are shown of a table.
     *
     * @param start  index of the first
     * @param pinned whether the user scrolled here; then it does not follow what happens
     */
    public record Window(int start, boolean pinned) {}

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
        windows = Map.copyOf(windows);
        places = Map.copyOf(places);
    }

    /** Full size, nothing chosen. */
    public static TreeView initial() {
        return new TreeView(1, 0, 0, 6, -1, Set.of(), Set.of(), Map.of(), Map.of());
    }

    /** The same with another number of entries per table; windows start afresh, because their starts depend on it. */
    public TreeView withRows(int count) {
        return new TreeView(zoom, panX, panY, Math.clamp(count, 1, 64), selected, opened, closed, Map.of(), places);
    }

    public TreeView select(long descriptor) {
        return new TreeView(zoom, panX, panY, rows, descriptor, opened, closed, windows, places);
    }

    public TreeView panned(double dx, double dy) {
        return new TreeView(zoom, panX + dx, panY + dy, rows, selected, opened, closed, windows, places);
    }

    /** Zoomed about a point of the picture, which stays where it is. */
    public TreeView zoomed(double factor, double atX, double atY) {
        double next = Math.clamp(zoom * factor, MIN_ZOOM, MAX_ZOOM);
        double by = next / zoom;
        double left = TreeLayout.LEFT + panX;
        double top = TreeLayout.TOP + panY;
        return new TreeView(next, atX - (atX - left) * by - TreeLayout.LEFT, atY - (atY - top) * by - TreeLayout.TOP,
                rows, selected, opened, closed, windows, places);
    }

    /** Zoomed and moved so that a part of the layout, such as {@link TreePicture#content}, fills a picture of this size; never above full size. */
    public TreeView fitted(Box part, double width, double height) {
        double fit = Math.min((width - 2 * TreeLayout.LEFT) / part.width(), (height - TreeLayout.TOP - TreeLayout.LEFT) / part.height());
        double next = Math.clamp(Math.min(1, fit), MIN_ZOOM, MAX_ZOOM);
        return new TreeView(next, -part.x() * next, -part.y() * next, rows, selected, opened, closed, windows, places);
    }

    /** A shown table closed, or another one opened to stay. */
    public TreeView toggle(long table) {
        Set<Long> open = new HashSet<>(opened);
        Set<Long> shut = new HashSet<>(closed);
        if (places.containsKey(table)) {
            open.remove(table);
            shut.add(table);
        } else {
            open.add(table);
            shut.remove(table);
        }
        return new TreeView(zoom, panX, panY, rows, selected, open, shut, windows, places);
    }

    /** A table scrolled so that an entry shows; it stays there until {@link #follow}. */
    public TreeView scrollTo(long table, int index) {
        Map<Long, Window> next = new HashMap<>(windows);
        next.put(table, new Window(Math.max(0, index) / rows * rows, true));
        return new TreeView(zoom, panX, panY, rows, selected, opened, closed, next, places);
    }

    /** A table scrolled by a number of windows, from where it was drawn last; beyond its end the layout stops it. */
    public TreeView scrolled(long table, int by) {
        int start = windows.containsKey(table) ? windows.get(table).start() : 0;
        return scrollTo(table, start + by * rows);
    }

    /** A table that follows what happens in it again. */
    public TreeView follow(long table) {
        Map<Long, Window> next = new HashMap<>(windows);
        next.remove(table);
        return new TreeView(zoom, panX, panY, rows, selected, opened, closed, next, places);
    }

    TreeView with(Map<Long, Window> newWindows, Map<Long, Place> newPlaces) {
        return newWindows.equals(windows) && newPlaces.equals(places) ? this
                : new TreeView(zoom, panX, panY, rows, selected, opened, closed, newWindows, newPlaces);
    }
}
