package org.tablewalk.viewmodel.shadow;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.kvm.shadow.RoleRules;
import org.tablewalk.kvm.shadow.TruthTable;

/** The role designs as their shipped listings have them, each assembled when it is asked for first. */
public final class Designs {
    private final Map<RoleDesign, RoleRules> rules = new EnumMap<>(RoleDesign.class);
    private final Map<RoleDesign, List<TruthTable.Row>> rows = new EnumMap<>(RoleDesign.class);
    private final Map<RoleDesign, List<TruthTable.Collision>> collisions = new EnumMap<>(RoleDesign.class);

    RoleRules rules(RoleDesign design) {
        return rules.computeIfAbsent(design, RoleRules::of);
    }

    List<TruthTable.Row> rows(RoleDesign design) {
        return rows.computeIfAbsent(design, d -> new TruthTable(rules(d)).rows());
    }

    /** The words of a design that mean different things. */
    List<TruthTable.Collision> collisions(RoleDesign design) {
        return collisions.computeIfAbsent(design, d -> new TruthTable(rules(d)).collisions());
    }

    /** Whether a design gives a page of that kind the word of another kind. */
    boolean collides(RoleDesign design, int guestLevel, int rootLevel, int level, boolean direct) {
        return collisions(design).stream().flatMap(c -> c.rows().stream()).anyMatch(r -> r.guestLevel() == guestLevel && r.rootLevel() == rootLevel
                && r.level() == level && r.direct() == direct);
    }
}
