package org.tablewalk.machine.x86;

import org.tablewalk.machine.Layout;
import org.tablewalk.machine.Layout.Type;
import org.tablewalk.machine.listing.ListingMap;
import org.tablewalk.machine.listing.Program;

/**
 * Where everything of an x86 machine lies among its cells, and at which host physical address listings find it.
 *
 * <p>Host memory is cut into regions by address bits 43:36; in each, 8-byte words follow each other without gaps.
 */
public final class X86Map extends ListingMap {
    /** struct kvm_mmu_page, {@link #HEADER_BYTES} each. */
    public static final long HEADERS = 0x10_0000_0000L;
    /** Tables of shadow pages: page i belongs to header i. */
    public static final long TABLES = 0x20_0000_0000L;
    /** Arrays of gfns: page i belongs to header i, if the header says it has one. */
    public static final long GFNS = 0x30_0000_0000L;
    /** Special root pages, three for each CPU: pae_root, pml4_root, pml5_root. No header belongs to them. */
    public static final long SPECIAL = 0x40_0000_0000L;
    /** Heads of the hash of shadow pages. */
    public static final long HASH = 0x50_0000_0000L;
    /** Heads of the reverse map, {@link #rmapHead}. */
    public static final long RMAP = 0x60_0000_0000L;
    /** Descriptors of lists of entries, {@link #DESCRIPTOR_WORDS} words each. */
    public static final long DESCRIPTORS = 0x70_0000_0000L;
    /** Per guest frame: {@link #gfnInfo}. */
    public static final long GFN_INFO = 0x80_0000_0000L;
    /** struct kvm_mmu of each CPU, {@link #MMU_WORDS} words each. */
    public static final long MMU = 0x90_0000_0000L;
    /** What the VM has once: {@code VM_} fields. */
    public static final long VM = 0xa0_0000_0000L;
    private static final int REGION_BITS = 36;
    private static final int REGIONS = 11;

    /** Fields of struct kvm_mmu_page: byte offsets. */
    public static final int SP_GFN = 0;
    public static final int SP_ROLE = 8;
    /** Address of its table. */
    public static final int SP_SPT = 16;
    /** Address of its array of gfns, or 0. */
    public static final int SP_GFNS = 24;
    /** Head of the list of entries that point to it: 0, an entry's address, or a descriptor's address with bit 0 set. */
    public static final int SP_PARENT_PTES = 32;
    public static final int SP_ROOT_COUNT = 40;
    public static final int SP_UNSYNC = 48;
    public static final int SP_UNSYNC_CHILDREN = 56;
    public static final int SP_WRITE_FLOODING_COUNT = 64;
    /** Next in its hash bucket, 0 at the end. */
    public static final int SP_HASH_LINK = 72;
    /** Neighbours in the list of active pages, newest first; 0 at the ends. */
    public static final int SP_NEXT = 80;
    public static final int SP_PREV = 88;
    /** Serial number, 1 for the first ever made: what people call it. 0 in a free header. */
    public static final int SP_ID = 96;
    public static final int SP_MMU_VALID_GEN = 104;
    /** Whether write tracking counts it. */
    public static final int SP_ACCOUNTED = 112;
    public static final int SP_TDP_MMU_PAGE = 120;
    /** 512 bits: which entries lead to unsync pages. */
    public static final int SP_UNSYNC_CHILD_BITMAP = 128;
    public static final int HEADER_BYTES = 256;

    /** Words of a list descriptor: count, next descriptor, then {@link #DESCRIPTOR_ENTRIES} entries. */
    public static final int DESCRIPTOR_ENTRIES = 14;
    public static final int DESCRIPTOR_WORDS = 16;

    /** Buckets of the hash, as kvm's 12-bit hash (domain section 2.1). */
    public static final int BUCKETS = 4096;

    /** Fields of struct kvm_mmu of a vCPU: byte offsets. */
    public static final int MMU_CPU_ROLE = 0;
    public static final int MMU_ROOT_ROLE = 8;
    /** Guest's root level: 0 without paging. */
    public static final int MMU_CPU_LEVEL = 16;
    public static final int MMU_SHADOW_LEVEL = 24;
    /** Root in use: address of a table, or 0; and the CR3 it was made for. */
    public static final int MMU_ROOT_HPA = 32;
    public static final int MMU_ROOT_PGD = 40;
    public static final int MMU_PREV_ROOTS = 48;
    /** Three of {pgd, hpa}, 8 bytes each. */
    public static final int MMU_PREV_ROOT_BYTES = 16;
    public static final int MMU_PDPTRS = 96;
    /** The walk of the guest's tables by the fault path, by level 1..5: gfn of the table, access above it, entry, its gpa; 32 bytes each. */
    public static final int MMU_WALK = 128;
    /** Free for listings: results of the walk and the fault being handled. */
    public static final int MMU_SCRATCH = 320;
    public static final int MMU_WORDS = 64;

