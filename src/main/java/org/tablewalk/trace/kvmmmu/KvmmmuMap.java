package org.tablewalk.trace.kvmmmu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.machine.Layout.Type;
import org.tablewalk.trace.RecordMap;

/**
 * Where everything lies among the cells of a kvmmmu trace's machine.
 *
 * <p>Pages are what events describe by gfn and role; tables are where entries were told, known by the physical address of their page or, for the TDP MMU, by
 * level and first gfn. That a table is a page's is inferred, so both have numbers: a <em>node</em> is a page (0..pages-1) or a table (from pages on).
 */
public final class KvmmmuMap extends RecordMap {
    /** Entries in a table. */
    public static final int ENTRIES = 512;
    /** Highest level. */
    public static final int LEVELS = 5;
    private static final long FROZEN = 0x5a0;
    private static final int KNOWN_CELLS = ENTRIES / Long.SIZE;

    // Offsets in a lane's block.
    static final int NEXT_OF_LANE = 0;
    static final int FLAGS = 1;
    static final int ADDRESS = 2;
    /** Level of the first entry the walk read; 0 before it. */
    static final int FIRST = 3;
    /** The entries read, by level; the cell of level 0 has one bit for each that was. */
    static final int READ = 4;
    /** Pages + 1 that the fault got, by level. */
    static final int GOT = READ + LEVELS + 1;
    /** gfn + 1 of the guest's root table. */
    static final int ROOT = GOT + LEVELS + 1;
    /** gfn and level of the TDP MMU's change that came just before: gfn &lt;&lt; 3 | level; 0 for none. */
    static final int CHANGED = ROOT + 1;
    /** The table + 1 of that change. */
    static final int CHANGED_TABLE = CHANGED + 1;
    /** Level of the guest's root table, as the last walk whose pages fitted it says; 0 before. */
    static final int ROOT_LEVEL = CHANGED_TABLE + 1;
    private static final int LANE_CELLS = ROOT_LEVEL + 1;

    // Offsets in a page's block.
    static final int PAGE_FLAGS = 0;
    static final int ROOT_COUNT = 1;
    /** How often the page came anew: a link to it or from it counts only in the life it was made in. */
    static final int LIFE = 2;
    /** Its table + 1. */
    static final int TABLE = 3;
    /** Links from above: life &lt;&lt; 32 | (page + 1) &lt;&lt; 9 | index. */
    static final int PARENTS = 4;
    /** As many as are kept; the oldest goes. */
    static final int MOST_PARENTS = 4;
    private static final int PAGE_CELLS = PARENTS + MOST_PARENTS;

    // Offsets in a table's block.
    /** Its page + 1. */
    static final int PAGE = 0;
    /** Level told last. */
    static final int LEVEL = 1;
    /** Where the TDP MMU's table of the same memory is: table + 1. */
    static final int ALIAS = 2;
    /** 1 while the table is not in use: its page was zapped. */
    static final int DEAD = 3;
    private static final int TABLE_CELLS = 4;

    /** A table of the TDP MMU: address space, level, first gfn. */
    public record TdpTable(int space, int level, long gfn) {
        /** The table that holds the entry for a gfn. */
        public static TdpTable of(int space, int level, long gfn) {
            return new TdpTable(space, level, base(gfn, level));
        }
    }

    private record Place(long gfn, int level) {}

    private final boolean ept;
    private final List<PageKey> pages;
    private final Map<PageKey, Integer> pageNumbers = new HashMap<>();
    private final Map<Place, List<Integer>> pagesAt = new HashMap<>();
    private final long[] addresses;
    private final List<TdpTable> tdp;
    private final Map<TdpTable, Integer> tdpNumbers = new HashMap<>();
    private final long[] guestWords;
    /** Generation + 1, as the last event that told it. */
    final int generation;
    private final int laneBase;
    private final int pageBase;
    private final int tableBase;
    private final int knownBase;
    private final int entryBase;
    private final int guestBase;
    private final int guestKnownBase;

