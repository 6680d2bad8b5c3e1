package org.tablewalk.format.scenario;

/** How large a scenario's machine may be: together they keep it within a small heap and well under a second to make. */
public final class Limits {
    public static final int CPUS = 64;
    public static final int TLB_ENTRIES = 1536;
    public static final int WALK_CACHE_ENTRIES = 16;
    public static final int STORE_BUFFER = 16;
    /** 64-bit words of the table pool: 32 MiB. */
    public static final int POOL_WORDS = 4 << 20;
    /** Entries that all mappings make together. */
    public static final int ENTRIES = 1 << 20;
    /** Words of memory that hold something at the start, and bytes of memory with contents: 8 GiB. */
    public static final int CONTENT_WORDS = 1 << 16;
    public static final long CONTENT_BYTES = 8L << 30;
    /** Pages of a slot with a dirty log: 16 GiB of 4K pages. */
    public static final long LOGGED_PAGES = 4 << 20;
    /** vCPUs of an x86 machine. */
    public static final int VCPUS = 8;
    public static final int SHADOW_PAGES = 8192;
    public static final int RMAP_DESCRIPTORS = 65536;
    /** Pages of an x86 guest, 8 GiB, and those of them whose words are simulated, 32 MiB. */
    public static final long GUEST_PAGES = 1 << 21;
    public static final long CONTENT_PAGES = 8192;
    /** Entries of guest tables at the start: twice what maps 4 GiB by pages. */
    public static final int GUEST_ENTRIES = 1 << 21;
    /** Steps of a run. */
    public static final long STEPS = 1_000_000_000_000L;

    private Limits() {}
}
