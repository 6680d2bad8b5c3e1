package org.tablewalk.picture.tree;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.picture.Hex;

/** Arm's stage-2 descriptors. */
public record Stage2Format(Stage2Geometry geometry) implements TableFormat {
    private static final int RIGHTS = 8;
    private static final int GROUPED = 1 << 4;

    @Override
    public int startLevel() {
        return geometry.startLevel();
    }

    @Override
    public int lastLevel() {
        return 3;
    }

    @Override
    public int entriesPerTable() {
        return granule().entriesPerTable();
    }

    @Override
    public long entrySize(int level) {
        return granule().entrySize(level);
    }

    @Override
    public Kind kind(long word, int level) {
        if (!Descriptor.valid(word)) {
            return Kind.INVALID;
        }
        if ((word & Descriptor.TYPE) != 0) {
            return level < 3 ? Kind.TABLE : Kind.PAGE;
        }
        return level < 3 ? Kind.BLOCK : Kind.RESERVED;
    }

    @Override
    public String label(long word, int level) {
        return switch (kind(word, level)) {
            case PAGE -> "PAGE " + group(word, level) + rights(word);
            case BLOCK -> "BLK " + Hex.size(entrySize(level)) + " " + group(word, level) + rights(word) + (Descriptor.nT(word, level) ? " nT" : "");
            case TABLE -> "TBL";
            case INVALID -> "INV";
            case RESERVED -> "RES";
        };
    }

    private String group(long word, int level) {
        int log2 = groupLog2(word, level);
        return log2 == 0 ? "" : (1 << log2) + "\u00d7 ";
    }

    @Override
    public int groupLog2(long word, int level) {
        return Descriptor.leaf(word, level) && (word & Descriptor.CONTIGUOUS) != 0 ? geometry.groupLog2(level) : 0;
    }

    private static String rights(long word) {
        String text = Permissions.text(Permissions.of(word));
        return text.equals("R") ? "RO" : text;
    }

    @Override
    public int entryClass(long word, int level) {
        Kind kind = kind(word, level);
        return switch (kind) {
            case PAGE, BLOCK -> (kind.ordinal() << 1 | (restricted(word, level) ? 1 : 0) | (groupLog2(word, level) == 0 ? 0 : GROUPED)) * RIGHTS + Permissions.of(word);
            default -> (kind.ordinal() << 1) * RIGHTS;
        };
    }

    @Override
    public long target(long word, int level) {
        return switch (kind(word, level)) {
            case PAGE, BLOCK -> Descriptor.outputAddress(word, level, granule(), geometry.lpa2());
            case TABLE -> Descriptor.nextTable(word, granule(), geometry.lpa2());
            // KVM up to v5.12 breaks an entry by clearing bit 0 only, so the table it named can still be read off.
            case INVALID -> (word & Descriptor.TYPE) != 0 && level < 3 ? Descriptor.nextTable(word, granule(), geometry.lpa2()) : -1;
            case RESERVED -> -1;
        };
    }

    @Override
    public boolean restricted(long word, int level) {
        return Descriptor.nT(word, level);
    }

    private Granule granule() {
        return geometry.granule();
    }
}
