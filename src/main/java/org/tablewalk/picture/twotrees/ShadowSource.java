package org.tablewalk.picture.twotrees;

import java.util.List;
import org.tablewalk.arch.x86.WalkRules;

/**
 * Guest tables, shadow tables and what ties them together at one moment, as drawings read them. Immutable; reading one entry is cheap, and nothing is
 * read that is not asked for. Whoever knows only a part (a trace of the kernel's does) says so: a number that is not known is {@link #UNKNOWN}.
 *
 * <p>A shadow table, be it a shadow page's or a special root page, is named by the host address of its table; where addresses are not known, by any
 * other number of which the low 12 bits are 0. Its entry {@code i} is named by that number + 8 {@code i}.
 */
public interface ShadowSource {
    /** A number that is not known. */
    long UNKNOWN = -1;

    /** Answers about something that may not be known. */
    enum Answer {
        NO, YES, UNKNOWN;

        /** What is known for sure. */
        public static Answer of(boolean yes) {
            return yes ? YES : NO;
        }
    }

    /** Whose tables the left tree are: see {@code X86Config.Virtualization}. */
    enum Paging { SHADOW, NESTED_NPT, NESTED_EPT, DIRECT, TDP_MMU, UNKNOWN }

    /**
     * The guest's paging on one CPU.
     *
     * @param cr3   what selects the root table (CR3, in nested modes L1's nested CR3 or EPT pointer), or {@link #UNKNOWN}
     * @param table the root table, or null: no paging, or not known. PAE's is the four cached page-directory-pointer registers
     */
    record GuestRoot(int cpu, long cr3, GuestTable table) {}

    /**
     * A table of the guest's.
     *
     * @param gfn   its frame
     * @param level 1 for a page table
     * @param rules how to read its entries, see {@code arch.x86.WalkRules}
     * @param cpu   whose cached page-directory-pointer registers it is, or -1: a table in memory
     */
    record GuestTable(long gfn, int level, int rules, int cpu) {
        /** A table in memory. */
        public static GuestTable at(long gfn, int level, int rules) {
            return new GuestTable(gfn, level, rules, -1);
        }

        /** Entries: those of a frame, or the four cached registers of PAE. */
        public int size() {
            int mode = WalkRules.mode(rules);
            return mode == 2 ? 1024 : mode == 3 && level == 3 ? 4 : 512;
        }

        /** A number of its own among all tables of one moment. */
        public long key() {
            return gfn << 8 | (cpu + 1L) << 4 | level;
        }
    }

    /**
     * An entry of a guest table.
     *
     * @param word     the entry; 0 if it is not known
     * @param gfn      frame of the next table, or first frame that a leaf maps; {@link #UNKNOWN} for the other kinds
     * @param access   access code (execute 1, write 2, user 4)
     */
    record GuestEntry(Kind kind, long word, long gfn, int access, boolean accessed, boolean dirty) {
        /** What it is. */
        public enum Kind { EMPTY, TABLE, LEAF, RESERVED, NO_MEMORY, UNKNOWN }
    }

    /**
     * A shadow page.
     *
     * @param table         its name, see above
     * @param id            serial number, what people call it
     * @param level         1 to 5
     * @param gfn           of the guest table it shadows; of the range it maps, if direct; of the guest's root, if it is a portal
     * @param role          the role word as far as it is known
     * @param known         bits of the role word that are known
     * @param direct        whether it maps a linear range
     * @param passthrough   whether it stands above the guest's root and shadows nothing: a portal
     * @param guestEntries  whether a guest table's entries are what it is made from
     * @param shadows       the part of a guest table it is made from, or null
     * @param rootCount     CPUs that use it as root, or {@link #UNKNOWN}
     * @param unsync        whether it is out of step with the guest table
     * @param unsyncBelow   entries that lead to pages out of step
     * @param writeFlooding writes to the guest table since it was last used
     * @param invalid       whether it is zapped and waits for its last user
     * @param linked        whether an entry points to it or it is a root
     * @param tdpMmu        whether it is the TDP MMU's: no shadow page in the narrow sense
     */
    record Page(long table, long id, int level, long gfn, long role, long known, Answer direct, Answer passthrough, Answer guestEntries, Part shadows,
            long rootCount, boolean unsync, long unsyncBelow, long writeFlooding, boolean invalid, Answer linked, boolean tdpMmu) {}

