/**
 * Judgement of what a run does to KVM's shadow pages: which invariants of their bookkeeping hold whenever mmu_lock is free, whether the shadow
 * tables agree with the guest's own, counters and marks.
 *
 * <p>What lives here: {@link org.tablewalk.check.shadow.ShadowJudge}, which decides; {@link org.tablewalk.check.shadow.ShadowChecks}, the one observer of a run, which counts what the judge
 * finds; and the pure questions about one state that they and tests ask. What a role word means is not known here: who asks brings a {@link org.tablewalk.check.twotrees.RoleMeaning}, which runs the design's own
 * listing.
 *
 * <p>What may not: anything that changes a machine, sentences for people, pictures, rules of KVM's.
 */
package org.tablewalk.check.shadow;
