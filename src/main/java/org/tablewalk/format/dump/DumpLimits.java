package org.tablewalk.format.dump;

/**
 * How much a dump may ask for.
 *
 * @param bytes  size of the text
 * @param lines  number of lines
 * @param line   bytes in one line
 * @param looks  different columns
 * @param tables tables that the lines imply: one line may imply any number
 */
record DumpLimits(int bytes, int lines, int line, int looks, int tables) {
    /** What {@link Dump} allows: a guest of 256 GiB in 4 KiB pages, each in a line of its own for the first 4 GiB. */
    static final DumpLimits DEFAULT = new DumpLimits(128 << 20, 1 << 20, 512, 4096, 1 << 17);
}
