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
import org.tablewalk.picture.slots.EntryBar;
import org.tablewalk.picture.slots.ShownRows;
import org.tablewalk.picture.twotrees.ShadowSource.Answer;
import org.tablewalk.picture.twotrees.ShadowSource.Contents;
import org.tablewalk.picture.twotrees.ShadowSource.Page;

/** Draws tables: frame, name and captions by what they are; in full with entries and a line about the rest, else their name alone. */
final class TablePainter {
    private static final double TITLE = 12.5;
    private static final double SMALL = 11;
    private static final double PAD = 6;
    /** Room for the bar of all entries, and its width; in a narrow table. */
    private static final double BAR = 16;
    private static final double NARROW_BAR = 11;
    private static final double BAR_WIDTH = 7;
    private static final double NARROW = 140;
    private static final double DIGIT = 6.7;
    /** By the number of what an entry is. */
    private static final EntryBar.Tone[] TONES = {EntryBar.Tone.TABLE, EntryBar.Tone.LEAF, EntryBar.Tone.OTHER, EntryBar.Tone.UNKNOWN, EntryBar.Tone.EMPTY};

    private final Sketch sketch;
    private final Words words;
    private final ShadowScene scene;
    private final ShadowSource source;
    private final TwoTreesView view;
    private final TableEntries entries;
    private final EntryCells cells;
    private final Grid grid;

    TablePainter(Sketch sketch, Words words, ShadowScene scene, TwoTreesView view, Focus focus, TableEntries entries, Grid grid) {
        this.grid = grid;
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
        Contents contents = TableEntries.contents(source, node);
        return contents == null || contents.size() >= grid.rows() ? grid.fullHeight() : Grid.HEADER + contents.size() * grid.row() + Grid.BOTTOM_EDGE;
    }

    /** The middle of the row of an entry, or of the one about what is left out. */
    double entryY(Box box, long key, int index) {
        for (ShownRows.Row row : entries.of(key)) {
            if (row.holds(index)) {
                return box.y() + Grid.HEADER + row.slot() * grid.row() + (row.tear() ? 0 : grid.cell() / 2);
            }
        }
        return box.bottom() - Grid.BOTTOM_EDGE - 4;
    }