    /** Fields of the VM: byte offsets. */
    public static final int VM_USED_PAGES = 0;
    public static final int VM_ACTIVE_HEAD = 8;
    public static final int VM_ACTIVE_TAIL = 16;
    public static final int VM_FREE_PAGES = 24;
    public static final int VM_FREE_DESCRIPTORS = 32;
    public static final int VM_VALID_GEN = 40;
    public static final int VM_NEXT_ID = 48;
    public static final int VM_INVALID_HEAD = 56;
    public static final int VM_INDIRECT_PAGES = 64;
    public static final int VM_WORDS = 16;

    /** Locks; number 0 is mmu_lock. */
    static final int LOCKS = 2;

    private final X86Config config;
    final int arrivable;
    final int locks;
    private final int cpuBase;
    private final int tlbBase;
    private final MemorySlots slots;
    /** By region of host memory: its first cell and its words. */
    private final int[] regionCell = new int[REGIONS];
    private final int[] regionWords = new int[REGIONS];
    /** First cell of the contents of slots; and by slot, or -1 without contents. */
    private final int memory;
    private final int[] slotCell;
    final CacheMap caches;

    X86Map(X86Config config, Program program) {
        this.config = config;
        var layout = new Layout();
        int runnable = layout.add("runnable", Type.ACTOR_MASK, 1);
        arrivable = layout.add("arrivable", Type.ACTOR_MASK, 1);
        super(program, layout, config.cpus(), runnable);
        locks = cells("locks", Type.ACTOR, LOCKS * Locks.CELLS);
        cpuBase = cells("cpus", Type.WORD, config.cpus() * CpuCells.CELLS);
        tlbBase = cells("tlbs", Type.WORD, config.cpus() * config.tlbEntries() * Rows.ENTRY);
        slots = new MemorySlots(config.slots());
        region(VM, "kvm", Type.WORD, VM_WORDS);
        region(MMU, "mmu", Type.WORD, config.cpus() * MMU_WORDS);
        region(SPECIAL, "special", Type.WORD, config.cpus() * 3 * 512);
        region(HEADERS, "headers", Type.WORD, config.shadowPages() * HEADER_BYTES / 8);
        region(TABLES, "tables", Type.WORD, config.shadowPages() * 512);
        region(GFNS, "gfns", Type.WORD, config.shadowPages() * 512);
        region(HASH, "hash", Type.ADDRESS, BUCKETS);
        region(DESCRIPTORS, "descriptors", Type.WORD, config.rmapDescriptors() * DESCRIPTOR_WORDS);
        region(RMAP, "rmap", Type.ADDRESS, Math.toIntExact(3 * slots.pages()));
        region(GFN_INFO, "gfns.info", Type.COUNT, Math.toIntExact(slots.pages()));
        layout.align();
        memory = layout.size();
        slotCell = new int[config.slots().size()];
        for (int i = 0; i < slotCell.length; i++) {
            X86Config.Slot slot = config.slots().get(i);
            slotCell[i] = slot.contents() ? cells("memory." + Long.toHexString(slot.gfn()), Type.WORD, Math.toIntExact(512 * slot.pages())) : -1;
        }
        caches = new CacheMap(config, layout);
    }

    private void region(long address, String name, Type type, int words) {
        int region = (int) (address >>> REGION_BITS);
        regionCell[region] = cells(name, type, words);
        regionWords[region] = words;
    }

    private int cells(String name, Type type, int cells) {
        layout().align();
        return layout().add(name, type, cells);
    }

    public X86Config config() {
        return config;
    }

    int cpu(int cpu) {
        return cpuBase + cpu * CpuCells.CELLS;
    }

    @Override
    protected int status(int cpu) {
        return cpu(cpu) + CpuCells.STATUS;
    }

    @Override
    protected int exit(int cpu) {
        return cpu(cpu) + CpuCells.EXIT;
    }

    /** First cell of what hardware walks: special roots, headers, tables. */
    int tablesFrom() {
        return regionCell[(int) (SPECIAL >>> REGION_BITS)];
    }

