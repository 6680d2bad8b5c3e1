package org.tablewalk.check.shadow;

import java.util.EnumSet;
import java.util.Set;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.machine.x86.X86Config.Virtualization;

/** Invariants that designs are known to break (domain sections 2.3 and 4). */
final class KnownRules {
    private KnownRules() {}

    static Set<Rule> of(RoleDesign design, Virtualization virtualization) {
        return switch (design) {
            // The portal is no direct page, so it is counted beside the table it stands above (2.3).
            case V5_17 -> EnumSet.of(Rule.PORTAL_TRACKED);
            // Writes skip what has another glevel than its level, write tracking counts it all the same (4.6). Of EPT that is every page, and none of
            // them remembers a gfn (4.2).
            case GLEVEL_POSTED -> {
                Set<Rule> rules = of(RoleDesign.GLEVEL_FIXED, virtualization);
                // The line that its author adds is missing: a direct page has a glevel, and with it an array of gfns (4.1).
                rules.add(Rule.DIRECT_GFNS);
                yield rules;
            }
            case GLEVEL_FIXED -> virtualization != Virtualization.NESTED_EPT ? EnumSet.of(Rule.PORTAL_TRACKED, Rule.TRACKING)
                    : EnumSet.of(Rule.TRACKING, Rule.REMOVAL_GFN, Rule.RMAP_MISSING, Rule.RMAP_WITHOUT_LEAF, Rule.LEAF_WITHOUT_RMAP);
            default -> EnumSet.noneOf(Rule.class);
        };
    }
}
