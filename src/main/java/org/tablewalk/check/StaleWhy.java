package org.tablewalk.check;

/** Why a TLB entry is not what the tables say now. */
public enum StaleWhy {
    /** Where it was found is no valid entry any more. */
    INVALID,
    /** A table above it is gone. */
    NO_TABLE,
    /** The table it was found in was freed. */
    FREED,
    /** The same page leads to another address now. */
    ELSEWHERE,
    /** The same address with other rights or attributes. */
    RIGHTS,
    /** The contiguous bit is no longer as it was: the entry stands for a group that is none, or for one page of a group. */
    GROUP,
    /** What is mapped there has another size now. */
    SIZE,
    /** The root it was found under is no root any more. */
    NO_ROOT
}
