package org.tablewalk.picture.twotrees;

import java.util.Map;
import java.util.TreeMap;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Signs;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.twotrees.ShadowSource.Answer;
import org.tablewalk.picture.twotrees.ShadowSource.GuestEntry;
import org.tablewalk.picture.twotrees.ShadowSource.GuestTable;
import org.tablewalk.picture.twotrees.ShadowSource.Page;
import org.tablewalk.picture.twotrees.ShadowSource.ShadowEntry;

/** Draws entries of guest and shadow tables: a number, a cell whose colour, shape and word say what the entry is, and the marks of the last step. */
final class EntryCells {
    private static final double SIZE = 11;
    /** Room beside a cell for rights, and the width from which on a row has it. */
    private static final double BESIDE = 66;
    private static final double ROOMY = 150;

    private final Sketch sketch;
    private final Words words;
    private final ShadowScene scene;
    private final ShadowSource source;
    private final TwoTreesView view;
    private final Focus focus;

    EntryCells(Sketch sketch, Words words, ShadowScene scene, TwoTreesView view, Focus focus) {
        this.sketch = sketch;
        this.words = words;
        this.scene = scene;
        this.view = view;
        this.focus = focus;
        source = scene.source();
    }

    /** How a cell looks: fill, outline, ink of the text. */
    private record Look(Ink fill, Stroke outline, Ink text) {
        static final Look LEAF = new Look(Ink.PAGE, null, Ink.ON_PAGE);
        static final Look TABLE = new Look(Ink.RAISED, Stroke.solid(Ink.TABLE, 2), Ink.TEXT);
        static final Look INFERRED = new Look(Ink.RAISED, Stroke.dashed(Ink.TABLE, 2), Ink.TEXT);
        static final Look EMPTY = new Look(null, Stroke.dashed(Ink.INVALID, 1.3), Ink.MUTED);
        static final Look PORTAL = new Look(Ink.RAISED, Stroke.dashed(Ink.NEW, 2), Ink.TEXT);
        static final Look SPECIAL = new Look(Ink.RAISED, Stroke.solid(Ink.INVALID, 2), Ink.TEXT);
        static final Look BAD = new Look(Ink.RAISED, Stroke.dashed(Ink.VIOLATION, 2), Ink.TEXT);
        static final Look UNKNOWN = new Look(null, Stroke.dotted(Ink.INVALID, 1.5), Ink.MUTED);
    }

    /** Draws an entry of a guest table in a row, of which the {@code gutter} is for its number. */
    void guest(GuestTable table, int index, Box row, double gutter) {
        GuestEntry entry = source.entry(table, index);
        long first = table.cpu() < 0 ? table.gfn() << 12 : source.guestRoot(table.cpu()).cr3() & ~31L;
        long gpa = first + (long) WalkRules.entryBytes(table.rules()) * index;
        Look look = switch (entry.kind()) {
            case LEAF -> Look.LEAF;
            case TABLE -> Look.TABLE;
            case EMPTY -> Look.EMPTY;
            case RESERVED -> Look.BAD;
            case NO_MEMORY, UNKNOWN -> Look.UNKNOWN;
        };
        String label = switch (entry.kind()) {
            case LEAF -> words.of(table.level() == 1 ? "shadow.entry.page" : "shadow.entry.large", TablePainter.hex(entry.gfn()), size(table));
            case TABLE -> words.of("shadow.entry.table", TablePainter.hex(entry.gfn()));
            default -> words.of("shadow.entry." + entry.kind());
        };
        Long before = scene.guestBefore().get(gpa & -8);
        boolean half = before != null && WalkRules.entryBytes(table.rules()) == 4;
        long old = before == null ? 0 : half ? before >>> 8 * (gpa & 4) & 0xffff_ffffL : before;
        var cell = new Cell(Node.Guest.key(table), index, row, gutter, new Target(Target.Kind.GUEST_ENTRY, gpa, table.level()), look, label);
        String rights = rights(entry.access(), entry.accessed(), entry.dirty());
        boolean leads = entry.kind() == GuestEntry.Kind.LEAF || entry.kind() == GuestEntry.Kind.TABLE;
        cell.paint(leads ? rights : "", before != null && old != entry.word(), (old & 1) != 0, entry.kind() != GuestEntry.Kind.EMPTY, false);
        sketch.hot(row, cell.target, words.of("tip.shadow.guestEntry", words.of("shadow.level." + table.level()), index, label, rights,
                Hex.word(entry.word()), TablePainter.hex(gpa)));
        if (scene.reads().contains(gpa)) {
            Signs.eye(sketch, row.right() - 8, row.centreY());
        }
    }

    private static String size(GuestTable table) {
        return Hex.size(1L << WalkRules.shift(table.level(), table.rules()));
    }

