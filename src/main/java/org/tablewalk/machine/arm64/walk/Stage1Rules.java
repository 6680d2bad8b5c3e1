package org.tablewalk.machine.arm64.walk;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage1Descriptor;
import org.tablewalk.arch.arm64.Stage1Geometry;
import org.tablewalk.arch.arm64.Stage1Registers;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;

/**
 * Stage 1 of the EL1&amp;0 regime: what hardware makes of registers, addresses and words at a level. What table descriptors say of what lies below them is left out, as in
 * {@link Stage1Descriptor}, and so are address size faults, as in {@link Stage2Rules}.
 */
public final class Stage1Rules {
    private final Granule granule;

    /** The rules of hardware with one granule. */
    public Stage1Rules(Granule granule) {
        this.granule = granule;
    }

    /** The shape of the tree that TCR_EL1 has for an address, or null if there is none: then the access is a translation fault at level 0. */
    public Stage1Geometry geometry(long tcr, long va) {
        boolean upper = va < 0;
        int bits = Stage1Registers.vaBits(tcr, upper);
        if (bits < Stage1Geometry.MIN_VA_BITS || bits > Stage1Geometry.MAX_VA_BITS || !Stage1Registers.granule(tcr, upper, granule) || Stage1Registers.disabled(tcr, upper)) {
            return null;
        }
        var geometry = new Stage1Geometry(granule, bits);
        return (upper ? geometry.upper(va) : geometry.lower(va)) ? geometry : null;
    }

    /** IPA of the root for an address. */
    public static long root(long ttbr0, long ttbr1, long va) {
        return Stage1Registers.base(va < 0 ? ttbr1 : ttbr0);
    }

    /** IPA of the entry of a level for an address that has a {@link #geometry}. */
    public long entry(long table, long tcr, long va, int level) {
        return table + 8L * new Stage1Geometry(granule, Stage1Registers.vaBits(tcr, va < 0)).index(va, level);
    }

    /** IPA of the table that a table descriptor leads to. */
    public long next(long descriptor) {
        return Descriptor.nextTable(descriptor, granule, false);
    }

    private boolean leaf(long descriptor, int level) {
        return Descriptor.leaf(descriptor, level) && level >= granule.minBlockLevel();
    }

    /** Whether a word translates. */
    public boolean translates(long descriptor, int level) {
        return leaf(descriptor, level) && (descriptor & Stage1Descriptor.AF) != 0;
    }

    /** The kind of {@link Fault} that a word gives which is no table and does not translate. */
    public int fault(long descriptor, int level) {
        return leaf(descriptor, level) ? Fault.ACCESS_FLAG : Fault.TRANSLATION;
    }

    /** Whether a leaf gives EL1 the right that an access needs. */
    public static boolean permits(long leaf, int kind) {
        return switch (kind) {
            case Event.READ -> true;
            case Event.WRITE -> Stage1Descriptor.writable(leaf);
            default -> Stage1Descriptor.executable(leaf);
        };
    }

    /**
     * A word with the flags that hardware sets in it for an access.
     *
     * @param tcr    says which flags hardware manages; 0 for none
     * @param writes whether the access is a write; a walk that nobody asked for does not make a page dirty
     */
    public long updated(long tcr, long word, int level, boolean writes) {
        if (!leaf(word, level)) {
            return word;
        }
        long updated = (tcr & Stage1Registers.HA) != 0 ? word | Stage1Descriptor.AF : word;
        return writes && Stage1Registers.dirtyState(tcr) && Stage1Descriptor.writableClean(word) ? updated & ~Stage1Descriptor.READ_ONLY : updated;
    }

    /** The IPA that a leaf gives for an address. */
    public long output(long leaf, int level, long va) {
        return Descriptor.outputAddress(leaf, level, granule, false) | va & granule.entrySize(level) - 1;
    }
}
