package org.tablewalk.check;

/**
 * A stretch of a recorded run that ends in the very state in which it began, so that it can be gone through again and again.
 *
 * @param from position at which it begins
 * @param to   position at which it ends, more than {@code from}
 */
public record Loop(long from, long to) {
    /** Steps once around. */
    public long steps() {
        return to - from;
    }

    /** A position as good as one that may lie beyond the end: so far into a later round. */
    public long round(long position) {
        return position <= to ? position : from + (position - from) % steps();
    }
}
