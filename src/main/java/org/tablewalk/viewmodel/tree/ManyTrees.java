package org.tablewalk.viewmodel.tree;

import java.util.HashMap;
import java.util.Map;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.forest.ForestLayout;
import org.tablewalk.picture.forest.ForestPicture;
import org.tablewalk.picture.forest.ForestScene;
import org.tablewalk.picture.forest.ForestView;
import org.tablewalk.picture.slots.Scrolling;
import org.tablewalk.picture.tree.TreeCache;

/** Several trees that share the picture. */
final class ManyTrees implements Sight {
    private final ForestLayout layout;
    private final Map<Integer, TreeCache> caches = new HashMap<>();
    private final Map<Integer, TreeCache> otherCaches = new HashMap<>();
    private ForestView view = ForestView.initial();
    private ForestPicture picture;
    private int trees;
    private long selected = -1;

    ManyTrees(FontMetrics metrics) {
        layout = new ForestLayout(metrics);
    }

    @Override
    public Drawing draw(TreeReading reading, double width, double height) {
        ForestScene scene = reading.forest(selected);
        if (trees != scene.trees().size()) {
            trees = scene.trees().size();
            each(v -> v.select(selected));
        }
        picture = layout.layOut(scene, view, width, height, caches);
        view = picture.view();
        return picture.drawing();
    }

    @Override
    public Drawing beside(TreeReading other, double width, double height) {
        return layout.layOut(other.forest(selected), view, width, height, otherCaches).drawing();
    }

    @Override
    public Drawing last() {
        return picture == null ? null : picture.drawing();
    }

    @Override
    public Scrolling scrolling() {
        return view.scrolling();
    }

    @Override
    public void scroll(Scrolling next) {
        each(v -> v.with(next));
    }

    @Override
    public void select(long descriptor) {
        selected = descriptor;
        each(v -> v.select(descriptor));
    }

    /** A table is shown by at most one tree; it is that one's to open or close. */
    @Override
    public void toggle(long table) {
        each(v -> v.toggle(table));
    }

    @Override
    public void show(int tree) {
        view = view.show(tree);
    }

    @Override
    public void pan(double dx, double dy) {
        view = view.panned(dx, dy);
    }

    @Override
    public void zoom(double factor, double x, double y) {
        view = view.zoomed(factor, x, y);
    }

    @Override
    public void fit() {
        each(v -> v.withRows(0));
        view = view.fitted();
    }

    @Override
    public void rows(boolean more) {
        each(v -> OneTree.rows(v, more));
    }

    private void each(ForestView.Change change) {
        view = view.each(trees, change);
    }
}
