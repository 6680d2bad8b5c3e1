package org.tablewalk.machine.listing;

import java.util.List;
import java.util.function.IntToLongFunction;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.StateView;

/**
 * A read-only view of the state of a machine whose CPUs run listings.
 *
 * @param <M> where everything lies among its cells
 */
public abstract class ListingState<M extends ListingMap> extends StateView<M> {
    /** The view of an image of the machine that the map is of. */
    protected ListingState(M map, Image image) {
        super(map, image);
    }

    /** The view of cells from anywhere else; {@link #image()} is null. */
    protected ListingState(M map, IntToLongFunction cells) {
        super(map, cells);
    }

    /** The word at a physical address; 0 where there is none. */
    public final long word(long address) {
        int cell = map().cellOf(address);
        return cell < 0 ? 0 : cells.applyAsLong(cell);
    }

    /** Op number that a CPU executes next, or -1. */
    protected final int pc(int cpu) {
        return (int) cells.applyAsLong(map().plan().pc(cpu)) - 1;
    }

    /** A CPU's call stack, innermost frame first. */
    public final List<CallStack.Frame> frames(int cpu) {
        return listings().frames(cpu);
    }

    private CallStack listings() {
        return new CallStack(map().program(), map().plan(), cells);
    }

    /** A per-CPU variable of the listings by name; 0 if there is none of that name. */
    public final long cpuVariable(int cpu, String name) {
        return listings().cpuVariable(cpu, name);
    }

    /** A shared variable of the listings by name; 0 if there is none of that name. */
    public final long sharedVariable(String name) {
        return listings().sharedVariable(name);
    }
}
