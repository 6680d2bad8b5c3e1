package org.tablewalk.check.shadow;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.check.twotrees.RoleMeaning;
import org.tablewalk.kvm.shadow.Listings;
import org.tablewalk.kvm.shadow.RoleRules;
import org.tablewalk.machine.listing.Assembler;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.machine.listing.Source;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Intrinsics;

/** The shipped listings of each design, assembled with a guest of a test's own, and what the design's role words mean. */
final class Designs {
    private static final Map<RoleDesign, RoleMeaning> MEANINGS = new EnumMap<>(RoleDesign.class);

    private Designs() {}

    static synchronized RoleMeaning meaning(RoleDesign design) {
        return MEANINGS.computeIfAbsent(design, d -> {
            RoleRules rules = RoleRules.of(d);
            return RoleMeaning.of(rules::direct, rules::passthrough, rules::hasGuestEntries).remembered();
        });
    }

    static Program program(X86Config config, String guest, Map<String, Long> constants) {
        List<Source> sources = Listings.sources(config.design());
        sources.add(new Source("guest.tw", guest));
        X86Intrinsics intrinsics = X86Intrinsics.of(config);
        constants.forEach(intrinsics::with);
        return Assembler.assemble(sources, intrinsics);
    }
}
