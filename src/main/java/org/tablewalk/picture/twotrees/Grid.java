package org.tablewalk.picture.twotrees;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.tablewalk.picture.Box;

/**
 * Where tables stand: the guest's in the left half, shadow tables in the right, those of a level at the same height in both and a step further right than
 * those above. Levels share the height, the tables of a level the width of their half. Lengths are in units of the layout.
 */
final class Grid {
    /** Room for the heading, in pixels. */
    static final double TOP = 36;
    static final double HEADER = 18;
    /** Height of a row, or a little more. */
    static final double ROW = 22;
    /** The same where there is only room for one. */
    private static final double LOW_ROW = 16;
    /** Room below the last entry of a table. */
    static final double BOTTOM_EDGE = 2;
    /** A table of which only the name is shown. */
    static final double CHIP = 20;
    static final double CHIP_GAP = 3;
    static final double GAP = 14;
    /** Room above a table for a word about it. */
    static final double CAPTION = 12;
    private static final double BELOW = 3;
    private static final double EDGE = 14;
    private static final double INDENT = 4;
    private static final double BOTTOM = 4;
    /** Room left of the tables, where roots have their arrows: usually, and in a narrow picture. */
    private static final double MARGIN = 60;
    private static final double NARROW_MARGIN = 34;
    private static final double NARROW = 330;
    private static final double THINNEST = 98;
    private static final double WIDEST = 560;
    /** The guest's side where it has no tables, so that its heading can be read. */
    private static final double BARE = 200;
    private static final double TALLEST_CELL = 17;
    /** Height of a level without tables. */
    private static final double STRIP = 18;
    /** Where a table is lower than that, the arrow to a root takes all of its height. */
    static final double LOW = 50;
    /** Below it nothing can be told from anything. */
    private static final double SMALLEST = 0.4;

    private final double scale;
    private final int levels;
    private final Set<Integer> bare;
    private final int rows;
    private final double pitch;
    private final double width;
    private final double half;
    private final double margin;
    /** Tables beside each other, by side and level; it does not fall while the picture is looked at. */
    private final Map<Integer, Integer> abreast;

    /**
     * The grid that fills a picture.
     *
     * @param levels  levels there is room for
     * @param bare    those without a table on either side; they take no more than their name does
     * @param rows    entries shown of a table; 0: as many as there is room for
     * @param guest   whether the guest has tables; else its side is a narrow one
     * @param abreast tables that stood beside each other until now, by side and level
     */
    Grid(double width, double height, int levels, Set<Integer> bare, int rows, boolean guest, Map<Integer, Integer> abreast) {
        this.levels = levels;
        this.bare = bare.size() < levels ? Set.copyOf(bare) : Set.of();
        this.abreast = new HashMap<>(abreast);
        double fixed = CAPTION + HEADER + BOTTOM_EDGE + BELOW;
        double room = Math.max(1, height - TOP - BOTTOM - this.bare.size() * STRIP) / (levels - this.bare.size());
        scale = Math.clamp(Math.min(room / fixed, width / 2 / (NARROW_MARGIN + THINNEST + EDGE + levels * INDENT)), SMALLEST, 1);
        double body = room / scale - fixed;
        this.rows = rows > 0 ? rows : body < LOW_ROW ? 0 : Math.max(1, (int) (body / ROW));
        pitch = rows > 0 ? fixed + rows * ROW : room / scale;
        this.width = width / scale;
        half = guest ? this.width / 2 : Math.min(this.width / 2, Math.max(BARE, this.width / 4));
        margin = this.width - half < NARROW ? NARROW_MARGIN : MARGIN;
    }

    /** Pixels for a unit when everything is in the picture; 1 unless it is tiny. */
    double scale() {
        return scale;
    }

    int levels() {
        return levels;
    }

    /** Slots of a table shown in full; 0 if there is only room for names. */
    int rows() {
        return rows;
    }

    /** Where the side of the shadow tables begins. */
    double half() {
        return half;
    }

    /** Room left of the tables. */
    double margin() {
        return margin;
    }

    /** Height of a row. */
    double row() {
        return rows == 0 ? 0 : (fullHeight() - HEADER - BOTTOM_EDGE) / rows;
    }

    /** Height of a table that is shown in full. */
    double fullHeight() {
        return pitch - CAPTION - BELOW;
    }

    private double room(boolean guest, int level) {
        return (guest ? half : width - half) - margin - indent(level) - EDGE;
    }

    /** Tables of a level that fit beside each other. */
    int slots(boolean guest, int level) {
        return Math.max(1, (int) ((room(guest, level) + GAP) / (THINNEST + GAP)));
    }

    /** Height of an entry's cell. */
    double cell() {
        return Math.min(TALLEST_CELL, row() - 0.5);
    }

    /** Makes room for so many tables of a level beside each other, if there is not yet. */
    void widen(boolean guest, int level, int count) {
        abreast.merge(TwoTreesView.side(guest, level), count, Math::max);
    }

    Map<Integer, Integer> abreast() {
        return abreast;
    }

    /** Names of tables that fit below each other in one slot. */
    int chips() {
        return Math.max(1, (int) ((fullHeight() + CHIP_GAP) / (CHIP + CHIP_GAP)));
    }

    private double indent(int level) {
        return (levels - level) * INDENT;
    }

    private double width(boolean guest, int level) {
        int count = Math.clamp(abreast.getOrDefault(TwoTreesView.side(guest, level), 1), 1, slots(guest, level));
        return Math.min(WIDEST, (room(guest, level) - (count - 1) * GAP) / count);
    }

    double x(boolean guest, int level, int slot) {
        return (guest ? 0 : half) + margin + indent(level) + slot * (width(guest, level) + GAP);
    }

    private double above(int level) {
        int strips = (int) bare.stream().filter(other -> other > level).count();
        return (levels - level - strips) * pitch + strips * STRIP;
    }

    /** The baseline of a level's name: at the foot of its tables, but over them where they are low. */
    double name(int level) {
        return bare.contains(level) ? above(level) + STRIP - 4 : y(level) + (fullHeight() < LOW ? -2 : fullHeight() - 3);
    }

    double y(int level) {
        return above(level) + CAPTION;
    }

    /** The box of a table that is shown in full. */
    Box full(boolean guest, int level, int slot) {
        return new Box(x(guest, level, slot), y(level), width(guest, level), fullHeight());
    }

    Box chip(boolean guest, int level, int slot, int number) {
        return new Box(x(guest, level, slot), y(level) + number * (CHIP + CHIP_GAP), width(guest, level), CHIP);
    }

    /** Height of everything. */
    double height() {
        return above(0);
    }
}
