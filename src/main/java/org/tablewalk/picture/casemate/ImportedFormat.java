package org.tablewalk.picture.casemate;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.picture.tree.Stage2Format;
import org.tablewalk.picture.tree.TableFormat;
import org.tablewalk.trace.casemate.TreeShape;

/**
 * Descriptors of an import: stage 2, or EL2's own stage 1, which differ in their rights only; and words that nobody recorded.
 *
 * @param shape levels and sizes
 */
public record ImportedFormat(TreeShape shape) implements TableFormat {
    /**
     * Stands for a word that is not known. An invalid word with bits that software has no use for, so that a recorded word is never
     * taken for it by mistake.
     */
    public static final long UNKNOWN = 0x3F7A_91C5_D26E_B84CL;

    private static final int UNKNOWN_CLASS = 1 << 10;
    /** AP[2] of stage 1: may not be written. */
    private static final long READ_ONLY = 1L << 7;
    // What follows from a word alone is the same for every size.
    private static final Stage2Format WORDS = new Stage2Format(Stage2Geometry.of(Granule.K4, 48));

    @Override
    public int startLevel() {
        return shape.startLevel();
    }

    @Override
    public int lastLevel() {
        return WORDS.lastLevel();
    }

    @Override
    public int entriesPerTable() {
        return WORDS.entriesPerTable();
    }

    @Override
    public long entrySize(int level) {
        return WORDS.entrySize(level);
    }

    @Override
    public boolean known(long word) {
        return word != UNKNOWN;
    }

    @Override
    public Kind kind(long word, int level) {
        // A block of 512 GiB needs the larger addresses of FEAT_LPA2, with which no trace of 48-bit trees was made.
        Kind kind = WORDS.kind(word, level);
        return kind == Kind.BLOCK && level == 0 ? Kind.RESERVED : kind;
    }

    @Override
    public String label(long word, int level) {
        return word == UNKNOWN ? "?" : kind(word, level) == Kind.RESERVED ? "RES" : WORDS.label(rightsAsStage2(word, level), level);
    }

    @Override
    public int entryClass(long word, int level) {
        return word == UNKNOWN ? UNKNOWN_CLASS : WORDS.entryClass(rightsAsStage2(word, level), level);
    }

    @Override
    public long target(long word, int level) {
        return word == UNKNOWN || kind(word, level) == Kind.RESERVED ? -1 : WORDS.target(word, level);
    }

    @Override
    public boolean restricted(long word, int level) {
        return word != UNKNOWN && WORDS.restricted(word, level);
    }

    /** A leaf of stage 1 with its rights where stage 2 has them: always readable, not writable if AP[2], not executable if XN. */
    private long rightsAsStage2(long word, int level) {
        if (!shape.stage1() || !Descriptor.leaf(word, level)) {
            return word;
        }
        int rights = Permissions.READ | ((word & READ_ONLY) == 0 ? Permissions.WRITE : 0)
                | ((word & Descriptor.XN) == 0 ? Permissions.EXECUTE : 0);
        return word & ~Permissions.MASK | Permissions.bits(rights);
    }
}