    /**
     * Room for so much.
     *
     * @param lanes      1..64
     * @param pages      in the order in which they are first told
     * @param addresses  physical page numbers of tables, ascending
     * @param tdp        tables of the TDP MMU
     * @param guestWords guest physical addresses of entries that walks read, ascending
     * @param ept        whether shadow entries have the format of EPT
     */
    public KvmmmuMap(int lanes, List<PageKey> pages, long[] addresses, List<TdpTable> tdp, long[] guestWords, boolean ept) {
        super(lanes);
        var layout = layout();
        this.ept = ept;
        this.pages = List.copyOf(pages);
        this.addresses = addresses;
        this.tdp = List.copyOf(tdp);
        this.guestWords = guestWords;
        for (int i = 0; i < pages.size(); i++) {
            pageNumbers.put(pages.get(i), i);
            pagesAt.computeIfAbsent(new Place(pages.get(i).gfn(), pages.get(i).level()), p -> new ArrayList<>()).add(i);
        }
        for (int i = 0; i < tdp.size(); i++) {
            tdpNumbers.put(tdp.get(i), addresses.length + i);
        }
        generation = layout.add("generation", Type.COUNT, 1);
        laneBase = layout.add("tasks", Type.WORD, lanes * LANE_CELLS);
        layout.align();
        pageBase = layout.add("pages", Type.WORD, pages.size() * PAGE_CELLS);
        layout.align();
        tableBase = layout.add("tables", Type.WORD, tables() * TABLE_CELLS);
        layout.align();
        knownBase = layout.add("entries.known", Type.FLAG, tables() * KNOWN_CELLS);
        layout.align();
        guestKnownBase = layout.add("guest.known", Type.FLAG, guestWords.length);
        layout.align();
        guestBase = layout.add("guest.words", Type.WORD, guestWords.length);
        layout.align();
        entryBase = layout.add("entries", Type.WORD, tables() * ENTRIES);
    }

    /** The first gfn of the range that a table of a level maps in which a gfn lies. */
    public static long base(long gfn, int level) {
        return gfn & -(1L << 9 * level);
    }

    /** The index at a level of the entry for an address. */
    public static int index(long address, int level) {
        return (int) (address >>> 12 + 9 * (level - 1)) & ENTRIES - 1;
    }

    /** Whether an entry that is not present is empty: zero, KVM's mark for an entry that changes hands (FROZEN_SPTE of spte.h), or these without #VE. */
    public static boolean empty(long spte) {
        long rest = spte & Long.MAX_VALUE;
        return rest == 0 || rest == FROZEN;
    }

    /** Whether shadow entries have the format of EPT. */
    public boolean ept() {
        return ept;
    }

    /** Shadow pages that some record describes, each under its number. */
    public List<PageKey> pages() {
        return pages;
    }

    /** Number of a page, or -1. */
    public int pageOf(PageKey key) {
        return pageNumbers.getOrDefault(key, -1);
    }

    /** Pages of a level with a gfn. */
    List<Integer> pagesAt(long gfn, int level) {
        return pagesAt.getOrDefault(new Place(gfn, level), List.of());
    }

    /** Number of tables. */
    public int tables() {
        return addresses.length + tdp.size();
    }

    /** The table of the physical page that holds an address, or -1. */
    public int tableAt(long address) {
        return Math.max(-1, Arrays.binarySearch(addresses, address >>> 12));
    }

    /** A table of the TDP MMU, or -1. */
    public int tableOf(TdpTable table) {
        return tdpNumbers.getOrDefault(table, -1);
    }

    /** Which table of the TDP MMU a table is, or null. */
    public TdpTable tdp(int table) {
        return table < addresses.length ? null : tdp.get(table - addresses.length);
    }

    /** Physical address of a table, or -1. */
    public long addressOf(int table) {
        return table < addresses.length ? addresses[table] << 12 : -1;
    }

    /** Number of nodes. */
    public int nodes() {
        return pages.size() + tables();
    }

    /** What stands for a node where an address of a table is wanted: its low 12 bits are 0, and entry i has this + 8 i. */
    public static long name(int node) {
        return node + 1L << 12;
    }

    /** The node that a name, or the name of one of its entries, stands for; -1 if there is none. */
    public int nodeOf(long name) {
        long node = (name >>> 12) - 1;
        return node < 0 || node >= nodes() ? -1 : (int) node;
    }

    /** Level of the table that a name, or the name of one of its entries, stands for; 0 where only leaves are told. */
    public int levelOf(long name) {
        int node = nodeOf(name);
        int table = node - pages.size();
        return node < 0 ? 0 : table < 0 ? pages.get(node).level() : tdp(table) == null ? 0 : tdp(table).level();
    }

    /** The cell of a guest entry by guest physical address, or -1. */
    public int guestWord(long gpa) {
        int at = Arrays.binarySearch(guestWords, gpa);
        return at < 0 ? -1 : guestBase + at;
    }

    int guestKnown(int guestWord) {
        return guestKnownBase + guestWord - guestBase;
    }

    @Override
    protected int next(int lane) {
        return lane(lane) + NEXT_OF_LANE;
    }

    int lane(int lane) {
        return laneBase + lane * LANE_CELLS;
    }

    int page(int page) {
        return pageBase + page * PAGE_CELLS;
    }

    int table(int table) {
        return tableBase + table * TABLE_CELLS;
    }

    /** The cell that holds 64 entries' bits for known. */
    int known(int table, int index) {
        return knownBase + table * KNOWN_CELLS + index / Long.SIZE;
    }

    int entry(int table, int index) {
        return entryBase + table * ENTRIES + index;
    }
}
