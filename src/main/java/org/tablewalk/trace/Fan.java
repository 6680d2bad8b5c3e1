package org.tablewalk.trace;

/**
 * A TLB invalidation on its way.
 *
 * @param issued    position at which it was issued
 * @param issuer    the CPU that issued it
 * @param arrivedAt per CPU the position at which it arrived, -1 while pending or where it does not go; not to be written to
 * @param done      position at which it was finished everywhere, -1 while it is not
 * @param text      the operation, e.g. {@code vmalls12e1is}
 */
public record Fan(long issued, int issuer, long[] arrivedAt, long done, String text) {}