    /** Draws an entry of a shadow table in a row, of which the {@code gutter} is for its number. */
    void shadow(long table, int level, int index, Box row, double gutter) {
        ShadowEntry entry = source.entry(table, index);
        long address = table + 8L * index;
        Page page = source.page(table);
        Look link = entry.word() == ShadowSource.UNKNOWN ? Look.INFERRED : page == null ? Look.SPECIAL : page.passthrough() == Answer.YES ? Look.PORTAL : Look.TABLE;
        Look look = switch (entry.kind()) {
            case LEAF -> Look.LEAF;
            case LINK -> link;
            case EMPTY -> Look.EMPTY;
            case MMIO -> Look.BAD;
            case UNKNOWN -> Look.UNKNOWN;
        };
        String label = switch (entry.kind()) {
            case LEAF -> words.of(level == 1 ? "shadow.entry.page" : "shadow.entry.large", TablePainter.hex(entry.pfn()), Hex.size(1L << 12 + 9 * (level - 1)))
                    + ((entry.access() & Pte.ACC_WRITE) == 0 ? words.of("shadow.entry.readOnly") : "");
            case LINK -> words.of("shadow.entry.link", name(entry.table()));
            default -> words.of("shadow.entry." + entry.kind());
        };
        Long before = scene.before().get(address);
        var cell = new Cell(table, index, row, gutter, new Target(Target.Kind.SHADOW_ENTRY, address, level), look, label);
        String rights = rights(entry.access(), entry.accessed(), entry.dirty());
        cell.paint(entry.kind() == ShadowEntry.Kind.LEAF ? rights : "", before != null && before != entry.word(), before != null && before != 0, entry.word() != 0,
                scene.next().contains(address));
        String tip = entry.kind() == ShadowEntry.Kind.LEAF ? "tip.shadow.leaf" : "tip.shadow.entry";
        sketch.hot(row, cell.target, words.of(tip, owner(page, level), index, label, rights, Hex.word(entry.word()), TablePainter.hex(entry.gfn())));
    }

    /** Entries of a table that the last step touched or that an address on its way uses, and the colour of it. */
    Map<Integer, Ink> marked(Node node, int size) {
        Map<Integer, Ink> marked = new TreeMap<>();
        for (int index : focus.entries(node.key())) {
            if (index < size) {
                boolean written = !node.guest() && scene.before().containsKey(node.key() + 8L * index);
                marked.put(index, written ? Ink.CHANGED : Ink.ACCENT);
            }
        }
        return marked;
    }

    private String owner(Page page, int level) {
        return page == null ? words.of("shadow.special." + level) : words.of("shadow.page", page.id(), page.level());
    }

    /** What a link points to. */
    private String name(long table) {
        Page page = source.page(table);
        if (page != null) {
            return words.of("shadow.short", page.id());
        }
        Node node = focus.shadow(table);
        return node == null ? "?" : words.of("shadow.special." + node.level());
    }

    private String rights(int access, boolean accessed, boolean dirty) {
        return ((access & Pte.ACC_USER) != 0 ? "u" : "-") + ((access & Pte.ACC_WRITE) != 0 ? "w" : "-") + ((access & Pte.ACC_EXEC) != 0 ? "x" : "-")
                + (accessed ? " A" : "") + (dirty ? " D" : "");
    }

    /** One row. */
    private final class Cell {
        private final long key;
        private final int index;
        private final Target target;
        private final Look look;
        private final String label;
        private final Box row;
        private final Box box;

        Cell(long key, int index, Box row, double gutter, Target target, Look look, String label) {
            this.key = key;
            this.index = index;
            this.target = target;
            this.look = look;
            this.label = label;
            this.row = row;
            double inner = row.width() - gutter;
            box = new Box(row.x() + gutter, row.y(), inner >= ROOMY ? inner - BESIDE : inner, row.height());
        }

        void paint(String rights, boolean changed, boolean was, boolean is, boolean next) {
            boolean path = focus.onPath(key, index);
            double baseline = sketch.baseline(box, Typeface.MONO, SIZE);
            sketch.text(Integer.toString(index), box.x() - 5, baseline, path ? Typeface.SANS_BOLD : Typeface.MONO, SIZE, Shape.Anchor.END,
                    path ? Ink.ACCENT : Ink.MUTED);
            Stroke outline = !changed ? look.outline() : was == is ? Stroke.solid(Ink.CHANGED, 3) : is ? Stroke.solid(Ink.NEW, 3) : Stroke.dashed(Ink.REMOVED, 2.5);
            sketch.rect(box, look.fill(), outline, 3);
            sketch.text(fitting(), box.centreX(), baseline, Typeface.MONO, SIZE, Shape.Anchor.MIDDLE, look.text());
            if (box.right() + 6 + sketch.metrics().width(Typeface.MONO, SIZE, rights) <= row.right() + 1) {
                sketch.text(rights, box.right() + 6, baseline, Typeface.MONO, SIZE, Shape.Anchor.START, Ink.MUTED);
            }
            if (next) {
                sketch.rect(box.inset(-2), null, Stroke.dotted(Ink.NEXT, 1.5), 4);
            }
            if (target.equals(view.selected())) {
                sketch.rect(row.inset(-2), null, Stroke.solid(Ink.ACCENT, 2), 4);
            }
            if (changed) {
                double x = box.right() - 1;
                double y = box.y() + 1;
                if (was == is) {
                    Signs.changed(sketch, x, y);
                } else if (is) {
                    Signs.made(sketch, x, y);
                } else {
                    Signs.removed(sketch, x, y);
                }
            }
        }

        /** The label, else what its last word says, else nothing. */
        private String fitting() {
            String text = label;
            while (sketch.metrics().width(Typeface.MONO, SIZE, text) > box.width() - 3) {
                int space = text.indexOf(' ');
                if (space < 0) {
                    return "";
                }
                text = text.substring(space + 1);
            }
            return text;
        }
    }
}
