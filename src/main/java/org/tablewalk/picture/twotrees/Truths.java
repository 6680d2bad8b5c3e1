package org.tablewalk.picture.twotrees;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.kvm.shadow.RoleRules;
import org.tablewalk.kvm.shadow.TruthTable;
import org.tablewalk.kvm.shadow.TruthTable.Meaning;
import org.tablewalk.kvm.shadow.TruthTable.Row;

/** What every design says about every kind of page: each design's listing run once, for the truth table's picture and for a role word's neighbours. */
public final class Truths {
    private final Map<RoleDesign, List<Row>> rows = new EnumMap<>(RoleDesign.class);
    private final Map<RoleDesign, Set<Kind>> colliding = new EnumMap<>(RoleDesign.class);
    private final List<Integer> reachable = new ArrayList<>();

    /** A kind of page without its word: how an MMU came about sets bits in it (guest_mode, cr0_wp) that are no part of what collides. */
    private record Kind(int guestLevel, int rootLevel, int level, boolean direct) {
        static Kind of(Row row) {
            return new Kind(row.guestLevel(), row.rootLevel(), row.level(), row.direct());
        }
    }

    /** Runs the shipped listings of all designs. */
    public Truths() {
        for (RoleDesign design : RoleDesign.values()) {
            var table = new TruthTable(RoleRules.of(design));
            rows.put(design, table.rows());
            Set<Kind> kinds = new HashSet<>();
            table.collisions().forEach(c -> c.rows().forEach(r -> kinds.add(Kind.of(r))));
            colliding.put(design, kinds);
        }
        List<Row> any = rows.get(RoleDesign.MAINLINE);
        for (int i = 0; i < any.size(); i++) {
            if (any.get(i).reachable()) {
                reachable.add(i);
            }
        }
    }

    /** Kinds of pages that the fault path makes in some design. */
    public int size() {
        return reachable.size();
    }

    /** What a design says about a kind of page, 0 to {@link #size()} - 1. */
    public Row row(RoleDesign design, int number) {
        return rows.get(design).get(reachable.get(number));
    }

    /** What a design says about the page of an MMU, or null if there is none of that kind. */
    public Row find(RoleDesign design, int guestLevel, int rootLevel, int level, boolean direct) {
        for (Row row : rows.get(design)) {
            if (row.guestLevel() == guestLevel && row.rootLevel() == rootLevel && row.level() == level && row.direct() == direct) {
                return row;
            }
        }
        return null;
    }

    /** Whether another kind of page has the same word in the design but means something else. */
    public boolean collides(RoleDesign design, Row row) {
        return colliding.get(design).contains(Kind.of(row));
    }

    /** Whether the design's answers are not those that the levels give. */
    public static boolean wrong(Row row) {
        boolean direct = row.meaning() == Meaning.DIRECT;
        boolean passthrough = row.meaning() == Meaning.PASSTHROUGH;
        return row.exists() && (row.isDirect() != direct || row.isPassthrough() != passthrough || row.hasGptes() && (direct || passthrough));
    }
}
