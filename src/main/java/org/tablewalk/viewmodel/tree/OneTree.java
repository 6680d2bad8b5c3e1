package org.tablewalk.viewmodel.tree;

import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.slots.Scrolling;
import org.tablewalk.picture.tree.TreeCache;
import org.tablewalk.picture.tree.TreeLayout;
import org.tablewalk.picture.tree.TreePicture;
import org.tablewalk.picture.tree.TreeView;

/** A tree that fills the picture. */
final class OneTree implements Sight {
    /** Slots to begin with when the user asks for more or fewer. */
    static final int USUAL_ROWS = 8;

    private final TreeLayout layout;
    private final TreeCache cache = new TreeCache();
    private final TreeCache otherCache = new TreeCache();
    private TreeView view = TreeView.initial();
    private TreePicture picture;
    private boolean fit;

    OneTree(FontMetrics metrics, boolean slim) {
        layout = new TreeLayout(metrics, slim);
    }

    @Override
    public Drawing draw(TreeReading reading, double width, double height) {
        if (fit && picture != null) {
            view = view.fitted(picture.content(), width, height);
        }
        fit = false;
        picture = layout.layOut(reading.scene(), view, width, height, cache);
        view = picture.view();
        return picture.drawing();
    }

    @Override
    public Drawing beside(TreeReading other, double width, double height) {
        return layout.layOut(other.scene(), view, width, height, otherCache).drawing();
    }

    @Override
    public Drawing last() {
        return picture == null ? null : picture.drawing();
    }

    @Override
    public TreeCache cache() {
        return cache;
    }

    @Override
    public Scrolling scrolling() {
        return view.scrolling();
    }

    @Override
    public void scroll(Scrolling next) {
        view = view.with(next);
    }

    @Override
    public void select(long descriptor) {
        view = view.select(descriptor);
    }

    @Override
    public void toggle(long table) {
        view = view.toggle(table);
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
        fit = true;
        view = view.withRows(0);
    }

    @Override
    public void rows(boolean more) {
        view = rows(view, more);
    }

    static TreeView rows(TreeView view, boolean more) {
        int now = view.rows() == 0 ? USUAL_ROWS : view.rows();
        return view.withRows(Math.max(1, more ? now * 2 : now / 2));
    }
}
