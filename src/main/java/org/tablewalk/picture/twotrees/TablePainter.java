package org.tablewalk.picture.twotrees;

import java.util.List;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Signs;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.twotrees.ShadowSource.Answer;
import org.tablewalk.picture.twotrees.ShadowSource.Contents;
import org.tablewalk.picture.twotrees.ShadowSource.Page;

/** Draws tables: frame, name and captions by what they are; in full with entries and a line about the rest, else their name alone. */
final class TablePainter {
    private static final double TITLE = 12.5;
    private static final double SMALL = 10.5;
    private static final double CAPTION = 10.5;
    private static final double PAD = 7;

    private final Sketch sketch;
    private final Words words;
    private final ShadowScene scene;
    private final ShadowSource source;
    private final TwoTreesView view;
    private final TableEntries entries;
    private final EntryCells cells;
    private final int rows;

    TablePainter(Sketch sketch, Words words, ShadowScene scene, TwoTreesView view, Focus focus, TableEntries entries, int rows) {
        this.rows = rows;
        this.sketch = sketch;
        this.words = words;
        this.scene = scene;
        this.view = view;
        this.entries = entries;
        source = scene.source();
        cells = new EntryCells(sketch, words, scene, view, focus);
    }

    /** The room that a table takes, less than its place if it has few entries. */
    Box box(Arrangement.Placed p) {
        return p.full() ? new Box(p.box().x(), p.box().y(), p.box().width(), height(p.node())) : p.box();
    }

    private double height(Node node) {
        if (node instanceof Node.Coming || node instanceof Node.Gone) {
            return 2 * Grid.HEADER;
        }
        // The line about the rest takes the row that is free, if one is.
        return Grid.HEADER + Math.min(rows, entries.of(node.key()).size() + 1) * Grid.ROW + Grid.BOTTOM_EDGE;
    }

    /** The middle of the row of an entry, or of the line about the rest. */
    double entryY(Box box, long key, int index) {
        int row = entries.of(key).indexOf(index);
        return row < 0 ? box.bottom() - Grid.ROW / 2 : box.y() + Grid.HEADER + (row + 0.5) * Grid.ROW;
    }

    void paint(Arrangement.Placed p) {
        Box box = box(p);
        switch (p.node()) {
            case Node.Guest guest -> guest(guest, box, p.full());
            case Node.Shadow shadow -> page(shadow.page(), box, p.full());
            case Node.Root root -> special(root.special(), box, p.full());
            case Node.Coming coming -> {
                sketch.rect(box, Ink.SURFACE, Stroke.dashed(Ink.INVALID, 1.5), 6);
                title(box, words.of("shadow.coming", coming.level()), "", Ink.MUTED);
                if (p.full()) {
                    line(box, 1, words.of("shadow.gfn", hex(coming.table().gfn())), Ink.MUTED);
                }
            }
            case Node.Gone gone -> {
                sketch.rect(box, null, Stroke.dashed(Ink.REMOVED, 2.5), 6);
                title(box, words.of("shadow.page", gone.title(), gone.level()), "", Ink.MUTED);
                if (p.full()) {
                    line(box, 1, words.of("shadow.gone"), Ink.VIOLATION_TEXT);
                }
                Signs.removed(sketch, box.right() - 2, box.y() + 1);
            }
        }
    }

    static String hex(long number) {
        return number == ShadowSource.UNKNOWN ? "?" : "0x" + Long.toHexString(number);
    }

    private void line(Box box, int row, String text, Ink ink) {
        sketch.text(text, box.x() + PAD, box.y() + Grid.HEADER * row + 12, Typeface.SANS, SMALL, box.width() - 2 * PAD, ink);
    }

    private void title(Box box, String title, String right, Ink ink) {
        double y = box.y() + 15;
        double width = sketch.text(title, box.x() + PAD, y, Typeface.SANS_BOLD, TITLE, box.width() - 2 * PAD, ink);
        String fitted = sketch.metrics().fit(Typeface.MONO, SMALL, right, box.width() - 2 * PAD - width - 5);
        sketch.text(fitted, box.right() - PAD, y, Typeface.MONO, SMALL, Shape.Anchor.END, Ink.MUTED);
    }

    /** A word above a table; a link from above comes down right of it, except to a root. */
    private void caption(Box box, String text, boolean root, Ink ink) {
        sketch.text(text, box.x() + 2, box.y() - 4, Typeface.SANS_BOLD, CAPTION, root ? Grid.BOX + Grid.GAP - 8 : Grid.BOX - 10, ink);
    }

    private void selected(Box box, Target target) {
        if (target.equals(view.selected())) {
            sketch.rect(box.inset(-4), null, Stroke.solid(Ink.ACCENT, 2), 8);
        }
    }

    private void guest(Node.Guest guest, Box box, boolean full) {
        sketch.rect(box, Ink.RAISED, Stroke.solid(Ink.INVALID, 1.2), 6);
        boolean registers = guest.table().cpu() >= 0;
        String name = words.of(registers ? "shadow.pdptrs" : "shadow.level." + guest.level());
        title(box, name, hex(guest.table().gfn()), Ink.TEXT);
        Target target = new Target(Target.Kind.GUEST_TABLE, guest.table().gfn(), guest.level());
        selected(box, target);
        long tracked = source.tracked(guest.table().gfn());
        if (full && tracked > 0) {
            caption(box, words.of("shadow.trackedCount", tracked), false, Ink.MUTED);
        }
        sketch.hot(full ? header(box) : box, target,
                words.of(tracked > 0 ? "tip.shadow.guest.tracked" : "tip.shadow.guest", name, hex(guest.table().gfn()), guest.level(), tracked));
        if (full) {
            List<Integer> shown = entries.of(guest.key());
            int[] kinds = new int[EntryCells.KINDS];
            for (int row = 0; row < shown.size(); row++) {
                kinds[cells.guest(guest.table(), shown.get(row), box.x(), box.y() + Grid.HEADER + row * Grid.ROW)]++;
            }
            rest(box, source.contents(guest.table()), kinds, shown.size());
        }
    }

