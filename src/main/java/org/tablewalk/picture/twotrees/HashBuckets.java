package org.tablewalk.picture.twotrees;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.twotrees.ShadowSource.Page;

/**
 * Lays out the hash of shadow pages: the bucket of the selected page large, page by page, with those marked that have the same gfn and differ by their role
 * alone; then the other buckets that hold anything, a line each. Only the lines in sight are laid out.
 */
public final class HashBuckets {
    private static final double PAD = 10;
    private static final double LINE = 22;
    private static final double CARD = 24;
    private static final double SIZE = 11;
    private static final int MOST_CARDS = 12;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public HashBuckets(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Lays out the hash.
     *
     * @param selected table of the selected shadow page, or 0
     * @param first    number of the first of the other buckets that is shown
     */
    public Drawing layOut(ShadowSource source, long selected, int first, double width, double height) {
        var sketch = new Sketch(metrics, width, height);
        Page page = selected == 0 ? null : source.page(selected);
        int chosen = page == null ? -1 : source.bucket(page.gfn());
        double y = page == null ? 4 : large(sketch, source, page, chosen, width);
        var buckets = new TreeSet<Integer>();
        for (int level = 1; level <= 5; level++) {
            source.pages(level).forEach(p -> buckets.add(source.bucket(p.gfn())));
        }
        sketch.text(words.of("shadow.hash", buckets.size(), source.size()), PAD, y + 15, Typeface.SANS_BOLD, SIZE + 1, width - 2 * PAD, Ink.TEXT);
        y += LINE + 4;
        List<Integer> others = new ArrayList<>(buckets);
        for (int i = Math.clamp(first, 0, Math.max(0, others.size() - 1)); i < others.size() && y < height; i++) {
            if (others.get(i) != chosen) {
                bucket(sketch, source, others.get(i), y, width);
                y += LINE;
            }
        }
        return sketch.drawing();
    }

    private double large(Sketch sketch, ShadowSource source, Page selected, int bucket, double width) {
        sketch.text(words.of("shadow.bucket", TablePainter.hex(bucket), TablePainter.hex(selected.gfn())), PAD, 19, Typeface.SANS_BOLD, SIZE + 2,
                width - 2 * PAD, Ink.TEXT);
        double y = 28;
        List<Page> chain = source.chain(bucket);
        for (int i = 0; i < Math.min(chain.size(), MOST_CARDS); i++) {
            Page page = chain.get(i);
            var box = new Box(PAD, y, width - 2 * PAD, CARD);
            boolean same = page.gfn() == selected.gfn();
            boolean own = page.table() == selected.table();
            sketch.rect(box, Ink.RAISED, own ? Stroke.solid(Ink.ACCENT, 2) : same ? Stroke.solid(Ink.CHANGED, 2) : Stroke.solid(Ink.INVALID, 1.2), 4);
            double baseline = sketch.baseline(box, Typeface.MONO, SIZE);
            double x = PAD + 8;
            sketch.text(words.of("shadow.page", page.id(), page.level()), x, baseline, Typeface.SANS_BOLD, SIZE, 76, Ink.TEXT);
            sketch.text(TablePainter.hex(page.gfn()), x + 78, baseline, Typeface.MONO, SIZE, 70, same ? Ink.TEXT : Ink.MUTED);
            String mark = own ? "" : words.of(same ? "shadow.hash.same" : "shadow.hash.other");
            sketch.text(role(page), box.right() - 8, baseline, Typeface.MONO, SIZE, Shape.Anchor.END, Ink.TEXT);
            sketch.text(mark, x + 150, baseline, Typeface.SANS, SIZE - 1, Math.max(0, box.width() - 150 - 100), Ink.MUTED);
            sketch.hot(box, new Target(Target.Kind.SHADOW_PAGE, page.table(), page.id()),
                    words.of("tip.shadow.page", page.id(), page.level(), TablePainter.hex(page.gfn()), role(page), mark));
            y += CARD + 4;
        }
        if (chain.size() > MOST_CARDS) {
            sketch.text(words.of("shadow.more", chain.size() - MOST_CARDS), PAD, y + 12, Typeface.SANS, SIZE, width - 2 * PAD, Ink.MUTED);
            y += LINE;
        }
        return y + 10;
    }

    static String role(Page page) {
        String digits = String.format(Locale.ROOT, "0x%08x", page.role());
        return page.known() == 0xffff_ffffL ? digits : digits + "?";
    }

    private void bucket(Sketch sketch, ShadowSource source, int bucket, double y, double width) {
        sketch.text(TablePainter.hex(bucket), PAD, y + 15, Typeface.MONO, SIZE, 48, Ink.MUTED);
        double x = PAD + 52;
        for (Page page : source.chain(bucket)) {
            String name = words.of("shadow.page", page.id(), page.level());
            double w = metrics.width(Typeface.SANS_BOLD, SIZE - 1, name) + 12;
            if (x + w > width - PAD) {
                sketch.text("…", x, y + 15, Typeface.MONO, SIZE, 12, Ink.MUTED);
                break;
            }
            var box = new Box(x, y + 2, w, LINE - 4);
            sketch.rect(box, Ink.RAISED, Stroke.solid(Ink.INVALID, 1.2), 4);
            sketch.label(box, name, Typeface.SANS_BOLD, SIZE - 1, Ink.TEXT);
            sketch.hot(box, new Target(Target.Kind.SHADOW_PAGE, page.table(), page.id()),
                    words.of("tip.shadow.page", page.id(), page.level(), TablePainter.hex(page.gfn()), role(page), ""));
            x += w + 6;
        }
        sketch.hot(new Box(PAD, y, 48, LINE - 2), Target.of(Target.Kind.BUCKET, bucket), words.of("tip.shadow.bucket", TablePainter.hex(bucket)));
    }
}
