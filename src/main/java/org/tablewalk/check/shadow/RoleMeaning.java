package org.tablewalk.check.shadow;

import java.util.HashMap;
import java.util.Map;

/**
 * What a design says that a role word means (domain section 2.3). The design's own listing answers; whoever knows the listings hands the answers to
 * the checks.
 */
public interface RoleMeaning {
    /** Whether the page maps a linear range and shadows no guest table. */
    boolean direct(long role);

    /** Whether the page stands above the guest's root and shadows no guest table. */
    boolean passthrough(long role);

    /** KVM's sp_has_gptes: whether a write to the guest frame named by the page's gfn is a write to what the page shadows. */
    boolean hasGuestEntries(long role);

    /** The same answers, each asked for once. */
    default RoleMeaning remembered() {
        RoleMeaning asked = this;
        Map<Long, Integer> known = new HashMap<>();
        return new RoleMeaning() {
            private int of(long role) {
                return known.computeIfAbsent(role, r -> (asked.direct(r) ? 1 : 0) | (asked.passthrough(r) ? 2 : 0) | (asked.hasGuestEntries(r) ? 4 : 0));
            }

            @Override
            public boolean direct(long role) {
                return (of(role) & 1) != 0;
            }

            @Override
            public boolean passthrough(long role) {
                return (of(role) & 2) != 0;
            }

            @Override
            public boolean hasGuestEntries(long role) {
                return (of(role) & 4) != 0;
            }

            @Override
            public RoleMeaning remembered() {
                return this;
            }
        };
    }
}
