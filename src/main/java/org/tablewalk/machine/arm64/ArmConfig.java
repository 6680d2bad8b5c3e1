package org.tablewalk.machine.arm64;

import java.util.List;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.arch.arm64.Stage2Registers;
import org.tablewalk.machine.Eviction;
import org.tablewalk.machine.arm64.tlb.TlbShape;
import org.tablewalk.machine.arm64.walk.Stage2Rules;

/**
 * Everything that is fixed about an Arm machine before its first step. Facts and choices are from the domain notes, section 5,
 * and the machine's design, section 3.
 *
 * @param geometry        granule, IPA size, levels
 * @param cpus            1..64
 * @param vmid            the VM's VMID, 0..65535
 * @param tlbEntries      entries of each CPU's TLB, 1..1536
 * @param walkCacheEntries table descriptors each CPU may cache per level, 0..16
 * @param bbmLevel        ID_AA64MMFR2_EL1.BBM, 0..3
 * @param ntResponse      what the hardware does with a block whose nT bit is set
 * @param ntConflict      whether using an nT block while an older entry matches may raise a conflict abort
 * @param overlap         what a lookup that matches several entries does where the level allows a choice
 * @param conflictHandler what the hypervisor does with a conflict abort
 * @param poolBase        physical address of the first page of the table pool; the root tables come first
 * @param poolPages       pages in the pool, root tables included
 * @param slots           guest memory that the host backs
 * @param mappings        what the tables hold before the first step, applied in order
 * @param actors          what each CPU starts with; CPUs without one have nothing to run
 * @param abortRoutine    routine entered with (ipa, {@link org.tablewalk.machine.Fault} word) when a guest access faults, or null:
 *                        then a fault halts the CPU
 * @param freedoms        what the hardware may do on its own
 * @param guards          which lock is to be held by whoever writes an entry; no two for one entry. They change nothing that the machine does
 * @param host            on which the listings create the VM, or null: then the VM is there from the start
 * @param tlb             how the entries of a TLB are arranged and replaced
 * @param contents        what memory holds, or null: then frames are addresses only, and accesses carry no values
 * @param regime          VMs and registers, or null: the one VM that the other components describe, whatever registers say
 */
