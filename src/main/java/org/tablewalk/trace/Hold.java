package org.tablewalk.trace;

/**
 * A stretch of time in which a CPU held a lock or waited for it.
 *
 * @param lock  its number
 * @param cpu   who
 * @param waits whether it did not have it yet
 * @param from  first position
 * @param to    position after the last
 */
public record Hold(int lock, int cpu, boolean waits, long from, long to) {}
