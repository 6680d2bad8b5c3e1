package org.tablewalk.viewmodel.tree;

import java.util.List;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Notice;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.tree.EntryPlaces;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.picture.tree.TreeCache;
import org.tablewalk.picture.tree.TreeLayout;
import org.tablewalk.picture.tree.TreePicture;
import org.tablewalk.picture.tree.TreeView;
import org.tablewalk.viewmodel.Bars;
import org.tablewalk.viewmodel.CentreCanvas;
import org.tablewalk.viewmodel.kind.Moment;

/** The page-table tree: what is open, selected, zoomed and panned. */
public final class TreeViewModel extends CentreCanvas {
    private static final double CENTRE = 0.5;
    /** Slots to begin with when the user asks for more or fewer. */
    private static final int USUAL_ROWS = 8;

    private TreeLayout layout;
    private final ReadOnlyLongWrapper selected = new ReadOnlyLongWrapper(-1);
    private TreeCache cache = new TreeCache();
    private TreeView view = TreeView.initial();
    private final Bars bars = new Bars(() -> view.scrolling(), next -> look(view.with(next)));
    private TreePicture picture;
    private Moment moment;
    private TreeReading other;
    private TreeCache otherCache = new TreeCache();
    private boolean fit;
    private boolean slim;

    private final FontMetrics metrics;

    /** A tree with nothing in it. */
    public TreeViewModel(FontMetrics metrics) {
        this.metrics = metrics;
        layout = new TreeLayout(metrics);
    }

    public void show(Moment now) {
        if (!now.sameSubject(moment)) {
            cache = new TreeCache();
            view = TreeView.initial();
            picture = null;
            selected.set(-1);
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
    public void slim() {
        slim = true;
        layout = new TreeLayout(metrics, true);
        moved();
    }

    @Override
    public Drawing draw(double width, double height) {
        if (reading() == null || reading().tables() == null) {
            return Notice.of(metrics, reading() == null ? "" : reading().absent(), width, height);
        }
        var scene = reading().scene();
        if (fit && picture != null) {
            view = view.fitted(picture.content(), width, height);
        }
        fit = false;
        picture = layout.layOut(scene, view, width, height, cache);
        view = picture.view();
        return other == null ? picture.drawing() : picture.drawing().outlined(this::differs, DIFFERENT);
    }

    /** A moment to compare with, or null. */
    void compare(Moment with) {
        other = with == null ? null : (TreeReading) with.reading();
        otherCache = with == null ? new TreeCache() : otherCache;
        changed();
    }

    /** The tables of the moment to compare with, with every table and every entry where it stands in this picture. */
    Drawing compared(double width, double height) {
        if (other == null || other.tables() == null) {
            return new Drawing(width, height, List.of(), List.of());
        }
        return layout.layOut(other.scene(), view, width, height, otherCache).drawing().outlined(this::differs, DIFFERENT);
    }

    private boolean differs(Target target) {
        return target.kind() == Target.Kind.DESCRIPTOR && (slim ? other.tables() != null && !EntryPlaces.alike(cache, reading().tables(), target, other.tables())
                : word(reading(), target.a()) != word(other, target.a()));
    }

    @Override
    public Target common(Target own) {
        TableSource tables = reading() == null ? null : reading().tables();
        return switch (own.kind()) {
            case DESCRIPTOR -> tables == null ? own : EntryPlaces.common(cache, tables, own, own.a());
            case EXPAND -> tables == null ? own : EntryPlaces.common(cache, tables, own, own.b());
            default -> own;
        };
    }

    @Override
    public Target own(Target common) {
        TableSource tables = reading() == null ? null : reading().tables();
        return switch (common.kind()) {
            case DESCRIPTOR -> tables == null ? null : EntryPlaces.entry(tables, common);
            case EXPAND -> tables == null ? null : EntryPlaces.expander(tables, common);
            default -> common;
        };
    }

    private static long word(TreeReading of, long descriptor) {
        TableSource tables = of == null ? null : of.tables();
        return tables == null || tables.pageOf(descriptor) < 0 ? 0 : tables.word(descriptor);
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
            default -> bars.select(target);
        }
    }

    @Override
    public boolean scrub(double x, double y) {
        return bars.press(picture == null ? null : picture.drawing(), x, y);
    }

    @Override
    public void scroll(double dx, double dy, double x, double y) {
        if (!bars.turn(picture == null ? null : picture.drawing(), dy, x, y)) {
            pan(dx, dy);
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
        look(view.panned(dx, dy));
    }

    @Override
    public void zoom(double factor, double x, double y) {
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
        view = view.withRows(0);
        moved();
    }

    @Override
    public void rows(boolean more) {
        int now = view.rows() == 0 ? USUAL_ROWS : view.rows();
        look(view.withRows(Math.max(1, more ? now * 2 : now / 2)));
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
