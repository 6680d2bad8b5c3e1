package org.tablewalk.format.scenario.stage2;

import java.util.List;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Quoted;
import org.tablewalk.format.scenario.ScenarioReader;

/** Finds clauses of a callback that contradict themselves or the tree they act on. */
record CallbackChecks(ScenarioReader reader, Stage2Geometry geometry) {
    /** The levels of entries that a visit of a kind can be at, one bit each; of any kind: null. */
    static int possible(Stage2Geometry geometry, Visit visit) {
        int deepest = visit == null || visit == Visit.LEAF ? 3 : 2;
        return (2 << deepest) - 1 & -1 << geometry.startLevel();
    }

    /**
     * The levels at which a clause does something.
     *
     * @param at     where its actions begin
     * @param asked  the levels it names
     * @throws FormatException if there are none, or an action is impossible at one of them
     */
    int levels(Quoted at, Visit visit, Boolean valid, int asked, List<Clause.Action> actions) throws FormatException {
        int levels = asked & possible(geometry, visit);
        if (levels == 0) {
            throw reader.error(at, "expected a level at which " + (visit == null ? "entries" : visit == Visit.LEAF ? "leaves" : "tables") + " of such a tree can be ("
                    + text(possible(geometry, visit)) + ") and this can be done, found none that fits");
        }
        boolean tables = visit == Visit.TABLE_PRE || visit == Visit.TABLE_POST;
        if (visit == Visit.TABLE_PRE && Boolean.FALSE.equals(valid)) {
            throw reader.error(at, "expected a valid entry on TABLE_PRE, which is about tables, found 'with invalid entry'");
        }
        for (Clause.Action action : actions) {
            if ((action instanceof Clause.FreeTable || action instanceof Clause.FreeNamed) && !tables) {
                throw reader.error(at, "expected 'on TABLE_PRE' or 'on TABLE_POST' for freeing a table: there is none at a leaf");
            }
            if (action instanceof Clause.PutTable && (levels & 8) != 0) {
                throw reader.error(at, "expected 'at level<3' for installing a table, which cannot be at level 3");
            }
            int blocks = 7 & -1 << geometry.granule().minBlockLevel();
            if (action instanceof Clause.PutLeaf && (levels & ~(blocks | 8)) != 0) {
                throw reader.error(at, "expected a block at level " + text(blocks & possible(geometry, null)) + ", where the " + geometry.granule().label()
                        + " granule has blocks, found level " + text(levels) + ": say 'at level'");
            }
        }
        return levels;
    }

    private static String text(int levels) {
        int lowest = Integer.numberOfTrailingZeros(levels);
        int highest = 31 - Integer.numberOfLeadingZeros(levels);
        return lowest == highest ? "" + lowest : lowest + ".." + highest;
    }
}
