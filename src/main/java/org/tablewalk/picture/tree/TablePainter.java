package org.tablewalk.picture.tree;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
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

/** Draws shown tables: the box, the bar, the rows, and what there is to tell of each when it is pointed at. */
final class TablePainter {
    private static final double SMALL = 11;

    private final Sketch sketch;
    private final FontMetrics metrics;
    private final Words words;
    private final TreeScene scene;
    private final TreeView view;
    private final TableSource tables;
    private final TableFormat format;
    private final TreeCache cache;
    private final TableGraph graph;
    private final Holders holders;
    private final TreeNames names;
    private final TreeGrid grid;
    /** The tables that are shown. */
    private final Set<Long> shown;
    private final EntryPainter entryPainter;
    private final BarPainter barPainter;
    /** CPUs whose walk reads an entry next, by its address. */
    private final Map<Long, List<Integer>> walkers = new HashMap<>();

    TablePainter(Sketch sketch, Words words, TreeScene scene, TreeView view, TreeCache cache, Holders holders, TreeNames names, TreeGrid grid, Set<Long> shown) {
        this.sketch = sketch;
        metrics = sketch.metrics();
        this.words = words;
        this.scene = scene;
        this.view = view;
        tables = scene.tables();
        format = tables.format();
        this.cache = cache;
        graph = cache.graph();
        this.holders = holders;
        this.names = names;
        this.grid = grid;
        this.shown = shown;
        entryPainter = new EntryPainter(sketch, tables, words, scene.cpus(), grid);
        barPainter = new BarPainter(sketch, tables, cache);
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
        double y = box.y() + Math.min(18, s.head() - 6);
        String title = words.of(s.table() == tables.root() ? "tree.root" : "tree.table", s.level());
        double x = box.x() + TreeGrid.PAD;
        double right = box.right() - TreeGrid.PAD;
        x += whole(title, x, y, Typeface.SANS_BOLD, 13, right - x, Ink.TEXT) + 6;
        String above = names.above(s.table());
        if (s.head() < TreeGrid.HEAD && s.link() != TableGraph.Link.LINKED && s.link() != TableGraph.Link.NONE) {
            x += whole(words.of("tree.short." + s.link()), x, y, Typeface.SANS_BOLD, SMALL, right - x, ink(s)) + 6;
        } else {
            x += whole(above, x, y, Typeface.SANS, SMALL, right - x, Ink.MUTED) + 6;
        }
        String address = address(s.table());
        double wide = metrics.width(Typeface.MONO, SMALL, address);
        if (right - wide >= x) {
            sketch.text(address, right, y, Typeface.MONO, SMALL, Shape.Anchor.END, Ink.MUTED);
        }
        sketch.hot(box, new Target(Target.Kind.TABLE, s.table(), s.level()), words.of("tip.table", s.level(), address, range(s), state(s)));
        if (s.head() < TreeGrid.HEAD) {
            return;
        }
        double taken = view.scrolling().pinned().containsKey(s.table()) ? follow(s) : 0;
        second(s, new Box(box.x() + TreeGrid.PAD, box.y() + 22, box.width() - 2 * TreeGrid.PAD - taken, 14));
    }

    /** What lets a scrolled table follow what happens again. Returns the width it takes. */
    private double follow(ShownTable s) {
        String text = words.of("tree.follow");
        double wide = metrics.width(Typeface.SANS_BOLD, SMALL, text);
        var box = new Box(s.box().right() - TreeGrid.PAD - wide, s.box().y() + 22, wide, 14);
        sketch.text(text, box.x(), box.bottom() - 3, Typeface.SANS_BOLD, SMALL, Shape.Anchor.START, Ink.ACCENT);
        sketch.hot(box, Target.of(Target.Kind.FOLLOW, s.table()), words.of("tip.follow", s.level()));
        return wide + 8;
    }

    /** The line below the title: what is unusual about the table, else what it maps. */
    private void second(ShownTable s, Box box) {
        Ink ink = ink(s);
        double y = box.bottom() - 3;
        if (ink == Ink.MUTED && s.link() != TableGraph.Link.FREED) {
            if (whole(range(s), box.x(), y, Typeface.SANS, SMALL, box.width(), ink) == 0) {
                whole(words.of("tree.each", Hex.size(format.entrySize(s.level()))), box.x(), y, Typeface.SANS, SMALL, box.width(), ink);
            }
        } else if (whole(state(s), box.x(), y, Typeface.SANS_BOLD, SMALL, box.width(), ink) == 0) {
            whole(words.of("tree.short." + s.link()), box.x(), y, Typeface.SANS_BOLD, SMALL, box.width(), ink);
        }
    }

    private static Ink ink(ShownTable s) {
        return switch (s.link()) {
            case LINKED, NONE, FREED -> Ink.MUTED;
            case DETACHED -> Ink.UNCLEAN_TEXT;
            case UNLINKED -> Ink.NEW_TEXT;
        };
    }

    /** Text if there is room for all of it. Returns its width, or 0. */
    private double whole(String text, double x, double y, Typeface face, double size, double room, Ink ink) {
        double wide = metrics.width(face, size, text);
        if (wide > room) {
            return 0;
        }
        sketch.text(text, x, y, face, size, Shape.Anchor.START, ink);
        return wide;
    }

