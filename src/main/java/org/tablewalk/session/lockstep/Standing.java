package org.tablewalk.session.lockstep;

/** Where one of the runs in lock step is shown. */
public enum Standing {
    /** All runs have done the same up to here. */
    TOGETHER,
    /** After the step with which they part, or at its end if it has none. */
    PARTING,
    /** After that. */
    APART,
    /** After that, and the step that led here is the one that led to where the leading run is shown. */
    MEETING
}
