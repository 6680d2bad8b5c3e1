package org.tablewalk.trace;

/**
 * A stretch of time in which a CPU did one thing.
 *
 * @param from  first position
 * @param to    position after the last
 * @param kind  what it did
 * @param label a word or two, may be empty
 */
public record Segment(long from, long to, Kind kind, String label) {
    /**
     * Guest access that hit the TLB, table walk, fault taken, hypervisor code, waits for a lock, waits in a DSB or for flushes, ended, nothing to run;
     * of shadow paging the hypervisor's walk of the guest's tables, and its work on shadow pages.
     */
    public enum Kind { GUEST_HIT, WALK, FAULT, HOST, WAIT_LOCK, WAIT_DSB, DONE, IDLE, GUEST_WALK, SHADOW_PAGES }
}
