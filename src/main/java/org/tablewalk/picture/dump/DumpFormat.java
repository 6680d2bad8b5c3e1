package org.tablewalk.picture.dump;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.picture.tree.Stage2Format;
import org.tablewalk.picture.tree.TableFormat;
import org.tablewalk.trace.dump.DumpTree;

/**
 * Entries of a dump: stage 2, without output addresses. An invalid entry of which the kernel printed columns, since bits of it are set, is
 * told from one that is zero; and execute from a field of two bits, where one is printed.
 */
public record DumpFormat(Stage2Geometry geometry) implements TableFormat {
    private static final int UNKNOWN_CLASS = 1 << 10;
    private static final int LEFT_OVER_CLASS = 1 << 11;
    private static final int FIELD_CLASS = 1 << 12;

    @Override
    public int startLevel() {
        return geometry.startLevel();
    }

    @Override
    public int lastLevel() {
        return words().lastLevel();
    }

    @Override
    public int entriesPerTable() {
        return words().entriesPerTable();
    }

    @Override
    public long entrySize(int level) {
        return words().entrySize(level);
    }

    @Override
    public boolean known(long word) {
        return word != DumpTree.UNKNOWN;
    }

    @Override
    public boolean addresses() {
        return false;
    }

    @Override
    public Kind kind(long word, int level) {
        return words().kind(word, level);
    }

    @Override
    public String label(long word, int level) {
        if (!known(word)) {
            return "?";
        }
        String label = words().label(word, level);
        if (leftOver(word)) {
            return label + " F";
        }
        if (!oneExecutes(word, level)) {
            return label;
        }
        // With FEAT_XNX 01 lets EL0 execute and 11 lets EL1.
        String rights = Permissions.text(Permissions.of(word | Descriptor.XN));
        String others = label.substring(0, label.lastIndexOf(' ') + 1);
        return others + (rights.equals("-") ? "" : rights) + ((word & Descriptor.XN) == 0 ? "uX" : "pX");
    }

    @Override
    public int entryClass(long word, int level) {
        return !known(word) ? UNKNOWN_CLASS : leftOver(word) ? LEFT_OVER_CLASS
                : words().entryClass(word, level) | (oneExecutes(word, level) ? FIELD_CLASS : 0);
    }

    private boolean leftOver(long word) {
        return known(word) && word != 0 && !Descriptor.valid(word);
    }

    private static boolean oneExecutes(long word, int level) {
        return Descriptor.leaf(word, level) && (word & Descriptor.XN0) != 0;
    }

    /** The next table, by its number; of a leaf nobody printed where it leads. */
    @Override
    public long target(long word, int level) {
        return Descriptor.table(word, level) && known(word) ? words().target(word, level) : -1;
    }

    @Override
    public boolean restricted(long word, int level) {
        return false;
    }

    private Stage2Format words() {
        return new Stage2Format(geometry);
    }
}
