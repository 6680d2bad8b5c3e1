package org.tablewalk.arch.arm64;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.BitField;

/** Stage-1 descriptors taken apart; fields cover bits 63 to 0 without gaps, highest first. Bit positions are those of {@link Stage1Descriptor}. */
public final class Stage1Fields {
    private final long word;
    private final List<BitField> fields = new ArrayList<>();

    private Stage1Fields(long word) {
        this.word = word;
    }

    /** The fields of a word in a table of a level. */
    public static List<BitField> of(long word, int level, Granule granule) {
        var f = new Stage1Fields(word);
        if (!Descriptor.valid(word)) {
            f.add(63, 1, BitField.IGNORED, "Hardware does not look at an invalid entry.");
            f.add(0, 0, "valid", "Not valid: a walk ends here with a translation fault of stage 1.");
            return f.fields;
        }
        boolean table = Descriptor.table(word, level);
        int shift = table ? granule.pageShift() : granule.entryShift(level);
        if (table) {
            f.add(63, 59, "limits", "NSTable, APTable, UXNTable, PXNTable: limits for all that lies below. This machine reads them as 0.");
            f.add(58, 48, BitField.IGNORED, "Hardware does not look at these bits of a table descriptor.");
            f.add(47, shift, "next table", "The table of the next level is at this IPA; stage 2 tells where that is.");
            f.add(shift - 1, 2, BitField.IGNORED, "Hardware does not look at these bits of a table descriptor.");
            f.add(1, 1, "type", "A table.");
        } else {
            f.add(63, 59, BitField.IGNORED, "Hardware does not look at these bits here.");
            f.add(58, 55, "SW", "Software's own.");
            f.add(54, 54, "UXN", f.flag("EL0 may not execute it.", "EL0 may execute it."));
            f.add(53, 53, "PXN", f.flag("EL1 may not execute it.", "EL1 may execute it."));
            f.add(52, 52, "contiguous", f.flag("One of a run of entries that may share a TLB entry.", "On its own."));
            f.add(51, 51, "DBM", f.flag("A write may make it writable, where hardware manages the dirty state.", "A write never makes it writable."));
            f.add(50, 48, BitField.RES0, "Should be 0.");
            f.add(47, shift, "output", "Addresses are translated to IPAs from here on; stage 2 tells where those are.");
            f.add(shift - 1, 12, BitField.RES0, "Below the alignment of the output.");
            f.add(11, 11, "nG", f.flag("Used with the ASID only under which it was read.", "Global: used with every ASID."));
            f.add(10, 10, "AF", f.flag("It has been accessed.", "Not accessed yet: an access faults, or hardware sets the flag (HA)."));
            f.add(9, 8, "SH", "Shareability: 3 is inner.");
            f.add(7, 7, "AP[2]", f.flag("Read only.", "EL1 may write it."));
            f.add(6, 6, "AP[1]", f.flag("EL0 may access it too.", "Only EL1 may access it."));
            f.add(5, 5, "NS", "Not used in this state.");
            f.add(4, 2, "AttrIndx", "Which byte of MAIR_EL1 says the memory type.");
            f.add(1, 1, "type", level == 3 ? f.flag("A page.", "Reserved at level 3: a fault as if it were invalid.") : "A block.");
        }
        f.add(0, 0, "valid", "Valid.");
        return f.fields;
    }

    private int next = 63;

    private String flag(String set, String clear) {
        return (word >>> next & 1) != 0 ? set : clear;
    }

    private void add(int high, int low, String name, String meaning) {
        if (high >= low) {
            fields.add(new BitField(high, low, name, word >>> low & -1L >>> 63 - (high - low), meaning));
        }
        next = low - 1;
    }
}
