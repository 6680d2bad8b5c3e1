package org.tablewalk.picture.forest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import org.tablewalk.picture.tree.TreeCache;
import org.tablewalk.picture.tree.TreeLayout;
import org.tablewalk.picture.tree.TreePicture;
import org.tablewalk.picture.tree.TreeView;

/** Lays out several trees: each in its part, under its name; trees without a part by name at the bottom; over them the ways from one to the next. */
public final class ForestLayout {
    private static final double LEFT = 20;
    /** Room for the heading of the picture, of one line where there is little. */
    private static final double TOP = 46;
    private static final double LINE = 28;
    private static final double LITTLE = 320;
    /** Room for the buttons over its right end; in a narrow picture there are fewer. */
    private static final double BUTTONS = 180;
    private static final double FEW_BUTTONS = 52;
    private static final double WIDE = 590;
    private static final String SEPARATOR = "  ·  ";
    private static final double BOTTOM = 8;
    private static final double CHIP = 22;
    private static final double PAD = 10;
    /** Discs beside the name of a tree that there is no room for. */
    private static final int MOST_DISCS = 4;

    private final FontMetrics metrics;
    private final TreeLayout trees;
    private final Words words = new Words();

    /** A layout without any state. */
    public ForestLayout(FontMetrics metrics) {
        this.metrics = metrics;
        trees = TreeLayout.ofMany(metrics);
    }

    /**
     * Lays out one picture.
     *
     * @param view   how it is looked at: the one that the last picture gave, changed by what the user did since
     * @param caches the ones used for the last picture of these trees, by tree; new trees get new ones
     */
    public ForestPicture layOut(ForestScene scene, ForestView view, double width, double height, Map<Integer, TreeCache> caches) {
        return new Run(scene, view, width, height).picture(caches);
    }

    /** One picture in the making. */
    private final class Run {
        private final ForestScene scene;
        private final ForestView view;
        private final double width;
        private final double height;
        private final double top;
        private final Tiles tiles;
        private final List<Integer> hidden = new ArrayList<>();
        private final Sketch sketch;

        Run(ForestScene scene, ForestView view, double width, double height) {
            this.scene = scene;
            this.view = view;
            this.width = width;
            this.height = height;
            top = height < LITTLE ? LINE : TOP;
            var room = new Box(PAD, top, width - 2 * PAD, height - top - BOTTOM);
            Tiles all = Tiles.of(scene, view.wanted(), room);
            // The names of those without a part take room from the others.
            boolean some = all.boxes().size() < scene.trees().size();
            tiles = some ? Tiles.of(scene, view.wanted(), new Box(room.x(), room.y(), room.width(), room.height() - CHIP - Tiles.GAP)) : all;
            for (int tree = 0; tree < scene.trees().size(); tree++) {
                if (!tiles.boxes().containsKey(tree)) {
                    hidden.add(tree);
                }
            }
            sketch = new Sketch(metrics, width, height);
        }

        ForestPicture picture(Map<Integer, TreeCache> caches) {
            Map<Integer, TreeView> views = new HashMap<>(view.views());
            var ground = new Sketch(metrics, width, height);
            tiles.groups().values().forEach(box -> ground.rect(box, null, Stroke.solid(Ink.LINE, 1), 8));
            Set<Long> crossed = scene.crossings().stream().map(ForestScene.Crossing::to).collect(Collectors.toSet());
            tiles.boxes().forEach((tree, box) -> {
                ForestScene.Tree t = scene.trees().get(tree);
                name(ground, tree, t, box);
                TreePicture picture = trees.layOut(t.scene().crossed(crossed), view.view(tree), box.width(), box.height() - Tiles.HEAD, caches.computeIfAbsent(tree,
                        n -> new TreeCache()));
                views.put(tree, picture.view());
                ground.include(picture.drawing(), Math.round(box.x()), Math.round(box.y() + Tiles.HEAD));
            });
            var ways = new Sketch(metrics, width, height);
            var ends = new Sketch(metrics, width, height);
            if (!scene.crossings().isEmpty()) {
                Drawing drawn = ground.drawing();
                var routes = new Routes(drawn.hots().stream().filter(h -> h.target().kind() == Target.Kind.TABLE || h.target().kind() == Target.Kind.TREE).map(Drawing.Hot::box)
                        .toList());
                scene.crossings().forEach(crossing -> cross(ways, ends, drawn, routes, crossing));
            }
            for (Drawing part : List.of(ways.drawing(), ground.drawing(), ends.drawing())) {
                sketch.include(part, view.zoom(), view.panX(), view.panY());
            }
            heading(views);
            chips();
            return new ForestPicture(sketch.drawing(), view.with(views));
        }

