package org.tablewalk.machine.x86;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToLongFunction;
import org.tablewalk.arch.x86.PagingMode;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.listing.Cpus;
import org.tablewalk.machine.listing.ListingState;
import org.tablewalk.machine.listing.WaitQueue;

/**
 * A read-only view of an image of an {@link X86Machine}: registers, guest tables, shadow pages, hash, reverse map, TLBs. For pictures, checks and the
 * command line.
 */
public final class X86State extends ListingState<X86Map> {
    /** What a CPU does. */
    public enum Status { IDLE, RUNNING, IN_ACCESS, WAITS_LOCK, WAITS_FLUSH, ENDED, FAILED }

    /**
     * A shadow page.
     *
     * @param page    its number: place of header, table and array of gfns
     * @param header  address of its header
     * @param table   address of its table
     * @param id      serial number, from 1
     * @param gfn     see domain section 2.1: of the guest table; first of the range of a direct page; of the root for a portal
     * @param role    the role word
     * @param gfns    address of its array of gfns, or 0
     */
    public record ShadowPage(int page, long header, long table, long id, long gfn, long role, long gfns, long parents, long rootCount, boolean unsync,
            long unsyncChildren, long writeFlooding, boolean accounted, boolean tdpMmu) {}

    /**
     * A CPU.
     *
     * @param pc     op number it executes next, or -1
     * @param guest  whether it is in the guest
     * @param access the access in flight, or null
     * @param root   address of the table the hardware walks, or 0
     * @param level  its level
     * @param exit   0, or the negative error that KVM_RUN returned
     */
    public record Cpu(int cpu, Status status, int pc, boolean guest, Access access, long cr0, long cr3, long cr4, long efer, long root, int level, long exit) {
        /** The paging mode its registers select. */
        public PagingMode mode() {
            return PagingMode.of(cr0, cr4, efer);
        }
    }

    /**
     * An access in flight.
     *
     * @param kind  {@code Event.READ}, {@code WRITE} or {@code EXECUTE}
     * @param level level of the next read, 0 when it is about to be performed
     * @param table address of the table the next read indexes
     */
    public record Access(long address, int kind, boolean user, int level, long table) {}

    /**
     * An entry of a TLB, or of a paging-structure cache.
     *
     * @param slot      in the TLB; those of paging-structure caches are behind
     * @param address   first address it maps
     * @param level     1 for 4 KiB, 2 for 2 MiB, 3 for 1 GiB; of a paging-structure cache the level 2..5 of the entry it knows
     * @param spte      the entry it was filled from, with the rights of its path
     * @param root      the root it was filled under
     * @param owner     whose it is, see {@link Owner}
     * @param structure whether it is a paging-structure cache's: it leads to a table
     * @param now       the root that the addresses it translates are walked from now by who finds it
     */
    public record TlbEntry(int slot, long address, int level, long spte, long root, long owner, boolean structure, long now) {}

    /** A lock: owner (-1 for none), CPUs queued in order. */
    public record Lock(int owner, List<Integer> queue) {}

    /** What a CPU's struct kvm_mmu says: guest's and shadow root level, role of the root, roots in use and remembered, PAE's cached registers. */
    public record Mmu(int cpuLevel, int shadowLevel, long rootRole, long rootHpa, long rootPgd, List<PrevRoot> prevRoots, List<Long> pdptrs) {}

    /** A remembered root; an empty place has hpa 0. */
    public record PrevRoot(long pgd, long hpa) {}

    private final X86Map map;

    /** The view of an image. */
    public X86State(X86Map map, Image image) {
        super(map, image);
        this.map = map;
    }

    /** The view of cells from anywhere else, e.g. a machine's live ones; {@link #image()} is null. */
    public X86State(X86Map map, IntToLongFunction cells) {
        super(map, cells);
        this.map = map;
    }

    /** Whether a CPU's TLB is seen at once to be the same in an earlier image. */
    public boolean sharesTlb(Image earlier, int cpu) {
        return image().shares(earlier, map.tlb(cpu), map.tlb(cpu + 1)) && CachedEntries.share(map, image(), earlier, cpu);
    }

    /** Whether all that hardware walks is seen at once to be the same in an earlier image. */
    public boolean sharesTables(Image earlier) {
        return image().shares(earlier, map.tablesFrom(), map.tablesTo());
    }

