package org.tablewalk.picture.twotrees;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.arch.x86.WalkRules;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.twotrees.ShadowSource.Answer;
import org.tablewalk.picture.twotrees.ShadowSource.GuestEntry;
import org.tablewalk.picture.twotrees.ShadowSource.GuestRoot;
import org.tablewalk.picture.twotrees.ShadowSource.GuestTable;
import org.tablewalk.picture.twotrees.ShadowSource.Page;
import org.tablewalk.picture.twotrees.ShadowSource.ShadowEntry;
import org.tablewalk.picture.twotrees.ShadowSource.Special;

/** What has to be seen of a moment, whatever there is room for: roots, the paths of addresses on their way, what is selected, what the last step changed. */
final class Focus {
    /** Tables that the last step wrote to and that are shown for it. */
    private static final int MOST_CHANGED = 6;
    private static final int MOST_NEW = 8;

    private final ShadowScene scene;
    private final ShadowSource source;
    private final Map<Long, Node> nodes = new LinkedHashMap<>();
    private final Map<Long, Long> above = new HashMap<>();
    private final Map<Long, Set<Integer>> entries = new HashMap<>();
    private final Map<Long, Set<Integer>> path = new HashMap<>();

    private Focus(ShadowScene scene) {
        this.scene = scene;
        source = scene.source();
    }

    static Focus of(ShadowScene scene, TwoTreesView view) {
        Focus focus = new Focus(scene);
        focus.roots();
        scene.walks().forEach(focus::walk);
        if (view.selected() != null) {
            focus.target(view.selected());
        }
        view.opened().forEach(focus::target);
        focus.changes(view);
        return focus;
    }

    /** The nodes, most important first. */
    Collection<Node> nodes() {
        return nodes.values();
    }

    boolean contains(long key) {
        return nodes.containsKey(key);
    }

    /** The node that a node hangs from, as far as it is known; 0 if not. */
    long above(long key) {
        return above.getOrDefault(key, 0L);
    }

    /** Entries of a table that have to be seen. */
    Set<Integer> entries(long key) {
        return entries.getOrDefault(key, Set.of());
    }

    /** Whether an address on its way uses the entry. */
    boolean onPath(long key, int index) {
        return path.getOrDefault(key, Set.of()).contains(index);
    }

    /** A node that an entry of another leads to. */
    void hang(long child, long parent) {
        above.putIfAbsent(child, parent);
    }

    /** What stands at a shadow table's address, or null. */
    Node shadow(long table) {
        Page page = source.page(table);
        if (page != null) {
            return new Node.Shadow(page);
        }
        for (Special special : source.specials()) {
            if (special.table() == table) {
                return new Node.Root(special);
            }
        }
        return null;
    }

    private void add(Node node) {
        if (node != null) {
            nodes.putIfAbsent(node.key(), node);
        }
    }

    private void note(long key, int index) {
        entries.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(index);
    }

    private void roots() {
        for (int cpu = 0; cpu < source.cpus(); cpu++) {
            GuestRoot root = source.guestRoot(cpu);
            if (root.table() != null) {
                add(new Node.Guest(root.table()));
            }
            add(shadow(source.hardwareRoot(cpu).table()));
        }
        for (Special special : source.specials()) {
            add(new Node.Root(special));
        }
    }

    private void walk(ShadowScene.Walk walk) {
        GuestTable[] tables = new GuestTable[8];
        int leaf = guestPath(walk.cpu(), walk.address(), tables);
        long table = source.hardwareRoot(walk.cpu()).table();
        Node node = shadow(table);
        while (node != null) {
            add(node);
            int level = node.level();
            int index = (int) (walk.address() >>> 12 + 9 * (level - 1)) & (node instanceof Node.Root && level == 3 ? 3 : 511);
            step(node.key(), index);
            ShadowEntry entry = source.entry(node.key(), index);
            Node next = entry.kind() == ShadowEntry.Kind.LINK ? shadow(entry.table()) : null;
            if (next == null && entry.kind() == ShadowEntry.Kind.EMPTY && walk.fault() && leaf > 0) {
                coming(walk.cpu(), node, leaf, tables);
            }
            if (next != null) {
                hang(next.key(), node.key());
            }
            node = next;
        }
    }

    private void step(long key, int index) {
        note(key, index);
        path.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(index);
    }

    /** The guest tables that translate an address, by level. Returns the level of the leaf, 0 if there is none. */
    private int guestPath(int cpu, long address, GuestTable[] tables) {
        GuestTable table = source.guestRoot(cpu).table();
        while (table != null) {
            Node node = new Node.Guest(table);
            add(node);
            tables[table.level()] = table;
            int index = WalkRules.index(address, table.level(), table.rules());
            step(node.key(), index);
            GuestEntry entry = source.entry(table, index);
            if (entry.kind() != GuestEntry.Kind.TABLE) {
                return entry.kind() == GuestEntry.Kind.LEAF ? table.level() : 0;
            }
            table = GuestTable.at(entry.gfn(), table.level() - 1, table.rules());
            hang(Node.Guest.key(table), node.key());
        }
        return 0;
    }

