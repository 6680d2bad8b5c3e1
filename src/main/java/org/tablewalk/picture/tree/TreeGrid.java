package org.tablewalk.picture.tree;

/**
 * How the room of a picture is shared out, in units of the layout: a pixel each at full size. Columns share the width; where it is small, what stands
 * beside the entries goes first, then their words.
 *
 * @param width  of a table
 * @param pitch  from a column to the next
 * @param height of a column
 * @param gutter room for indices left of the entries
 * @param unit   width of an entry that is no block
 * @param beside room for badges and words right of it
 * @param head   room for the title of a table, and for its range where that is told
 */
record TreeGrid(double width, double pitch, double height, double gutter, double unit, double beside, double head) {
    /** Room between tables of a column. */
    static final double GAP = 12;
    /** Room for title and range. */
    static final double HEAD = 40;
    /** Room for the title alone. */
    static final double TITLE = 23;
    /** Height of a row, or a little more. */
    static final double ROW = 22;
    /** Height of an entry's box. */
    static final double ENTRY = 18;
    /** Room below the last row. */
    static final double EDGE = 6;
    /** Room inside the border. */
    static final double PAD = 8;
    /** Width of the bar of all entries, and the room right of it. */
    static final double BAR = 10;
    static final double BAR_GAP = 7;
    /** Width of an index's digit. */
    private static final double DIGIT = 6.7;
    private static final double LINK = 36;
    private static final double WIDEST = 330;
    /** Room that an address takes, that a badge or two take, and that a label takes. */
    private static final double ADDRESS = 80;
    private static final double BADGES = 38;
    private static final double LABEL = 58;
    /** Width beyond which a label's box only gets emptier. */
    private static final double ROOMY = 80;

    /** The grid of a picture with so many columns; {@code entries} are those of the largest table. */
    static TreeGrid of(double width, double height, int columns, int entries) {
        double room = Math.max(1, width);
        double link = Math.min(LINK, room / columns / 4);
        double table = Math.min(WIDEST, (room - (columns - 1) * link) / columns);
        double pitch = columns == 1 ? 0 : (room - table) / (columns - 1);
        double gutter = Integer.toString(entries - 1).length() * DIGIT + 6;
        double inner = Math.max(8, table - 2 * PAD - BAR - BAR_GAP - gutter);
        double beside = inner >= LABEL + ADDRESS ? Math.max(ADDRESS, inner / 2) : inner >= LABEL + BADGES ? Math.max(BADGES, inner - ROOMY)
                : inner >= LABEL ? inner - LABEL : inner / 4;
        return new TreeGrid(table, pitch, height, gutter, inner - beside, beside, HEAD);
    }

    /** The grid of a picture in which the tables of all levels stand one above the other, of the whole width; less is told of each. */
    static TreeGrid stacked(double width, double height, int entries) {
        TreeGrid one = of(width, height, 1, entries);
        return new TreeGrid(one.width, 0, height, one.gutter, one.unit, one.beside, TITLE);
    }

    /** Whether there is room for the words of entries. */
    boolean words() {
        return unit >= LABEL;
    }

    /** The left edge of the entries in a table at {@code x}. */
    double entries(double x) {
        return x + PAD + BAR + BAR_GAP + gutter;
    }

    /** Slots that a table of this height has. */
    int slots(double height) {
        return Math.max(1, (int) ((height - head - EDGE + 0.01) / ROW));
    }
}