    void paint(Arrangement.Placed p) {
        Box box = box(p);
        switch (p.node()) {
            case Node.Guest guest -> guest(guest, box, p.full());
            case Node.Shadow shadow -> page(shadow.page(), box, p.full());
            case Node.Root root -> special(root.special(), box, p.full());
            case Node.Coming coming -> {
                sketch.rect(box, Ink.SURFACE, Stroke.dashed(Ink.INVALID, 1.5), 6);
                title(coming, box, words.of("shadow.coming", coming.level()), "", Ink.MUTED);
                if (p.full() && grid.rows() > 0) {
                    line(box, 1, words.of("shadow.gfn", hex(coming.table().gfn())), Ink.MUTED);
                }
            }
            case Node.Gone gone -> {
                sketch.rect(box, null, Stroke.dashed(Ink.REMOVED, 2.5), 6);
                title(gone, box, words.of("shadow.page", gone.title(), gone.level()), "", Ink.MUTED);
                if (p.full() && grid.rows() > 0) {
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
        sketch.text(text, box.x() + PAD, box.y() + Grid.HEADER + row * 14.0 - 2, Typeface.SANS, SMALL, box.width() - 2 * PAD, ink);
    }

    /** The name, and right of it a number, or what lets a table that was scrolled follow what happens again; if there is room. */
    private void title(Node node, Box box, String title, String right, Ink ink) {
        double y = box.y() + 13.5;
        double width = sketch.text(title, box.x() + PAD, y, Typeface.SANS_BOLD, TITLE, box.width() - 2 * PAD, ink);
        boolean scrolled = view.scrolling().pinned().containsKey(node.key());
        String text = scrolled ? words.of("tree.follow") : right;
        Typeface face = scrolled ? Typeface.SANS_BOLD : Typeface.MONO;
        double wide = sketch.metrics().width(face, SMALL, text);
        if (wide <= box.width() - 2 * PAD - width - 5) {
            sketch.text(text, box.right() - PAD, y, face, SMALL, Shape.Anchor.END, scrolled ? Ink.ACCENT : Ink.MUTED);
        }
    }

    /** A word above a table; a link from above comes down right of it, except to a root. */
    private void caption(Box box, String text, boolean root, Ink ink) {
        double room = root ? box.width() + Grid.GAP - 8 : box.width() - 10;
        String whole = text;
        // The last of several is left out first.
        while (sketch.metrics().width(Typeface.SANS_BOLD, SMALL, whole) > room && whole.contains(", ")) {
            whole = whole.substring(0, whole.lastIndexOf(", "));
        }
        // What a word before a colon says is more than half a sentence.
        if (sketch.metrics().width(Typeface.SANS_BOLD, SMALL, whole) > room && whole.contains(":")) {
            whole = whole.substring(0, whole.indexOf(':'));
        }
        sketch.text(whole, box.x() + 2, box.y() - 3, Typeface.SANS_BOLD, SMALL, room, ink);
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
        title(guest, box, name, hex(guest.table().gfn()), Ink.TEXT);
        Target target = new Target(Target.Kind.GUEST_TABLE, guest.table().gfn(), guest.level());
        selected(box, target);
        long tracked = source.tracked(guest.table().gfn());
        if (full && tracked > 0) {
            caption(box, words.of("shadow.trackedCount", tracked), false, Ink.MUTED);
        }
        sketch.hot(full ? header(box) : box, target,
                words.of(tracked > 0 ? "tip.shadow.guest.tracked" : "tip.shadow.guest", name, hex(guest.table().gfn()), guest.level(), tracked));
        if (full) {
            rows(guest, box);
        }
    }

    private static Box header(Box box) {
        return new Box(box.x(), box.y(), box.width(), Grid.HEADER);
    }

    /** Its bar, its entries, and what is left out between them. */
    private void rows(Node node, Box box) {
        List<ShownRows.Row> shown = entries.of(node.key());
        if (shown.isEmpty()) {
            return;
        }
        Contents contents = TableEntries.contents(source, node);
        double bar = box.width() < NARROW ? NARROW_BAR : BAR;
        bar(node, contents, box, new Box(box.x() + PAD - 2, box.y() + Grid.HEADER, Math.min(BAR_WIDTH, bar - 6), box.height() - Grid.HEADER - Grid.BOTTOM_EDGE - 3), shown);
        double gutter = Integer.toString(contents.size() - 1).length() * DIGIT + 8;
        for (ShownRows.Row row : shown) {
            var line = new Box(box.x() + bar, box.y() + Grid.HEADER + row.slot() * grid.row(), box.width() - bar - 4, grid.cell());
            if (row.run()) {
                rest(node, contents, row, line, gutter);
            } else if (node instanceof Node.Guest guest) {
                cells.guest(guest.table(), row.from(), line, gutter);
            } else {
                cells.shadow(node.key(), node.level(), row.from(), line, gutter);
            }
        }
    }

    private void bar(Node node, Contents contents, Box table, Box box, List<ShownRows.Row> shown) {
        var bar = new EntryBar(sketch, box, contents.size());
        byte[] kinds = contents.kinds();
        int from = 0;
        for (int i = 1; i <= kinds.length; i++) {
            if (i == kinds.length || kinds[i] != kinds[from]) {
                bar.add(from, i, TONES[kinds[from]]);
                from = i;
            }
        }
        boolean scrolled = view.scrolling().pinned().containsKey(node.key());
        bar.paint(shown, cells.marked(node, contents.size()), scrolled);
        if (scrolled) {
            double wide = sketch.metrics().width(Typeface.SANS_BOLD, SMALL, words.of("tree.follow")) + PAD;
            sketch.hot(new Box(table.right() - wide - 2, table.y() + 1, wide, Grid.HEADER - 2), Target.of(Target.Kind.FOLLOW, node.key()), words.of("tip.follow", node.level()));
        }
        sketch.hot(new Box(box.x() - 2, box.y(), box.width() + 6, box.height()), new Target(Target.Kind.BAR, node.key(), contents.size()),
                words.of("tip.bar", node.level(), told(contents, 0, contents.size())));
    }

    /** What entries of a table are, by kind. */
    private String told(Contents contents, int from, int to) {
        int[] counts = new int[TONES.length];
        for (int i = from; i < to; i++) {
            counts[contents.kinds()[i]]++;
        }
        var text = new StringBuilder();
        for (int kind = 0; kind < counts.length; kind++) {
            if (counts[kind] > 0) {
                text.append(text.isEmpty() ? "" : ", ").append(words.of("shadow.rest." + kind, counts[kind]));
            }
        }
        return text.toString();
    }

    private void rest(Node node, Contents contents, ShownRows.Row row, Box line, double gutter) {
        String text = told(contents, row.from(), row.to());
        var target = new Target(Target.Kind.RUN, node.key(), row.from());
        String tip = words.of("tip.run", node.level(), row.from(), row.to() - 1, text);
        if (row.tear()) {
            double y = line.y() - Math.min(2.5, (grid.row() - grid.cell()) / 2);
            if (row.slot() > 0) {
                sketch.line(line.x() + 4, y, line.right(), y, Stroke.dotted(Ink.INVALID, 2), false);
            }
            sketch.hot(new Box(line.x(), y - 1, line.width(), 2), target, tip);
            return;
        }
        double baseline = sketch.baseline(line, Typeface.MONO, SMALL);
        sketch.text("…", line.x() + gutter - 5, baseline, Typeface.MONO, SMALL, Shape.Anchor.END, Ink.MUTED);
        String fitted = sketch.metrics().width(Typeface.SANS, SMALL, text) <= line.width() - gutter ? text : words.of("tree.hidden", row.to() - row.from());
        sketch.text(fitted, line.x() + gutter, baseline, Typeface.SANS, SMALL, line.width() - gutter, Ink.MUTED);
        sketch.hot(line, target, tip);
    }

    private void special(ShadowSource.Special special, Box box, boolean full) {
        sketch.rect(box, Ink.SURFACE, Stroke.solid(Ink.INVALID, 1.5), 2);
        sketch.rect(box.inset(3), null, Stroke.solid(Ink.INVALID, 1), 1);
        String name = words.of("shadow.special." + special.level());
        title(new Node.Root(special), box, name, full ? words.of("shadow.cpu", special.cpu()) : "", Ink.TEXT);
        Target target = new Target(Target.Kind.SHADOW_PAGE, special.table(), 0);
        selected(box, target);
        sketch.hot(full ? header(box) : box, target, words.of("tip.shadow.special", name, special.cpu(), special.level()));
        if (full) {
            caption(box, words.of("shadow.special"), false, Ink.MUTED);
            rows(new Node.Root(special), box);
        }
    }

    private void page(Page page, Box box, boolean full) {
        boolean fresh = scene.made().contains(page.table());
        boolean portal = page.passthrough() == Answer.YES;
        boolean pending = page.linked() == Answer.NO && !page.invalid();
        if (portal && full) {
            sketch.rect(box.inset(-4), null, Stroke.dashed(Ink.NEW, 2.5), 9);
        }
        if (page.unsync()) {
            sketch.rect(box.inset(-4), Ink.SURFACE, Stroke.solid(Ink.UNCLEAN, 1.5), Ink.UNCLEAN, 8, 0);
        }
        Stroke border = page.invalid() ? Stroke.dashed(Ink.REMOVED, 2) : fresh ? Stroke.solid(Ink.NEW, 3) : pending ? Stroke.dashed(Ink.NEW, 2)
                : page.unsync() ? Stroke.solid(Ink.UNCLEAN, 2) : Stroke.solid(Ink.INVALID, 1.2);
        sketch.rect(box, Ink.RAISED, portal && !full && !fresh ? Stroke.dashed(Ink.NEW, 2.5) : border, 6);
        title(new Node.Shadow(page), box, words.of("shadow.page", page.id(), page.level()), hex(page.gfn()), Ink.TEXT);
        Target target = new Target(Target.Kind.SHADOW_PAGE, page.table(), page.id());
        selected(box, target);
        String captions = captions(page, fresh, pending);
        sketch.hot(full ? header(box) : box, target, words.of("tip.shadow.page", page.id(), page.level(), hex(page.gfn()), hex(page.role()), captions));
        if (full) {
            rows(new Node.Shadow(page), box);
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
