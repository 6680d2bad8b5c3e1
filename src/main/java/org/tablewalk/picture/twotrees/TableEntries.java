package org.tablewalk.picture.twotrees;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.picture.twotrees.ShadowSource.Contents;
import org.tablewalk.picture.twotrees.ShadowSource.GuestEntry;
import org.tablewalk.picture.twotrees.ShadowSource.Page;

/** Which entries of a table are shown: those that matter now, then those that lead to shown tables, then those shown before, then the first that do anything. */
final class TableEntries {
    /** Entries shown of a table only as a sample: of one in focus, of any other. */
    private static final int SAMPLE = 3;
    private static final int FEW = 2;

    private final ShadowSource source;
    private final Focus focus;
    private final TwoTreesView view;
    private final int rows;
    private final Map<Long, List<Integer>> chosen = new HashMap<>();
    /** By table, the entries that lead to a table that is shown. */
    private final Map<Long, Set<Integer>> leading = new HashMap<>();

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
            if (p.full()) {
                choose(p.node());
            }
        }
    }

    /** The shown entries, in rising order. */
    List<Integer> of(long key) {
        return chosen.getOrDefault(key, List.of());
    }

    Map<Long, List<Integer>> chosen() {
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
        leading.computeIfAbsent(table, t -> new LinkedHashSet<>()).add(index);
    }

    private void choose(Node node) {
        Contents contents = switch (node) {
            case Node.Guest guest -> source.contents(guest.table());
            case Node.Shadow shadow -> source.contents(shadow.page().table());
            case Node.Root root -> source.contents(root.special().table());
            default -> null;
        };
        if (contents == null) {
            return;
        }
        Set<Integer> indices = new LinkedHashSet<>(focus.entries(node.key()));
        indices.addAll(leading.getOrDefault(node.key(), Set.of()));
        int enough = Math.max(indices.size(), view.rows() > 0 ? rows : focus.contains(node.key()) ? SAMPLE : FEW);
        indices.addAll(view.entries().getOrDefault(node.key(), List.of()));
        for (int index : contents.first()) {
            indices.add(index);
        }
        List<Integer> list = new ArrayList<>(indices);
        List<Integer> shown = new ArrayList<>(list.subList(0, Math.min(Math.min(rows, enough), list.size())));
        shown.sort(null);
        chosen.put(node.key(), shown);
    }
}
