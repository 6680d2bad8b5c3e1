package org.tablewalk.picture.stage2;

import java.util.List;

/**
 * What to draw of all pairs of old and new rights: a table for each rule, a line for each of the old, a column for each of the new. Rights are vectors as in
 * {@link org.tablewalk.arch.arm64.Permissions}.
 *
 * @param rules   their names, in the order of the tables
 * @param rights  those of lines and of columns
 * @param cells   what is known, in any order
 * @param current rule, line and column of the run that is open, or null
 */
public record RightsScene(List<String> rules, List<Integer> rights, List<Cell> cells, Place current) {
    public RightsScene {
        rules = List.copyOf(rules);
        rights = List.copyOf(rights);
        cells = List.copyOf(cells);
    }

    /** What mapping did to an entry, in the order of the legend. */
    public enum Did { SKIPPED, RETRIED, OVERWRITTEN, BROKEN, UNFINISHED }

    /** One pair by one rule. */
    public record Place(int rule, int line, int column) {
        /** As one number, for a click. */
        public int number() {
            return rule << 6 | line << 3 | column;
        }

        /** The place with a number. */
        public static Place of(int number) {
            return new Place(number >>> 6, number >>> 3 & 7, number & 7);
        }
    }

    /**
     * What a run showed.
     *
     * @param mapped   rights after mapping
     * @param lost     rights that mapping took away
     * @param missing  rights that were asked for and were not there after mapping
     * @param end      rights at the end of the run
     * @param wrong    whether mapping said that all was well, without a break, and rights were lost or missing
     * @param reach    whether KVM's own faults can meet the pair
     * @param reachDic whether they can on CPUs with DIC
     */
    public record Cell(Place place, Did did, int mapped, int lost, int missing, int end, boolean wrong, boolean reach, boolean reachDic) {}

    /** How many cells of a rule are wrong: all, those within reach, those within reach with DIC. */
    int[] wrong(int rule) {
        var count = new int[3];
        for (Cell cell : cells) {
            if (cell.place().rule() == rule && cell.wrong()) {
                count[0]++;
                count[1] += cell.reach() ? 1 : 0;
                count[2] += cell.reachDic() ? 1 : 0;
            }
        }
        return count;
    }
}
