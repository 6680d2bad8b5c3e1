package org.tablewalk.viewmodel.twotrees;

import java.util.List;
import java.util.function.Consumer;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.twotrees.HashBuckets;
import org.tablewalk.picture.twotrees.ReverseMap;
import org.tablewalk.picture.twotrees.ShadowSource;
import org.tablewalk.viewmodel.CanvasViewModel;
import org.tablewalk.viewmodel.kind.Moment;

/** The hash of shadow pages about the page that is looked at, or what the reverse map has for its guest frame. */
public final class HashViewModel extends CanvasViewModel {
    private static final double LINE = 22;

    private final HashBuckets hash;
    private final ReverseMap reverse;
    private final Consumer<Chosen> look;
    private Moment moment;
    private Chosen shown = Chosen.NOTHING;
    private int first;
    private double scrolled;

    private HashViewModel(HashBuckets hash, ReverseMap reverse, Consumer<Chosen> look) {
        this.hash = hash;
        this.reverse = reverse;
        this.look = look;
    }

    /** The hash. {@code look} selects something. */
    public static HashViewModel buckets(FontMetrics metrics, Consumer<Chosen> look) {
        return new HashViewModel(new HashBuckets(metrics), null, look);
    }

    /** The reverse map. */
    public static HashViewModel reverseMap(FontMetrics metrics, Consumer<Chosen> look) {
        return new HashViewModel(null, new ReverseMap(metrics), look);
    }

    public void show(Moment now) {
        if (!now.sameSubject(moment)) {
            first = 0;
        }
        moment = now;
        changed();
    }

    /** What is looked at. */
    public void about(Chosen what) {
        shown = what;
        moved();
    }

    @Override
    public Drawing draw(double width, double height) {
        if (moment == null) {
            return new Drawing(width, height, List.of(), List.of());
        }
        ShadowSource source = ((TwoTreesReading) moment.reading()).source();
        if (hash != null) {
            return hash.layOut(source, shown instanceof Chosen.Shadow s ? s.table() : 0, first, width, height);
        }
        long gfn = gfn(source);
        return gfn == ShadowSource.UNKNOWN ? new Drawing(width, height, List.of(), List.of()) : reverse.layOut(source, gfn, width, height);
    }

    /** The guest frame that is looked at: the one a leaf maps, else the one a table is or stands for. */
    private long gfn(ShadowSource source) {
        return switch (shown) {
            case Chosen.Nothing n -> ShadowSource.UNKNOWN;
            case Chosen.Shadow s -> {
                ShadowSource.ShadowEntry entry = s.index() == Chosen.WHOLE ? null : source.entry(s.table(), s.index());
                ShadowSource.Page page = source.page(s.table());
                yield entry != null && entry.kind() == ShadowSource.ShadowEntry.Kind.LEAF ? entry.gfn() : page == null ? ShadowSource.UNKNOWN : page.gfn();
            }
            case Chosen.Guest g -> {
                ShadowSource.GuestEntry entry = g.index() == Chosen.WHOLE ? null : source.entry(g.table(), g.index());
                yield entry != null && entry.kind() == ShadowSource.GuestEntry.Kind.LEAF ? entry.gfn() : g.table().gfn();
            }
        };
    }

    @Override
    public void select(Target target) {
        if (target != null && target.kind() == Target.Kind.SHADOW_PAGE) {
            look.accept(Chosen.Shadow.page(target.a()));
        } else if (target != null && target.kind() == Target.Kind.SHADOW_ENTRY) {
            look.accept(Chosen.Shadow.entry(target.a()));
        }
    }

    @Override
    public void pan(double dx, double dy) {
        scrolled -= dy;
        int lines = (int) (scrolled / LINE);
        if (lines != 0) {
            scrolled -= lines * LINE;
            first = Math.max(0, first + lines);
            moved();
        }
    }
}
