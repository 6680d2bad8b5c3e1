package org.tablewalk.picture.tree;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
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

/**
 * Lays out a tree of page tables: root left, one column per level, a box per shown table. What is drawn is bounded by the number of
 * shown tables, never by the size of the tree, and an entry that is drawn twice is drawn at the same place.
 */
public final class TreeLayout {
    /** Room left of the root and above it in pixels, the picture's heading included. */
    static final double LEFT = 20;
    static final double TOP = 56;

    private static final double GUTTER = 34;
    private static final double PAD = 8;
    private static final double HEADER = 24;
    private static final double LINE = 17;
    private static final double ROW = 20;
    private static final double BOX_WIDTH = GUTTER + 2 * EntryPainter.UNIT + PAD;
    private static final double COLUMN = BOX_WIDTH + 60;
    private static final double CAPTION = 16;
    /** Room for the buttons over the right end of the heading. */
    private static final double BUTTONS = 150;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public TreeLayout(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /** A shown table with its rows. */
    private record Shown(long table, int level, TableGraph.Link link, Box box, List<TreeRows.Row> rows) { }

    /**
     * Lays out one picture.
     *
     * @param view  how it is looked at: the one that the last picture gave, changed by what the user did since
     * @param cache the one used for the last picture of these tables
     */
    public TreePicture layOut(TreeScene scene, TreeView view, double width, double height, TreeCache cache) {
        return new Run(scene, view, width, height, cache).picture();
    }

    /** One picture in the making. */
    private final class Run {
        private final TreeScene scene;
        private final TreeView view;
        private final TableSource tables;
        private final TableFormat format;
        private final TableGraph graph;
        private final Holders holders;
        private final Map<Long, TreeView.Place> places;
        private final TreeRows rows;
        private final Sketch sketch;
        private final EntryPainter painter;
        private final Map<Long, Shown> shown = new HashMap<>();
        private final Map<Long, List<Integer>> walkers = new HashMap<>();
        private final double width;
        private final double height;

        Run(TreeScene scene, TreeView view, double width, double height, TreeCache cache) {
            this.scene = scene;
            this.view = view;
            this.width = width;
            this.height = height;
            tables = scene.tables();
            format = tables.format();
            cache.begin(tables, scene.before());
            graph = cache.graph();
            holders = Holders.of(scene, graph);
            TreeFocus focus = TreeFocus.of(scene, view, graph, holders);
            places = TreePlaces.of(tables, graph, view, focus.wanted(), cache);
            rows = new TreeRows(tables, cache, view, focus);
            sketch = new Sketch(metrics, width, height, view.zoom(), LEFT + view.panX(), TOP + view.panY());
            painter = new EntryPainter(sketch, format, words, scene.cpus());
        }

        TreePicture picture() {
            for (TreeScene.Walk walk : scene.walks()) {
                long address = Holders.address(tables, walk.table(), walk.ipa(), walk.level());
                walkers.computeIfAbsent(address, a -> new ArrayList<>()).add(walk.cpu());
            }
            Map<Long, TreeSet<Integer>> links = links();
            Box content = new Box(0, 0, BOX_WIDTH, 40);
            for (Map.Entry<Long, TreeView.Place> e : places.entrySet()) {
                Shown table = show(e.getKey(), e.getValue(), links.getOrDefault(e.getKey(), new TreeSet<>()));
                shown.put(e.getKey(), table);
                content = content.union(table.box());
            }
            List<Shown> inOrder = new ArrayList<>(shown.values());
            inOrder.sort(Comparator.comparingDouble((Shown s) -> s.box().x()).thenComparingDouble(s -> s.box().y()));
            inOrder.forEach(this::frame);
            inOrder.forEach(this::link);
            inOrder.forEach(this::entries);
            scene.walks().forEach(this::walk);
            heading();
            return new TreePicture(sketch.drawing(), view.with(rows.windows(), places), content);
        }

        /** By table, the entries that a shown table hangs from. */
        private Map<Long, TreeSet<Integer>> links() {
            Map<Long, TreeSet<Integer>> links = new HashMap<>();
            for (long table : places.keySet()) {
                long parent = table == tables.root() ? -1 : graph.parent(table);
                if (parent >= 0) {
                    long above = tables.tableOf(parent);
                    links.computeIfAbsent(above, t -> new TreeSet<>()).add((int) ((parent - above) / 8));
                }
            }
            return links;
        }

        private Shown show(long table, TreeView.Place place, TreeSet<Integer> linked) {
            int level = table == tables.root() ? format.startLevel() : graph.level(table);
            TableGraph.Link link = graph.link(table);
            boolean readable = link == TableGraph.Link.LINKED || link == TableGraph.Link.DETACHED;
            List<TreeRows.Row> list = readable ? rows.rows(table, level, linked) : List.of();
            int slots = list.isEmpty() ? 0 : list.getLast().slot() + 1;
            double pitch = HEADER + LINE + (view.rows() + 1) * ROW + CAPTION + 14;
            var box = new Box(place.column() * COLUMN, place.row() * pitch, BOX_WIDTH, HEADER + LINE + slots * ROW + 4);
            return new Shown(table, level, link, box, list);
        }

        private void frame(Shown s) {
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
            String above = from(s.table());
            double x = box.x() + PAD + 2;
            x += sketch.text(title, x, y, Typeface.SANS_BOLD, 12, 90, Ink.TEXT) + 6;
            String address = Hex.grouped(s.table());
            double addressWidth = metrics.width(Typeface.MONO, 10, address);
            sketch.text(address, box.right() - PAD, y, Typeface.MONO, 10, Shape.Anchor.END, Ink.MUTED);
            sketch.text(above, x, y, Typeface.SANS, 10, box.right() - PAD - addressWidth - 6 - x, Ink.MUTED);
            Target target = new Target(Target.Kind.TABLE, s.table(), s.level());
            sketch.hot(box, target, words.of("tip.table", s.level(), address, range(s), state(s)));
            if (s.rows().isEmpty() || s.rows().getFirst().slot() >= 0) {
                String range = s.link() == TableGraph.Link.FREED || s.link() == TableGraph.Link.UNLINKED ? "" : range(s);
                sketch.text(range, box.x() + PAD + 2, box.y() + HEADER + 10, Typeface.SANS, 10, BOX_WIDTH - 2 * PAD, Ink.MUTED);
            }
            caption(s);
        }

        private void caption(Shown s) {
            Ink ink = switch (s.link()) {
                case LINKED, NONE -> null;
                case DETACHED -> Ink.UNCLEAN_TEXT;
                case UNLINKED -> Ink.NEW_TEXT;
                case FREED -> Ink.MUTED;
            };
            long parent = graph.parent(s.table());
            boolean within = parent >= 0 && graph.link(tables.tableOf(parent)) == TableGraph.Link.DETACHED;
            if (ink != null && !within) {
                sketch.text(state(s), s.box().x() + 2, s.box().bottom() + 13, Typeface.SANS_BOLD, 10.5, BOX_WIDTH, ink);
            }
        }

        private String state(Shown s) {
            return words.of("tree.state." + s.link());
        }

        /** The entry that a table hangs from, as {@code L2[8]}. */
        private String from(long table) {
            long parent = table == tables.root() ? -1 : graph.parent(table);
            return parent < 0 ? "" : name(parent);
        }

        private String name(long descriptor) {
            long table = tables.tableOf(descriptor);
            return words.of("tree.entry", table == tables.root() ? format.startLevel() : graph.level(table), (descriptor - table) / 8);
        }

        private String range(Shown s) {
            long ipa = s.table() == tables.root() ? 0 : graph.ipa(s.table());
            return ipa < 0 ? "" : words.of("tree.range", Hex.grouped(ipa), Hex.size(format.entrySize(s.level())));
        }

        private void entries(Shown s) {
            for (TreeRows.Row row : s.rows()) {
                double y = rowY(s, row);
                double x = s.box().x() + GUTTER;
                if (row.run() == null) {
                    long address = s.table() + 8L * row.from();
                    if (!sketch.visible(new Box(s.box().x(), y, BOX_WIDTH, ROW))) {
                        continue;
                    }
                    sketch.text(Integer.toString(row.from()), x - 6, y + 12, Typeface.MONO, 10, Shape.Anchor.END, Ink.MUTED);
                    long word = tables.word(address);
                    EntryMarks marks = marks(address, word, s.level());
                    painter.paint(x, y, word, s.level(), marks);
                    Box room = EntryPainter.room(x, y);
                    sketch.hot(room, new Target(Target.Kind.DESCRIPTOR, address, s.level()), tip(s, row.from(), address, word, marks));
                    expander(s, address, word, y);
                } else {
                    run(s, row, x, y);
                }
            }
        }

        private double rowY(Shown s, TreeRows.Row row) {
            return s.box().y() + HEADER + (row.slot() < 0 ? 0 : LINE + row.slot() * ROW);
        }

        private void run(Shown s, TreeRows.Row row, double x, double y) {
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
                sketch.line(x, y + LINE - 0.5, x + 2 * EntryPainter.UNIT, y + LINE - 0.5, Stroke.dotted(Ink.LINE, 1), false);
            }
            if (row.marks() > 0) {
                sketch.badge(end + 12, y + 8, 7, Integer.toString(row.marks()), Ink.UNCLEAN, Ink.ON_UNCLEAN);
            }
            sketch.hot(new Box(x, y, 2 * EntryPainter.UNIT, LINE), new Target(Target.Kind.RUN, s.table(), row.from()),
                    words.of(row.run().contiguous() ? "tip.run.contiguous" : "tip.run", s.level(), row.from(), row.to() - 1, exact)
                            + (row.marks() > 0 ? words.of("tip.run.marks", row.marks()) : ""));
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

        private String tip(Shown s, int index, long address, long word, EntryMarks marks) {
            long base = s.table() == tables.root() ? 0 : graph.ipa(s.table());
            String ipa = base < 0 ? "?" : Hex.grouped(base + index * format.entrySize(s.level()));
            String text = words.of("tip.entry", s.level(), index, painter.label(word, s.level(), marks), ipa,
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
        private void expander(Shown s, long address, long word, double y) {
            if (format.kind(word, s.level()) != TableFormat.Kind.TABLE || s.link() != TableGraph.Link.LINKED) {
                return;
            }
            long child = tables.tableOf(format.target(word, s.level()));
            if (child < 0) {
                return;
            }
            boolean open = shown.containsKey(child) && graph.parent(child) == address;
            double x = s.box().right() - 1;
            double mid = y + EntryPainter.HEIGHT / 2;
            if (!open) {
                sketch.polygon(Ink.TABLE, null, x - 3, mid - 4, x + 4, mid, x - 3, mid + 4);
            }
            sketch.hot(new Box(x - 6, y, 12, EntryPainter.HEIGHT), new Target(Target.Kind.EXPAND, child, address),
                    words.of(open ? "tip.close" : "tip.open", name(address), Hex.grouped(child)));
        }

        private void link(Shown child) {
            long parent = child.table() == tables.root() ? -1 : graph.parent(child.table());
            Shown above = parent < 0 ? null : shown.get(tables.tableOf(parent));
            if (above == null) {
                return;
            }
            double y = entryY(above, parent);
            double x = above.box().right();
            Stroke stroke = child.link() == TableGraph.Link.LINKED ? Stroke.solid(Ink.LINK, 1.5)
                    : child.link() == TableGraph.Link.DETACHED ? Stroke.dashed(Ink.UNCLEAN, 2) : Stroke.dashed(Ink.INVALID, 1.5);
            sketch.link(x, y, child.box().x(), child.box().y() + HEADER / 2, stroke, true);
        }

        /** The middle of the row that an entry is drawn in. */
        private double entryY(Shown s, long descriptor) {
            int index = (int) ((descriptor - s.table()) / 8);
            for (TreeRows.Row row : s.rows()) {
                if (index >= row.from() && index < row.to()) {
                    return rowY(s, row) + EntryPainter.HEIGHT / 2;
                }
            }
            return s.box().y() + HEADER / 2;
        }

        private void walk(TreeScene.Walk walk) {
            long address = Holders.address(tables, walk.table(), walk.ipa(), walk.level());
            Shown at = shown.get(tables.tableOf(address));
            if (at == null) {
                return;
            }
            long parent = at.table() == tables.root() ? -1 : graph.parent(at.table());
            Shown above = parent < 0 ? null : shown.get(tables.tableOf(parent));
            boolean stale = holders.stale(walk);
            Stroke stroke = Stroke.dotted(stale ? Ink.STALE : Ink.ACCENT, 2.5);
            double y = entryY(at, address);
            double x = at.box().x();
            if (above == null) {
                sketch.line(at.box().x() - LEFT, y, x - 8, y, stroke, false);
            } else {
                sketch.link(above.box().right(), entryY(above, parent) + 3, x - 8, y, stroke, false);
            }
            sketch.badge(x, y, 8, Integer.toString(walk.cpu()), stale ? Ink.STALE : Ink.ACCENT, stale ? Ink.ON_STALE : Ink.ON_ACCENT);
            sketch.hot(new Box(x - 8, y - 8, 16, 16), Target.of(Target.Kind.CPU, walk.cpu()),
                    words.of(stale ? "tip.walk.stale" : walk.speculative() ? "tip.walk.speculative" : "tip.walk",
                            walk.cpu(), Hex.grouped(walk.ipa()), walk.level()));
        }

        /** The title, and the way to the selected entry; they do not move with the tree. */
        private void heading() {
            var fixed = new Sketch(metrics, width, height);
            String way = view.selected() < 0 ? "" : breadcrumb(view.selected());
            if (scene.title().isEmpty() && way.isEmpty()) {
                return;
            }
            fixed.rect(new Box(0, 0, width, 44), Ink.SURFACE, null);
            fixed.text(scene.title(), LEFT, 19, Typeface.SANS_BOLD, 13, Math.max(width / 2, width - 2 * LEFT - BUTTONS), Ink.TEXT);
            String line = way.isEmpty() ? counts() : way;
            fixed.text(line, LEFT, 37, Typeface.SANS, 12, width - 2 * LEFT, Ink.MUTED);
            sketch.include(fixed.drawing(), 0, 0);
        }

        /** How many tables there are, a root of several pages being one, and how many of them are shown. */
        private String counts() {
            int all = graph.tables() - tables.rootPages() + 1;
            int here = places.size();
            return here < all ? words.of("tree.counts", all, here) : words.of(here == 1 ? "tree.count.one" : "tree.count", here);
        }

        private String breadcrumb(long descriptor) {
            if (tables.pageOf(descriptor) < 0) {
                return "";
            }
            var way = new StringBuilder(name(descriptor));
            long at = tables.tableOf(descriptor);
            for (int depth = 0; at != tables.root() && depth < 8; depth++) {
                long parent = graph.parent(at);
                if (parent < 0) {
                    break;
                }
                way.insert(0, name(parent) + " › ");
                at = tables.tableOf(parent);
            }
            return way.toString();
        }
    }
}
