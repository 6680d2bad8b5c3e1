package org.tablewalk.view.room;

/**
 * Which panes stand on their own, and which have become tabs of another because the window is small for the size of its letters. Nothing is cut off and
 * nothing is lost: what gives way is one click away.
 *
 * @param sides columns beside the middle: 2, the left one and the right one; 1, the left one, with the tabs of both; 0, their tabs are at the bottom
 * @param flat  whether the tables are a tab at the bottom too, because there is no room for one above the other
 * @param legend whether there is room for the key to the tables
 * @param status whether there is room for the last row
 */
public record Folding(int sides, boolean flat, boolean legend, boolean status) {
    /** Widths in em from which there is room for two columns at the sides, and for one. */
    private static final double TWO = 66;
    private static final double ONE = 48;
    /** Height in em of the window from which the tables have room above the bottom. */
    private static final double TALL = 38;

    /** Height in em of the window from which there is room for the key to the tables. */
    private static final double ROOMY = 30;

    /** And for the last row. */
    private static final double LOW = 26;

    /** What there is room for in a window of that size, in em. */
    public static Folding of(double width, double height) {
        return new Folding(width >= TWO ? 2 : width >= ONE ? 1 : 0, height < TALL, height >= ROOMY, height >= LOW);
    }
}
