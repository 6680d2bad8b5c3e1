package org.tablewalk.viewmodel.twotrees;

import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.picture.twotrees.TwoTrees;
import org.tablewalk.picture.twotrees.TwoTreesPicture;
import org.tablewalk.picture.twotrees.TwoTreesView;
import org.tablewalk.viewmodel.Bars;
import org.tablewalk.viewmodel.CentreCanvas;
import org.tablewalk.viewmodel.kind.Moment;

/** The guest's tables and the shadow tables side by side: what is selected, opened, zoomed and panned. */
public final class TwoTreesViewModel extends CentreCanvas {
    private static final int FEWEST_ROWS = 1;
    private static final int FIRST_ROWS = 4;
    private static final int MOST_ROWS = 32;

    private final TwoTrees layout;
    private final ReadOnlyObjectWrapper<Chosen> chosen = new ReadOnlyObjectWrapper<>(Chosen.NOTHING);
    private TwoTreesView view = TwoTreesView.initial();
    private final Bars bars = new Bars(() -> view.scrolling(), next -> look(view.with(next)));
    private TwoTreesPicture picture;
    private Moment moment;
    private TwoTreesReading other;

    public TwoTreesViewModel(FontMetrics metrics) {
        layout = new TwoTrees(metrics);
    }

    public void show(Moment now) {
        if (!now.sameSubject(moment)) {
            view = TwoTreesView.initial();
            picture = null;
            chosen.set(Chosen.NOTHING);
        }
        moment = now;
        changed();
    }

    /** What is shown, or null. */
    TwoTreesReading reading() {
        return moment == null ? null : (TwoTreesReading) moment.reading();
    }

    @Override
    public String id() {
        return "shadow";
    }

    @Override
    public Drawing draw(double width, double height) {
        if (reading() == null) {
            return new Drawing(width, height, List.of(), List.of());
        }
        picture = layout.layOut(reading().scene(), view, width, height);
        view = picture.view();
        return other == null ? picture.drawing() : picture.drawing().outlined(this::differs, DIFFERENT);
    }

    /** A moment to compare with, or null. */
    void compare(Moment with) {
        other = with == null ? null : (TwoTreesReading) with.reading();
        changed();
    }

    /** Both trees of the moment to compare with, with every table where it stands in this picture. */
    Drawing compared(double width, double height) {
        return other == null ? new Drawing(width, height, List.of(), List.of())
                : layout.layOut(other.scene(), view, width, height).drawing().outlined(this::differs, DIFFERENT);
    }

    private boolean differs(Target target) {
        return switch (chosenBy(target)) {
            case Chosen.Shadow s when s.index() != Chosen.WHOLE -> word(reading(), s) != word(other, s);
            case Chosen.Guest g when g.index() != Chosen.WHOLE ->
                reading().source().entry(g.table(), g.index()).word() != other.source().entry(g.table(), g.index()).word();
            default -> false;
        };
    }

    /** An entry of a table that is not there is as good as empty. */
    private static long word(TwoTreesReading of, Chosen.Shadow entry) {
        boolean there = of.source().page(entry.table()) != null || of.source().specials().stream().anyMatch(s -> s.table() == entry.table());
        return there ? of.source().entry(entry.table(), entry.index()).word() : 0;
    }

    @Override
    public void select(Target target) {
        if (target != null && target.kind() == Target.Kind.MORE) {
            look(view.leaf(target));
            return;
        }
        if (target != null && bars.select(target)) {
            return;
        }
        Chosen what = target == null ? Chosen.NOTHING : chosenBy(target);
        if (target == null || what != Chosen.NOTHING) {
            view = view.select(target);
            chosen.set(what);
            moved();
        }
    }

    /** Selects something from another pane; it and what leads to it come into sight. */
    public void choose(Chosen what) {
        Target target = switch (what) {
            case Chosen.Nothing n -> null;
            case Chosen.Shadow s when s.index() != Chosen.WHOLE -> new Target(Target.Kind.SHADOW_ENTRY, s.address(), level(s.table()));
            case Chosen.Shadow s -> new Target(Target.Kind.SHADOW_PAGE, s.table(), serial(s.table()));
            case Chosen.Guest g when g.index() != Chosen.WHOLE -> new Target(Target.Kind.GUEST_ENTRY,
                    (g.table().gfn() << 12) + (long) WalkRules.entryBytes(g.table().rules()) * g.index(), g.table().level());
            case Chosen.Guest g -> new Target(Target.Kind.GUEST_TABLE, g.table().gfn(), g.table().level());
        };
        view = view.select(target);
        chosen.set(what);
        moved();
    }

    private int level(long table) {
        ShadowSource source = reading().source();
        ShadowSource.Page page = source.page(table);
        return page != null ? page.level()
                : source.specials().stream().filter(s -> s.table() == table).mapToInt(ShadowSource.Special::level).findFirst().orElse(0);
    }

    private long serial(long table) {
        ShadowSource.Page page = reading().source().page(table);
        return page == null ? 0 : page.id();
    }

    private Chosen chosenBy(Target target) {
        return switch (target.kind()) {
            case SHADOW_PAGE -> Chosen.Shadow.page(target.a());
            case SHADOW_ENTRY -> Chosen.Shadow.entry(target.a());
            case GUEST_TABLE -> {
                ShadowSource.GuestTable table = guest(target.a(), (int) target.b());
                yield table == null ? Chosen.NOTHING : new Chosen.Guest(table, Chosen.WHOLE);
            }
            case GUEST_ENTRY -> {
                ShadowSource.GuestTable table = guest(target.a() >>> 12, (int) target.b());
                yield table == null ? Chosen.NOTHING
                        : new Chosen.Guest(table, (int) (target.a() & 0xfff) / WalkRules.entryBytes(table.rules()));
            }
            default -> Chosen.NOTHING;
        };
    }

    /** A guest's table: a root as some CPU has it, else one in memory under the same rules. */
    private ShadowSource.GuestTable guest(long gfn, int level) {
        ShadowSource source = reading().source();
        ShadowSource.GuestTable any = null;
        for (int cpu = 0; cpu < source.cpus(); cpu++) {
            ShadowSource.GuestTable root = source.guestRoot(cpu).table();
            if (root != null && root.gfn() == gfn && root.level() == level) {
                return root;
            }
            any = any == null ? root : any;
        }
        return any == null ? null : ShadowSource.GuestTable.at(gfn, level, any.rules());
    }

    /** Double-click: a table shows more of its entries, or as many as before; on nothing, everything is fitted into the picture. */
    @Override
    public void activate(Target target) {
        if (target == null) {
            fit();
        } else if (target.kind() == Target.Kind.SHADOW_PAGE || target.kind() == Target.Kind.GUEST_TABLE) {
            look(view.toggle(target));
        }
    }

    @Override
    public void pan(double dx, double dy) {
        look(view.panned(dx, dy));
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

    @Override
    public void zoom(double factor, double x, double y) {
        look(view.zoomed(factor, x, y));
    }

    @Override
    public void zoomBy(double factor) {
        if (picture != null) {
            zoom(factor, picture.drawing().width() / 2, picture.drawing().height() / 2);
        }
    }

    @Override
    public void fit() {
        look(view.fitted());
    }

    @Override
    public void rows(boolean more) {
        int now = view.rows() == 0 ? FIRST_ROWS : view.rows();
        look(view.withRows(Math.clamp(more ? now * 2L : now / 2, FEWEST_ROWS, MOST_ROWS)));
    }

    private void look(TwoTreesView next) {
        view = next;
        moved();
    }

    /** What is selected. */
    public ReadOnlyObjectProperty<Chosen> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }
}
