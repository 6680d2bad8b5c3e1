package org.tablewalk.picture.twotrees;

import java.util.Set;
import java.util.TreeSet;
import org.tablewalk.picture.twotrees.ShadowSource.GuestEntry;
import org.tablewalk.picture.twotrees.ShadowSource.GuestTable;

/** Which levels have tables to show. */
final class Levels {
    private Levels() {}

    /** Those of so many without a table on either side, now and in the pictures before. */
    static Set<Integer> bare(ShadowSource source, Focus focus, TwoTreesView view, int levels) {
        Set<Integer> bare = new TreeSet<>();
        for (int level = 1; level <= levels; level++) {
            if (source.pages(level).isEmpty()) {
                bare.add(level);
            }
        }
        view.abreast().keySet().forEach(side -> bare.remove(TwoTreesView.level(side)));
        for (Node node : focus.nodes()) {
            bare.remove(node.level());
            if (node instanceof Node.Guest guest) {
                below(source, guest.table(), bare);
            }
        }
        return bare;
    }

    /** Tables that are shown because an entry of one that is shown leads to them. */
    private static void below(ShadowSource source, GuestTable top, Set<Integer> bare) {
        GuestTable table = top;
        while (table != null) {
            GuestTable next = null;
            for (int index : source.contents(table).first()) {
                GuestEntry entry = source.entry(table, index);
                if (next == null && entry.kind() == GuestEntry.Kind.TABLE) {
                    next = GuestTable.at(entry.gfn(), table.level() - 1, table.rules());
                    bare.remove(next.level());
                }
            }
            table = next;
        }
    }
}
