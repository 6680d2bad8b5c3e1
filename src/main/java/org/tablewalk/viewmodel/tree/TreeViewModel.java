package org.tablewalk.viewmodel.tree;

import java.util.List;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.picture.tree.TreeCache;
import org.tablewalk.picture.tree.TreeLayout;
import org.tablewalk.picture.tree.TreePicture;
import org.tablewalk.picture.tree.TreeView;
import org.tablewalk.viewmodel.CentreCanvas;
import org.tablewalk.viewmodel.kind.Moment;

/** The page-table tree: what is open, selected, zoomed and panned. */
public final class TreeViewModel extends CentreCanvas {
    private static final double CENTRE = 0.5;
    /** The smallest zoom that the tree takes by itself. */
    private static final double READABLE = 0.72;
    private static final double LOW = 300;
    private static final double HIGH = 420;
    private static final int FEW_ROWS = 4;
    private static final int SOME_ROWS = 6;
    private static final int MANY_ROWS = 9;

    private final TreeLayout layout;
    private final ReadOnlyLongWrapper selected = new ReadOnlyLongWrapper(-1);
    private TreeCache cache = new TreeCache();
    private TreeView view = TreeView.initial();
    private TreePicture picture;
    private Moment moment;
    private boolean fit;
    /** The user has neither zoomed nor panned nor chosen the number of rows. */
    private boolean untouched = true;
    private double lastWidth;
    private double lastHeight;

    /** A tree with nothing in it. */
    public TreeViewModel(FontMetrics metrics) {
        layout = new TreeLayout(metrics);
    }

    public void show(Moment now) {
        if (!now.sameSubject(moment)) {
            cache = new TreeCache();
            view = TreeView.initial();
            picture = null;
            selected.set(-1);
            untouched = true;
            lastWidth = 0;
        }
        moment = now;
        changed();
    }

    /** What is shown, or null. */
    TreeReading reading() {
        return moment == null ? null : (TreeReading) moment.reading();
    }

    @Override
    public String id() {
        return "tree";
    }

    @Override
    public Drawing draw(double width, double height) {
        if (reading() == null || reading().tables() == null) {
            return new Drawing(width, height, List.of(), List.of());
        }
        var scene = reading().scene();
        if (untouched && rowsFor(height) != view.rows()) {
            view = view.withRows(rowsFor(height));
        }
        if (fit && picture != null) {
            view = view.fitted(picture.content(), width, height);
        }
        fit = false;
        picture = layout.layOut(scene, view, width, height, cache);
        view = picture.view();
        TreeView fitted = view.fitted(picture.content(), width, height);
        boolean resized = width != lastWidth || height != lastHeight;
        lastWidth = width;
        lastHeight = height;
        // Left alone, the tree grows smaller when it needs to and larger only with the window, so that it does not breathe with every step.
        double zoom = Math.max(READABLE, fitted.zoom());
        if (untouched && (zoom < view.zoom() || resized && zoom > view.zoom())) {
            view = view.fitted(picture.content(), width, height).zoomed(zoom / fitted.zoom(), 0, 0);
            picture = layout.layOut(scene, view, width, height, cache);
            view = picture.view();
        }
        return picture.drawing();
    }

    /** Entries shown of a table, as the height has room for. */
    private static int rowsFor(double height) {
        return height < LOW ? FEW_ROWS : height < HIGH ? SOME_ROWS : MANY_ROWS;
    }

    @Override
    public void select(Target target) {
        if (target == null) {
            selectDescriptor(-1);
            return;
        }
        switch (target.kind()) {
            case DESCRIPTOR -> selectDescriptor(target.a());
            case EXPAND, TABLE -> look(view.toggle(target.a()));
            case RUN -> look(view.scrollTo(target.a(), (int) target.b()));
            default -> {}
        }
    }

    /** Double-click: an entry that points to a table opens it; on nothing, the tree is fitted. */
    @Override
    public void activate(Target target) {
        if (target == null) {
            fit();
        } else if (target.kind() == Target.Kind.DESCRIPTOR) {
            TableSource tables = reading().tables();
            long next = tables.format().target(tables.word(target.a()), (int) target.b());
            if (next >= 0 && tables.pageOf(next) >= 0) {
                look(view.toggle(tables.tableOf(next)));
            }
        }
    }

    /** Selects a descriptor by its address, or nothing with -1. */
    void selectDescriptor(long address) {
        view = view.select(address);
        selected.set(address);
        moved();
    }

    @Override
    public void pan(double dx, double dy) {
        untouched = false;
        look(view.panned(dx, dy));
    }

    @Override
    public void zoom(double factor, double x, double y) {
        untouched = false;
        look(view.zoomed(factor, x, y));
    }

    @Override
    public void zoomBy(double factor) {
        if (picture != null) {
            zoom(factor, picture.drawing().width() * CENTRE, picture.drawing().height() * CENTRE);
        }
    }

    @Override
    public void fit() {
        fit = true;
        untouched = true;
        moved();
    }

    @Override
    public void rows(boolean more) {
        untouched = false;
        look(view.withRows(more ? view.rows() * 2 : view.rows() / 2));
    }

    private void look(TreeView next) {
        view = next;
        moved();
    }

    /** Address of the selected descriptor, or -1. */
    public ReadOnlyLongProperty selectedProperty() {
        return selected.getReadOnlyProperty();
    }
}
