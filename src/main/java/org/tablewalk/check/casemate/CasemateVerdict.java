package org.tablewalk.check.casemate;

/**
 * A verdict on a trace.
 *
 * @param outcome what it is
 * @param record  index of the record that is refused, or -1
 * @param id      number of that record, as the trace gives it, or -1
 * @param message why it is refused, or why there is no verdict; null for an accepted trace
 */
public record CasemateVerdict(Outcome outcome, int record, long id, String message) {
    /** What a verdict can be. */
    public enum Outcome {
        /** Every record is allowed. */
        ACCEPTED,
        /** A record is not allowed. */
        VIOLATION,
        /** There is no verdict. */
        UNKNOWN
    }

    /** Every record is allowed. */
    public static CasemateVerdict accepted() {
        return new CasemateVerdict(Outcome.ACCEPTED, -1, -1, null);
    }

    /** A record is not allowed. */
    public static CasemateVerdict violation(int record, long id, String message) {
        return new CasemateVerdict(Outcome.VIOLATION, record, id, message);
    }

    /** There is no verdict. */
    public static CasemateVerdict unknown(String why) {
        return new CasemateVerdict(Outcome.UNKNOWN, -1, -1, why);
    }
}
