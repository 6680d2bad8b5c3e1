package org.tablewalk.machine.arm64.tlb;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage1Descriptor;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.arm64.walk.Stage1Rules;
import org.tablewalk.machine.arm64.walk.Stage2Rules;

/**
 * What the TLBs keep on the side of stage 1, as the scenario says hardware does: stage-1 leaves, or what both stages say in one entry, or both. A combined entry holds a word in the form of a
 * stage-2 leaf of the smaller size, with the rights that both stages give; its software bits remember those of stage 1, so that it can tell which stage refuses.
 */
public final class Stage1Entries {
    private static final long WRITABLE = Descriptor.SW0;
    private static final long EXECUTABLE = Descriptor.SW1;

    private final Tlb tlb;
    private final TlbTags tags;
    private final Design design;
    private final Granule granule;
    private final boolean lpa2;

    /**
     * What TLBs keep.
     *
     * @param leaves   stage-1 leaves
     * @param combined what both stages say, in one entry
     */
    public record Design(boolean leaves, boolean combined) {}

    /**
     * The entries of one kind of TLB.
     *
     * @param lpa2 whether stage-2 descriptors carry 52-bit addresses
     */
    public Stage1Entries(Tlb tlb, TlbTags tags, Granule granule, boolean lpa2, Design design) {
        this.tlb = tlb;
        this.tags = tags;
        this.design = design;
        this.granule = granule;
        this.lpa2 = lpa2;
    }

    /** Looks an address up: combined entries, and if there is none those of stage 1 alone. Returns how many match. */
    public int lookup(int cpu, long context, long va) {
        int found = tlb.lookupStage1(cpu, context, va, true);
        return found > 0 ? found : tlb.lookupStage1(cpu, context, va, false);
    }

    /** A leaf of stage 1 was read. */
    public void add(int cpu, long context, long va, long leaf, int level) {
        if (design.leaves()) {
            tlb.put(cpu, tags.ofStage1(level, context, va, level, Stage1Descriptor.global(leaf), false), leaf, 0);
        }
    }

    /** Stage 2 has translated what a leaf of stage 1 gives, by a leaf of its own. */
    public void add(int cpu, long context, long va, long leaf, int origin, long ipa, long stage2, int level) {
        if (!design.combined()) {
            return;
        }
        int smaller = Math.max(origin, level);
        boolean writable = Stage1Descriptor.writable(leaf);
        boolean executable = Stage1Descriptor.executable(leaf);
        long pa = Descriptor.outputAddress(stage2, level, granule, lpa2) | ipa & granule.entrySize(level) - 1 & -granule.entrySize(smaller);
        long attributes = stage2 & ~(Descriptor.SW | Descriptor.CONTIGUOUS | (writable ? 0 : Descriptor.S2AP_W)) | (writable ? WRITABLE : 0) | (executable ? EXECUTABLE
                : Descriptor.XN);
        tlb.put(cpu, tags.ofStage1(smaller, context, va, origin, Stage1Descriptor.global(leaf), true), Descriptor.leafOf(pa, smaller, attributes, granule, lpa2), 0);
    }

    /** Whether an entry gives the right that an access needs. */
    public static boolean permits(long tag, long word, int kind) {
        return TlbTags.combined(tag) ? Stage2Rules.permits(word, kind) : Stage1Rules.permits(word, kind);
    }

    /** Of an entry that does not give the right, whether stage 1 refuses it; else stage 2 does. */
    public static boolean refusedByStage1(long tag, long word, int kind) {
        return !TlbTags.combined(tag) || kind == Event.WRITE && (word & WRITABLE) == 0 || kind == Event.EXECUTE && (word & EXECUTABLE) == 0;
    }
}
