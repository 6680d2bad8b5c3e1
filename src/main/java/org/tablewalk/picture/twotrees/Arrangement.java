package org.tablewalk.picture.twotrees;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.twotrees.ShadowSource.Contents;
import org.tablewalk.picture.twotrees.ShadowSource.GuestEntry;
import org.tablewalk.picture.twotrees.ShadowSource.GuestTable;
import org.tablewalk.picture.twotrees.ShadowSource.Page;

/**
 * Which tables stand where. What is in focus is shown in full, other tables as room allows: in full, else by name, else only counted. A table keeps its slot
 * from picture to picture; one that is new takes the slot below the table it hangs from, or that of the page to come whose place it takes.
 */
final class Arrangement {
    /**
     * A table with a place.
     *
     * @param box  for a table shown in full: as high as any, whatever it holds
     * @param full whether its entries are shown, or only its name
     */
    record Placed(Node node, Box box, boolean full) {}

    /** Tables of a level that are only counted. */
    record More(boolean guest, int level, Box box, int count) {}

    private final Grid grid;
    private final ShadowSource source;
    private final Focus focus;
    private final TwoTreesView view;
    private final Map<Long, Placed> placed = new LinkedHashMap<>();
    private final Map<Long, TwoTreesView.Place> places = new HashMap<>();
    private final List<More> more = new ArrayList<>();

    Arrangement(Grid grid, ShadowSource source, Focus focus, TwoTreesView view) {
        this.grid = grid;
        this.source = source;
        this.focus = focus;
        this.view = view;
        for (int level = grid.levels(); level >= 1; level--) {
            shadowLevel(level);
        }
        for (int level = grid.levels(); level >= 1; level--) {
            guestLevel(level);
        }
        // What is out of sight keeps its claim to a place for a while: it may come back.
        view.places().forEach((key, place) -> {
            if (!places.containsKey(key) && place.used() + 200 > view.frame()) {
                places.put(key, place);
            }
        });
    }

    Collection<Placed> placed() {
        return placed.values();
    }

    Placed placed(long key) {
        return placed.get(key);
    }

    List<More> more() {
        return more;
    }

    Map<Long, TwoTreesView.Place> places() {
        return places;
    }

    private void shadowLevel(int level) {
        Map<Long, Node> candidates = focused(false, level);
        int slots = grid.slots(false, level) + grid.chips();
        List<Page> pages = source.pages(level);
        int start = start(false, level, pages.size());
        for (int i = 0; i < pages.size() && candidates.size() < slots; i++) {
            Page page = pages.get((start + i) % pages.size());
            candidates.putIfAbsent(page.table(), new Node.Shadow(page));
        }
        int extra = (int) candidates.values().stream().filter(n -> !(n instanceof Node.Shadow)).count();
        band(false, level, candidates, pages.size() + extra);
    }

    private int start(boolean guest, int level, int count) {
        int leafed = view.more().getOrDefault(TwoTreesView.side(guest, level), 0) * Math.max(1, grid.chips() - 1);
        return count == 0 ? 0 : leafed % count;
    }

    private Map<Long, Node> focused(boolean guest, int level) {
        Map<Long, Node> nodes = new LinkedHashMap<>();
        for (Node node : focus.nodes()) {
            if (node.guest() == guest && node.level() == level) {
                nodes.put(node.key(), node);
            }
        }
        return nodes;
    }

    private void guestLevel(int level) {
        Map<Long, Node> candidates = focused(true, level);
        for (Placed p : List.copyOf(placed.values())) {
            if (p.node() instanceof Node.Shadow shadow && shadow.level() == level && shadow.page().shadows() != null) {
                guest(candidates, shadow.page().shadows().table());
            }
        }
        int total = 0;
        for (Placed p : List.copyOf(placed.values())) {
            if (p.full() && p.node() instanceof Node.Guest parent && parent.level() == level + 1) {
                Contents contents = source.contents(parent.table());
                total += contents.links();
                for (int index : contents.first()) {
                    GuestEntry entry = source.entry(parent.table(), index);
                    if (entry.kind() == GuestEntry.Kind.TABLE) {
                        GuestTable child = GuestTable.at(entry.gfn(), level, parent.table().rules());
                        guest(candidates, child);
                        focus.hang(Node.Guest.key(child), parent.key());
                    }
                }
            }
        }
        band(true, level, candidates, Math.max(candidates.size(), total));
    }

    private static void guest(Map<Long, Node> candidates, GuestTable table) {
        candidates.putIfAbsent(Node.Guest.key(table), new Node.Guest(table));
    }