        /** What a tree is, and who walks it. */
        private void name(Sketch to, int tree, ForestScene.Tree t, Box box) {
            boolean focused = t.users().contains(scene.focus());
            double y = box.y() + 16;
            var head = new Box(box.x(), box.y(), box.width(), Tiles.HEAD);
            double right = box.right() - PAD;
            for (int cpu : t.coming().reversed()) {
                right = disc(to, right, y - 4, cpu, false, true);
            }
            for (int cpu : t.users().reversed()) {
                right = disc(to, right, y - 4, cpu, cpu == scene.focus(), false);
            }
            String who = words.of(t.users().isEmpty() ? "forest.idle" : "forest.walked");
            double x = box.x() + PAD;
            double wide = metrics.width(Typeface.SANS_BOLD, 13, t.name());
            double rest = right - x - wide - 12;
            x += to.text(t.name(), x, y, Typeface.SANS_BOLD, 13, Math.max(20, right - x), Ink.TEXT) + 10;
            double label = metrics.width(Typeface.SANS, 11, who);
            double about = metrics.width(Typeface.SANS, 11, t.about());
            if (about > 0 && about <= rest) {
                to.text(t.about(), x, y, Typeface.SANS, 11, Shape.Anchor.START, Ink.MUTED);
                rest -= about + 10;
            }
            if (label <= rest) {
                to.text(who, right, y, Typeface.SANS, 11, Shape.Anchor.END, focused ? Ink.ACCENT : Ink.MUTED);
            }
            to.line(box.x() + 6, box.y() + Tiles.HEAD - 1, box.right() - 6, box.y() + Tiles.HEAD - 1, Stroke.solid(focused ? Ink.ACCENT : Ink.LINE, focused ? 3 : 1), false);
            to.hot(head, new Target(Target.Kind.TREE, tree, 0), tip(t));
        }

        private String tip(ForestScene.Tree t) {
            return words.of("tip.forest.tree", t.name(), t.about(), list(t.users()), list(t.coming()));
        }

        private String list(List<Integer> cpus) {
            return cpus.isEmpty() ? words.of("forest.none") : cpus.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }

        /** A CPU's disc; returns what is left of it. One that is only coming is open. */
        private double disc(Sketch to, double right, double y, int cpu, boolean focused, boolean coming) {
            double x = right - Sketch.NUMBER;
            if (coming) {
                to.rect(new Box(x - 8, y - 8, 16, 16), Ink.RAISED, Stroke.dashed(Ink.UNCLEAN, 2), 8);
                to.text(Integer.toString(cpu), x, y + metrics.capHeight(Typeface.SANS_BOLD, 11) / 2, Typeface.SANS_BOLD, 11, Shape.Anchor.MIDDLE, Ink.TEXT);
            } else {
                to.number(x, y, Integer.toString(cpu), focused ? Ink.ACCENT : Ink.WAIT, focused ? Ink.ON_ACCENT : Ink.ON_WAIT);
            }
            return right - 2 * Sketch.NUMBER - 3;
        }

        /** From a table or an entry of one tree to the entry of another, both of which are in sight. */
        private void cross(Sketch ways, Sketch ends, Drawing drawn, Routes routes, ForestScene.Crossing crossing) {
            Box entry = box(drawn, crossing.from());
            Box end = box(drawn, crossing.to());
            if (entry == null || end == null) {
                return;
            }
            Box from = table(drawn, entry);
            Stroke stroke = switch (crossing.kind()) {
                case WALK -> Stroke.solid(Ink.ACCENT, 2);
                case SELECTED -> Stroke.dashed(Ink.ACCENT, 2);
                case BROKEN -> Stroke.dashed(Ink.UNCLEAN, 2);
                case STALE -> Stroke.dotted(Ink.STALE, 2.5);
            };
            double y = entry.y() + Math.min(12, entry.height() / 2);
            Routes.Route route = routes.from(from, y, table(drawn, end), end.centreY());
            if (!route.free()) {
                // Over what it crosses, then, with a halo.
                route.draw(ends, Stroke.solid(Ink.SURFACE, 6));
            }
            route.draw(route.free() ? ways : ends, stroke);
            ends.rect(entry.inset(-2), null, stroke, 4);
            ends.rect(end.inset(-2), null, stroke, 4);
            ends.hot(new Box(from.right(), y - 4, 8, 8), Target.of(Target.Kind.WORDS, crossing.to()), crossing.tip());
        }

        /** The table that an entry is in. */
        private Box table(Drawing drawn, Box entry) {
            return drawn.hots().stream().filter(h -> h.target().kind() == Target.Kind.TABLE && h.box().contains(entry)).map(Drawing.Hot::box).findFirst().orElse(entry);
        }

