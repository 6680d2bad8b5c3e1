package org.tablewalk.picture.forest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.picture.slots.Scrolling;
import org.tablewalk.picture.tree.TreeView;

/**
 * How several trees are looked at. The layout takes one and gives the next.
 *
 * @param zoom   times the size that fills the picture
 * @param panX   pixels by which the picture is moved right
 * @param panY   pixels by which the picture is moved down
 * @param wanted trees that the user asked for by name, the last one first: they are shown before others
 * @param views  how each tree is looked at, by its number
 */
public record ForestView(double zoom, double panX, double panY, List<Integer> wanted, Map<Integer, TreeView> views) {
    /** Collections that nobody else can change. */
    public ForestView {
        wanted = List.copyOf(wanted);
        views = Map.copyOf(views);
    }

    /** Full size, nothing chosen. */
    public static ForestView initial() {
        return new ForestView(1, 0, 0, List.of(), Map.of());
    }

    /** How a tree is looked at. */
    TreeView view(int tree) {
        return views.getOrDefault(tree, TreeView.initial());
    }

    /** What is done to a view of a tree. */
    public interface Change {
        /** The view after it. */
        TreeView of(TreeView view);
    }

    /** The same done to the views of all of so many trees: what has an address changes where the address is. */
    public ForestView each(int trees, Change change) {
        Map<Integer, TreeView> next = new HashMap<>();
        for (int tree = 0; tree < trees; tree++) {
            next.put(tree, change.of(view(tree)));
        }
        return new ForestView(zoom, panX, panY, wanted, next);
    }

    /** What of all tables is shown; tables of different trees have different addresses. */
    public Scrolling scrolling() {
        Scrolling all = Scrolling.NOTHING;
        for (TreeView view : views.values()) {
            all = all.and(view.scrolling());
        }
        return all;
    }

    /** A tree asked for by name. */
    public ForestView show(int tree) {
        List<Integer> next = new ArrayList<>(wanted);
        next.remove(Integer.valueOf(tree));
        next.addFirst(tree);
        return new ForestView(zoom, panX, panY, next, views);
    }

    public ForestView panned(double dx, double dy) {
        return new ForestView(zoom, panX + dx, panY + dy, wanted, views);
    }

    /** Zoomed about a point of the picture, which stays where it is. */
    public ForestView zoomed(double factor, double atX, double atY) {
        double next = Math.clamp(zoom * factor, TreeView.MIN_ZOOM, TreeView.MAX_ZOOM);
        double by = next / zoom;
        return new ForestView(next, atX - (atX - panX) * by, atY - (atY - panY) * by, wanted, views);
    }

    /** All of it at full size, and every table follows what happens in it again. */
    public ForestView fitted() {
        return new ForestView(1, 0, 0, wanted, views).each(views.size(), view -> view.with(view.scrolling().follow()));
    }

    ForestView with(Map<Integer, TreeView> next) {
        return next.equals(views) ? this : new ForestView(zoom, panX, panY, wanted, next);
    }
}
