package org.tablewalk.session.shadow;

import org.tablewalk.check.twotrees.RoleMeaning;
import org.tablewalk.kvm.shadow.RoleRules;
import org.tablewalk.machine.x86.X86Map;

/** What the role words of a machine mean to the checks: the listing of its design says. */
public final class RoleWords {
    private RoleWords() {}

    /** The meaning of a machine's role words. */
    public static RoleMeaning meaning(X86Map map) {
        RoleRules rules = new RoleRules(map);
        return RoleMeaning.of(rules::direct, rules::passthrough, rules::hasGuestEntries);
    }
}
