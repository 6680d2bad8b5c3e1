package org.tablewalk.machine.arm64.tlb;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Stage2Geometry;

/**
 * What a CPU may answer when several TLB entries match one lookup (domain section 5): abort where that is allowed, then each entry, then a mixture of the
 * first two where that is allowed. Level 3 never aborts; the promises of levels 1 to 3 hold only when nothing but the size differs.
 *
 * <p>Matches are those of the TLB's last lookup.
 */
public final class Overlap {
    /** Answers that are no match's index. */
    public static final int ABORT = -1;
    public static final int MIXTURE = -2;

    /**
     * What hardware answers.
     *
     * @param bbmLevel ID_AA64MMFR2_EL1.BBM, 0..3
     * @param uses     whether it may use an entry where it may abort
     * @param mixes    whether it may mix two where the level allows it
     */
    public record Design(int bbmLevel, boolean uses, boolean mixes) {}

    private final Tlb tlb;
    private final Design design;
    private final Stage2Geometry geometry;
    /** Memory type and shareability: changing them needs break-before-make at every level; rights do not (domain section 5). */
    private final long typeBits;

    /** Of lookups in one kind of TLB. */
    public Overlap(Tlb tlb, Stage2Geometry geometry, Design design) {
        this.tlb = tlb;
        this.design = design;
        this.geometry = geometry;
        typeBits = geometry.lpa2() ? Descriptor.MEMATTR : Descriptor.MEMATTR | Descriptor.SH;
    }

    /** How many answers there are to so many matches; 1 when there are fewer than two, since the lookup is then made again. */
    public int answers(int found, long ipa) {
        if (found < 2) {
            return 1;
        }
        boolean same = same(found, ipa);
        boolean mayAbort = mayAbort(same);
        boolean mayUse = design.uses() || !mayAbort;
        boolean mayMix = design.mixes() && (design.bbmLevel() == 0 || !same);
        return (mayAbort ? 1 : 0) + (mayUse ? found : 0) + (mayMix ? 1 : 0);
    }

    /**
     * The answer that an alternative stands for: {@link #ABORT}, the index of a match, or {@link #MIXTURE}.
     *
     * @throws IllegalArgumentException if there is no such alternative
     */
    public int answer(int found, long ipa, int alternative) {
        int answer = alternative - (mayAbort(same(found, ipa)) ? 1 : 0);
        if (answer < found) {
            return answer;
        }
        int total = answers(found, ipa);
        if (answer >= total) {
            throw new IllegalArgumentException("answer " + alternative + " of " + total);
        }
        return MIXTURE;
    }

    /** The address of the first match with the rights of the second. */
    public long mixture(long ipa) {
        long rights = Descriptor.S2AP_R | Descriptor.S2AP_W | Descriptor.XN;
        return tlb.word(0, ipa) & ~rights | tlb.word(1, ipa) & rights;
    }

    private boolean mayAbort(boolean same) {
        return design.bbmLevel() < 3 || !same;
    }

    /** Whether all matches translate the address alike. */
    private boolean same(int found, long ipa) {
        long first = output(0, ipa);
        long type = tlb.word(0) & typeBits;
        for (int i = 1; i < found; i++) {
            if (output(i, ipa) != first || (tlb.word(i) & typeBits) != type) {
                return false;
            }
        }
        return true;
    }

    private long output(int match, long ipa) {
        int level = TlbTags.level(tlb.tag(match));
        return Descriptor.outputAddress(tlb.word(match, ipa), level, geometry.granule(), geometry.lpa2())
                | ipa & (1L << geometry.granule().entryShift(level)) - 1;
    }
}
