package org.tablewalk.machine.arm64;

import java.util.List;
import org.tablewalk.arch.arm64.Stage2Geometry;

/**
 * The translation regime as state: the VMs whose trees CPUs can walk, how a CPU comes to walk one of them, and what its registers are then. A machine without one has a single VM, whose
 * tree its hardware walks whatever a register says.
 *
 * @param vms        the VMs, at least one; the first is the scenario's own
 * @param entry      what loads the registers of a VM
 * @param vmidBits   width of VMIDs, 8 or 16; hardware does not look at the bits above
 * @param stage1     what the guests' own stage of translation is, or null: it is off
 * @param sharedTlbs groups of CPUs that share a TLB, each a mask of CPUs; no CPU is in two
 */
public record Regime(List<Vm> vms, Entry entry, int vmidBits, Stage1 stage1, List<Long> sharedTlbs) {
    /** The most VMs. */
    public static final int MAX_VMS = 16;

    /** What loads the registers of a VM: the machine, when a CPU at EL2 makes a guest access; or nothing, listings write them and enter the guest. */
    public enum Entry {
        MACHINE, LISTING
    }

    /**
     * A VM.
     *
     * @param name     by which the scenario names it
     * @param vmid     the VMID it has unless listings give it another
     * @param geometry of its tree; the granule and whether descriptors have 52-bit addresses are the machine's
     * @param slots    guest memory that the host backs
     * @param mappings what its tables hold before the first step
     * @param guest    its own tables, or null: its stage 1 is off
     */
    public record Vm(String name, int vmid, Stage2Geometry geometry, List<ArmConfig.Slot> slots, List<ArmConfig.Mapping> mappings, GuestTables guest) {
        /** A VM whose stage 1 is off. */
        public Vm(String name, int vmid, Stage2Geometry geometry, List<ArmConfig.Slot> slots, List<ArmConfig.Mapping> mappings) {
            this(name, vmid, geometry, slots, mappings, null);
        }
    }

    /** What TLBs keep of an address that both stages translate: what both say in one entry; stage 1's leaf alone; or both entries. Stage-2 entries and cached tables they keep in any case. */
    public enum Caching {
        COMBINED, SEPARATE, BOTH
    }

    /** Flags that hardware sets in descriptors of both stages by itself: none; the access flag (HA); it and the dirty state (HA and HD). */
    public enum Flags {
        NONE, ACCESS, DIRTY
    }

    /**
     * The guests' own stage of translation. Where any entry may make room, on its side of the TLBs the oldest does.
     *
     * @param caching what TLBs keep
     * @param pieces  whether of a leaf that TLBs keep in pieces, because stage 2 maps it so, an invalidation by address removes all; else, which the architecture does not allow, the one of that address
     * @param flags   what hardware sets in descriptors, as long as listings do not write TCR_EL1 and VTCR_EL2
     * @param abortRoutine routine of the guest entered with (va, {@link org.tablewalk.machine.Fault} word) when stage 1 faults, or null: then such a fault halts the CPU
     */
    public record Stage1(Caching caching, boolean pieces, Flags flags, String abortRoutine) {}

    /** The page of the pool where the root of a VM begins: roots lie one after another, each aligned to its size (domain section 1.3, alignment of VTTBR_EL2). */
    public int rootPage(int vm) {
        int page = 0;
        for (int v = 0;; v++) {
            int tables = vms.get(v).geometry().rootTables();
            page = page + tables - 1 & -tables;
            if (v == vm) {
                return page;
            }
            page += tables;
        }
    }

    /** Pages of the pool that all roots take, what alignment leaves between them included. */
    public int rootPages() {
        return rootPage(vms.size() - 1) + vms.getLast().geometry().rootTables();
    }

    /** The memory of all VMs. */
    public List<ArmConfig.Slot> slots() {
        return vms.stream().flatMap(vm -> vm.slots().stream()).toList();
    }

    /** The VM of that name, or -1. */
    public int vm(String name) {
        for (int vm = 0; vm < vms.size(); vm++) {
            if (vms.get(vm).name().equals(name)) {
                return vm;
            }
        }
        return -1;
    }

    /** The CPU whose TLB a CPU uses: the first of its group, or itself. */
    public int tlbOf(int cpu) {
        for (long group : sharedTlbs) {
            if ((group >>> cpu & 1) != 0) {
                return Long.numberOfTrailingZeros(group);
            }
        }
        return cpu;
    }
}
