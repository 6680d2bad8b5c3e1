package org.tablewalk.picture.twotrees;

import org.tablewalk.picture.Box;

/**
 * Where tables stand: the guest's in the left half, shadow tables in the right, those of a level at the same height in both and a step further right than
 * those above. Lengths are in units of the layout.
 *
 * @param scale  pixels for a unit when everything is in the picture
 * @param levels levels there is room for
 * @param rows   entries shown of a table at most
 * @param half   width of one side
 */
record Grid(double scale, int levels, int rows, double half) {
    /** Room for the heading, in pixels. */
    static final double TOP = 40;
    static final double BOX = 118;
    static final double HEADER = 21;
    static final double ROW = 18;
    /** Room below the last entry of a table. */
    static final double BOTTOM_EDGE = 3;
    /** A table of which only the name is shown. */
    static final double CHIP = 22;
    static final double CHIP_GAP = 4;
    static final double GAP = 14;
    /** Room above a table for a word about it. */
    static final double CAPTION = 14;
    private static final double BELOW = 7;
    private static final double MARGIN = 58;
    private static final double INDENT = 12;
    private static final double BOTTOM = 8;
    /** Tables of a level that should fit beside each other, and in a narrow picture. */
    private static final int ABREAST = 3;
    private static final int NARROW = 2;
    private static final double SMALLEST = 0.5;
    private static final double SMALL = 0.74;
    private static final double LARGEST = 2.6;
    private static final int MOST_ROWS = 8;

    /**
     * The grid that fills a picture best.
     *
     * @param rows entries shown of a table at most; 0: as many as there is room for
     */
    static Grid of(double width, double height, int levels, int rows) {
        double widest = width / 2 / side(levels, ABREAST);
        widest = widest < SMALL ? Math.min(SMALL, width / 2 / side(levels, NARROW)) : widest;
        double room = height - TOP - BOTTOM;
        int count = rows;
        if (rows == 0) {
            count = MOST_ROWS;
            double enough = Math.clamp(widest, SMALL, LARGEST);
            while (count > 1 && levels * pitch(count) * enough > room) {
                count--;
            }
            if (count == 1 && levels * pitch(2) * SMALL <= room) {
                count = 2;
            }
        }
        double scale = Math.clamp(Math.min(widest, room / (levels * pitch(count))), SMALLEST, LARGEST);
        return new Grid(scale, levels, count, width / 2 / scale);
    }

    private static double side(int levels, int tables) {
        return MARGIN + (levels - 1) * INDENT + tables * (BOX + GAP);
    }

    private static double pitch(int rows) {
        return CAPTION + HEADER + rows * ROW + BOTTOM_EDGE + BELOW;
    }

    /** Height of a table that shows as many entries as any. */
    double fullHeight() {
        return HEADER + rows * ROW + BOTTOM_EDGE;
    }

    /** Tables of a level that fit beside each other. */
    int slots(int level) {
        return Math.max(1, (int) ((half - MARGIN - indent(level) + GAP - 6) / (BOX + GAP)));
    }

    /** Names of tables that fit below each other in one slot. */
    int chips() {
        return Math.max(1, (int) ((fullHeight() + CHIP_GAP) / (CHIP + CHIP_GAP)));
    }

    private double indent(int level) {
        return (levels - level) * INDENT;
    }

    double x(boolean guest, int level, int slot) {
        return (guest ? 0 : half) + MARGIN + indent(level) + slot * (BOX + GAP);
    }

    double y(int level) {
        return (levels - level) * pitch(rows) + CAPTION;
    }

    Box chip(boolean guest, int level, int slot, int number) {
        return new Box(x(guest, level, slot), y(level) + number * (CHIP + CHIP_GAP), BOX, CHIP);
    }

    /** Height of everything. */
    double height() {
        return levels * pitch(rows);
    }
}
