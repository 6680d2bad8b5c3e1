package org.tablewalk.format.dump;

import java.util.List;
import org.tablewalk.arch.arm64.Descriptor;

/**
 * The columns that kernels print behind the level of a line. Only the bits that some column looks at make entries different; a line whose
 * bits are all zero has no columns. Source: {@code stage2_pte_bits} in the {@code arch/arm64/kvm/ptdump.c} of each kernel; which release
 * prints which is inferred from the dates of the changes.
 */
public enum ColumnStyle {
    /** Since FEAT_XNX is printed (v6.19): execute is a field of two bits. */
    XNX("xnx", false, valid(), flag(Descriptor.S2AP_R, "R"), flag(Descriptor.S2AP_W, "W"),
            Column.field(Descriptor.XN | Descriptor.XN0, 53, "px ux ", "PXNux ", "PXNUXN", "px UXN"), flag(Descriptor.AF, "AF"), block()),
    /** v6.18: as stage 1 prints it. */
    NX("nx", false, valid(), flag(Descriptor.S2AP_R, "R"), flag(Descriptor.S2AP_W, "W"), Column.flag(Descriptor.XN, Descriptor.XN, "NX", "x "),
            flag(Descriptor.AF, "AF"), block()),
    /** v6.13 to v6.17: X stands where an entry may not be executed, by mistake. */
    X_SWAPPED("x-swapped", false, valid(), ofValid(Descriptor.S2AP_R, "R"), ofValid(Descriptor.S2AP_W, "W"), executable(" ", "X"),
            ofValid(Descriptor.AF, "AF"), block()),
    /** Android on 6.12: with the software bits that say whose a page is. */
    ANDROID_16("android16", false, valid(), ofValid(Descriptor.S2AP_R, "R"), ofValid(Descriptor.S2AP_W, "W"), executable("X", " "),
            ofValid(Descriptor.AF, "AF"), block(), ofValid(Descriptor.SW0, "SW0"), ofValid(Descriptor.SW1, "SW1")),
    /** Android on 6.6: with the owner that an invalid entry names. */
    ANDROID_15("android15", true, valid(), ofValid(Descriptor.S2AP_R, "R"), ofValid(Descriptor.S2AP_W, "W"), executable("X", " "),
            ofValid(Descriptor.AF, "AF"), fnxs(), ofValid(Descriptor.CONTIGUOUS, "CON"), block(), owner()),
    /** Android on 6.1, and the patches as first posted. */
    ANDROID_14("android14", true, valid(), ofValid(Descriptor.XN, "XN"), ofValid(Descriptor.S2AP_R, "R"), ofValid(Descriptor.S2AP_W, "W"),
            ofValid(Descriptor.AF, "AF"), fnxs(), ofValid(Descriptor.CONTIGUOUS, "CON"), block());

    private static final String[] LEVEL_NAMES = {"PGD", "PUD", "PMD", "PTE"};

    private final String word;
    private final boolean namedLevels;
    private final List<Column> columns;
    private final long mask;

    ColumnStyle(String word, boolean namedLevels, Column... columns) {
        this.word = word;
        this.namedLevels = namedLevels;
        this.columns = List.of(columns);
        long all = 0;
        for (Column column : columns) {
            all |= column.mask();
        }
        mask = all;
    }

    private static Column valid() {
        return Column.flag(Descriptor.VALID, Descriptor.VALID, " ", "F");
    }

    private static Column flag(long bit, String text) {
        return Column.flag(bit, bit, text, " ".repeat(text.length()));
    }

    /** A bit that is looked at in valid entries only; those that are not have the text for clear. */
    private static Column ofValid(long bit, String text) {
        return flag(bit | Descriptor.VALID, text);
    }

    private static Column executable(String set, String clear) {
        return Column.flag(Descriptor.XN | Descriptor.VALID, Descriptor.VALID, set, clear);
    }

    private static Column block() {
        return Column.flag(Descriptor.VALID | Descriptor.TYPE, Descriptor.VALID, "BLK", "   ");
    }

    private static Column fnxs() {
        return Column.flag(Descriptor.FNXS, Descriptor.FNXS, "FnXS", "  ");
    }

    /** Bits 9:2 of an invalid entry: 1 the hypervisor, 2 FF-A, 3 a guest. A valid entry has other things there, which may read the same. */
    private static Column owner() {
        return new Column(0xFFL << 2, List.of(1L << 2, 2L << 2, 3L << 2), List.of("HYP", "FF-A", "GUEST"), null);
    }

    /** The name that options know it by. */
    public String word() {
        return word;
    }

    /** The bits that some column looks at. */
    public long mask() {
        return mask;
    }

    /** What a level is called in a tree that starts at another. */
    public String levelName(int level, int startLevel) {
        return !namedLevels ? Integer.toString(level) : LEVEL_NAMES[level == startLevel ? 0 : level];
    }

    /** The columns of a word with their blanks; empty if no bit of it is looked at. */
    public String text(long descriptor) {
        long bits = descriptor & mask;
        var text = new StringBuilder();
        if (bits != 0) {
            for (Column column : columns) {
                String part = column.text(bits);
                text.append(part == null ? "" : " " + part);
            }
        }
        return text.toString();
    }

    /** What a line's columns say in this style, or null if it has others; blanks at the end may be missing. */
    Look read(String line) {
        var hole = new Look(0, mask, line.isEmpty());
        if (line.isEmpty()) {
            return hole;
        }
        List<Column.Reading> readings = List.of(new Column.Reading(0, 0, 0));
        for (Column column : columns) {
            readings = readings.stream().flatMap(before -> column.readings(line, before).stream()).toList();
        }
        int least = line.stripTrailing().length();
        Look best = least == 0 ? hole : null;
        for (var reading : readings) {
            boolean exact = reading.end() == line.length();
            if (exact || reading.end() >= least && best == null) {
                best = new Look(reading.bits(), reading.known(), exact);
            }
        }
        return best;
    }

    /**
     * What an entry looks like.
     *
     * @param bits  of the mask, 0 where not known
     * @param known the bits that are known
     * @param exact whether the text is, to the last blank, what a kernel prints
     */
    record Look(long bits, long known, boolean exact) {}
}
