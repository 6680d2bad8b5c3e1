package org.tablewalk.session;

import org.tablewalk.format.Problem;

/** Something that records on until it has what it was sent for, a slice of a few milliseconds at a time. */
interface Errand {
    /** Works for a slice. Returns the position to show when it is done, or -1 while there is more to do. */
    long slice();

    /** The run that it made, which is shown then; null if it stays with the one it was sent from. */
    default Run made() {
        return null;
    }

    /** What it did not find, once it is done; null if it has what it was sent for. */
    default Problem problem() {
        return null;
    }
}