    /** Where something lies in memory, if that is known. */
    private String address(long address) {
        return format.addresses() ? Hex.grouped(tables.seen(address)) : "?";
    }

    private String state(ShownTable s) {
        return words.of("tree.state." + s.link());
    }

    /** Its entries; {@code interest}: those that matter. */
    void entries(ShownTable s, NavigableMap<Integer, Integer> interest) {
        if (s.rows().isEmpty()) {
            return;
        }
        bar(s, interest);
        for (TreeRows.Row row : s.rows()) {
            double y = s.y(row);
            double x = grid.entries(s.box().x());
            if (row.run() == null) {
                long address = s.table() + 8L * row.place().from();
                if (!sketch.visible(new Box(s.box().x(), y, grid.width(), s.row()))) {
                    continue;
                }
                sketch.text(Integer.toString(row.place().from()), x - 6, y + 13, Typeface.MONO, SMALL, Shape.Anchor.END, Ink.MUTED);
                long word = tables.word(address);
                EntryMarks marks = marks(address, word, s.level());
                entryPainter.paint(x, y, word, s.level(), marks);
                entryPainter.bracket(x, y, s.row(), row.place().from(), format.groupLog2(word, s.level()));
                sketch.hot(entryPainter.room(x, y), new Target(Target.Kind.DESCRIPTOR, address, s.level()), tip(s, row.place().from(), address, word, marks));
                expander(s, address, word, y);
            } else {
                run(s, row, x, y);
            }
        }
    }

    private void bar(ShownTable s, NavigableMap<Integer, Integer> interest) {
        NavigableMap<Integer, Ink> marked = new TreeMap<>();
        interest.forEach((index, matter) -> {
            long address = s.table() + 8L * index;
            EntryMarks marks = matter < TreeFocus.NEXT ? EntryMarks.NOTHING : marks(address, tables.word(address), s.level());
            if (!marks.none()) {
                marked.put(index, marks.ink());
            }
        });
        int entries = tables.entries(s.table());
        barPainter.paint(s, marked, view.scrolling().pinned().containsKey(s.table()));
        Box bar = BarPainter.box(s);
        sketch.hot(new Box(bar.x() - 2, bar.y(), bar.width() + TreeGrid.BAR_GAP, bar.height()), new Target(Target.Kind.BAR, s.table(), entries),
                words.of("tip.bar", s.level(), RunSummary.of(tables, cache, s.table(), s.level(), 0, entries).text()));
    }

    private void run(ShownTable s, TreeRows.Row row, double x, double y) {
        int count = row.place().to() - row.place().from();
        String exact = row.run().text();
        String tip = words.of(row.run().contiguous() ? "tip.run.contiguous" : "tip.run", s.level(), row.place().from(), row.place().to() - 1, exact)
                + (row.marks() > 0 ? words.of("tip.run.marks", row.marks()) : "");
        var target = new Target(Target.Kind.RUN, s.table(), row.place().from());
        double room = grid.unit() + grid.beside() - (row.marks() > 0 ? 22 : 0);
        if (row.place().tear()) {
            double middle = y - (s.row() - TreeGrid.ENTRY) / 2;
            if (row.place().slot() > 0) {
                sketch.line(x - grid.gutter() + 6, middle, x + grid.unit() + grid.beside(), middle, Stroke.dotted(row.marks() > 0 ? Ink.UNCLEAN : Ink.INVALID, 2), false);
            }
            sketch.hot(new Box(x, middle - 1, grid.unit() + grid.beside(), 2), target, tip);
            return;
        }
        sketch.text("…", x - 6, y + 13, Typeface.MONO, SMALL, Shape.Anchor.END, Ink.MUTED);
        double end = x;
        boolean mixed = row.run().kinds() > 1;
        for (String text : List.of(row.run().contiguous() ? words.of("tree.contiguous", exact) : exact, exact,
                words.of(mixed ? "tree.mixed" : "tree.hidden", count, row.run().kinds()), words.of(mixed ? "tree.kinds" : "tree.hidden", count, row.run().kinds()),
                words.of("tree.hidden", count))) {
            double wide = whole(text, x, y + 13, Typeface.SANS, SMALL + 0.5, room, Ink.MUTED);
            if (wide > 0) {
                end += wide;
                break;
            }
        }
        if (row.marks() > 0) {
            sketch.number(end + 13, y + TreeGrid.ENTRY / 2, Integer.toString(row.marks()), Ink.UNCLEAN, Ink.ON_UNCLEAN);
        }
        sketch.hot(new Box(x, y, grid.unit() + grid.beside(), TreeGrid.ENTRY), target, tip);
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
                Hex.size(format.entrySize(s.level())), format.addresses() ? Hex.word(word) : "?", address(address));
        int group = format.groupLog2(word, s.level());
        if (group != 0) {
            text += words.of("tip.group", 1 << group, Hex.size(format.entrySize(s.level()) << group));
        }
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
        double mid = y + TreeGrid.ENTRY / 2;
        if (!open) {
            sketch.polygon(Ink.TABLE, null, x - 3, mid - 4, x + 4, mid, x - 3, mid + 4);
        }
        sketch.hot(new Box(x - 6, y, 12, TreeGrid.ENTRY), new Target(Target.Kind.EXPAND, child, address),
                words.of(open ? "tip.close" : "tip.open", names.entry(address), address(child)));
    }
}