    /** Entries {@code first} to {@code first + count - 1} of a guest table: the quadrant of a two-level guest's table that a page of 512 entries has room for. */
    record Part(GuestTable table, int first, int count) {}

    /**
     * An entry of a shadow table.
     *
     * @param table  the table it points to, for a link
     * @param pfn    first host frame, for a leaf
     * @param gfn    guest frame it was installed for, for a leaf or MMIO
     * @param access access code of a leaf (execute 1, write 2, user 4; in EPT user means the right to read)
     */
    record ShadowEntry(Kind kind, long word, long table, long pfn, long gfn, int access, boolean accessed, boolean dirty) {
        /** What it is. */
        public enum Kind { EMPTY, LINK, LEAF, MMIO, UNKNOWN }
    }

    /**
     * What a table holds, all in all.
     *
     * @param size    entries
     * @param links   that point to tables
     * @param leaves  that map memory
     * @param other   that do something else: MMIO, reserved bits
     * @param unknown that are not known
     * @param first   the first 16 that are neither empty nor unknown
     * @param kinds   what each entry is, by its number in {@link Kind}; not to be written to
     */
    record Contents(int size, int links, int leaves, int other, int unknown, int[] first, byte[] kinds) {
        /** What an entry is. */
        enum Kind { LINK, LEAF, OTHER, UNKNOWN, EMPTY }

        /** Entries that do nothing. */
        public int empty() {
            return size - links - leaves - other - unknown;
        }
    }

    /**
     * A special root page: KVM's own table above the shadow pages of a guest whose tables are too shallow; neither hashed nor made from anything.
     *
     * @param level 3 for pae_root, 4 for pml4_root, 5 for pml5_root
     */
    record Special(long table, int cpu, int level) {}

    /** What the hardware of a CPU walks: the root table, 0 for none, or {@link #UNKNOWN}; and its level. */
    record HardwareRoot(int cpu, long table, int level) {}

    /** A root a CPU remembers: the CR3 it was made for, its table. */
    record PreviousRoot(long cr3, long table) {}

    /** A leaf entry that the reverse map names: the entry, its level. */
    record Mapping(long entry, int level) {}

    /** CPUs. */
    int cpus();

    Paging paging();

    /** Level of the highest shadow table there can be at this moment. */
    int shadowLevels();

    GuestRoot guestRoot(int cpu);

    /** Entries in a guest table. */
    default int size(GuestTable table) {
        return table.size();
    }

    GuestEntry entry(GuestTable table, int index);

    Contents contents(GuestTable table);

    HardwareRoot hardwareRoot(int cpu);

    /** Shadow pages of a level, by rising serial number. */
    List<Page> pages(int level);

    /** The shadow page of that table, or null. */
    Page page(long table);

    /** Special root pages that the hardware or KVM uses now. */
    List<Special> specials();

    ShadowEntry entry(long table, int index);

    Contents contents(long table);

    /** Entries that point to a shadow page, as its list of parents says. */
    List<Long> parents(Page page);

    /** Bucket of a gfn, 0 to 4095. */
    int bucket(long gfn);

    /** Pages in a bucket, first to last. */
    List<Page> chain(int bucket);

    /** What the reverse map has for a gfn. */
    List<Mapping> reverse(long gfn);

    /** How often write tracking counts a gfn, or {@link #UNKNOWN}. */
    long tracked(long gfn);

    List<PreviousRoot> previousRoots(int cpu);

    /** Number of all shadow pages. */
    default int size() {
        int sum = 0;
        for (int level = 1; level <= 5; level++) {
            sum += pages(level).size();
        }
        return sum;
    }
}
