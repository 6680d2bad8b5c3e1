package org.tablewalk.check.twotrees;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

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

    /** The three answers as functions, e.g. methods of whatever runs the design's listing. */
    static RoleMeaning of(LongPredicate direct, LongPredicate passthrough, LongPredicate hasGuestEntries) {
        return new RoleMeaning() {
            @Override
            public boolean direct(long role) {
                return direct.test(role);
            }

            @Override
            public boolean passthrough(long role) {
                return passthrough.test(role);
            }

            @Override
            public boolean hasGuestEntries(long role) {
                return hasGuestEntries.test(role);
            }
        };
    }

    /** The same answers, each asked for once. */
    default RoleMeaning remembered() {
        Map<Long, Integer> known = new HashMap<>();
        LongUnaryOperator of = role -> known.computeIfAbsent(role, r -> (direct(r) ? 1 : 0) | (passthrough(r) ? 2 : 0) | (hasGuestEntries(r) ? 4 : 0));
        return of(role -> (of.applyAsLong(role) & 1) != 0, role -> (of.applyAsLong(role) & 2) != 0, role -> (of.applyAsLong(role) & 4) != 0);
    }
}