    private void band(boolean guest, int level, Map<Long, Node> candidates, int total) {
        int slots = grid.slots(guest, level);
        boolean crowded = total > slots;
        int full = crowded ? Math.max(1, slots - 1) : slots;
        Node[] row = new Node[full];
        for (Node node : candidates.values()) {
            TwoTreesView.Place place = place(node);
            boolean matters = total <= slots + grid.chips() || focus.contains(node.key());
            if (place != null && matters && place.slot() < full && (row[place.slot()] == null || focus.contains(node.key()) && !focus.contains(row[place.slot()].key()))) {
                row[place.slot()] = node;
            }
        }
        List<Node> rest = new ArrayList<>();
        // Those that hang from something go below it before the others take what is left.
        List<Node> waiting = new ArrayList<>(candidates.values());
        waiting.sort(Comparator.comparing(node -> !places.containsKey(focus.above(node.key()))));
        for (Node node : waiting) {
            if (!holds(row, node) && !(focus.contains(node.key()) && put(row, node))) {
                rest.add(node);
            }
        }
        // Where there are too many even for their names, only what matters is shown in full, and at least one.
        boolean many = total > slots + grid.chips();
        rest.removeIf(node -> holds(row, node) || (!many || shown(row) == 0) && free(row, node));
        for (Node node : candidates.values()) {
            // Put out of its slot by one that matters more.
            if (!holds(row, node) && !rest.contains(node)) {
                rest.add(node);
            }
        }
        int used = crowded ? slots : full;
        while (used > 1 && !crowded && row[used - 1] == null) {
            used--;
        }
        if (shown(row) > 0) {
            grid.widen(guest, level, used);
        }
        for (int slot = 0; slot < full; slot++) {
            if (row[slot] != null) {
                placed.put(row[slot].key(), new Placed(row[slot], grid.full(guest, level, slot), true));
                remember(row[slot], slot);
            }
        }
        if (crowded) {
            chips(guest, level, rest, total - shown(row), slots);
        }
    }

    private TwoTreesView.Place place(Node node) {
        TwoTreesView.Place place = view.places().get(node.key());
        if (place == null && node instanceof Node.Shadow && focus.contains(node.key())) {
            for (int cpu = 0; cpu < source.cpus() && place == null; cpu++) {
                place = view.places().get(Node.Coming.key(cpu, node.level()));
            }
        }
        return place != null && place.guest() == node.guest() && place.level() == node.level() ? place : null;
    }

    private static int shown(Node[] row) {
        int count = 0;
        for (Node node : row) {
            count += node == null ? 0 : 1;
        }
        return count;
    }

    private static boolean holds(Node[] row, Node node) {
        for (Node other : row) {
            if (other != null && other.key() == node.key()) {
                return true;
            }
        }
        return false;
    }

    /** Gives a node a free slot: that below the table it hangs from, else the first. */
    private boolean free(Node[] row, Node node) {
        TwoTreesView.Place parent = places.get(focus.above(node.key()));
        int wanted = parent == null ? 0 : parent.slot();
        if (wanted < row.length && row[wanted] == null) {
            row[wanted] = node;
            return true;
        }
        for (int slot = 0; slot < row.length; slot++) {
            if (row[slot] == null) {
                row[slot] = node;
                return true;
            }
        }
        return false;
    }

    /** The same for a node in focus, which may take the slot of one that is not: of the one that mattered longest ago. */
    private boolean put(Node[] row, Node node) {
        if (free(row, node)) {
            return true;
        }
        int oldest = -1;
        long used = Long.MAX_VALUE;
        for (int slot = 0; slot < row.length; slot++) {
            TwoTreesView.Place place = view.places().get(row[slot].key());
            long last = place == null ? -1 : place.used();
            if (!focus.contains(row[slot].key()) && last < used) {
                oldest = slot;
                used = last;
            }
        }
        if (oldest >= 0) {
            row[oldest] = node;
        }
        return oldest >= 0;
    }

    private void remember(Node node, int slot) {
        TwoTreesView.Place before = view.places().get(node.key());
        long used = focus.contains(node.key()) ? view.frame() : before == null ? 0 : before.used();
        String title = node instanceof Node.Shadow shadow ? Long.toString(shadow.page().id()) : "";
        places.put(node.key(), new TwoTreesView.Place(node.guest(), node.level(), slot, used, title));
    }

    /** Names of those without a slot of their own, and how many there are besides. Without a slot for names they are all counted. */
    private void chips(boolean guest, int level, List<Node> rest, int count, int slots) {
        int room = slots > 1 ? grid.chips() : 0;
        int names = Math.min(rest.size(), count <= room ? count : room - 1);
        for (int i = 0; i < names; i++) {
            placed.put(rest.get(i).key(), new Placed(rest.get(i), grid.chip(guest, level, slots - 1, i), false));
        }
        if (count > Math.max(0, names)) {
            Box box = room > 0 ? grid.chip(guest, level, slots - 1, Math.max(0, names))
                    : new Box(grid.full(guest, level, 0).right() - 74, grid.y(level) - Grid.CAPTION - 2, 74, Grid.CAPTION + 1);
            more.add(new More(guest, level, box, count - Math.max(0, names)));
        }
    }
}
