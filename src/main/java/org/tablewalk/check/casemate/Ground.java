package org.tablewalk.check.casemate;

import java.util.List;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.check.judge.Finding;

/** Why a trace does not simply pass by the architecture's rules. The step of a finding is the index of a record. */
public sealed interface Ground {
    /**
     * A rule is broken, whatever the trace does not tell.
     *
     * @param cause what was done wrong before about the entry, or null
     * @param owed  what was still to be done about it; empty where that is not what it is about
     */
    record Broken(Finding finding, Finding cause, List<Debt.Item> owed) implements Ground {}

    /** A rule is broken if what the trace does not tell is against the recorded program. */
    record Doubtful(Finding finding) implements Ground {}

    /** An entry was written by a record, and what it was before is not known. */
    record UnknownBefore(int record, long entry) implements Ground {}

    /** An entry was found by a record to be changed by somebody who is not in the trace. */
    record ChangedByOther(int record, long entry) implements Ground {}

    /** Two trees were installed under one VMID, or, -1, one after the other by EL2, and no invalidation of all of it followed. */
    record SharedId(int id) implements Ground {}

    /** So much is owed for so long that judging it takes longer than anybody wants to wait. */
    record TooMuch(int record) implements Ground {}

    /** The trace ends, and something is owed. */
    record Owed(Debt debt) implements Ground {}
}
