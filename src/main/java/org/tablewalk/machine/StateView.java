package org.tablewalk.machine;

import java.util.function.IntToLongFunction;

/**
 * A read-only view of a machine's cells, in an image or anywhere else, e.g. a machine's live ones or an image with some cells replaced.
 *
 * @param <M> where everything lies among the cells
 */
public abstract class StateView<M> {
    private final M map;
    private final Image image;
    /** Gives the value of a cell by its number. */
    protected final IntToLongFunction cells;

    /** The view of an image of the machine that the map is of. */
    protected StateView(M map, Image image) {
        this(map, image, image::get);
    }

    /** The view of cells from anywhere else; {@link #image()} is null. */
    protected StateView(M map, IntToLongFunction cells) {
        this(map, null, cells);
    }

    private StateView(M map, Image image, IntToLongFunction cells) {
        this.map = map;
        this.image = image;
        this.cells = cells;
    }

    /** Where everything lies. */
    public final M map() {
        return map;
    }

    /** The image viewed, or null if the cells come from elsewhere. */
    public final Image image() {
        return image;
    }
}
