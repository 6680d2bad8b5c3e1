package org.tablewalk.picture.tree;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;

/** Draws shown tables: the box, the rows, and what there is to tell of each when it is pointed at. */
final class TablePainter {
    private final Sketch sketch;
    private final FontMetrics metrics;
    private final Words words;
    private final TreeScene scene;
    private final TreeView view;
    private final TableSource tables;
    private final TableFormat format;
    private final TableGraph graph;
    private final Holders holders;
    private final TreeNames names;
    /** The tables that are shown. */
    private final Set<Long> shown;
    private final EntryPainter entryPainter;
    /** CPUs whose walk reads an entry next, by its address. */
    private final Map<Long, List<Integer>> walkers = new HashMap<>();

    TablePainter(Sketch sketch, FontMetrics metrics, Words words, TreeScene scene, TreeView view, TableGraph graph, Holders holders, TreeNames names,
            Set<Long> shown) {
        this.sketch = sketch;
        this.metrics = metrics;
        this.words = words;
        this.scene = scene;
        this.view = view;
        tables = scene.tables();
        format = tables.format();
        this.graph = graph;
        this.holders = holders;
        this.names = names;
        this.shown = shown;
        entryPainter = new EntryPainter(sketch, format, words, scene.cpus());
        for (TreeScene.Walk walk : scene.walks()) {
            long address = Holders.address(tables, walk.table(), walk.ipa(), walk.level());
            walkers.computeIfAbsent(address, a -> new ArrayList<>()).add(walk.cpu());
        }
    }

    /** Its box, its title and what is unusual about it. */
    void frame(ShownTable s) {
        Box box = s.box();
        Stroke border = switch (s.link()) {
            case LINKED, NONE -> Stroke.solid(Ink.LINE, 1.5);
            case DETACHED -> Stroke.dashed(Ink.UNCLEAN, 2);
            case UNLINKED -> Stroke.dashed(Ink.NEW, 2);
            case FREED -> Stroke.dashed(Ink.INVALID, 2);
        };
        sketch.rect(box, Ink.RAISED, border, 6);
        double y = box.y() + 16;
        String title = words.of(s.table() == tables.root() ? "tree.root" : "tree.table", s.level());
        String above = names.above(s.table());
        double x = box.x() + ShownTable.PAD + 2;
        x += sketch.text(title, x, y, Typeface.SANS_BOLD, 12, 90, Ink.TEXT) + 6;
        String address = Hex.grouped(s.table());
        double addressWidth = metrics.width(Typeface.MONO, 10, address);
        sketch.text(address, box.right() - ShownTable.PAD, y, Typeface.MONO, 10, Shape.Anchor.END, Ink.MUTED);
        sketch.text(above, x, y, Typeface.SANS, 10, box.right() - ShownTable.PAD - addressWidth - 6 - x, Ink.MUTED);
        Target target = new Target(Target.Kind.TABLE, s.table(), s.level());
        sketch.hot(box, target, words.of("tip.table", s.level(), address, range(s), state(s)));
        if (s.rows().isEmpty() || s.rows().getFirst().slot() >= 0) {
            String range = s.link() == TableGraph.Link.FREED || s.link() == TableGraph.Link.UNLINKED ? "" : range(s);
            sketch.text(range, box.x() + ShownTable.PAD + 2, box.y() + ShownTable.HEADER + 10, Typeface.SANS, 10, ShownTable.WIDTH - 2 * ShownTable.PAD, Ink.MUTED);
        }
        caption(s);
    }

    private void caption(ShownTable s) {
        Ink ink = switch (s.link()) {
            case LINKED, NONE -> null;
            case DETACHED -> Ink.UNCLEAN_TEXT;
            case UNLINKED -> Ink.NEW_TEXT;
            case FREED -> Ink.MUTED;
        };
        long parent = graph.parent(s.table());
        boolean within = parent >= 0 && graph.link(tables.tableOf(parent)) == TableGraph.Link.DETACHED;
        if (ink != null && !within) {
            sketch.text(state(s), s.box().x() + 2, s.box().bottom() + 13, Typeface.SANS_BOLD, 10.5, ShownTable.WIDTH, ink);
        }
    }

    private String state(ShownTable s) {
        return words.of("tree.state." + s.link());
    }

    /** Its entries. */
    void entries(ShownTable s) {
        for (TreeRows.Row row : s.rows()) {
            double y = s.y(row);
            double x = s.box().x() + ShownTable.GUTTER;
            if (row.run() == null) {
                long address = s.table() + 8L * row.from();
                if (!sketch.visible(new Box(s.box().x(), y, ShownTable.WIDTH, ShownTable.ROW))) {
                    continue;
                }
                sketch.text(Integer.toString(row.from()), x - 6, y + 12, Typeface.MONO, 10, Shape.Anchor.END, Ink.MUTED);
                long word = tables.word(address);
                EntryMarks marks = marks(address, word, s.level());
                entryPainter.paint(x, y, word, s.level(), marks);
                Box room = EntryPainter.room(x, y);
                sketch.hot(room, new Target(Target.Kind.DESCRIPTOR, address, s.level()), tip(s, row.from(), address, word, marks));
                expander(s, address, word, y);
            } else {
                run(s, row, x, y);
            }
        }
    }