    /** What role words store on this machine. */
    public RoleDesign design() {
        return map.config().design();
    }

    /**
     * An entry of a guest table: the {@code bytes} bytes at a guest physical address, aligned; memory without contents reads as zero.
     */
    public long guestEntry(long gpa, int bytes) {
        int cell = map.guestCell(gpa & -8);
        long word = cell < 0 ? 0 : cells.applyAsLong(cell);
        return bytes == 8 ? word : word >>> 8 * (gpa & 4) & 0xffff_ffffL;
    }

    /** The shadow pages that exist, by their number. */
    public List<ShadowPage> shadowPages() {
        List<ShadowPage> pages = new ArrayList<>();
        for (int i = 0; i < map.config().shadowPages(); i++) {
            if (field(map.header(i), X86Map.SP_ID) != 0) {
                pages.add(shadowPage(i));
            }
        }
        return pages;
    }

    /** The shadow page of that number, or null if there is none now. */
    public ShadowPage shadowPage(int page) {
        long header = map.header(page);
        long id = field(header, X86Map.SP_ID);
        return id == 0 ? null : new ShadowPage(page, header, field(header, X86Map.SP_SPT), id, field(header, X86Map.SP_GFN), field(header, X86Map.SP_ROLE),
                field(header, X86Map.SP_GFNS), field(header, X86Map.SP_PARENT_PTES), field(header, X86Map.SP_ROOT_COUNT),
                field(header, X86Map.SP_UNSYNC) != 0, field(header, X86Map.SP_UNSYNC_CHILDREN), field(header, X86Map.SP_WRITE_FLOODING_COUNT),
                field(header, X86Map.SP_ACCOUNTED) != 0, field(header, X86Map.SP_TDP_MMU_PAGE) != 0);
    }

    /** The shadow page whose header or table holds an address, or null. */
    public ShadowPage shadowPageAt(long address) {
        int page = map.pageOf(address);
        return page < 0 ? null : shadowPage(page);
    }

    private long field(long structure, int offset) {
        return cells.applyAsLong(map.cellOf(structure + offset));
    }

    /** A field of a role word of this machine's design. */
    public int role(long role, RoleField field) {
        return design().get(role, field);
    }

    /** Headers in one bucket of the hash, first to last. */
    public List<Long> bucket(int bucket) {
        List<Long> chain = new ArrayList<>();
        for (long sp = word(X86Map.HASH + 8L * bucket); sp != 0 && chain.size() < map.config().shadowPages(); sp = field(sp, X86Map.SP_HASH_LINK)) {
            chain.add(sp);
        }
        return chain;
    }

    /** The bucket of a gfn, 0..4095. */
    public static int bucketOf(long gfn) {
        return X86Map.bucketOf(gfn);
    }

    /** Addresses of the entries on a list (parent_ptes, or a reverse map's head), by the head's value. */
    public List<Long> entries(long head) {
        List<Long> entries = new ArrayList<>();
        if ((head & 1) == 0) {
            if (head != 0) {
                entries.add(head);
            }
            return entries;
        }
        int most = map.config().rmapDescriptors();
        for (long d = head & ~1L; d != 0 && most-- > 0; d = word(d + 8)) {
            long count = Math.min(word(d), X86Map.DESCRIPTOR_ENTRIES);
            for (int i = 0; i < count; i++) {
                entries.add(word(d + 16 + 8L * i));
            }
        }
        return entries;
    }

    /** Addresses of the leaf entries of a level 1..3 that map a gfn, by the reverse map. */
    public List<Long> rmap(long gfn, int level) {
        long head = map.rmapHead(gfn, level);
        return head == 0 ? List.of() : entries(word(head));
    }

    /** How often write tracking counts a gfn. */
    public int tracked(long gfn) {
        long info = map.gfnInfo(gfn);
        return info == 0 ? 0 : (int) word(info) & 0xffff;
    }

