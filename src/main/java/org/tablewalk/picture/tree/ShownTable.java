package org.tablewalk.picture.tree;

import java.util.List;
import org.tablewalk.picture.Box;

/**
 * A shown table: where its box is, and which rows it has.
 *
 * @param head room above the first row
 * @param row  height of a row
 */
record ShownTable(long table, int level, TableGraph.Link link, Box box, double head, double row, List<TreeRows.Row> rows) {
    /** The top of a row. */
    double y(TreeRows.Row r) {
        return box.y() + head + r.place().slot() * row;
    }

    /** The room of all its rows, from top to bottom. */
    Box body() {
        return new Box(box.x(), box.y() + head, box.width(), box.height() - head - TreeGrid.EDGE);
    }

    /** The middle of the row that an entry is drawn in. */
    double entryY(long descriptor) {
        int index = (int) ((descriptor - table) / 8);
        for (TreeRows.Row r : rows) {
            if (r.place().holds(index)) {
                return y(r) + (r.place().tear() ? -1 : TreeGrid.ENTRY / 2);
            }
        }
        return box.y() + head / 2;
    }
}
