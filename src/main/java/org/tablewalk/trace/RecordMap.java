package org.tablewalk.trace;

import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Layout;

/**
 * Where everything of an imported trace lies among its cells: how many records were made, and what they tell. Immutable; shared by the machines of a
 * trace and by every reader of their images.
 */
public abstract class RecordMap {
    private final Layout layout = new Layout();
    private final int lanes;
    final int made;

    /** Reserves the first cell. */
    protected RecordMap(int lanes) {
        this.lanes = lanes;
        made = layout.add("next", Layout.Type.COUNT, 1);
    }

    /** Names and types of the cells. */
    public final Layout layout() {
        return layout;
    }

    /** Cells with room for all of it. */
    public final Cells cells() {
        return new Cells(layout.size());
    }

    /** Number of lanes, 0..64. */
    public final int lanes() {
        return lanes;
    }

    /** The cell of the record that comes next of a lane, plus 1; 0 when it has none. */
    protected abstract int next(int lane);
}
