package org.tablewalk.format.kvmmmu;

/**
 * How much a trace may ask for; checked while it is read, since a file comes from anywhere.
 *
 * @param bytes   size of the text
 * @param records events, those of other groups among them
 * @param line    characters in the line of an event of the group
 * @param pages   different shadow pages
 * @param tables  different tables of entries: each costs 4 KiB for every machine that is made
 * @param tasks   tasks with events of the group, at most 64
 */
record KvmmmuLimits(int bytes, int records, int line, int pages, int tables, int tasks) {
    /** What {@link KvmmmuTrace} allows. */
    static final KvmmmuLimits DEFAULT = new KvmmmuLimits(64 << 20, 5_000_000, 1024, 65_536, 16_384, 64);
}
