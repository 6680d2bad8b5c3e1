package org.tablewalk.trace.casemate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.machine.Layout.Type;
import org.tablewalk.trace.RecordMap;

/**
 * Where everything of an import lies among its cells. Memory is sparse: only the 4 KiB pages that some record touches have
 * cells, and each word of them has one bit that says whether its content is known.
 */
public final class ImportMap extends RecordMap {
    /** log2 of the bytes in a page. */
    public static final int PAGE_BITS = 12;
    /** Bytes in a page. Such traces come from hypervisors with the 4K granule. */
    public static final long PAGE_BYTES = 1L << PAGE_BITS;
    /** Words in a page. */
    public static final int PAGE_WORDS = 512;
    private static final int KNOWN_CELLS = PAGE_WORDS / Long.SIZE;

    // Offsets in a thread's block: its system registers by ordinal, then these.
    static final int REGISTERS_WRITTEN = SystemRegister.values().length;
    /** TLBI slots of invalidations to all CPUs that the thread issued and no DSB has finished. */
    static final int ISSUED = REGISTERS_WRITTEN + 1;
    /** The same for invalidations on its own CPU only. */
    static final int ISSUED_LOCAL = ISSUED + 1;
    /** The next record of the thread, plus 1; 0 when it has none. */
    static final int NEXT_OF_THREAD = ISSUED_LOCAL + 1;
    private static final int THREAD_CELLS = NEXT_OF_THREAD + 1;

    // Offsets in a lock's block.
    static final int LOCK_OWNER = 0;
    static final int LOCK_DEPTH = 1;
    private static final int LOCK_CELLS = 2;

    // Offsets in a root's block.
    static final int ROOT_FLAGS = 0;
    static final int ROOT_LOCK = 1;
    static final int ROOT_SPACE = 2;
    private static final int ROOT_CELLS = 3;

    /**
     * A table that the trace names as the root of a tree, somewhere.
     *
     * @param address physical address of its page
     * @param stage2  whether some thread writes it to VTTBR_EL2
     * @param el2     whether some thread writes it to TTBR0_EL2; with neither, only hints name it
     */
    public record Root(long address, boolean stage2, boolean el2) {}

    private final List<Integer> threads;
    private final long[] pages;
    private final long[] lockAddresses;
    private final Map<Long, Integer> lockNumbers = new HashMap<>();
    private final List<Root> roots;
    private final Map<Long, Integer> rootNumbers = new HashMap<>();
    /** Pages that are a root or close enough behind one to be among its tables side by side. */
    private final BitSet rootPages = new BitSet();
    final int slotsUsed;
    /** For each slot the invalidation that was issued in it last: operation | thread << 8, and operand. */
    final int slots;
    private final int threadBase;
    private final int lockBase;
    private final int rootBase;
    private final int ownerBase;
    private final int freedBase;
    private final int knownBase;
    private final int memoryBase;

    /** Room for these threads, 0..63 (at least one, in ascending order), pages (numbers in ascending unsigned order), locks and roots. */
    public ImportMap(List<Integer> threads, long[] pages, long[] lockAddresses, List<Root> roots) {
        super(threads.getLast() + 1);
        var layout = layout();
        this.threads = threads;
        this.pages = pages;
        this.lockAddresses = lockAddresses;
        this.roots = List.copyOf(roots);
        for (int i = 0; i < lockAddresses.length; i++) {
            lockNumbers.put(lockAddresses[i], i);
        }
        for (int i = 0; i < roots.size(); i++) {
            rootNumbers.put(roots.get(i).address(), i);
            for (int page = 0; page < TreeShape.MOST_ROOT_PAGES; page++) {
                int own = pageOf(roots.get(i).address() + page * PAGE_BYTES);
                if (own >= 0) {
                    rootPages.set(own);
                }
            }
        }
        slotsUsed = layout.add("tlbi.used", Type.WORD, 1);
        slots = layout.add("tlbi.slots", Type.WORD, 2 * Long.SIZE);
        threadBase = layout.add("threads", Type.WORD, lanes() * THREAD_CELLS);
        layout.align();
        lockBase = layout.add("locks", Type.ACTOR, lockAddresses.length * LOCK_CELLS);
        layout.align();
        rootBase = layout.add("roots", Type.WORD, roots.size() * ROOT_CELLS);
        layout.align();
        ownerBase = layout.add("pages.owner", Type.COUNT, pages.length);
        layout.align();
        freedBase = layout.add("pages.freed", Type.FLAG, pages.length);
        layout.align();
        knownBase = layout.add("memory.known", Type.FLAG, pages.length * KNOWN_CELLS);
        layout.align();
        memoryBase = layout.add("memory.words", Type.WORD, pages.length * PAGE_WORDS);
    }

    /** The threads that occur, in ascending order. */
    public List<Integer> threads() {
        return threads;
    }

    /** Pages of memory that some record touches. */
    public int pages() {
        return pages.length;
    }

    /** Physical address of a page. */
    public long pageAddress(int page) {
        return pages[page] << PAGE_BITS;
    }

    /** The page that holds a physical address, or -1 if no record touches it. */
    public int pageOf(long pa) {
        // Page numbers have 52 bits, so they are positive and their unsigned order is the order of longs.
        return Math.max(-1, Arrays.binarySearch(pages, pa >>> PAGE_BITS));
    }

    /** The cell of the 8-byte word at a physical address, or -1 if the address is not a multiple of 8 or no record touches its page. */
    public int cellOf(long pa) {
        int page = (pa & 7) == 0 ? pageOf(pa) : -1;
        return page < 0 ? -1 : memoryBase + page * PAGE_WORDS + (int) (pa >>> 3 & PAGE_WORDS - 1);
    }

    /** Locks that occur. */
    public int locks() {
        return lockAddresses.length;
    }

    /** Address of a lock by its number in events. */
    public long lockAddress(int lock) {
        return lockAddresses[lock];
    }

    /** Number of the lock at an address, or -1. */
    public int lockOf(long address) {
        return lockNumbers.getOrDefault(address, -1);
    }

    /** Root tables in the order in which the trace first names them. */
    public List<Root> roots() {
        return roots;
    }

    /** Number of the root table at a page's address, or -1. */
    public int rootOf(long address) {
        return rootNumbers.getOrDefault(address & -PAGE_BYTES, -1);
    }

    /** Whether a page can be a root or one of the tables side by side in it. */
    public boolean mayBeRoot(int page) {
        return rootPages.get(page);
    }

    @Override
    protected int next(int thread) {
        return thread(thread) + NEXT_OF_THREAD;
    }

    int thread(int thread) {
        return threadBase + thread * THREAD_CELLS;
    }

    int lock(int lock) {
        return lockBase + lock * LOCK_CELLS;
    }

    int root(int root) {
        return rootBase + root * ROOT_CELLS;
    }

    /** The cell with the root + 1 that a hint says a page belongs to. */
    int owner(int page) {
        return ownerBase + page;
    }

    /** The cell that is 1 while a page is given back whole. */
    int freed(int page) {
        return freedBase + page;
    }

    /** The page of a memory word's cell. */
    int pageOfCell(int memoryCell) {
        return (memoryCell - memoryBase) / PAGE_WORDS;
    }

    /** The cell that holds, for 64 memory words at once, one bit each for whether they are known. */
    int knownCell(int memoryCell) {
        return knownBase + (memoryCell - memoryBase) / Long.SIZE;
    }

    /** The bit in {@link #knownCell} for a memory word. */
    long knownBit(int memoryCell) {
        return 1L << (memoryCell - memoryBase) % Long.SIZE;
    }
}
