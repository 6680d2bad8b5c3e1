package org.tablewalk.machine;

import java.util.ArrayList;
import java.util.List;

/** Where each part of a machine's state lies among its cells, with the declared type of the cells. Built once, then fixed. */
public final class Layout {
    /** What the number in a cell means; typed cells are what makes exports and vCPU symmetry possible. */
    public enum Type {
        WORD, ADDRESS, POSITION, ACTOR, ACTOR_MASK, COUNT, FLAG
    }

    /**
     * A run of cells of one type.
     *
     * @param name  what the cells are, e.g. {@code cpu3.pc}
     * @param type  how to read them
     * @param base  the first cell
     * @param length number of cells
     */
    public record Region(String name, Type type, int base, int length) {}

    private final List<Region> regions = new ArrayList<>();
    private int size;
    private int farSize;

    /** Appends a region at the next free cell and returns its first cell. */
    public int add(String name, Type type, int length) {
        int base = size;
        regions.add(new Region(name, type, base, length));
        size = Math.addExact(size, length);
        return base;
    }

    /**
     * Appends a region at the next free far cell, at the start of a chunk, and returns its first cell.
     *
     * @throws ArithmeticException if there are more than {@link Cells#MOST_FAR}
     */
    public int addFar(String name, Type type, int length) {
        int base = Math.addExact(Cells.FAR, farSize);
        regions.add(new Region(name, type, base, length));
        farSize = Math.addExact(farSize, Math.addExact(length, Cells.CHUNK - 1) & -Cells.CHUNK);
        if (farSize < 0 || farSize > Cells.MOST_FAR) {
            throw new ArithmeticException("far cells");
        }
        return base;
    }

    /** Moves the next region to the start of a chunk, so that what is written together shares no chunk with what is not. */
    public void align() {
        size = size + Cells.CHUNK - 1 & -Cells.CHUNK;
    }

    /** Near cells in all. */
    public int size() {
        return size;
    }

    /** Far cells in all. */
    public int farSize() {
        return farSize;
    }

    /** All regions in the order they were added. */
    public List<Region> regions() {
        return List.copyOf(regions);
    }
}
