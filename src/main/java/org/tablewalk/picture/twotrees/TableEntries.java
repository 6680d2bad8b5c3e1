package org.tablewalk.picture.twotrees;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.picture.slots.ShownRows;
import org.tablewalk.picture.twotrees.ShadowSource.Contents;
import org.tablewalk.picture.twotrees.ShadowSource.GuestEntry;
import org.tablewalk.picture.twotrees.ShadowSource.Page;

/** Which entries of a table are shown: those that matter now, those that lead to shown tables, then the first that do anything. */
final class TableEntries {
    /** How much an entry matters that is in focus, or leads to a shown table. */
    private static final int NOTED = 2;
    private static final int LEADS = 1;

    private final ShadowSource source;
    private final Focus focus;
    private final TwoTreesView view;
    private final int rows;
    private final Map<Long, ShownRows> chosen = new HashMap<>();
    private final Map<Long, List<ShownRows.Row>> listed = new HashMap<>();
    /** By table, how much its entries matter. */
    private final Map<Long, Map<Integer, Integer>> interest = new HashMap<>();

    TableEntries(ShadowSource source, Focus focus, Arrangement arrangement, TwoTreesView view, int rows) {
        this.source = source;
        this.focus = focus;
        this.view = view;
        this.rows = rows;
        for (Arrangement.Placed p : arrangement.placed()) {
            if (p.full() && p.node() instanceof Node.Shadow shadow) {
                shadow(shadow.page(), arrangement);
            } else if (p.full() && p.node() instanceof Node.Guest guest) {
                guest(guest, arrangement);
            }
        }
        for (Arrangement.Placed p : arrangement.placed()) {
            if (p.full() && rows > 0) {
                choose(p.node());
            }
        }
    }

    /** The rows of a table, from the top. */
    List<ShownRows.Row> of(long key) {
        return listed.getOrDefault(key, List.of());
    }

    Map<Long, ShownRows> chosen() {
        return chosen;
    }

    private void shadow(Page page, Arrangement arrangement) {
        int most = rows;
        for (long parent : source.parents(page)) {
            Arrangement.Placed above = arrangement.placed(parent & -4096);
            if (above != null && above.full() && most-- > 0) {
                lead(parent & -4096, (int) (parent & 4095) / 8);
            }
        }
    }

    private void guest(Node.Guest guest, Arrangement arrangement) {
        if (guest.level() == 1) {
            return;
        }
        for (int index : source.contents(guest.table()).first()) {
            GuestEntry entry = source.entry(guest.table(), index);
            long child = Node.Guest.key(ShadowSource.GuestTable.at(entry.gfn(), guest.level() - 1, guest.table().rules()));
            Arrangement.Placed below = entry.kind() == GuestEntry.Kind.TABLE ? arrangement.placed(child) : null;
            if (below != null && below.full()) {
                lead(guest.key(), index);
            }
        }
    }

    private void lead(long table, int index) {
        interest.computeIfAbsent(table, t -> new HashMap<>()).put(index, LEADS);
    }

    /** What a table holds, or null for what is none: a page that is being made has none until its header says which. */
    static Contents contents(ShadowSource source, Node node) {
        return switch (node) {
            case Node.Guest guest -> source.contents(guest.table());
            case Node.Shadow shadow -> source.page(shadow.key()) == null ? null : source.contents(shadow.key());
            case Node.Root root -> source.contents(root.special().table());
            default -> null;
        };
    }

    private void choose(Node node) {
        Contents contents = contents(source, node);
        if (contents == null) {
            return;
        }
        Map<Integer, Integer> matters = interest.computeIfAbsent(node.key(), k -> new HashMap<>());
        focus.entries(node.key()).forEach(index -> matters.put(index, NOTED));
        for (int index : contents.first()) {
            matters.putIfAbsent(index, 0);
        }
        // A page of four pointers has more words than entries.
        matters.keySet().removeIf(index -> index >= contents.size());
        ShownRows now = view.scrolling().next(node.key(), contents.size(), matters, rows);
        chosen.put(node.key(), now);
        listed.put(node.key(), now.rows(contents.size()));
    }
}
