package org.tablewalk.check;

/**
 * The time for which one reachable descriptor did not translate.
 *
 * @param descriptorAddress physical address of the descriptor
 * @param level   the level it stands at
 * @param ipa     the first address it covers
 * @param size    bytes it covers
 * @param from    index of the step whose store broke it
 * @param to      index of the step whose store made it translate again, or -1 if it never did
 */
public record BrokenWindow(long descriptorAddress, int level, long ipa, long size, long from, long to) {
    /** Whether it is still open. */
    public boolean open() {
        return to < 0;
    }
}