        private Box box(Drawing drawn, long address) {
            return drawn.hots().stream().filter(h -> h.target().a() == address && (h.target().kind() == Target.Kind.DESCRIPTOR || h.target().kind() == Target.Kind.TABLE))
                    .map(Drawing.Hot::box).reduce((first, last) -> last).orElse(null);
        }

        /** What the trees have in common, and what the walks do, in one line where there is little room; it does not move with them. */
        private void heading(Map<Integer, TreeView> views) {
            var fixed = new Sketch(metrics, width, height);
            fixed.rect(new Box(0, 0, width, top - 4), Ink.SURFACE, null);
            boolean one = top == LINE;
            double first = width - 2 * LEFT - (width < WIDE ? FEW_BUTTONS : BUTTONS);
            // What leads to the wrong memory matters more than how far walks are.
            boolean stale = !scene.stale().isEmpty();
            List<ForestScene.News> told = stale ? scene.stale() : scene.news();
            if (!one || told.isEmpty()) {
                fixed.text(scene.title(), LEFT, 19, Typeface.SANS_BOLD, 13, first, Ink.TEXT);
            }
            if (!told.isEmpty()) {
                double room = one ? first : width - 2 * LEFT;
                fixed.hot(new Box(LEFT, one ? 6 : 24, room, 16), new Target(Target.Kind.WORDS, 0, 0), news(stale ? Stream.concat(told.stream(), scene.news().stream()).toList()
                        : told, 0));
                fixed.text(news(told, room), LEFT, one ? 19 : 36, Typeface.SANS, 12, room, stale ? Ink.STALE_TEXT : Ink.ACCENT);
            } else if (!one) {
                int tables = tiles.boxes().keySet().stream().mapToInt(tree -> views.get(tree).places().size()).sum();
                fixed.text(words.of("forest.counts", tiles.boxes().size(), scene.trees().size(), tables), LEFT, 36, Typeface.SANS, 12, width - 2 * LEFT, Ink.MUTED);
            }
            sketch.include(fixed.drawing(), 0, 0);
        }

        /** In as many words as there is room for; where all of it is too much, of the CPU that is looked at, and how many more there are. */
        private String news(List<ForestScene.News> all, double room) {
            int forms = all.getFirst().forms().size();
            for (int form = 0; form < forms; form++) {
                String text = news(all, form);
                if (metrics.width(Typeface.SANS, 12, text) <= room) {
                    return text;
                }
            }
            ForestScene.News mine = all.stream().filter(n -> n.cpu() == scene.focus()).findFirst().orElse(all.getFirst());
            String more = all.size() == 1 ? "" : SEPARATOR + words.of("forest.news.more", all.size() - 1);
            return mine.forms().stream().map(text -> text + more).filter(text -> metrics.width(Typeface.SANS, 12, text) <= room).findFirst().orElse(mine.forms().getLast());
        }

        private String news(List<ForestScene.News> all, int form) {
            return all.stream().map(n -> n.forms().get(form)).collect(Collectors.joining(SEPARATOR));
        }

        /** The trees that there is no room for, by name. */
        private void chips() {
            double x = PAD;
            double y = height - BOTTOM - CHIP;
            for (int tree : hidden) {
                ForestScene.Tree t = scene.trees().get(tree);
                boolean walked = t.scene().walks().stream().anyMatch(w -> w.cpu() == scene.focus());
                // Room for as many discs as there may be, so that the names beside do not move.
                int most = Math.min(MOST_DISCS, t.scene().cpus());
                double discs = most * (2 * Sketch.NUMBER + 3);
                double wide = metrics.width(Typeface.SANS, 12, t.name()) + 2 * PAD + discs;
                if (x + wide > width - PAD) {
                    break;
                }
                var box = new Box(x, y, wide, CHIP);
                sketch.rect(box, Ink.RAISED, Stroke.solid(walked ? Ink.ACCENT : Ink.LINE, walked ? 2.5 : 1), 11);
                sketch.text(t.name(), x + PAD, y + 15, Typeface.SANS, 12, Shape.Anchor.START, Ink.TEXT);
                double right = box.right() - 5;
                for (int cpu : t.coming().stream().limit(most).toList().reversed()) {
                    right = disc(sketch, right, box.centreY(), cpu, false, true);
                }
                for (int cpu : t.users().stream().limit(Math.max(0, most - t.coming().size())).toList().reversed()) {
                    right = disc(sketch, right, box.centreY(), cpu, cpu == scene.focus(), false);
                }
                sketch.hot(box, new Target(Target.Kind.TREE, tree, 1), tip(t));
                x += wide + 6;
            }
        }
    }
}
