package org.tablewalk.machine.arm64.walk;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Registers;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;

/**
 * Stage 2: what this hardware makes of addresses and words at a level.
 *
 * <p>The limits that hardware puts on output addresses (address size faults) are left out: every address that fits a descriptor is taken.
 */
public final class Stage2Rules {
    /** What a walk finds in a freed table: a pattern that is not a valid descriptor (KVM itself leaves whatever the next user writes). */
    public static final long POISON = 0x6b6b6b6b6b6b6b6aL;

    /** What hardware does with a block whose nT bit is set: it does not know the bit, which is RES0 in a block's address field then; it faults; it translates and keeps nothing. */
    public enum Nt {
        IGNORED, FAULTS, UNCACHED
    }

    private final Granule granule;
    private final boolean lpa2;
    private final boolean ntFaults;
    private final boolean ntUncached;
    private final long indexMask;
    private final int[] shift = new int[4];

    /** The rules of hardware with one granule and one form of descriptors. */
    public Stage2Rules(Granule granule, boolean lpa2, Nt nt) {
        this.granule = granule;
        this.lpa2 = lpa2;
        ntFaults = nt == Nt.FAULTS;
        ntUncached = nt == Nt.UNCACHED;
        indexMask = granule.entriesPerTable() - 1L;
        for (int level = 0; level < 4; level++) {
            shift[level] = granule.entryShift(level);
        }
    }

    /** Bytes that an entry of a level maps. */
    public long size(int level) {
        return 1L << shift[level];
    }

    /** Where the entry of a level for an address is. The tables of the root are concatenated: its index is not cut to one table. */
    public long entry(long table, long ipa, int level, int start) {
        long index = ipa >>> shift[level];
        return table + 8 * (level == start ? index : index & indexMask);
    }

    /** The table that a table descriptor leads to. */
    public long next(long descriptor) {
        return Descriptor.nextTable(descriptor, granule, lpa2);
    }

    private boolean leaf(long descriptor, int level) {
        return Descriptor.leaf(descriptor, level) && level >= granule.minBlockLevel();
    }

    /** Whether a word translates. */
    public boolean translates(long descriptor, int level) {
        return leaf(descriptor, level) && (descriptor & Descriptor.AF) != 0 && !(ntFaults && Descriptor.nT(descriptor, level));
    }

    /** The kind of {@link Fault} that a word gives which is no table and does not translate. */
    public int fault(long descriptor, int level) {
        return leaf(descriptor, level) && (descriptor & Descriptor.AF) == 0 ? Fault.ACCESS_FLAG : Fault.TRANSLATION;
    }

    /** Whether a leaf with nT translates, but no TLB may keep it. */
    public boolean ntUncached(long descriptor, int level) {
        return ntUncached && Descriptor.nT(descriptor, level);
    }

    /** Whether a leaf descriptor gives the right an access kind needs. */
    public static boolean permits(long descriptor, int kind) {
        return switch (kind) {
            case Event.READ -> Descriptor.readable(descriptor);
            case Event.WRITE -> Descriptor.writable(descriptor);
            default -> Descriptor.executable(descriptor);
        };
    }

    /**
     * A word with the flags that hardware sets in it for an access.
     *
     * @param vtcr   says which flags hardware manages; 0 for none
     * @param writes whether the access is a write; a walk that nobody asked for does not make a page dirty
     */
    public long updated(long vtcr, long word, int level, boolean writes) {
        boolean accessed = (vtcr & Stage2Registers.HA) != 0 && translates(word | Descriptor.AF, level);
        return accessed ? word | Descriptor.AF | (writes && dirties(vtcr, word) ? Descriptor.S2AP_W : 0) : word;
    }

    /** Whether hardware makes a page dirty for a write through such a leaf. */
    public static boolean dirties(long vtcr, long leaf) {
        return Stage2Registers.dirtyState(vtcr) && (leaf & (Descriptor.DBM | Descriptor.S2AP_W)) == Descriptor.DBM;
    }

    /** The physical address that a leaf gives for an address. */
    public long output(long leaf, int level, long ipa) {
        return Descriptor.outputAddress(leaf, level, granule, lpa2) | ipa & size(level) - 1;
    }
}
