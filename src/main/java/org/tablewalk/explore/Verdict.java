package org.tablewalk.explore;

/** What a search says of a property. */
public enum Verdict {
    /** No run that can be violates it: every state was seen. */
    HOLDS,
    /** A run violates it. */
    VIOLATED,
    /** No run that was seen violates it, and not all were seen. */
    UNKNOWN
}
