package org.tablewalk.check.judge;

/** How bad a finding is. The grades are never mixed up: harm was seen, a breach may do harm in another run, a debt can still be paid. */
public enum Grade {
    /** This run shows that something went wrong. */
    HARM,
    /** A rule was broken that the architecture, or the code's own locking, needs; this run may show no harm. */
    BREACH,
    /** Nothing has happened yet: something is owed. */
    DEBT;

    /** Its word in answers. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