    /** struct kvm_mmu of a CPU. */
    public Mmu mmu(int cpu) {
        long mmu = map.mmu(cpu);
        List<PrevRoot> previous = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int at = X86Map.MMU_PREV_ROOTS + i * X86Map.MMU_PREV_ROOT_BYTES;
            previous.add(new PrevRoot(field(mmu, at), field(mmu, at + 8)));
        }
        List<Long> pdptrs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            pdptrs.add(field(mmu, X86Map.MMU_PDPTRS + 8 * i));
        }
        return new Mmu((int) field(mmu, X86Map.MMU_CPU_LEVEL), (int) field(mmu, X86Map.MMU_SHADOW_LEVEL), field(mmu, X86Map.MMU_ROOT_ROLE),
                field(mmu, X86Map.MMU_ROOT_HPA), field(mmu, X86Map.MMU_ROOT_PGD), previous, pdptrs);
    }

    /** Whether an address lies in a special root page. */
    public static boolean special(long address) {
        return address >>> 36 == X86Map.SPECIAL >>> 36;
    }

    /** The table that a present non-leaf entry points to. */
    public static long table(long entry) {
        return entry & Pte.FRAME;
    }

    public Lock lock(int lock) {
        int at = map.lock(lock);
        return new Lock((int) cells.applyAsLong(at + Locks.OWNER) - 1, WaitQueue.cpus(cells, at + Locks.QUEUE));
    }

    /** A CPU. */
    public Cpu cpu(int cpu) {
        int at = map.cpu(cpu);
        int status = (int) cells.applyAsLong(at + CpuCells.STATUS);
        Access access = access(at + CpuCells.UNIT);
        return new Cpu(cpu, status(at, status, access), pc(cpu), cells.applyAsLong(at + CpuCells.GUEST) != 0, access,
                cells.applyAsLong(at + CpuCells.CR0), cells.applyAsLong(at + CpuCells.CR3), cells.applyAsLong(at + CpuCells.CR4),
                cells.applyAsLong(at + CpuCells.EFER), cells.applyAsLong(at + CpuCells.HW_ROOT), (int) cells.applyAsLong(at + CpuCells.HW_LEVEL),
                cells.applyAsLong(at + CpuCells.EXIT));
    }

    private Access access(int unit) {
        long phase = cells.applyAsLong(unit + CpuCells.UNIT_PHASE);
        return phase == CpuCells.PHASE_NONE ? null : new Access(cells.applyAsLong(unit + CpuCells.UNIT_ADDRESS),
                (int) cells.applyAsLong(unit + CpuCells.UNIT_KIND), cells.applyAsLong(unit + CpuCells.UNIT_USER) != 0,
                phase == CpuCells.PHASE_PERFORM ? 0 : (int) cells.applyAsLong(unit + CpuCells.UNIT_LEVEL), cells.applyAsLong(unit + CpuCells.UNIT_TABLE));
    }

    private Status status(int at, int status, Access access) {
        return switch (status) {
            case Cpus.IDLE -> Status.IDLE;
            case Cpus.ENDED -> Status.ENDED;
            case Cpus.FAILED -> Status.FAILED;
            default -> cells.applyAsLong(at + CpuCells.WAITS_LOCK) != 0 ? Status.WAITS_LOCK
                    : cells.applyAsLong(at + CpuCells.WAITS_FLUSH) != 0 ? Status.WAITS_FLUSH : access != null ? Status.IN_ACCESS : Status.RUNNING;
        };
    }

    /** CPUs that wait for this one to leave the guest and flush its TLB, one bit each. */
    public long flushAskedBy(int cpu) {
        return cells.applyAsLong(map.cpu(cpu) + CpuCells.ARRIVING);
    }

    /** Whether a CPU outside the guest has been asked to flush its TLB before it enters again. */
    public boolean flushAtEntry(int cpu) {
        return cells.applyAsLong(map.cpu(cpu) + CpuCells.FLUSH_AT_ENTRY) != 0;
    }

    /** CPUs in the guest that a CPU waits for to flush their TLBs, one bit each. */
    public long flushAwaits(int cpu) {
        return cells.applyAsLong(map.cpu(cpu) + CpuCells.WAITS_FLUSH) & (1L << map.config().cpus()) - 1;
    }

    /** What a CPU's TLB and then its paging-structure caches hold, in slot order. */
    public List<TlbEntry> tlb(int cpu) {
        return CachedEntries.of(map, cells, cpu);
    }
}
