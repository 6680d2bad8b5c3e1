package org.tablewalk.format.scenario.stage2;

import java.util.List;
import org.tablewalk.format.scenario.Expression;
import org.tablewalk.format.scenario.Hardware;
import org.tablewalk.format.scenario.Quoted;

/**
 * An Arm machine as a scenario file describes it ({@code machine.arch} is {@code arm64}, or missing).
 *
 * @param tables entries present at the start, applied in order
 * @param guards which lock is to be held by whoever writes an entry
 * @param contents what memory holds at the start, or null: then it has no contents
 * @param regime the VMs besides this one and how CPUs come to run them, or null
 */
public record ArmHardware(Machine machine, Memory memory, List<TableEntries> tables, List<Guard> guards, List<Content> contents, Regime regime) implements Hardware {
    /** A machine of one VM. */
    ArmHardware(Machine machine, Memory memory, List<TableEntries> tables, List<Guard> guards, List<Content> contents) {
        this(machine, memory, tables, guards, contents, null);
    }

    /**
     * The translation regime as state.
     *
     * @param entry what loads the registers of a VM
     * @param vms   those besides the scenario's own
     * @param stage1 what hardware makes of the guests' own stage of translation
     * @param guest  the tables of the scenario's own VM, or null
     */
    public record Regime(Quoted entry, Expression vmidBits, List<SharedTlb> sharedTlbs, List<Vm> vms, Stage1 stage1, GuestTables guest) {
        /** Whether any guest has tables. */
        public boolean twoStages() {
            return guest != null || vms.stream().anyMatch(vm -> vm.guest() != null);
        }
    }

    /**
     * What hardware makes of stage 1.
     *
     * @param abortRoutine routine of the guest that handles its own faults, or null
     */
    public record Stage1(Quoted caching, Quoted pieces, Quoted flags, Quoted abortRoutine) {}

    /** The tables of a guest: where they lie in its memory, and its address spaces. */
    public record GuestTables(Expression vaBits, Quoted mmu, Expression ipa, List<Space> spaces) {}

    /** An address space of a guest. */
    public record Space(Quoted name, Expression asid, Quoted range, List<GuestEntries> tables) {}

    /** Entries of one level of an address space. */
    public record GuestEntries(Expression va, Expression ipa, Expression count, Expression stride, Expression level, Quoted rights, Quoted global, Quoted accessed, Quoted clean) {}

    /** CPUs that share a TLB. */
    public record SharedTlb(List<Expression> cpus) {}

    /**
     * A VM.
     *
     * @param ipaBits null: as the scenario's own
     * @param guest   its own tables, or null
     */
    public record Vm(Quoted name, Expression vmid, Expression ipaBits, List<Slot> slots, List<TableEntries> tables, GuestTables guest) {}

    /**
     * CPUs and what they do with page tables.
     *
     * @param tlbEntries   null where {@code tlb} says all
     * @param abortRoutine routine that handles a guest access's fault, or null
     * @param tlb          how the TLB's entries are arranged, or null: as usual
     * @param host on which listings create the VM, or null: then it is there from the start
     */
    public record Machine(Quoted granule, Expression ipaBits, Expression cpus, Expression vmid, Expression tlbEntries,
            Expression walkCacheEntries, Expression bbmLevel, Quoted ntResponse, Quoted ntConflict,
            Quoted overlapResponse, Quoted conflictHandler, Quoted abortRoutine, Freedoms freedoms, TlbDesign tlb, Quoted lpa2, Host host) {
        /** The same with tables of another granule and size. */
        Machine withTables(Quoted otherGranule, Expression otherIpaBits) {
            return new Machine(otherGranule, otherIpaBits, cpus, vmid, tlbEntries, walkCacheEntries, bbmLevel, ntResponse, ntConflict, overlapResponse, conflictHandler,
                    abortRoutine, freedoms, tlb, lpa2, host);
        }
    }

    /** How a TLB's entries are arranged and replaced; {@code sets} and {@code ways} are null where they follow from the rest. */
    public record TlbDesign(Expression sets, Expression ways, Quoted policy, Quoted contiguous) {}

    /**
     * The host on which the listings create the VM.
     *
     * @param type what user space asks for: the argument of KVM_CREATE_VM
     */
    public record Host(Expression paBits, Expression vaBits, Expression type) {}

    /** What the hardware may do on its own. */
    public record Freedoms(Quoted eviction, Expression evictions, List<Expression> speculative, Expression storeBuffer, Quoted completion, Quoted hints) {}

    /**
     * Physical memory.
     *
     * @param poolBase  where table pages come from
     * @param poolPages pages there, or null for what the tables need at the start and a few dozen more
     */
    public record Memory(Expression poolBase, Expression poolPages, List<Slot> slots) {}

    /**
     * Guest memory that the host backs.
     *
     * @param dirtyBitmap where the host keeps its dirty log, or null if it keeps none
     */
    public record Slot(Expression ipa, Expression size, Expression pa, Expression block, Quoted writable, Expression dirtyBitmap) {}

    /**
     * Which lock guards entries.
     *
     * @param size   bytes, or null: to the end of the address space
     * @param levels of the entries; empty for all
     */
    public record Guard(Expression lock, Quoted mode, Expression ipa, Expression size, List<Expression> levels) {}

    /**
     * Words of memory.
     *
     * @param pa    where the first lies, or null: then {@code ipa} says it
     * @param ipa   where the guest has it, or null
     * @param vm    the VM whose guest that is, or null: the scenario's own
     * @param size  bytes of the host's own memory that lies there, behind no slot; or null
     * @param words what they hold at the start, in turn
     * @param times how often the words follow each other
     */
    public record Content(Expression pa, Expression ipa, Quoted vm, Expression size, List<Expression> words, Expression times) {
        /** Where it says that it lies. */
        Expression place() {
            return pa != null ? pa : ipa;
        }
    }

    /** Entries of one level, {@code stride} entries apart; with the contiguous bit or not, null for not. */
    public record TableEntries(Expression ipa, Expression pa, Expression count, Expression stride, Expression level, Quoted rights, Quoted contiguous) {}
}