    /** The cell after the last of what hardware walks. */
    int tablesTo() {
        int region = (int) (TABLES >>> REGION_BITS);
        return regionCell[region] + regionWords[region];
    }

    int tlb(int cpu) {
        return tlbBase + cpu * config.tlbEntries() * Rows.ENTRY;
    }

    int lock(int lock) {
        return locks + lock * Locks.CELLS;
    }

    /** Index of the slot that holds a gfn, or -1. */
    public int slotOf(long gfn) {
        return slots.of(gfn);
    }

    /** Pages of all slots. */
    public long pages() {
        return slots.pages();
    }

    /** Host frame of a gfn, or -1 outside every slot. */
    public long pfnOf(long gfn) {
        return slots.pfn(gfn);
    }

    /** The gfn whose host frame that is, or -1. */
    public long gfnOf(long pfn) {
        return slots.gfn(pfn);
    }

    /** The cell of the 8-byte word at a guest physical address, or -1 where memory has no contents. */
    public int guestCell(long gpa) {
        int slot = slots.of(gpa >>> 12);
        return slot < 0 || slotCell[slot] < 0 ? -1 : slotCell[slot] + (int) (gpa - (slots.first(slot) << 12) >>> 3);
    }

    /** The bucket of a gfn: hash_64 to 12 bits, a multiplication by 2^64 over the golden ratio as the kernel's. */
    public static int bucketOf(long gfn) {
        return (int) (gfn * 0x61C8_8646_80B5_83EBL >>> 52);
    }

    /** Address of the reverse map's head of a gfn for entries of a level 1..3, or 0 outside every slot. */
    public long rmapHead(long gfn, int level) {
        long index = slots.index(gfn, level);
        return index < 0 ? 0 : RMAP + 8 * (index + (level - 1) * slots.pages());
    }

    /** Address of the word of a gfn's counts, or 0 outside every slot: bits 15:0 write tracking; 31:16 and 63:48 reasons against huge pages; 32 read-only. */
    public long gfnInfo(long gfn) {
        long index = slots.index(gfn, 1);
        return index < 0 ? 0 : GFN_INFO + 8 * index;
    }

    /** Address of a shadow page's header by its number. */
    public long header(int page) {
        return HEADERS + (long) page * HEADER_BYTES;
    }

    /** Number of the shadow page whose header or table holds an address, or -1. */
    public int pageOf(long address) {
        long page = switch ((int) (address >>> 36)) {
            case (int) (HEADERS >>> 36) -> (address - HEADERS) / HEADER_BYTES;
            case (int) (TABLES >>> 36) -> address - TABLES >>> 12;
            default -> -1;
        };
        return page < config.shadowPages() ? (int) page : -1;
    }

    /** Address of a CPU's special page: 0 pae_root, 1 pml4_root, 2 pml5_root. */
    public long specialPage(int cpu, int which) {
        return SPECIAL + ((cpu * 3L + which) << 12);
    }

    /** Address of a CPU's struct kvm_mmu. */
    public long mmu(int cpu) {
        return MMU + (long) cpu * MMU_WORDS * 8;
    }

    @Override
    public int cellOf(long address) {
        if ((address & 7) != 0 || address < 0) {
            return -1;
        }
        int region = (int) (address >>> REGION_BITS);
        if (region > 0 && region < REGIONS) {
            long index = (address & (1L << REGION_BITS) - 1) >>> 3;
            return index < regionWords[region] ? regionCell[region] + (int) index : -1;
        }
        long gfn = slots.gfn(address >>> 12);
        return gfn < 0 ? -1 : guestCell(gfn << 12 | address & 0xfff);
    }

    /** The host physical address of a cell, or -1 if listings cannot address it. */
    public long addressOf(int cell) {
        if (cell >= memory) {
            for (int i = slotCell.length - 1; i >= 0; i--) {
                if (slotCell[i] >= 0 && cell >= slotCell[i]) {
                    long word = (long) cell - slotCell[i];
                    return word < config.slots().get(i).pages() * 512 ? (config.slots().get(i).pfn() << 12) + 8 * word : -1;
                }
            }
        }
        for (int region = 1; region < REGIONS; region++) {
            if (cell >= regionCell[region] && cell < regionCell[region] + regionWords[region]) {
                return ((long) region << REGION_BITS) + 8L * (cell - regionCell[region]);
            }
        }
        return -1;
    }
}
