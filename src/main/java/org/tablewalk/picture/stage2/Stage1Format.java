package org.tablewalk.picture.stage2;

import java.util.function.LongUnaryOperator;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.arch.arm64.Stage1Descriptor;
import org.tablewalk.arch.arm64.Stage1Geometry;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.tree.TableFormat;

/**
 * Arm's stage-1 descriptors, of a guest whose tables lie where its host put them.
 *
 * @param found physical address of the memory behind an IPA, or -1
 */
record Stage1Format(Stage1Geometry geometry, LongUnaryOperator found) implements TableFormat {
    private static final int RIGHTS = 8;

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
        return geometry.granule().entriesPerTable();
    }

    @Override
    public long entrySize(int level) {
        return geometry.granule().entrySize(level);
    }

    @Override
    public Kind kind(long word, int level) {
        if (!Descriptor.valid(word)) {
            return Kind.INVALID;
        }
        boolean type = (word & Descriptor.TYPE) != 0;
        return level < 3 ? type ? Kind.TABLE : Kind.BLOCK : type ? Kind.PAGE : Kind.RESERVED;
    }

    @Override
    public String label(long word, int level) {
        return switch (kind(word, level)) {
            case PAGE -> "PAGE " + rights(word);
            case BLOCK -> "BLK " + Hex.size(entrySize(level)) + " " + rights(word);
            case TABLE -> "TBL";
            case INVALID -> "INV";
            case RESERVED -> "RES";
        };
    }

    /** With a G for a global entry, and AF0 while the access flag is clear. */
    private static String rights(long word) {
        String text = Permissions.text(Stage1Descriptor.rights(word));
        return (text.equals("R") ? "RO" : text) + (Stage1Descriptor.global(word) ? " G" : "") + ((word & Stage1Descriptor.AF) == 0 ? " AF0" : "");
    }

    @Override
    public int entryClass(long word, int level) {
        Kind kind = kind(word, level);
        boolean leaf = kind == Kind.PAGE || kind == Kind.BLOCK;
        return (kind.ordinal() << 2 | (leaf && Stage1Descriptor.global(word) ? 1 : 0) | (leaf && (word & Stage1Descriptor.AF) == 0 ? 2 : 0)) * RIGHTS
                + (leaf ? Stage1Descriptor.rights(word) : 0);
    }

    /** Of a table where it lies in physical memory, which is how this picture's tables are addressed. */
    @Override
    public long target(long word, int level) {
        return kind(word, level) == Kind.TABLE ? found.applyAsLong(Descriptor.nextTable(word, geometry.granule(), false)) : written(word, level);
    }

    @Override
    public long written(long word, int level) {
        return switch (kind(word, level)) {
            case PAGE, BLOCK -> Descriptor.outputAddress(word, level, geometry.granule(), false);
            case TABLE -> Descriptor.nextTable(word, geometry.granule(), false);
            case INVALID, RESERVED -> -1;
        };
    }

    @Override
    public boolean restricted(long word, int level) {
        return false;
    }
}
