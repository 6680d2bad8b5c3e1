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
import org.tablewalk.viewmodel.Bars;
import org.tablewalk.viewmodel.CentreCanvas;
import org.tablewalk.viewmodel.kind.Moment;

/** The page-table tree, or trees: what is open, selected, zoomed and panned. */
public final class TreeViewModel extends CentreCanvas {
    private static final double CENTRE = 0.5;

    private final FontMetrics metrics;
    private final ReadOnlyLongWrapper selected = new ReadOnlyLongWrapper(-1);
    private Sight sight;
    private final Bars bars = new Bars(() -> sight.scrolling(), next -> {
        sight.scroll(next);
        moved();
    });
    private boolean slim;
    private Moment moment;
    private TreeReading other;

    /** A tree with nothing in it. */
    public TreeViewModel(FontMetrics metrics) {
        this.metrics = metrics;
        sight = new OneTree(metrics, false);
    }

    public void show(Moment now) {
        if (!now.sameSubject(moment)) {
            moment = now;
            sight = sight();
            selected.set(-1);
        }
        moment = now;
        changed();
    }

    /** A sight of what is open, with nothing selected or opened. */
    private Sight sight() {
        return reading() != null && reading().trees() > 1 ? new ManyTrees(metrics) : new OneTree(metrics, slim);
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
        sight = sight();
        moved();
    }

    @Override
    public Drawing draw(double width, double height) {
        if (reading() == null || reading().tables() == null) {
            return Notice.of(metrics, reading() == null ? "" : reading().absent(), width, height);
        }
        Drawing drawing = sight.draw(reading(), width, height);
        return other == null ? drawing : drawing.outlined(this::differs, DIFFERENT);
    }

    /** A moment to compare with, or null. */
    void compare(Moment with) {
        other = with == null ? null : (TreeReading) with.reading();
        changed();
    }

    /** The tables of the moment to compare with, with every table and every entry where it stands in this picture. */
    Drawing compared(double width, double height) {
        if (other == null || other.tables() == null) {
            return new Drawing(width, height, List.of(), List.of());
        }
        return sight.beside(other, width, height).outlined(this::differs, DIFFERENT);
    }

    private boolean differs(Target target) {
        return target.kind() == Target.Kind.DESCRIPTOR && (slim && sight.cache() != null ? other.tables() != null && !EntryPlaces.alike(sight.cache(), reading().tables(), target,
                other.tables())
                : word(reading(), target.a()) != word(other, target.a()));
    }

    @Override
    public Target common(Target own) {
        // Where there are several trees an address tells more than what an entry maps.
        TableSource tables = reading() == null || reading().trees() > 1 ? null : reading().tables();
        return switch (own.kind()) {
            case DESCRIPTOR -> tables == null ? own : EntryPlaces.common(sight.cache(), tables, own, own.a());
            case EXPAND -> tables == null ? own : EntryPlaces.common(sight.cache(), tables, own, own.b());
            default -> own;
        };
    }

    @Override
    public Target own(Target common) {
        if (reading() != null && reading().trees() > 1) {
            return common;
        }
        TableSource tables = reading() == null ? null : reading().tables();
        return switch (common.kind()) {
            case DESCRIPTOR -> tables == null ? null : EntryPlaces.entry(tables, common);
            case EXPAND -> tables == null ? null : EntryPlaces.expander(tables, common);
            default -> common;
        };
    }

    private static long word(TreeReading of, long descriptor) {
        TableSource tables = of == null ? null : of.tables(descriptor);
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
            case EXPAND, TABLE -> toggle(target.a());
            case TREE -> {
                sight.show((int) target.a());
                moved();
            }
            default -> bars.select(target);
        }
    }

    private void toggle(long table) {
        sight.toggle(table);
        moved();
    }

    @Override
    public boolean scrub(double x, double y) {
        return bars.press(sight.last(), x, y);
    }

    @Override
    public void scroll(double dx, double dy, double x, double y) {
        if (!bars.turn(sight.last(), dy, x, y)) {
            pan(dx, dy);
        }
    }

    /** Double-click: an entry that points to a table opens it; on nothing, the tree is fitted. */
    @Override
    public void activate(Target target) {
        if (target == null) {
            fit();
        } else if (target.kind() == Target.Kind.DESCRIPTOR) {
            TableSource tables = reading().tables(target.a());
            long next = tables.format().target(tables.word(target.a()), (int) target.b());
            if (next >= 0 && tables.pageOf(next) >= 0) {
                toggle(tables.tableOf(next));
            }
        }
    }

    /** Selects a descriptor by its address, or nothing with -1. */
    void selectDescriptor(long address) {
        sight.select(address);
        selected.set(address);
        moved();
    }

    @Override
    public void pan(double dx, double dy) {
        sight.pan(dx, dy);
        moved();
    }

    @Override
    public void zoom(double factor, double x, double y) {
        sight.zoom(factor, x, y);
        moved();
    }

    @Override
    public void zoomBy(double factor) {
        if (sight.last() != null) {
            zoom(factor, sight.last().width() * CENTRE, sight.last().height() * CENTRE);
        }
    }

    @Override
    public void fit() {
        sight.fit();
        moved();
    }

    @Override
    public void rows(boolean more) {
        sight.rows(more);
        moved();
    }

    /** Address of the selected descriptor, or -1. */
    public ReadOnlyLongProperty selectedProperty() {
        return selected.getReadOnlyProperty();
    }
}
