package org.tablewalk.machine.x86;

import java.util.function.LongPredicate;
import org.tablewalk.machine.Bus;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Eviction;

/**
 * What leaves a CPU's TLB and paging-structure caches, and by what: Intel SDM volume 3, "Operations that Invalidate TLBs and Paging-Structure Caches" and, of
 * VMX, "Operations that Invalidate Cached Mappings". An instruction may always remove more; here each removes the least it has to, so that what goes wrong
 * on some processor goes wrong here.
 */
final class Invalidation {
    /** Types of INVPCID and INVVPID. */
    static final int ADDRESS = 0;
    static final int CONTEXT = 1;
    static final int ALL = 2;
    static final int BUT_GLOBAL = 3;

    private final Cells cells;
    private final X86Map map;
    private final Tlb tlb;
    private final StructureCaches structures;
    private final Owner owner;
    private final Bus bus;

    Invalidation(Cells cells, X86Map map, Tlb tlb, StructureCaches structures, Owner owner, Bus bus) {
        this.cells = cells;
        this.map = map;
        this.tlb = tlb;
        this.structures = structures;
        this.owner = owner;
        this.bus = bus;
    }

    /** Everything. Returns how many entries. */
    int all(int cpu) {
        return tlb.removeAll(cpu) + structures.remove(cpu, o -> true);
    }

    /** A CPU comes into its guest or leaves it: without a VPID nothing cached outlives that. */
    void transition(int cpu) {
        if (owner.tagged() && map.config().vcpus().get(cpu).vpid() == 0) {
            int removed = all(cpu);
            if (removed > 0) {
                tell(cpu, removed, -1);
            }
        }
    }

    /**
     * A page fault at an address: what is cached for it goes, so that the fault does not come again if the tables in memory do not ask for it. With neither
     * tags nor paging-structure caches only if the fault came from a TLB entry.
     */
    void fault(int cpu, long address, boolean cached) {
        long by = owner.of(cpu);
        LongPredicate mine = o -> owner.found(o, by);
        if (cached || owner.tagged() || map.config().caching().structures() > 0) {
            tlb.removeAddress(cpu, address, mine);
        }
        structures.removeAddress(cpu, address, mine);
    }

    /** INVLPG where it does not exit: the page, global or of the current PCID; and all that the current PCID has in paging-structure caches. */
    void invlpg(int cpu, long address) {
        long by = owner.of(cpu);
        tell(cpu, tlb.removeAddress(cpu, address, o -> owner.found(o, by)) + structures.remove(cpu, o -> owner.own(o, by)), address);
    }

    /** INVPCID where it does not exit. Types 1 and 3 leave global pages alone; type 0 as well. */
    void invpcid(int cpu, int type, long pcid, long address) {
        long by = Owner.withPcid(owner.of(cpu), pcid);
        LongPredicate own = o -> owner.own(o, by);
        tell(cpu, switch (type) {
            case ADDRESS -> tlb.removeAddress(cpu, address, own) + structures.removeAddress(cpu, address, own);
            case CONTEXT -> tlb.remove(cpu, own) + structures.remove(cpu, own);
            case ALL -> all(cpu);
            default -> tlb.remove(cpu, o -> !Owner.global(o)) + structures.remove(cpu, o -> true);
        }, type == ADDRESS ? address : -1);
    }

    /** INVVPID by the host: of every PCID. Type 2 takes every VPID but 0, type 3 leaves global pages. */
    void invvpid(int cpu, int type, long vpid, long address) {
        LongPredicate own = o -> !owner.tagged() || Owner.vpid(o) == vpid;
        tell(cpu, switch (type) {
            case ADDRESS -> tlb.removeAddress(cpu, address, own) + structures.removeAddress(cpu, address, own);
            case CONTEXT -> tlb.remove(cpu, own) + structures.remove(cpu, own);
            case ALL -> tlb.remove(cpu, this::withVpid) + structures.remove(cpu, this::withVpid);
            default -> tlb.remove(cpu, o -> own.test(o) && !Owner.global(o)) + structures.remove(cpu, own);
        }, type == ADDRESS ? address : -1);
    }

    private boolean withVpid(long o) {
        return !owner.tagged() || Owner.vpid(o) != 0;
    }

    /** What KVM does when it flushes one address for its vCPU: INVVPID, or nothing more than that without VPIDs. */
    void address(int cpu, long address) {
        invvpid(cpu, ADDRESS, owner.tagged() ? map.config().vcpus().get(cpu).vpid() : 0, address);
    }

    private void tell(int cpu, int removed, long address) {
        bus.event(Event.TLB_FLUSH, cpu, removed, address, 0);
    }

    /** Entries that a CPU could lose for no reason. */
    int evictable(int cpu) {
        return tlb.size(cpu) + structures.size(cpu);
    }

    /** Drops the {@code index}-th of them, translations first. */
    void evict(int cpu, int index) {
        int translations = tlb.size(cpu);
        if (index < translations) {
            tlb.evict(cpu, index);
        } else {
            structures.evict(cpu, index - translations, bus);
        }
        if (map.config().caching().eviction() == Eviction.BOUNDED) {
            int left = map.cpu(cpu) + CpuCells.EVICTIONS;
            cells.put(left, cells.get(left) - 1);
        }
    }
}
