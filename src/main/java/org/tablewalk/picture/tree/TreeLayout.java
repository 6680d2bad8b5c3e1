package org.tablewalk.picture.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/**
 * Lays out a tree of page tables: root left, one column per level, a box per shown table. What is drawn is bounded by the number of
 * shown tables, never by the size of the tree, and an entry that is drawn twice is drawn at the same place.
 *
 * <p>A slim layout stands the levels one above the other where columns would leave no room for words: of each the table on the way to what
 * happens, without the picture's heading. A layout for one tree of several is slim, and has no heading either way: what the tree is stands above it.
 */
public final class TreeLayout {
    /** Room left of the root and above it in pixels, the picture's heading included. */
    static final double LEFT = 20;
    static final double TOP = 56;

    /** Room below the tables. */
    static final double BOTTOM = 12;

    /** Room for the buttons over the right end of the heading. */
    private static final double BUTTONS = 180;
    /** Room above the root where there is no heading, and how far a link goes round beside tables one above the other. */
    private static final double SLIM_TOP = 8;
    private static final double ROUND = 14;
    /** More rows than a level has. */
    private static final int LEVEL_ROWS = 1 << 10;

    private final FontMetrics metrics;
    private final Words words = new Words();
    private final boolean slim;
    private final boolean headed;

    public TreeLayout(FontMetrics metrics) {
        this(metrics, false);
    }

    /** The same; {@code slim}: for pictures beside others. */
    public TreeLayout(FontMetrics metrics, boolean slim) {
        this(metrics, slim, true);
    }

    private TreeLayout(FontMetrics metrics, boolean slim, boolean headed) {
        this.metrics = metrics;
        this.slim = slim;
        this.headed = headed;
    }

    /** A layout for one tree of several in a picture. */
    public static TreeLayout ofMany(FontMetrics metrics) {
        return new TreeLayout(metrics, true, false);
    }

