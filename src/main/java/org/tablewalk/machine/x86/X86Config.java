package org.tablewalk.machine.x86;

import java.util.List;
import org.tablewalk.arch.x86.Registers;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.WalkRules;

/**
 * Everything that is fixed about an x86 machine before its first step (domain section 1, machine design section 4).
 *
 * @param virtualization how the guest's translation is made
 * @param design         what a role word stores; the listing that gives it meaning is {@code role-<label>}
 * @param hostLevels     levels of the host's paging and two-dimensional paging, 4 or 5
 * @param hostPageLevel  largest mapping the host backs guest memory with: 1 for 4 KiB, 2 for 2 MiB, 3 for 1 GiB
 * @param tlbEntries     entries of each CPU's TLB, 1..1536
 * @param shadowPages    shadow pages there is memory for, 8..8192
 * @param rmapDescriptors descriptors of lists of entries there is memory for, 8..65536
 * @param prefetch       entries set around a faulting one, itself included: 1 (none) or 8
 * @param slots          guest memory, in rising order of gfn
 * @param fills          what guest memory holds before the first step, applied in order
 * @param vcpus          one for each CPU
 * @param exitRoutine    routine entered with (reason, a, b) at every exit from the guest, see {@link X86Intrinsics}
 * @param caching        what the processors remember of walks
 */
public record X86Config(Virtualization virtualization, RoleDesign design, int hostLevels, int hostPageLevel, int tlbEntries, int shadowPages,
        int rmapDescriptors, int prefetch, List<Slot> slots, List<Fill> fills, List<Vcpu> vcpus, String exitRoutine, Caching caching) {
    /** A machine whose TLBs know entries by their root, and that does nothing on its own. */
    public X86Config(Virtualization virtualization, RoleDesign design, int hostLevels, int hostPageLevel, int tlbEntries, int shadowPages,
            int rmapDescriptors, int prefetch, List<Slot> slots, List<Fill> fills, List<Vcpu> vcpus, String exitRoutine) {
        this(virtualization, design, hostLevels, hostPageLevel, tlbEntries, shadowPages, rmapDescriptors, prefetch, slots, fills, vcpus, exitRoutine,
                Caching.PLAIN);
    }

    /** Who translates. */
    public enum Virtualization {
        /** No two-dimensional paging: KVM shadows the guest's own tables. */
        SHADOW,
        /** The guest is an L1 hypervisor with nested page tables in the kernel's paging format; KVM shadows those, accesses are L2's. */
        NESTED_NPT,
        /** The same with EPT; KVM shadows L1's EPT. */
        NESTED_EPT,
        /** Two-dimensional paging through direct shadow pages (the legacy path, tdp_mmu off). */
        DIRECT,
        /** Two-dimensional paging through the TDP MMU: no shadow pages, no hash, no reverse map. */
        TDP_MMU;

        /** Whether the guest is a hypervisor whose tables for its own guest are shadowed. */
        public boolean nested() {
            return this == NESTED_NPT || this == NESTED_EPT;
        }
    }

    /**
     * Guest memory that the host backs.
     *
     * @param gfn      first guest frame number
     * @param pages    4 KiB pages, at least 1
     * @param pfn      host frame number of the first
     * @param contents whether its words are simulated; the rest of memory has places but no contents and reads as zero
     * @param writable whether the host pages may be written
     */
    public record Slot(long gfn, long pages, long pfn, boolean contents, boolean writable) {}

    /**
     * Entries written into guest memory at the start: {@code count} values of {@code bytes} bytes, the i-th at {@code gpa + i * step} with value
     * {@code value + i * rise}. All must lie in slots with contents.
     */
    public record Fill(long gpa, int bytes, int count, long step, long value, long rise) {}

    /**
     * A vCPU: the registers that select the paging whose tables are shadowed (in nested modes L1's, as far as its nested tables go), and the code
     * its guest runs.
     *
     * @param routine   or null: nothing to run
     * @param arguments up to 6
     * @param vpid      1..65535, or 0: it runs without one. Without {@link Caching#tagged} nobody asks
     */
    public record Vcpu(long cr0, long cr3, long cr4, long efer, String routine, List<Long> arguments, int vpid) {
        /** One without VPID. */
        public Vcpu(long cr0, long cr3, long cr4, long efer, String routine, List<Long> arguments) {
            this(cr0, cr3, cr4, efer, routine, arguments, 0);
        }
    }

    /** CPUs, 1..8. */
    public int cpus() {
        return vcpus.size();
    }

    /** Whether the hardware walks tables in the format of EPT: where KVM shadows L1's EPT. All others are in the ordinary format, as NPT is. */
    public boolean ept() {
        return virtualization == Virtualization.NESTED_EPT;
    }

    /**
     * The rules by which the hardware walks tables whose root has a level. KVM keeps CR0.WP and EFER.NX on while it shadows; the guest's CR4.SMEP and
     * CR4.SMAP are the hardware's, unless the guest has no paging or the walks are those of nested guests, which count as the user's.
     */
    public int hardwareRules(int level, long cr0, long cr4) {
        if (ept()) {
            return level == 5 ? WalkRules.EPT5 : WalkRules.EPT4;
        }
        boolean guests = virtualization == Virtualization.SHADOW && (cr0 & Registers.CR0_PG) != 0;
        return level | WalkRules.NX | WalkRules.WP | (guests && (cr4 & Registers.CR4_SMEP) != 0 ? WalkRules.SMEP : 0)
                | (guests && (cr4 & Registers.CR4_SMAP) != 0 ? WalkRules.SMAP : 0);
    }
}
