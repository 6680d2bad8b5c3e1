package org.tablewalk.trace;

import java.util.function.IntToLongFunction;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.StateView;

/**
 * A read-only view of the state of an imported trace's machine.
 *
 * @param <M> where everything lies among its cells
 */
public abstract class RecordState<M extends RecordMap> extends StateView<M> {
    /** The view of an image of the machine that the map is of. */
    protected RecordState(M map, Image image) {
        super(map, image);
    }

    /** The view of cells from anywhere else; {@link #image()} is null. */
    protected RecordState(M map, IntToLongFunction cells) {
        super(map, cells);
    }

    /** Index of the record that comes next: records made so far. */
    public final int next() {
        return (int) cells.applyAsLong(map().made);
    }
}
