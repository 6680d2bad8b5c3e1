package org.tablewalk.format.casemate;

/**
 * How much a trace may ask for. A file comes from anywhere, so everything it could make grow has an end that is checked while it
 * is read.
 *
 * @param bytes       size of the text
 * @param records     number of records
 * @param token       bytes in one word, number or string
 * @param pages       4 KiB pages of memory that the records touch: each costs 4 KiB here for every machine that is made
 * @param rangeBytes  bytes of one mem-set, and of one mem-init or mem-free over memory that records before it touched; also, in
 *                    units of 64, what the parts beyond 4 KiB of all ranges may come to together, because going back and forth repeats them
 * @param locks       different locks
 * @param roots       different root tables
 */
record CasemateLimits(int bytes, int records, int token, int pages, int rangeBytes, int locks, int roots) {
    /** What {@link CasemateTrace} allows. */
    static final CasemateLimits DEFAULT = new CasemateLimits(64 << 20, 5_000_000, 4096, 16_384, 4 << 20, 65_536, 4096);

    /** Bytes that all ranges together may have beyond 4 KiB each. */
    long rangeBudget() {
        return 64L * rangeBytes;
    }
}
