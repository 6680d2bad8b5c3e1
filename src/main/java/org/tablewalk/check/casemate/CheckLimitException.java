package org.tablewalk.check.casemate;

/** A trace makes casemate's rules look at more slots of tables than anybody wants to wait for; there is no verdict. */
public final class CheckLimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CheckLimitException(long slots) {
        super("more than " + slots + " slots of tables would have to be looked at: no verdict");
    }
}
