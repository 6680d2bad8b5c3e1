package org.tablewalk.check.tree;

import org.tablewalk.check.judge.Frames;

/** What the judge of trees asks of the watched machine besides its {@link Tables}. Answers are the machine's own, there is no second rule. */
public interface Hardware {
    /** What a TLBI leaves of an old translation, if anything. */
    enum Miss {
        /** Nothing. */
        NONE,
        /** What a stage 1 has made of the entry: entries that combine both stages. */
        COMBINED,
        /** It names another VMID. */
        VMID,
        /** It names other addresses. */
        ADDRESS,
        /** Its level hint, or that it takes the last level only, spares what is cached of the entry. */
        LEVEL,
        /** It is about another stage: it was never meant for the entry. */
        STAGE
    }

    /** CPUs that walk the tables, 1..64. */
    int cpus();

    /** Whether no other CPU can walk the tables: then what stays on this one is enough. */
    default boolean alone() {
        return cpus() == 1;
    }

    /** ID_AA64MMFR2_EL1.BBM, 0..3. */
    int bbmLevel();

    /** Whether the CPUs walk a stage 1 of the guest's over the tables. */
    default boolean stage1() {
        return false;
    }

    /** Whether CPUs take tree and VMID from registers that listings write, so that there may be several of both. If not, nobody asks for {@link #vmid}, {@link #tlb} and {@link #names}. */
    default boolean registers() {
        return false;
    }

    /** The root of the tree that a CPU's guest walks now: of a machine that has one tree nobody asks. */
    default long root(int cpu) {
        return 0;
    }

    /** The VMID that is in effect on a CPU for its guest. */
    default int vmid(int cpu) {
        return 0;
    }

    /** The TLB that a CPU uses: that of the CPU of that number. */
    default int tlb(int cpu) {
        return cpu;
    }

    /** Whether a TLBI in flight is about a VMID. */
    default boolean names(int slot, int vmid) {
        return true;
    }

    /** Whether a TLBI in flight takes everything of a VMID. */
    default boolean takes(int slot, int vmid) {
        return false;
    }

    /** Whether memory that nobody has given away is of a CPU's guest, as far as anybody knows. */
    default boolean owns(int cpu, long pa) {
        return true;
    }

    /** The owner number of the guest whose tree it is. */
    default int owner(int tree) {
        return Frames.GUEST;
    }

    /** The owner number of a CPU's guest. */
    default int guest(int cpu) {
        return Frames.GUEST;
    }

    /**
     * Whether an access of a CPU's guest reaches a physical address by a walk of the tables as they are now, under the registers that are in effect for it. One that is written and not in
     * effect yet counts with either value.
     */
    boolean reaches(int cpu, long address, int access, long pa);

    /** What the guest's own stage 1 gives for an address that it accesses, without one the address itself; -1 if that cannot be said. */
    default long ipa(int cpu, long address) {
        return address;
    }

    /** Whether stage 2 permits an access of a CPU's guest. */
    boolean permits(int cpu, long ipa, int access);

    /** Whether it did before the first step. */
    boolean permittedAtFirst(int cpu, long ipa, int access);

    /** Whether a TLBI operation, as its event numbers it, stays on the CPU that issues it. */
    boolean local(int operation);

    /**
     * What a TLBI that was issued in this step leaves of what was cached of an entry.
     *
     * @param slot  it is in flight in
     * @param tree  the entry's, as {@link #tree} gives it
     * @param table whether the entry was a table, else a leaf
     */
    Miss misses(int slot, int tree, int level, long ipa, boolean table, long old);

    /** Whether a TLBI that was issued in this step takes all entries that a stage 1 has made of a tree's. */
    default boolean takesCombined(int slot, int tree) {
        return false;
    }

    /** The number of the tree with a root, 0..2^24-1: of a machine that has one tree it is 0. */
    default int tree(long root) {
        return 0;
    }

    /** Whether a TLBI that was issued in this step takes everything of the guest's VMID. */
    boolean takesAll(int slot);

    /** Whether the CPU has changed VTTBR_EL2 and not synchronised since. */
    boolean unsynchronised(int cpu);

    /** The same, or another register that a TLBI of that operation depends on. */
    default boolean unsynchronised(int cpu, int operation) {
        return unsynchronised(cpu);
    }

    /** Whether a write of a system register loads another tree under the guest's VMID. */
    boolean loadsOtherTree(int register, long value);

    /** Whether a barrier of this kind makes the CPU's earlier stores visible to the walks of every CPU. */
    boolean makesVisible(long barrier);

    /** Whether a finished barrier of this kind completes the TLBIs that only this CPU had to see. */
    boolean completesLocally(long barrier);

    /** Whether a store to a word waits in a CPU's store buffer. */
    boolean buffered(int cpu, long address);

    /** Whether a CPU's listing goes on, now or later. */
    boolean lives(int cpu);

    /** Whether a CPU stopped with an error. */
    boolean failed();

    /** The page size in bytes. */
    long pageSize();

    /** Bytes that an entry of a level covers. */
    long entrySize(int level);

    /** Words of the host's dirty logs, 64 pages each. */
    default int dirtyWords() {
        return 0;
    }

    /** Which word of the dirty logs lies at a physical address, or -1. */
    default int dirtyWord(long address) {
        return -1;
    }

    /** Which bit of the dirty logs, 64 to a word, stands for the page that holds an address, or -1. */
    default int dirtyBit(long ipa) {
        return -1;
    }

    /** Whether memory besides tables and dirty logs has contents: then stores need not be about tables. */
    default boolean contents() {
        return false;
    }

    /** Whether a physical address is of memory that has contents and is no table's. */
    default boolean data(long address) {
        return false;
    }

    /** Whether an address lies in a table that was freed. */
    default boolean freed(long address) {
        return false;
    }

    /** Whether a page of the pool is a table in use. */
    boolean inUse(int page);

    /** References counted on a page of the pool, or -1 where the listings count none. */
    long references(int page);

    /** Whether a CPU holds what guards the entry of a level that translates an address, if anything does. */
    default boolean mayWrite(int cpu, long ipa, int level) {
        return true;
    }
}
