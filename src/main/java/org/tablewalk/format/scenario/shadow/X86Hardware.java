package org.tablewalk.format.scenario.shadow;

import java.util.List;
import org.tablewalk.format.scenario.Expression;
import org.tablewalk.format.scenario.Hardware;
import org.tablewalk.format.scenario.Quoted;

/**
 * An x86 machine with KVM's shadow MMU as a scenario file describes it ({@code machine.arch} is {@code x86}).
 *
 * @param slots  guest memory
 * @param vcpus  one for each CPU
 * @param tables entries that guest tables hold at the start, applied in order
 */
public record X86Hardware(Machine machine, List<Slot> slots, List<Vcpu> vcpus, List<TableEntries> tables) implements Hardware {
    /**
     * The host.
     *
     * @param virtualization who translates
     * @param design         label of what role words store
     * @param caching        what the processors remember and do on their own
     */
    public record Machine(Quoted virtualization, Quoted design, Expression hostLevels, Expression hostPageLevel, Expression tlbEntries,
            Expression shadowPages, Expression rmapDescriptors, Expression prefetch, Caching caching) {}

    /**
     * What the processors remember and do on their own; see {@link org.tablewalk.machine.x86.Caching}.
     *
     * @param tags what TLB entries are told apart by
     */
    public record Caching(Quoted tags, Expression structures, Quoted eviction, Expression evictions, List<Expression> speculative) {}

    /**
     * Guest memory that the host backs, in frames of 4 KiB.
     *
     * @param pfn first host frame, or null for the same number as the gfn
     */
    public record Slot(Expression gfn, Expression pages, Expression pfn, Quoted contents, Quoted writable) {}

    /** The registers of a vCPU that select paging: as numbers, or in words. */
    public sealed interface Vcpu {
        /** Where its root table is. */
        Expression cr3();

        /** Its VPID, or null for its number and one. */
        Expression vpid();
    }

    /** The registers themselves. */
    public record Registers(Expression cr0, Expression cr3, Expression cr4, Expression efer, Expression vpid) implements Vcpu {}

    /**
     * A paging mode, and the bits that change what entries mean.
     *
     * @param pcid bits 11:0 of CR3, which turn CR4.PCIDE on; or null
     */
    public record Mode(Quoted mode, Expression cr3, Quoted wp, Quoted nx, Quoted pse, Quoted smep, Quoted smap, Quoted pge, Expression pcid, Expression vpid)
            implements Vcpu {}

    /**
     * Entries of guest tables, one after the other in memory.
     *
     * @param gfn    frame of the table that the first entry stands in
     * @param index  of the first entry
     * @param target frame that the first entry names
     * @param step   frames from one entry's target to the next's
     * @param flags  all other bits of every entry, or null for the common ones
     * @param bytes  of an entry, 4 or 8, or null for what the first vCPU's mode has
     */
    public record TableEntries(Expression gfn, Expression index, Expression count, Expression target, Expression step, Expression flags,
            Expression bytes) {}
}