    /** Shadow pages that the path lacks below a node, down to the level of the guest's leaf; a page that is there already but not yet linked is it. */
    private void coming(int cpu, Node from, int leaf, GuestTable[] tables) {
        long parent = from.key();
        for (int level = from.level() - 1; level >= leaf; level--) {
            if (tables[level] != null) {
                Page page = unlinked(level, tables[level].gfn());
                Node node = page == null ? new Node.Coming(cpu, level, tables[level]) : new Node.Shadow(page);
                add(node);
                hang(node.key(), parent);
                parent = node.key();
            }
        }
    }

    /** A page of those last made that nothing points to. */
    private Page unlinked(int level, long gfn) {
        List<Page> pages = source.pages(level);
        for (int i = pages.size() - 1; i >= Math.max(0, pages.size() - MOST_NEW); i--) {
            if (pages.get(i).linked() == Answer.NO && pages.get(i).gfn() == gfn) {
                return pages.get(i);
            }
        }
        return null;
    }

    private void target(Target target) {
        switch (target.kind()) {
            case SHADOW_PAGE -> withAncestors(shadow(target.a()));
            case SHADOW_ENTRY -> {
                withAncestors(shadow(target.a() & -4096));
                note(target.a() & -4096, (int) (target.a() & 4095) / 8);
            }
            case GUEST_TABLE -> add(new Node.Guest(guestTable(target.a(), (int) target.b())));
            case GUEST_ENTRY -> {
                GuestTable table = guestTable(target.a() >>> 12, (int) target.b());
                add(new Node.Guest(table));
                note(Node.Guest.key(table), index(table, target.a()));
            }
            default -> {}
        }
    }

    /** The table of a frame and level; a root of cached registers if there is one in that frame. */
    private GuestTable guestTable(long gfn, int level) {
        int rules = 4;
        for (int cpu = source.cpus() - 1; cpu >= 0; cpu--) {
            GuestTable root = source.guestRoot(cpu).table();
            if (root != null && root.level() == level && root.gfn() == gfn) {
                return root;
            }
            rules = root == null ? rules : root.rules();
        }
        return GuestTable.at(gfn, level, rules);
    }

    /** The number of the entry at a guest physical address. */
    int index(GuestTable table, long gpa) {
        long first = table.cpu() < 0 ? 0 : source.guestRoot(table.cpu()).cr3() & 0xfe0;
        return Math.clamp(((gpa & 4095) - first) / WalkRules.entryBytes(table.rules()), 0, table.size() - 1);
    }

    private void withAncestors(Node node) {
        Node at = node;
        for (int depth = 0; at != null && depth < 6; depth++) {
            add(at);
            if (!(at instanceof Node.Shadow shadow)) {
                return;
            }
            List<Long> parents = source.parents(shadow.page());
            if (parents.isEmpty()) {
                return;
            }
            long parent = parents.getFirst();
            note(parent & -4096, (int) (parent & 4095) / 8);
            hang(at.key(), parent & -4096);
            at = shadow(parent & -4096);
        }
    }

    private void changes(TwoTreesView view) {
        scene.made().stream().limit(MOST_CHANGED).forEach(table -> withAncestors(shadow(table)));
        Set<Long> tables = new LinkedHashSet<>();
        for (long entry : new java.util.TreeSet<>(scene.before().keySet())) {
            if (tables.size() < MOST_CHANGED || tables.contains(entry & -4096)) {
                tables.add(entry & -4096);
                note(entry & -4096, (int) (entry & 4095) / 8);
            }
        }
        tables.forEach(table -> withAncestors(shadow(table)));
        for (long table : scene.removed()) {
            TwoTreesView.Place place = view.places().get(table);
            if (place != null && source.page(table) == null) {
                add(new Node.Gone(table, place.level(), place.title()));
            }
        }
        for (Node node : new ArrayList<>(nodes.values())) {
            if (node instanceof Node.Guest guest) {
                noteGuest(guest.table());
            }
        }
    }

    /** Entries of a guest table that the last step read or wrote. */
    private void noteGuest(GuestTable table) {
        long first = table.gfn() << 12;
        for (long gpa : scene.reads()) {
            if (gpa - first >= 0 && gpa - first < 4096) {
                note(Node.Guest.key(table), index(table, gpa));
            }
        }
        for (long gpa : scene.guestBefore().keySet()) {
            if (gpa - first >= 0 && gpa - first < 4096) {
                for (int part = 0; part < 8; part += WalkRules.entryBytes(table.rules())) {
                    note(Node.Guest.key(table), index(table, gpa + part));
                }
            }
        }
    }
}
