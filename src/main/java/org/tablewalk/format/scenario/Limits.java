package org.tablewalk.format.scenario;

/** How large a scenario's machine may be: together they keep it within a small heap and well under a second to make. */
final class Limits {
    static final int CPUS = 64;
    static final int TLB_ENTRIES = 1536;
    static final int WALK_CACHE_ENTRIES = 16;
    static final int STORE_BUFFER = 16;
    /** 64-bit words of the table pool: 32 MiB. */
    static final int POOL_WORDS = 4 << 20;
    /** Entries that all mappings make together. */
    static final int ENTRIES = 1 << 20;
    /** Steps of a run. */
    static final long STEPS = 1_000_000_000_000L;

    private Limits() { }
}