    private void run(ShownTable s, TreeRows.Row row, double x, double y) {
        int count = row.to() - row.from();
        String exact = row.run().text();
        String text = row.run().contiguous() ? words.of("tree.contiguous", exact) : exact;
        double room = 2 * EntryPainter.UNIT - (row.marks() > 0 ? 20 : 0);
        if (metrics.width(Typeface.SANS, 11, text) > room) {
            text = row.run().kinds() == 1 ? exact : words.of("tree.mixed", count, row.run().kinds());
        }
        sketch.text("…", x - 6, y + 11, Typeface.MONO, 10, Shape.Anchor.END, Ink.MUTED);
        double end = x + sketch.text(text, x, y + 12, Typeface.SANS, 11, room, Ink.MUTED);
        if (row.slot() >= 0) {
            sketch.line(x, y + ShownTable.LINE - 0.5, x + 2 * EntryPainter.UNIT, y + ShownTable.LINE - 0.5, Stroke.dotted(Ink.LINE, 1), false);
        }
        if (row.marks() > 0) {
            sketch.badge(end + 12, y + 8, 7, Integer.toString(row.marks()), Ink.UNCLEAN, Ink.ON_UNCLEAN);
        }
        sketch.hot(new Box(x, y, 2 * EntryPainter.UNIT, ShownTable.LINE), new Target(Target.Kind.RUN, s.table(), row.from()),
                words.of(row.run().contiguous() ? "tip.run.contiguous" : "tip.run", s.level(), row.from(), row.to() - 1, exact)
                        + (row.marks() > 0 ? words.of("tip.run.marks", row.marks()) : ""));
    }

    private String range(ShownTable s) {
        long ipa = s.table() == tables.root() ? 0 : graph.ipa(s.table());
        return ipa < 0 ? "" : words.of("tree.range", Hex.grouped(ipa), Hex.size(format.entrySize(s.level())));
    }

    private EntryMarks marks(long address, long word, int level) {
        Long before = scene.before().get(address);
        BitSet held = holders.of(address);
        BitSet copied = holders.copied(address);
        List<Integer> walking = walkers.getOrDefault(address, List.of());
        var marks = new EntryMarks(change(before, word, level), held, copied, scene.broken().contains(address),
                scene.next().contains(address), view.selected() == address, walking);
        return marks.none() ? EntryMarks.NOTHING : marks;
    }

    private EntryMarks.Change change(Long before, long word, int level) {
        if (before == null || before == word) {
            return EntryMarks.Change.NONE;
        }
        boolean was = format.kind(before, level) != TableFormat.Kind.INVALID;
        boolean is = format.kind(word, level) != TableFormat.Kind.INVALID;
        return was == is ? EntryMarks.Change.CHANGED : is ? EntryMarks.Change.NEW : EntryMarks.Change.REMOVED;
    }

    private String tip(ShownTable s, int index, long address, long word, EntryMarks marks) {
        long base = s.table() == tables.root() ? 0 : graph.ipa(s.table());
        String ipa = base < 0 ? "?" : Hex.grouped(base + index * format.entrySize(s.level()));
        String text = words.of("tip.entry", s.level(), index, entryPainter.label(word, s.level(), marks), ipa,
                Hex.size(format.entrySize(s.level())), Hex.word(word), Hex.grouped(address));
        if (!marks.holders().isEmpty()) {
            text += words.of("tip.holders", cpus(marks.holders()));
        }
        if (!marks.copied().isEmpty()) {
            text += words.of("tip.copied", cpus(marks.copied()));
        }
        return text;
    }

    private String cpus(BitSet set) {
        var text = new StringBuilder();
        set.stream().forEach(cpu -> text.append(text.isEmpty() ? "" : ", ").append(cpu));
        return text.toString();
    }

    /** The place at a table descriptor's right where its table is opened or closed. */
    private void expander(ShownTable s, long address, long word, double y) {
        if (format.kind(word, s.level()) != TableFormat.Kind.TABLE || s.link() != TableGraph.Link.LINKED) {
            return;
        }
        long child = tables.tableOf(format.target(word, s.level()));
        if (child < 0) {
            return;
        }
        boolean open = shown.contains(child) && graph.parent(child) == address;
        double x = s.box().right() - 1;
        double mid = y + EntryPainter.HEIGHT / 2;
        if (!open) {
            sketch.polygon(Ink.TABLE, null, x - 3, mid - 4, x + 4, mid, x - 3, mid + 4);
        }
        sketch.hot(new Box(x - 6, y, 12, EntryPainter.HEIGHT), new Target(Target.Kind.EXPAND, child, address),
                words.of(open ? "tip.close" : "tip.open", names.entry(address), Hex.grouped(child)));
    }
}
