package org.tablewalk.picture.forest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.picture.tree.TreeLayout;

/**
 * Which part of a picture each of several trees has. It depends on nothing but the room, which trees there are and which the user asked for: not on what is in them, so that no tree moves because
 * another changes. Trees that there is no room for are left out, those without which others say least last.
 *
 * @param boxes by tree; a tree without one is left out
 * @param groups by group, around its trees
 */
record Tiles(Map<Integer, Box> boxes, Map<Integer, Box> groups) {
    /** Room for what a tree is called. */
    static final double HEAD = 24;
    /** Room between groups, and between trees of one. */
    static final double GAP = 8;
    private static final double INNER = 30;
    /** Entries of a level below which a tree says nothing. */
    private static final double LEAST = 0.99;

    /** The parts of a picture. */
    static Tiles of(ForestScene scene, List<Integer> wanted, Box room) {
        List<Integer> order = order(scene, wanted);
        for (int count = order.size();; count--) {
            Tiles best = best(scene, new LinkedHashSet<>(order.subList(0, count)), room);
            if (count == 1 || best.worst(scene) >= LEAST) {
                return best;
            }
        }
    }

    /** Trees in the order in which they are to be kept. */
    private static List<Integer> order(ForestScene scene, List<Integer> wanted) {
        Set<Integer> order = new LinkedHashSet<>();
        for (int tree : wanted) {
            order.add(lastOf(scene, tree));
            order.add(tree);
        }
        Set<Integer> begun = new LinkedHashSet<>();
        for (int tree = 0; tree < scene.trees().size(); tree++) {
            if (begun.add(scene.trees().get(tree).group())) {
                order.add(lastOf(scene, tree));
                order.add(tree);
            }
        }
        IntStream.range(0, scene.trees().size()).forEach(order::add);
        return new ArrayList<>(order);
    }

    private static int lastOf(ForestScene scene, int tree) {
        int last = tree;
        for (int other = 0; other < scene.trees().size(); other++) {
            if (scene.trees().get(other).group() == scene.trees().get(tree).group() && scene.trees().get(other).last()) {
                last = other;
            }
        }
        return last;
    }

    private static Tiles best(ForestScene scene, Set<Integer> shown, Box room) {
        Map<Integer, List<Integer>> groups = new TreeMap<>();
        shown.stream().sorted().forEach(tree -> groups.computeIfAbsent(scene.trees().get(tree).group(), g -> new ArrayList<>()).add(tree));
        Tiles best = null;
        for (int across = 1; across <= groups.size(); across++) {
            int down = (groups.size() + across - 1) / across;
            double width = (room.width() - (across - 1) * GAP) / across;
            double height = (room.height() - (down - 1) * GAP) / down;
            Map<Integer, Box> boxes = new HashMap<>();
            Map<Integer, Box> frames = new HashMap<>();
            int at = 0;
            for (Map.Entry<Integer, List<Integer>> group : groups.entrySet()) {
                int row = at / across;
                var box = new Box(room.x() + at % across * (width + GAP), room.y() + row * (height + GAP), width, height);
                frames.put(group.getKey(), box);
                boxes.putAll(inside(scene, group.getValue(), box));
                at++;
            }
            var tiles = new Tiles(boxes, frames);
            if (best == null || tiles.worst(scene) > best.worst(scene)) {
                best = tiles;
            }
        }
        return best;
    }

    /** The trees that lead into the last one left of it: one above the other, or side by side. */
    private static Map<Integer, Box> inside(ForestScene scene, List<Integer> trees, Box box) {
        List<Integer> left = trees.stream().filter(tree -> !scene.trees().get(tree).last()).toList();
        int others = left.size();
        List<Integer> right = trees.stream().filter(tree -> scene.trees().get(tree).last()).toList();
        if (others == 0 || right.isEmpty()) {
            return Map.of(trees.getFirst(), box);
        }
        double half = (box.width() - INNER) / 2;
        double height = (box.height() - (others - 1) * GAP) / others;
        double narrow = (box.width() - others * INNER) / (others + 1);
        Map<Integer, Box> above = new HashMap<>();
        Map<Integer, Box> abreast = new HashMap<>();
        for (int i = 0; i < others; i++) {
            above.put(left.get(i), new Box(box.x(), box.y() + i * (height + GAP), half, height));
            abreast.put(left.get(i), new Box(box.x() + i * (narrow + INNER), box.y(), narrow, box.height()));
        }
        above.put(right.getFirst(), new Box(box.right() - half, box.y(), half, box.height()));
        abreast.put(right.getFirst(), new Box(box.right() - narrow, box.y(), narrow, box.height()));
        return worst(scene, abreast) > worst(scene, above) ? abreast : above;
    }

    private double worst(ForestScene scene) {
        return worst(scene, boxes);
    }

    /** The room that the worst-off tree has. */
    private static double worst(ForestScene scene, Map<Integer, Box> boxes) {
        return boxes.entrySet().stream().mapToDouble(e -> {
            TableSource tables = scene.trees().get(e.getKey()).scene().tables();
            int levels = 1 + tables.format().lastLevel() - tables.format().startLevel();
            return TreeLayout.room(levels, Math.max(tables.rootEntries(), tables.format().entriesPerTable()), e.getValue().width(), e.getValue().height() - HEAD);
        }).min().orElse(0);
    }
}
