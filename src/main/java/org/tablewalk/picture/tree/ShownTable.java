package org.tablewalk.picture.tree;

import java.util.List;
import org.tablewalk.picture.Box;

/** A shown table: where its box is, and which rows it has. */
record ShownTable(long table, int level, TableGraph.Link link, Box box, List<TreeRows.Row> rows) {
    /** Room for indices left of the entries. */
    static final double GUTTER = 34;
    /** Height of the title. */
    static final double HEADER = 24;
    /** Height of the line above the first entry. */
    static final double LINE = 17;
    /** Height of a row. */
    static final double ROW = 20;
    /** Room inside the border. */
    static final double PAD = 8;
    /** Width of the box. */
    static final double WIDTH = GUTTER + 2 * EntryPainter.UNIT + PAD;

    /** The box of a table with so many slots, and its left upper corner there. */
    static Box box(double x, double y, int slots) {
        return new Box(x, y, WIDTH, HEADER + LINE + slots * ROW + 4);
    }

    /** The top of a row. */
    double y(TreeRows.Row row) {
        return box.y() + HEADER + (row.slot() < 0 ? 0 : LINE + row.slot() * ROW);
    }

    /** The middle of the row that an entry is drawn in. */
    double entryY(long descriptor) {
        int index = (int) ((descriptor - table) / 8);
        for (TreeRows.Row row : rows) {
            if (index >= row.from() && index < row.to()) {
                return y(row) + EntryPainter.HEIGHT / 2;
            }
        }
        return box.y() + HEADER / 2;
    }
}
