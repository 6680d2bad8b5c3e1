package org.tablewalk.picture.twotrees;

import org.tablewalk.picture.Box;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.slots.ShownRows;
import org.tablewalk.picture.twotrees.ShadowSource.Answer;
import org.tablewalk.picture.twotrees.ShadowSource.GuestEntry;
import org.tablewalk.picture.twotrees.ShadowSource.GuestTable;
import org.tablewalk.picture.twotrees.ShadowSource.Part;
import org.tablewalk.picture.twotrees.ShadowSource.ShadowEntry;

/** Draws what ties tables together: links within a tree, and ribbons between the trees. */
final class Ties {
    private static final double RIBBON = 11;
    /** Width of a table above which there is room for the ribbon's name beside its caption. */
    private static final double NAMED = 160;

    private final Sketch sketch;
    private final Words words;
    private final ShadowScene scene;
    private final ShadowSource source;
    private final Arrangement arrangement;
    private final TableEntries entries;
    private final TablePainter painter;

    Ties(Sketch sketch, Words words, ShadowScene scene, Arrangement arrangement, TableEntries entries, TablePainter painter) {
        this.sketch = sketch;
        this.words = words;
        this.scene = scene;
        source = scene.source();
        this.arrangement = arrangement;
        this.entries = entries;
        this.painter = painter;
    }

    /** Ribbons from guest tables to the shadow pages made from them. */
    void ribbons() {
        boolean named = false;
        for (Arrangement.Placed p : arrangement.placed()) {
            if (p.node() instanceof Node.Shadow shadow && shadow.page().shadows() != null) {
                named |= ribbon(p, shadow.page().shadows(), false, !named && p.full() && painter.box(p).width() > NAMED);
            } else if (p.node() instanceof Node.Coming coming) {
                ribbon(p, new Part(coming.table(), 0, coming.table().size()), true, false);
            }
        }
    }

    /** The ribbon from a guest table, or the part of it, to the shadow page made from it. Returns whether there is one with a name. */
    private boolean ribbon(Arrangement.Placed page, Part part, boolean coming, boolean named) {
        Arrangement.Placed guest = arrangement.placed(Node.Guest.key(part.table()));
        if (guest == null) {
            return false;
        }
        Box from = painter.box(guest);
        Box to = painter.box(page);
        double share = part.count() / (double) part.table().size();
        double wide = guest.full() && page.full() ? RIBBON : RIBBON / 2;
        double body = guest.full() ? from.height() - Grid.HEADER : 0;
        double y = share == 1 ? from.y() + Math.min(from.height() / 2, Grid.HEADER / 2 + 2)
                : from.y() + (guest.full() ? Grid.HEADER : from.height() / 2) + body * (part.first() + part.count() / 2.0) / part.table().size();
        double thick = share == 1 ? wide : Math.max(4, Math.min(wide, body * share * 0.8));
        double toY = to.y() + Math.min(to.height() / 2, Grid.HEADER / 2 + 2);
        if (coming) {
            sketch.link(from.right(), y, to.x(), toY, Stroke.dotted(Ink.ACCENT_SOFT, thick * 0.7), false);
            sketch.link(from.right(), y, to.x(), toY, Stroke.dotted(Ink.TABLE, 1.5), false);
        } else {
            sketch.link(from.right(), y, to.x(), toY, Stroke.solid(Ink.ACCENT_SOFT, thick), false);
            sketch.link(from.right(), y, to.x(), toY, Stroke.solid(Ink.TABLE, 1), false);
        }
        if (named && from.width() > NAMED) {
            sketch.text(words.of("shadow.shadows"), from.right() - 2, from.y() - 3, Typeface.SANS_BOLD, 11, Shape.Anchor.END, Ink.ACCENT);
        }
        return named;
    }

    /** Links from a table's shown entries to tables shown in full. */
    void links(Arrangement.Placed p) {
        if (!p.full()) {
            return;
        }
        for (ShownRows.Row row : entries.of(p.node().key())) {
            int index = row.from();
            if (row.run()) {
                continue;
            }
            long child = child(p.node(), index);
            Arrangement.Placed below = child == 0 ? null : arrangement.placed(child);
            if (below != null && below.full() && below != p) {
                link(p, index, below);
            }
        }
    }

    private long child(Node node, int index) {
        if (node instanceof Node.Guest guest) {
            GuestEntry entry = source.entry(guest.table(), index);
            return entry.kind() == GuestEntry.Kind.TABLE
                    ? Node.Guest.key(GuestTable.at(entry.gfn(), guest.level() - 1, guest.table().rules())) : 0;
        }
        if (node instanceof Node.Coming || node instanceof Node.Gone) {
            return 0;
        }
        ShadowEntry entry = source.entry(node.key(), index);
        return entry.kind() == ShadowEntry.Kind.LINK ? entry.table() : 0;
    }

    private void link(Arrangement.Placed above, int index, Arrangement.Placed below) {
        Box from = painter.box(above);
        Box to = painter.box(below);
        boolean fresh = !above.node().guest() && scene.before().containsKey(above.node().key() + 8L * index);
        boolean portal = above.node() instanceof Node.Shadow shadow && shadow.page().passthrough() == Answer.YES;
        Stroke stroke = fresh ? Stroke.solid(Ink.NEW, 2.5) : portal ? Stroke.dashed(Ink.NEW, 2)
                : inferred(above.node(), index) ? Stroke.dashed(Ink.LINK, 1.4)
                : Stroke.solid(above.node() instanceof Node.Root ? Ink.INVALID : Ink.LINK, 1.4);
        double y = painter.entryY(from, above.node().key(), index);
        double outer = from.right() + Grid.GAP / 2 + (portal ? 3 : 0);
        double bottom = above.box().bottom() + 1;
        double entry = to.right() - 5;
        sketch.curve(from.right(), y, outer, y, outer, y, outer, Math.min(bottom, y + 14), stroke, false);
        if (bottom > y + 14) {
            sketch.line(outer, y + 14, outer, bottom, stroke, false);
        }
        // Above the words that stand over the tables of the next level.
        sketch.curve(outer, bottom, outer, bottom + 3, entry, bottom, entry, bottom + 4, stroke, false);
        sketch.line(entry, bottom + 4, entry, to.y(), stroke, true);
    }

    /** Whether an entry was never told and only follows from what was. */
    private boolean inferred(Node node, int index) {
        return node instanceof Node.Shadow && source.entry(node.key(), index).word() == ShadowSource.UNKNOWN;
    }
}