    private static Box header(Box box) {
        return new Box(box.x(), box.y(), box.width(), Grid.HEADER);
    }

    /** What the entries that are not shown are: the counts of all, less those shown. */
    private void rest(Box box, Contents contents, int[] shown, int entries) {
        var text = new StringBuilder();
        int[] all = {contents.links(), contents.leaves(), contents.other(), contents.unknown(), contents.empty()};
        for (int kind = 0; kind < all.length; kind++) {
            int others = all[kind] - shown[kind];
            if (others > 0) {
                text.append(text.isEmpty() ? "" : ", ").append(words.of("shadow.rest." + kind, others));
            }
        }
        if (!text.isEmpty() && entries < rows) {
            double y = box.bottom() - 6;
            sketch.text(text.toString(), box.x() + EntryCells.GUTTER, y, Typeface.SANS, SMALL, box.width() - EntryCells.GUTTER - 4, Ink.MUTED);
            sketch.text("…", box.x() + EntryCells.GUTTER - 5, y, Typeface.MONO, SMALL, Shape.Anchor.END, Ink.MUTED);
        }
    }

    private void special(ShadowSource.Special special, Box box, boolean full) {
        sketch.rect(box, Ink.SURFACE, Stroke.solid(Ink.INVALID, 1.5), 2);
        sketch.rect(box.inset(3), null, Stroke.solid(Ink.INVALID, 1), 1);
        String name = words.of("shadow.special." + special.level());
        title(box, name, full ? words.of("shadow.cpu", special.cpu()) : "", Ink.TEXT);
        if (full) {
            caption(box, words.of("shadow.special"), false, Ink.MUTED);
            table(special.table(), special.level(), box);
        }
        Target target = new Target(Target.Kind.SHADOW_PAGE, special.table(), 0);
        selected(box, target);
        sketch.hot(full ? header(box) : box, target, words.of("tip.shadow.special", name, special.cpu(), special.level()));
    }

    private void table(long table, int level, Box box) {
        List<Integer> shown = entries.of(table);
        int[] kinds = new int[EntryCells.KINDS];
        for (int row = 0; row < shown.size(); row++) {
            kinds[cells.shadow(table, level, shown.get(row), box.x(), box.y() + Grid.HEADER + row * Grid.ROW)]++;
        }
        rest(box, source.contents(table), kinds, shown.size());
    }

    private void page(Page page, Box box, boolean full) {
        boolean fresh = scene.made().contains(page.table());
        boolean portal = page.passthrough() == Answer.YES;
        boolean pending = page.linked() == Answer.NO && !page.invalid();
        if (portal && full) {
            sketch.rect(box.inset(-5), null, Stroke.dashed(Ink.NEW, 2.5), 9);
        }
        if (page.unsync()) {
            sketch.rect(box.inset(-5), Ink.SURFACE, Stroke.solid(Ink.UNCLEAN, 1.5), Ink.UNCLEAN, 8, 0);
        }
        Stroke border = page.invalid() ? Stroke.dashed(Ink.REMOVED, 2) : fresh ? Stroke.solid(Ink.NEW, 3) : pending ? Stroke.dashed(Ink.NEW, 2)
                : page.unsync() ? Stroke.solid(Ink.UNCLEAN, 2) : Stroke.solid(Ink.INVALID, 1.2);
        sketch.rect(box, Ink.RAISED, portal && !full && !fresh ? Stroke.dashed(Ink.NEW, 2.5) : border, 6);
        title(box, words.of("shadow.page", page.id(), page.level()), hex(page.gfn()), Ink.TEXT);
        Target target = new Target(Target.Kind.SHADOW_PAGE, page.table(), page.id());
        selected(box, target);
        String captions = captions(page, fresh, pending);
        sketch.hot(full ? header(box) : box, target, words.of("tip.shadow.page", page.id(), page.level(), hex(page.gfn()), hex(page.role()), captions));
        if (full) {
            table(page.table(), page.level(), box);
            caption(portal || page.unsync() ? box.inset(-3) : box, captions, page.rootCount() > 0, page.invalid() ? Ink.VIOLATION_TEXT : page.unsync() ? Ink.UNCLEAN_TEXT
                    : fresh || portal || pending ? Ink.NEW_TEXT : Ink.MUTED);
        }
        if (fresh) {
            Signs.made(sketch, box.right() - 2, box.y() + 1);
        }
    }

    private String captions(Page page, boolean fresh, boolean pending) {
        var text = new StringBuilder();
        add(text, page.invalid(), "shadow.invalid");
        add(text, fresh, "shadow.new");
        add(text, pending && !fresh, "shadow.unlinked");
        add(text, page.passthrough() == Answer.YES, "shadow.portal");
        add(text, page.direct() == Answer.YES && !page.tdpMmu(), text.isEmpty() ? "shadow.direct" : "shadow.direct.short");
        add(text, page.tdpMmu(), "shadow.tdp");
        add(text, page.unsync(), "shadow.unsync");
        add(text, page.unsyncBelow() > 0, "shadow.unsyncBelow");
        if (page.writeFlooding() > 0) {
            text.append(text.isEmpty() ? "" : ", ").append(words.of("shadow.flooding", page.writeFlooding()));
        }
        return text.toString();
    }

    private void add(StringBuilder text, boolean that, String key) {
        if (that) {
            text.append(text.isEmpty() ? "" : ", ").append(words.of(key));
        }
    }
}
