package org.tablewalk.picture.twotrees;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Sketch;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.Typeface;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.twotrees.ShadowSource.GuestTable;
import org.tablewalk.picture.twotrees.ShadowSource.ShadowEntry;

/**
 * Lays out guest tables and shadow tables side by side, levels of both at the same heights, with a ribbon from each shadow page to the guest table it is
 * made from. What is drawn is bounded by the room, never by the number of tables, and a table stays where it is while others come and go.
 */
public final class TwoTrees {
    private static final double LEFT = 14;
    /** Room at the right of the heading, where a window has its buttons. */
    private static final double BUTTONS = 180;
    /** Baseline of the second line, which has the whole width below the buttons. */
    private static final double SECOND = 33;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public TwoTrees(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Lays out one picture.
     *
     * @param view how it is looked at: the one that the last picture gave, changed by what the user did since
     */
    public TwoTreesPicture layOut(ShadowScene scene, TwoTreesView view, double width, double height) {
        return new Run(scene, view, width, height).picture();
    }

    /** One picture in the making. */
    private final class Run {
        private final ShadowScene scene;
        private final ShadowSource source;
        private final TwoTreesView view;
        private final double width;
        private final double height;
        private final Grid grid;
        private final Sketch sketch;
        private final Focus focus;
        private final Arrangement arrangement;
        private final TableEntries entries;
        private final TablePainter painter;
        private final Ties ties;

        Run(ShadowScene scene, TwoTreesView view, double width, double height) {
            this.scene = scene;
            this.view = view;
            this.width = width;
            this.height = height;
            source = scene.source();
            int levels = Math.max(view.levels(), source.shadowLevels());
            boolean guest = view.places().values().stream().anyMatch(TwoTreesView.Place::guest);
            for (int cpu = 0; cpu < source.cpus(); cpu++) {
                GuestTable root = source.guestRoot(cpu).table();
                levels = Math.max(levels, root == null ? 0 : root.level());
                guest |= root != null;
            }
            focus = Focus.of(scene, view);
            grid = new Grid(width, height, levels, Levels.bare(source, focus, view, levels), view.rows(), guest, view.abreast());
            sketch = new Sketch(metrics, width, height, grid.scale() * view.zoom(), view.panX(), Grid.TOP + view.panY());
            arrangement = new Arrangement(grid, source, focus, view);
            entries = new TableEntries(source, focus, arrangement, view, grid.rows());
            painter = new TablePainter(sketch, words, scene, view, focus, entries, grid);
            ties = new Ties(sketch, words, scene, arrangement, entries, painter);
        }

        TwoTreesPicture picture() {
            sketch.line(grid.half(), -Grid.TOP, grid.half(), grid.height() + 40, Stroke.dashed(Ink.INVALID, 1.2), false);
            for (int level = grid.levels(); level >= 1; level--) {
                sketch.text(words.of("shadow.bandLevel", level), 6, grid.name(level), Typeface.SANS_BOLD, 11, Shape.Anchor.START, Ink.MUTED);
            }
            ties.ribbons();
            arrangement.placed().forEach(ties::links);
            arrangement.placed().forEach(painter::paint);
            arrangement.more().forEach(this::more);
            roots();
            scene.walks().forEach(this::badges);
            heading();
            return new TwoTreesPicture(sketch.drawing(), view.with(grid, arrangement.places(), entries.chosen()));
        }

        private void more(Arrangement.More more) {
            String text = words.of("shadow.more", more.count());
            sketch.rect(more.box(), Ink.SURFACE, Stroke.dotted(Ink.INVALID, 1.5), 6);
            sketch.label(more.box(), text, Typeface.SANS_BOLD, 11, Ink.TEXT);
            sketch.hot(more.box(), new Target(Target.Kind.MORE, more.guest() ? 0 : 1, more.level()),
                    words.of(more.guest() ? "tip.shadow.more.guest" : "tip.shadow.more", more.count(), more.level()));
        }

        /** Arrows from each CPU to the roots of both trees. */
        private void roots() {
            Map<Long, List<Integer>> roots = new TreeMap<>();
            for (int cpu = 0; cpu < source.cpus(); cpu++) {
                GuestTable guest = source.guestRoot(cpu).table();
                if (guest != null) {
                    roots.computeIfAbsent(Node.Guest.key(guest), k -> new ArrayList<>()).add(cpu);
                }
                long table = source.hardwareRoot(cpu).table();
                if (table > 0) {
                    roots.computeIfAbsent(table & -4096, k -> new ArrayList<>()).add(cpu);
                }
            }
            roots.forEach((key, cpus) -> {
                Arrangement.Placed p = arrangement.placed(key);
                if (p != null) {
                    root(painter.box(p), words.of((p.node().guest() ? "shadow.root.guest." : "shadow.root.hardware.") + source.paging()), cpus);
                }
            });
        }

        private void root(Box box, String name, List<Integer> cpus) {
            double left = box.x() - (box.x() >= grid.half() ? grid.half() : 0);
            boolean first = left < grid.margin() + 5 * 8;
            double y = box.y() + 14;
            double end = box.x() - 4;
            double start = first ? end - grid.margin() + 8 : end - 8;
            boolean told = first && grid.rows() > 0;
            sketch.line(first && !told ? start + 2 * Sketch.NUMBER : start, y, end + 4, y, Stroke.solid(Ink.LINK, 1.6), true);
            if (first && !told) {
                sketch.number(start + Sketch.NUMBER - 2, y, cpus.size() == 1 ? Integer.toString(cpus.getFirst()) : "+" + cpus.size(), Ink.WAIT, Ink.ON_WAIT);
            }
            if (told) {
                // What is before the last word is left out first.
                double room = end - start - 2;
                String text = metrics.width(Typeface.SANS_BOLD, 11, name) <= room ? name : name.substring(name.lastIndexOf(' ') + 1);
                sketch.text(metrics.width(Typeface.SANS_BOLD, 11, text) <= room ? text : "", start, y - 5, Typeface.SANS_BOLD, 11, Shape.Anchor.START, Ink.TEXT);
                int most = (int) ((end - start + 4) / (2 * Sketch.NUMBER));
                for (int i = 0; i < Math.min(cpus.size(), most); i++) {
                    String number = i == most - 1 && cpus.size() > most ? "+" + (cpus.size() - most + 1) : Integer.toString(cpus.get(i));
                    sketch.number(start + Sketch.NUMBER - 2 + i * 2 * Sketch.NUMBER, y + 12, number, Ink.WAIT, Ink.ON_WAIT);
                }
            }
            sketch.hot(new Box(start, y - 14, end - start + 2, 34), Target.of(Target.Kind.CPU, cpus.getFirst()), words.of("tip.shadow.root", name, list(cpus)));
        }

        private static String list(List<Integer> cpus) {
            return String.join(", ", cpus.stream().map(String::valueOf).toList());
        }

        /** A disc with the CPU's number where an address is: at the entry that is read next, or that the walk found missing. */
        private void badges(ShadowScene.Walk walk) {
            long table = walk.fault() ? 0 : walk.table();
            int index = -1;
            for (Arrangement.Placed p : arrangement.placed()) {
                if (!p.full() || p.node().guest() || p.node() instanceof Node.Coming || p.node() instanceof Node.Gone) {
                    continue;
                }
                int at = (int) (walk.address() >>> 12 + 9 * (p.node().level() - 1)) & (p.node() instanceof Node.Root && p.node().level() == 3 ? 3 : 511);
                boolean here = walk.fault() ? focus.onPath(p.node().key(), at)
                        && source.entry(p.node().key(), at).kind() != ShadowEntry.Kind.LINK : p.node().key() == table;
                if (here) {
                    index = at;
                    Box box = painter.box(p);
                    double y = painter.entryY(box, p.node().key(), index);
                    sketch.number(box.x() - 5, y, Integer.toString(walk.cpu()), Ink.ACCENT, Ink.ON_ACCENT);
                    sketch.hot(new Box(box.x() - 13, y - 8, 16, 16), Target.of(Target.Kind.CPU, walk.cpu()),
                            words.of(walk.fault() ? "tip.shadow.fault" : "tip.shadow.walk", walk.cpu(), TablePainter.hex(walk.address()), p.node().level()));
                    return;
                }
            }
        }

        /** The roots that the first CPU could return to without making them anew. */
        private String remembered() {
            if (source.cpus() == 0) {
                return "";
            }
            List<String> roots = new ArrayList<>();
            for (ShadowSource.PreviousRoot previous : source.previousRoots(0)) {
                ShadowSource.Page page = source.page(previous.table());
                roots.add(TablePainter.hex(previous.cr3()) + (page == null ? "" : words.of("shadow.entry.link", words.of("shadow.short", page.id()))
                        .transform(" "::concat)));
            }
            return roots.isEmpty() ? "" : words.of("shadow.remembered", words.of("shadow.root.guest." + source.paging()), String.join(", ", roots));
        }

        /** What the halves are; it does not move with the trees. */
        private void heading() {
            var fixed = new Sketch(metrics, width, height);
            fixed.rect(new Box(0, 0, width, Grid.TOP - 2), Ink.SURFACE, null);
            double middle = Math.clamp(grid.half() * grid.scale() * view.zoom() + view.panX(), width * 0.24, width * 0.7);
            GuestTable root = source.cpus() == 0 ? null : source.guestRoot(0).table();
            String mode = root == null ? words.of("shadow.mode.none") : words.of("shadow.mode." + WalkRules.mode(root.rules()));
            double size = 13;
            line(fixed, words.of("shadow.left." + source.paging(), mode), 0, 0, new Box(LEFT, 17, middle - LEFT - 8, size));
            int pages = source.size();
            String right = words.of(pages == 1 ? "shadow.right.one" : "shadow.right", words.of("shadow.right." + source.paging()), source.shadowLevels(), pages);
            double room = width - middle - LEFT - BUTTONS;
            boolean fits = metrics.width(Typeface.SANS_BOLD, size, right) <= room;
            boolean named = metrics.width(Typeface.SANS_BOLD, size, words.of("shadow.right." + source.paging())) <= room;
            line(fixed, fits ? right : named ? words.of("shadow.right." + source.paging()) : "", 1, 0, new Box(middle + LEFT, 17, room, size));
            List<String> second = new ArrayList<>();
            if (!named) {
                second.add(words.of("shadow.right." + source.paging()));
            }
            if (!fits) {
                second.add(words.of(pages == 1 ? "shadow.counts.one" : "shadow.counts", source.shadowLevels(), pages));
            }
            String remembered = remembered();
            if (!remembered.isEmpty()) {
                second.add(remembered);
            }
            var below = new Box(middle + LEFT, SECOND, width - middle - LEFT - 8, 11);
            if (!fits && metrics.width(Typeface.SANS, below.height(), String.join(" · ", second)) > below.width()) {
                // How many levels there are is to be seen.
                second.set(named ? 0 : 1, words.of("shadow.counts.short", pages));
            }
            line(fixed, String.join(" · ", second), 1, 1, below);
            sketch.include(fixed.drawing(), 0, 0);
        }

        /** A line of the heading, from the box's left on its top as baseline; where it is cut its tip has all of it. */
        private void line(Sketch fixed, String text, int half, int line, Box room) {
            Typeface face = line == 0 ? Typeface.SANS_BOLD : Typeface.SANS;
            fixed.text(text, room.x(), room.y(), face, room.height(), room.width(), line == 0 ? Ink.TEXT : Ink.MUTED);
            if (metrics.width(face, room.height(), text) > room.width()) {
                fixed.hot(new Box(room.x(), room.y() - room.height(), room.width(), room.height() + 2), new Target(Target.Kind.WORDS, half, line), text);
            }
        }
    }
}