    /** Entries that such a layout has room for in a table of each level; below 1 there is no room for words. */
    public static double room(int levels, int entries, double width, double height) {
        double down = height - SLIM_TOP - BOTTOM;
        double columns = TreeGrid.of(width - 2 * LEFT, down, levels, entries).words() ? (down - TreeGrid.HEAD - TreeGrid.EDGE) / TreeGrid.ROW : 0;
        double stacked = TreeGrid.stacked(width - 2 * LEFT, down, entries).words()
                ? ((down + TreeGrid.GAP) / levels - TreeGrid.GAP - TreeGrid.TITLE - TreeGrid.EDGE) / TreeGrid.ROW : 0;
        return Math.max(columns, stacked);
    }

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
        private final TreeFocus focus;
        private final Map<Long, TreeView.Place> places;
        private final int columns;
        private final boolean stacked;
        /** How far above the usual place of the root the picture begins. */
        private final double rise;
        private final TreeGrid grid;
        private final Map<Integer, TreeBands.Bands> bands;
        private final TreeRows rows;
        private final Sketch sketch;
        private final TreeNames names;
        private final TablePainter painter;
        private final Map<Long, ShownTable> shown = new HashMap<>();
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
            focus = TreeFocus.of(scene, view, graph, holders);
            double lift = headed ? 0 : TOP - SLIM_TOP;
            double room = Math.max(TreeGrid.HEAD + TreeGrid.ROW + TreeGrid.EDGE, height - TOP - BOTTOM + lift);
            // There is room for every level from the start, so that nothing moves when a block becomes a table.
            int levels = 1 + format.lastLevel() - format.startLevel();
            int entries = Math.max(tables.rootEntries(), format.entriesPerTable());
            stacked = slim && !TreeGrid.of(width - 2 * LEFT, room, levels, entries).words();
            rise = stacked ? TOP - SLIM_TOP : lift;
            places = TreePlaces.of(tables, graph, view, focus.wanted(), cache, stacked ? 1 : TreeBands.most(room));
            columns = Math.max(Math.max(view.standing().columns(), levels), 1 + places.values().stream().mapToInt(TreeView.Place::column).max().orElse(0));
            grid = stacked ? TreeGrid.stacked(width - 2 * LEFT, room + rise - lift, entries) : TreeGrid.of(width - 2 * LEFT, room, columns, entries);
            bands = bands(cache);
            links();
            rows = new TreeRows(tables, cache, view, focus);
            sketch = new Sketch(metrics, width, height, view.camera().zoom(), LEFT + view.camera().panX(), TOP + view.camera().panY());
            names = new TreeNames(words, tables, graph);
            painter = new TablePainter(sketch, words, scene, view, cache, holders, names, grid, places.keySet());
        }

        private boolean readable(long table) {
            return graph.link(table) != TableGraph.Link.FREED;
        }

        private Map<Integer, TreeBands.Bands> bands(TreeCache cache) {
            Map<Integer, TreeMap<Integer, TreeBands.Need>> needs = new HashMap<>();
            places.forEach((table, place) -> {
                int entries = readable(table) ? tables.entries(table) : 0;
                int weight = entries > 0 && RunSummary.of(tables, cache, table, level(table), 0, entries).kinds() == 1 ? 1 : 2;
                needs.computeIfAbsent(column(place), c -> new TreeMap<>()).put(row(place),
                        stacked ? new TreeBands.Need(entries, 1, grid.head(), 1) : new TreeBands.Need(entries, weight));
            });
            for (int level = 1; stacked && level < columns; level++) {
                needs.get(0).putIfAbsent(level * LEVEL_ROWS, new TreeBands.Need(format.entriesPerTable(), 1, grid.head(), 1));
            }
            Map<Integer, TreeBands.Bands> divided = new HashMap<>();
            needs.forEach((column, need) -> divided.put(column, TreeBands.of(view.standing().bands().get(column), need, grid.height(), view.rows())));
            return divided;
        }

        private int column(TreeView.Place place) {
            return stacked ? 0 : place.column();
        }

        private int row(TreeView.Place place) {
            return stacked ? place.column() * LEVEL_ROWS + place.row() : place.row();
        }

        TreePicture picture() {
            Box content = new Box(0, 0, grid.width(), 40);
            for (Map.Entry<Long, TreeView.Place> e : places.entrySet()) {
                ShownTable table = show(e.getKey(), e.getValue());
                shown.put(e.getKey(), table);
                content = content.union(table.box());
            }
            List<ShownTable> inOrder = new ArrayList<>(shown.values());
            inOrder.sort(Comparator.comparingDouble((ShownTable s) -> s.box().x()).thenComparingDouble(s -> s.box().y()));
            inOrder.forEach(painter::frame);
            inOrder.forEach(this::link);
            inOrder.forEach(s -> painter.entries(s, focus.entries(s.table())));
            scene.walks().forEach(this::walk);
            heading();
            return new TreePicture(sketch.drawing(), view.with(view.scrolling().with(rows.shown()), new TreeView.Standing(columns, places, bands)),
                    new Box(content.x(), content.y() + rise, content.width(), content.height() - rise));
        }

        /** Entries that a shown table hangs from matter. */
        private void links() {
            for (long table : places.keySet()) {
                long parent = table == tables.root() ? -1 : graph.parent(table);
                if (parent >= 0) {
                    long above = tables.tableOf(parent);
                    focus.note(above, (int) ((parent - above) / 8), TreeFocus.LINK);
                }
            }
            if (stacked) {
                places.keySet().stream().filter(table -> readable(table) && focus.entries(table).isEmpty()).forEach(this::first);
            }
        }

        /** With one slot for a table it is an entry that says something. */
        private void first(long table) {
            int entries = tables.entries(table);
            for (int i = 0; i < entries; i++) {
                if (format.kind(tables.word(table + 8L * i), level(table)) != TableFormat.Kind.INVALID) {
                    focus.note(table, i, TreeFocus.LINK);
                    return;
                }
            }
        }

        private int level(long table) {
            return table == tables.root() ? format.startLevel() : graph.level(table);
        }

        private ShownTable show(long table, TreeView.Place place) {
            TreeBands.Span span = bands.get(column(place)).spans().get(row(place));
            int slots = grid.slots(span.height());
            List<TreeRows.Row> list = readable(table) ? rows.rows(table, level(table), slots) : List.of();
            var box = new Box(column(place) * grid.pitch(), span.top() - rise, grid.width(), span.height());
            return new ShownTable(table, level(table), graph.link(table), box, grid.head(), (span.height() - grid.head() - TreeGrid.EDGE) / slots, list);
        }

        private void link(ShownTable child) {
            long parent = child.table() == tables.root() ? -1 : graph.parent(child.table());
            ShownTable above = parent < 0 ? null : shown.get(tables.tableOf(parent));
            if (above == null) {
                return;
            }
            double y = above.entryY(parent);
            double x = above.box().right();
            Stroke stroke = child.link() == TableGraph.Link.LINKED ? Stroke.solid(Ink.LINK, 1.5)
                    : child.link() == TableGraph.Link.DETACHED ? Stroke.dashed(Ink.UNCLEAN, 2) : Stroke.dashed(Ink.INVALID, 1.5);
            if (stacked) {
                double to = child.box().y() + grid.head() / 2;
                sketch.curve(x, y, x + ROUND, y, x + ROUND, to, x + 1, to, stroke, true);
            } else {
                sketch.link(x, y, child.box().x(), child.box().y() + 12, stroke, true);
            }
        }

        private void walk(TreeScene.Walk walk) {
            long address = Holders.address(tables, walk.table(), walk.ipa(), walk.level());
            ShownTable at = shown.get(tables.tableOf(address));
            if (at == null) {
                return;
            }
            long parent = at.table() == tables.root() ? -1 : graph.parent(at.table());
            ShownTable above = parent < 0 ? null : shown.get(tables.tableOf(parent));
            boolean stale = holders.stale(walk);
            Stroke stroke = Stroke.dotted(stale ? Ink.STALE : Ink.ACCENT, 2.5);
            double y = at.entryY(address);
            double x = at.box().x();
            if (above == null || stacked) {
                sketch.line(at.box().x() - LEFT, y, x - 8, y, stroke, false);
            } else {
                sketch.link(above.box().right(), above.entryY(parent) + 3, x - 8, y, stroke, false);
            }
            sketch.number(x, y, Integer.toString(walk.cpu()), stale ? Ink.STALE : Ink.ACCENT, stale ? Ink.ON_STALE : Ink.ON_ACCENT);
            sketch.hot(new Box(x - 8, y - 8, 16, 16), Target.of(Target.Kind.CPU, walk.cpu()),
                    words.of("tip.walk." + walk.by() + (stale ? ".stale" : ""),
                            walk.cpu(), Hex.grouped(walk.ipa()), walk.level()));
        }

        /** The title, and the way to the selected entry; they do not move with the tree. */
        private void heading() {
            var fixed = new Sketch(metrics, width, height);
            String way = view.selected() < 0 ? "" : names.way(view.selected());
            if (stacked || !headed || scene.title().isEmpty() && way.isEmpty()) {
                return;
            }
            fixed.rect(new Box(0, 0, width, 44), Ink.SURFACE, null);
            fixed.text(title(Math.max(width / 2, width - 2 * LEFT - BUTTONS)), LEFT, 19, Typeface.SANS_BOLD, 13, Shape.Anchor.START, Ink.TEXT);
            String line = way.isEmpty() ? counts() : way;
            fixed.text(line, LEFT, 37, Typeface.SANS, 12, width - 2 * LEFT, Ink.MUTED);
            sketch.include(fixed.drawing(), 0, 0);
        }

        /** The title, less what there is no room for at its end; its parts stand two spaces apart. */
        private String title(double room) {
            String title = scene.title();
            while (metrics.width(Typeface.SANS_BOLD, 13, title) > room && title.contains("  ")) {
                title = title.substring(0, title.lastIndexOf("  "));
            }
            return title;
        }

        /** How many tables there are, a root of several pages being one, and how many of them are shown. */
        private String counts() {
            int all = graph.tables() - tables.rootPages() + 1;
            int here = places.size();
            return here < all ? words.of("tree.counts", all, here) : words.of(here == 1 ? "tree.count.one" : "tree.count", here);
        }
    }
}