public record ArmConfig(Stage2Geometry geometry, int cpus, int vmid, int tlbEntries, int walkCacheEntries, int bbmLevel,
        NtResponse ntResponse, boolean ntConflict, Overlap overlap, ConflictHandler conflictHandler,
        long poolBase, int poolPages, List<Slot> slots, List<Mapping> mappings, List<Actor> actors,
        String abortRoutine, Freedoms freedoms, List<Guard> guards, Host host, TlbDesign tlb, Contents contents, Regime regime) {
    /** Locks there are; lock 0 is mmu_lock. */
    public static final int LOCKS = 4;

    /** A machine of one VM whose memory has no contents. */
    public ArmConfig(Stage2Geometry geometry, int cpus, int vmid, int tlbEntries, int walkCacheEntries, int bbmLevel, NtResponse ntResponse,
            boolean ntConflict, Overlap overlap, ConflictHandler conflictHandler, long poolBase, int poolPages, List<Slot> slots, List<Mapping> mappings,
            List<Actor> actors, String abortRoutine, Freedoms freedoms, List<Guard> guards, Host host, TlbDesign tlb) {
        this(geometry, cpus, vmid, tlbEntries, walkCacheEntries, bbmLevel, ntResponse, ntConflict, overlap, conflictHandler, poolBase, poolPages, slots,
                mappings, actors, abortRoutine, freedoms, guards, host, tlb, null, null);
    }

    /** A machine whose VM is there from the start, with TLBs of the usual design. */
    public ArmConfig(Stage2Geometry geometry, int cpus, int vmid, int tlbEntries, int walkCacheEntries, int bbmLevel, NtResponse ntResponse,
            boolean ntConflict, Overlap overlap, ConflictHandler conflictHandler, long poolBase, int poolPages, List<Slot> slots, List<Mapping> mappings,
            List<Actor> actors, String abortRoutine, Freedoms freedoms, List<Guard> guards) {
        this(geometry, cpus, vmid, tlbEntries, walkCacheEntries, bbmLevel, ntResponse, ntConflict, overlap, conflictHandler, poolBase, poolPages, slots,
                mappings, actors, abortRoutine, freedoms, guards, null, TlbDesign.USUAL);
    }

    /** The same whose entries no lock guards. */
    public ArmConfig(Stage2Geometry geometry, int cpus, int vmid, int tlbEntries, int walkCacheEntries, int bbmLevel, NtResponse ntResponse,
            boolean ntConflict, Overlap overlap, ConflictHandler conflictHandler, long poolBase, int poolPages, List<Slot> slots, List<Mapping> mappings,
            List<Actor> actors, String abortRoutine, Freedoms freedoms) {
        this(geometry, cpus, vmid, tlbEntries, walkCacheEntries, bbmLevel, ntResponse, ntConflict, overlap, conflictHandler, poolBase, poolPages, slots,
                mappings, actors, abortRoutine, freedoms, List.of());
    }

    /** The slots of all VMs. */
    List<Slot> allSlots() {
        return regime == null ? slots : regime.slots();
    }

    /** A VM: of a regime, or the one that the other components describe. */
    public Regime.Vm vm(int vm) {
        return regime != null ? regime.vms().get(vm) : new Regime.Vm("vm0", vmid, geometry, slots, mappings);
    }

    /** The shape of a VM's tree. */
    Stage2Geometry geometry(int vm) {
        return regime == null ? geometry : regime.vms().get(vm).geometry();
    }

    /** VTCR_EL2 for a VM's tree. */
    long vtcr(int vm) {
        Regime.Flags flags = twoStages() ? regime.stage1().flags() : Regime.Flags.NONE;
        return geometry(vm).vtcr() | (flags == Regime.Flags.NONE ? 0 : Stage2Registers.HA) | (flags == Regime.Flags.DIRTY ? Stage2Registers.HD : 0);
    }

    /** Whether guests can have a stage 1. */
    boolean twoStages() {
        return regime != null && regime.stage1() != null;
    }

    /** The guard of the entry of a level that translates an address, or null. */
    public Guard guard(long ipa, int level) {
        long size = geometry.entrySize(level);
        long first = ipa & -size;
        for (Guard guard : guards) {
            if (guard.level(level) && guard.ipa() < first + size && first < guard.ipa() + guard.size()) {
                return guard;
            }
        }
        return null;
    }

    /** What this hardware makes of nT. Without FEAT_BBM it does not know the bit. */
    Stage2Rules.Nt nt() {
        return bbmLevel == 0 || ntResponse == NtResponse.IGNORE ? Stage2Rules.Nt.IGNORED : ntResponse == NtResponse.FAULT ? Stage2Rules.Nt.FAULTS : Stage2Rules.Nt.UNCACHED;
    }

    /** Whether this hardware takes a translation fault on a block whose nT bit is set. */
    public boolean ntFaults() {
        return nt() == Stage2Rules.Nt.FAULTS;
    }

    /** Response to an nT block: a translation fault; a translation that is not cached; or the bit is ignored and the block cached, never at level 1. */
    public enum NtResponse {
        FAULT, TRANSLATE, IGNORE
    }

    /** Response to several matching entries: always abort; abort or either entry (a choice); either entry or a mixture (level 0 only, a choice). */
    public enum Overlap {
        ABORT, EITHER, MIXTURE
    }

    /** KVM gives -EFAULT to user space; a prepared hypervisor flushes locally and retries. */
    public enum ConflictHandler { KVM_EFAULT, FLUSH_RETRY }

    /** Which entry of a full set makes room: the oldest; the one used longest ago; or any, a choice. */
    public enum Replacement { OLDEST, LEAST_RECENT, ANY }

    /**
     * How the entries of a TLB are arranged and replaced.
     *
     * @param sets        a power of two that divides the number of entries, or 0: as {@link TlbShape} says
     * @param replacement which entry makes room
     * @param groups      whether entries with the contiguous bit make one TLB entry for their group. Hardware may ignore the bit, which is a hint
     */
    public record TlbDesign(int sets, Replacement replacement, boolean groups) {
        /** Sets as they follow from the number of entries; the oldest goes first. */
        public static final TlbDesign USUAL = new TlbDesign(0, Replacement.OLDEST, true);
    }

    /**
     * What heeds the level and granule hint of a TLBI (domain section 4.2: a wrong hint may invalidate nothing): nothing, all of an address goes; entries in TLB and walk cache, while every walk in flight under
     * the address is marked; or walks in flight too, so that one that the hint does not name goes on and fills.
     */
    public enum Hints { NOTHING, ENTRIES, WALKS }

    /**
     * When a TLBI is complete, and the DSB that waits for it: as the architecture promises, when the accesses in flight that use a removed entry have ended; or early, before them, unless
     * an earlier TLBI met the same access (published errata of several cores, CVE-2025-10263: the pair of TLBI and DSB is to be repeated).
     */
    public enum Completion { PROMISED, EARLY }

    /**
     * Guest memory.
     *
     * @param ipa      first address
     * @param size     bytes, a multiple of the page size
     * @param pa       where the host has it
     * @param block    bytes of the host's mapping: the largest stage-2 mapping KVM will make
     * @param writable whether the host page is writable
     * @param dirtyBitmap where the host keeps the slot's dirty log, or 0 if it keeps none: one bit a page, and as many words again behind them for what
     *                    user space is given
     */
    public record Slot(long ipa, long size, long pa, long block, boolean writable, long dirtyBitmap) {
        /** Memory without a dirty log. */
        public Slot(long ipa, long size, long pa, long block, boolean writable) {
            this(ipa, size, pa, block, writable, 0);
        }

        /** Words of the dirty log, half of those that lie from {@link #dirtyBitmap} on; 0 without one. */
        public int dirtyWords(Stage2Geometry geometry) {
            return dirtyBitmap == 0 ? 0 : Math.toIntExact((size >>> geometry.granule().pageShift()) + 63 >>> 6);
        }
    }

    /**
     * A lock that guards entries.
     *
     * @param lock      its number, below {@link #LOCKS}
     * @param exclusive whether it is to be held exclusively; else shared is enough
     * @param ipa       first address of those whose entries it guards
     * @param size      bytes
     * @param levels    of the entries, one bit each
     */
    public record Guard(int lock, boolean exclusive, long ipa, long size, int levels) {
        /** Whether it guards entries of a level. */
        public boolean level(int level) {
            return (levels >>> level & 1) != 0;
        }
    }

    /**
     * Rights of pages made by a {@link Mapping}: fixed, each at the place of its vector in {@link org.tablewalk.arch.arm64.Permissions}, or read-only and writable mixed by a hash of the
     * page's index so that no run of equal entries forms; or no pages at all: every entry is that of an empty table.
     */
    public enum Rights {
        NONE, R, W, RW, X, RX, WX, RWX, MIXED, TABLE
    }

    /**
     * Entries present at the start. Tables above them are made as needed.
     *
     * @param ipa    first address, aligned to the size of an entry at {@code level}
     * @param pa     first output address, aligned likewise; without meaning where there are empty tables
     * @param count  entries; every {@code stride}-th entry from {@code ipa} on
     * @param stride 1 or more: distance in entries
     * @param level  level of the entries
     * @param contiguous whether they have the contiguous bit: whole groups
     */
    public record Mapping(long ipa, long pa, int count, int stride, int level, Rights rights, boolean contiguous) {
        /** Entries each of its own. */
        public Mapping(long ipa, long pa, int count, int stride, int level, Rights rights) {
            this(ipa, pa, count, stride, level, rights, false);
        }
    }

    /**
     * What a CPU runs.
     *
     * @param cpu       its number
     * @param routine   the routine it starts in
     * @param arguments up to 6 arguments
     * @param vm        the VM that the machine enters for its guest accesses, 0 without a regime
     */
    public record Actor(int cpu, String routine, List<Long> arguments, int vm) {
        /** An actor of the first VM. */
        public Actor(int cpu, String routine, List<Long> arguments) {
            this(cpu, routine, arguments, 0);
        }
    }

    /**
     * What decides which VMs can be created. With it no VM is there at the start: VTCR_EL2 is 0 and no root is allocated; listings do both.
     *
     * @param paBits size of the CPUs' physical addresses, 32..52 bits
     * @param vaBits size of the kernel's own virtual addresses, 36..52 bits
     * @param type   what user space asks for: the argument of KVM_CREATE_VM
     */
    public record Host(int paBits, int vaBits, long type) {}

    /**
     * Hardware freedoms.
     *
     * @param evictions   number per CPU, when bounded
     * @param speculative IPAs that a CPU may walk speculatively
     * @param storeBuffer depth of each CPU's FIFO store buffer, 0 for sequential
     * @param completion  whether hardware keeps its promise about TLBIs
     * @param hints       what heeds the hints of TLBIs
     */
    public record Freedoms(Eviction eviction, int evictions, List<Long> speculative, int storeBuffer, Completion completion, Hints hints) {
        /** No freedom at all. */
        public static final Freedoms NONE = new Freedoms(Eviction.NONE, 0, List.of(), 0, Completion.PROMISED);

        /** Hardware whose TLB and walk cache heed hints. */
        public Freedoms(Eviction eviction, int evictions, List<Long> speculative, int storeBuffer, Completion completion) {
            this(eviction, evictions, speculative, storeBuffer, completion, Hints.ENTRIES);
        }
    }
}
