package org.tablewalk.check.casemate;

/** A record that casemate's rules do not allow; with it a check ends. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(Complaint complaint) {
        // Where in the rules it arose is of no use to anybody, and traces are refused all the time.
        super(complaint.message(), null, false, false);
    }
}
