package org.tablewalk.check.judge;

import java.util.Arrays;
import java.util.Locale;

/**
 * The rules that runs are judged by. What each says, what would have been legal, its source and how sure it is stand in the bundle {@code rules}; its smallest example is the
 * scenario of its name.
 */
public enum Rule {
    /** An access used a translation that the tables no longer give, after the code that took it away had ended or its invalidation had completed. */
    STALE_ACCESS(Grade.HARM),
    /** An access reached a frame that belongs to somebody else. */
    FOREIGN_FRAME(Grade.HARM),
    /** A walk read a table that was freed. */
    FREED_WALK(Grade.HARM),
    /** Two TLB entries matched one lookup. */
    TWO_ENTRIES(Grade.HARM),
    /** A TLB conflict abort was raised. */
    CONFLICT_ABORT(Grade.HARM),
    /** A fault that the tables neither before nor after an edit would have raised. */
    SPURIOUS_FAULT(Grade.HARM),
    /** An access faulted although its translation had been made, because nothing made the store visible. */
    LATE_MAKE(Grade.HARM),
    /** A write of the guest that no reading of the dirty log tells of. */
    LOST_WRITE(Grade.HARM),
    /** A store to an entry overwrote another CPU's change that its own value does not take into account. */
    LOST_UPDATE(Grade.HARM),
    /** At the end a table is neither linked nor freed. */
    LEAKED_TABLE(Grade.HARM),
    /** At the end a table's reference count is not that of its entries. */
    REFERENCE_COUNT(Grade.HARM),
    /** An access reached what the guest's own tables, by the rules on stale entries, do not give it. */
    GUEST_STALE(Grade.HARM),
    /** An invariant of the hypervisor's books does not hold. */
    INVARIANT(Grade.HARM),
    /** An access faulted that the listing says must not. */
    MUST_NOT_FAULT(Grade.HARM),
    /** An assertion of a listing does not hold. */
    ASSERTION(Grade.HARM),
    /** A CPU cannot go on: its call stack is used up, it asked for memory that nobody has, or KVM_RUN returned an error. */
    CPU_FAILED(Grade.HARM),
    /** A guest access faulted that nobody handles and no edit explains. */
    ACCESS_UNHANDLED(Grade.HARM),
    /** CPUs wait for what cannot come. */
    STUCK(Grade.HARM),
    /** A cycle in which no access completes, although every CPU, barrier and invalidation moves on. */
    LIVELOCK(Grade.HARM),

    /** A valid entry was replaced by another of other address, size or attributes without a break. */
    NO_BREAK(Grade.BREACH),
    /** An entry was made valid again before the invalidation of its old translation had completed. */
    MAKE_BEFORE_CLEAN(Grade.BREACH),
    /** Memory was freed, given away or made another table while an invalidation is owed for it. */
    FREED_WHILE_OWED(Grade.BREACH),
    /** A TLBI was issued before the store that it is for was made visible by a barrier. */
    TLBI_BEFORE_STORE(Grade.BREACH),
    /** The code ended with an entry changed and no TLBI issued for it. */
    NO_TLBI(Grade.BREACH),
    /** The code ended without the barrier that completes its TLBI. */
    NO_COMPLETION(Grade.BREACH),
    /** The code ended with a stage-2 entry invalidated and what stage 1 has made of it left. */
    NO_STAGE_1_TLBI(Grade.BREACH),
    /** Stage 1 was invalidated before the stage-2 TLBI that it follows had completed. */
    STAGE_1_TOO_EARLY(Grade.BREACH),
    /** A TLBI was issued between a change of VTTBR_EL2, or of what else it depends on, and the ISB that makes it count. */
    NO_ISB(Grade.BREACH),
    /** A TLBI stayed on one CPU although others walk the same tables. */
    WRONG_SCOPE(Grade.BREACH),
    /** A TLBI named another VMID than the tree's. */
    WRONG_VMID(Grade.BREACH),
    /** A TLBI named an address outside what was changed. */
    WRONG_ADDRESS(Grade.BREACH),
    /** A TLBI's level hint, or its restriction to the last level, leaves entries of the old translation. */
    WRONG_LEVEL(Grade.BREACH),
    /** The code ended while its new mapping need not be visible to walks. */
    MAKE_NOT_VISIBLE(Grade.BREACH),
    /** Another tree was loaded under a VMID whose entries of the old tree were not invalidated since. */
    TREE_SWITCHED(Grade.BREACH),
    /** The code ended with a group of entries of which some have the contiguous bit and others do not fit. */
    MIXED_GROUP(Grade.BREACH),
    /** An entry was written without the lock that guards it. */
    UNLOCKED_WRITE(Grade.BREACH),

    /** An invalidation is owed. */
    OWED(Grade.DEBT);

    private final Grade grade;
    private final String id;

    Rule(Grade grade) {
        this.grade = grade;
        id = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How bad a finding of it is. */
    public Grade grade() {
        return grade;
    }

    /** Its name everywhere: lower case with hyphens. */
    public String id() {
        return id;
    }

    /** The rule of that id, or null. */
    public static Rule of(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id.equals(id)).findFirst().orElse(null);
    }
}
