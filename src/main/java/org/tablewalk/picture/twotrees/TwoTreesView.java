package org.tablewalk.picture.twotrees;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.slots.Scrolling;
import org.tablewalk.picture.slots.ShownRows;

/**
 * How the two trees are looked at. The layout takes one and gives the next: in it every table keeps its place and the entries that are shown of it, which
 * is what makes the picture stand still while the tables change.
 *
 * @param zoom     times the size that fills the picture, 1 to begin with
 * @param panX     pixels by which the picture is moved right
 * @param panY     pixels by which the picture is moved down
 * @param rows     entries shown of a table at most, 1..32; 0: as many as there is room for
 * @param levels   levels there is room for
 * @param frame    number of the picture
 * @param selected what is selected, or null
 * @param opened   targets of kind SHADOW_PAGE and GUEST_TABLE that the user wants to see in full
 * @param more     how far the user leafed through the tables there is no room for: by side and level, see {@link #leaf}
 * @param places   where each table stood last, by its number
 * @param abreast  tables that stood beside each other: by side and level, see {@link Grid#abreast}
 * @param scrolling which entries are shown of each table, by its number
 */
public record TwoTreesView(double zoom, double panX, double panY, int rows, int levels, long frame, Target selected, Set<Target> opened,
        Map<Integer, Integer> more, Map<Long, Place> places, Map<Integer, Integer> abreast, Scrolling scrolling) {
    /** The smallest and the largest zoom. */
    public static final double MIN_ZOOM = 0.3;
    public static final double MAX_ZOOM = 6;

    /**
     * Where a table stood.
     *
     * @param slot  0 for the leftmost
     * @param used  number of the picture in which it last mattered
     * @param title what was written on it
     */
    record Place(boolean guest, int level, int slot, long used, String title) {}

    /** Collections that nobody else can change. */
    public TwoTreesView {
        opened = Set.copyOf(opened);
        more = Map.copyOf(more);
        places = Map.copyOf(places);
        abreast = Map.copyOf(abreast);
    }

    /** Everything fitted into the picture, nothing chosen. */
    public static TwoTreesView initial() {
        return new TwoTreesView(1, 0, 0, 0, 0, 0, null, Set.of(), Map.of(), Map.of(), Map.of(), Scrolling.NOTHING);
    }

    /** With another number of entries per table. */
    public TwoTreesView withRows(int count) {
        return new TwoTreesView(zoom, panX, panY, Math.clamp(count, 0, 32), levels, frame, selected, opened, more, places, abreast, scrolling);
    }

    /** With something selected, or nothing with null: it and what leads to it stay in sight. */
    public TwoTreesView select(Target target) {
        return new TwoTreesView(zoom, panX, panY, rows, levels, frame, target, opened, more, places, abreast, scrolling);
    }

    public TwoTreesView panned(double dx, double dy) {
        return new TwoTreesView(zoom, panX + dx, panY + dy, rows, levels, frame, selected, opened, more, places, abreast, scrolling);
    }

    /** Zoomed about a point of the picture, which stays where it is. */
    public TwoTreesView zoomed(double factor, double atX, double atY) {
        double next = Math.clamp(zoom * factor, MIN_ZOOM, MAX_ZOOM);
        double by = next / zoom;
        double top = Grid.TOP + panY;
        return new TwoTreesView(next, atX - (atX - panX) * by, atY - (atY - top) * by - Grid.TOP, rows, levels, frame, selected, opened, more, places, abreast, scrolling);
    }

    /** Everything in the picture again, as wide as may be, and every table follows what happens in it. */
    public TwoTreesView fitted() {
        return new TwoTreesView(1, 0, 0, 0, levels, frame, selected, opened, more, places, Map.of(), scrolling.follow());
    }

    /** Zoomed and moved so that a part of the picture, as it is drawn now, fills it. */
    public TwoTreesView fitted(Box part, double width, double height) {
        double factor = Math.min(width * 0.9 / part.width(), (height - Grid.TOP) * 0.9 / part.height());
        TwoTreesView zoomed = zoomed(factor, part.centreX(), part.centreY());
        return zoomed.panned(width / 2 - part.centreX(), (height + Grid.TOP) / 2 - part.centreY());
    }

    /** A table that the user wants to see in full (target SHADOW_PAGE or GUEST_TABLE), or no longer. */
    public TwoTreesView toggle(Target table) {
        Set<Target> next = new HashSet<>(opened);
        if (!next.remove(table)) {
            next.add(table);
        }
        return new TwoTreesView(zoom, panX, panY, rows, levels, frame, selected, next, more, places, abreast, scrolling);
    }

    /** Shows the next of the tables there is no room for; from the end back to the first. Target of kind MORE. */
    public TwoTreesView leaf(Target target) {
        Map<Integer, Integer> next = new HashMap<>(more);
        next.merge(side(target.a() == 0, (int) target.b()), 1, Integer::sum);
        return new TwoTreesView(zoom, panX, panY, rows, levels, frame, selected, opened, next, places, abreast, scrolling);
    }

    static int level(int side) {
        return side >> 1;
    }

    static int side(boolean guest, int level) {
        return level << 1 | (guest ? 0 : 1);
    }

    /** With tables scrolled otherwise. */
    public TwoTreesView with(Scrolling next) {
        return new TwoTreesView(zoom, panX, panY, rows, levels, frame, selected, opened, more, places, abreast, next);
    }

    TwoTreesView with(Grid grid, Map<Long, Place> newPlaces, Map<Long, ShownRows> shown) {
        return new TwoTreesView(zoom, panX, panY, rows, grid.levels(), frame + 1, selected, opened, more, newPlaces, grid.abreast(), scrolling.with(shown));
    }
}
