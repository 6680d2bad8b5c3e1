package org.tablewalk.machine.listing;

import java.util.List;

/**
 * Compiled listings: ops as ints, the routines, and for every op the line it was compiled from. Immutable by convention
 * (the arrays are never written after assembly).
 *
 * @param code       {@link Op#WORDS} ints per op; op number p begins at {@code p * Op.WORDS}
 * @param constants  the constants operands refer to
 * @param routines   in order of their index
 * @param lines      every listing line that has ops, and those between, in order of source and number
 * @param lineOf     for each op the index into {@code lines}
 * @param dead       for each op the slots whose values nobody reads after it, one bit each; they are zeroed
 * @param cpuVariables    names of per-CPU variables, by index
 * @param sharedVariables names of shared variables, by index
 */
public record Program(int[] code, long[] constants, List<Routine> routines, List<Line> lines, int[] lineOf, long[] dead,
        List<String> cpuVariables, List<String> sharedVariables) {
    /**
     * A routine.
     *
     * @param name       as called
     * @param index      its number
     * @param entry      op number of its first op
     * @param end        op number after its last op
     * @param parameters names; parameter i is slot i of the frame
     * @param slots      slots of its frame, parameters and temporaries included
     * @param slotNames  names of the slots that have one (locals), by slot; temporaries are empty strings
     * @param source     name of the listing it stands in
     * @param firstLine  index into {@link Program#lines()} of its header
     * @param lastLine   index into {@link Program#lines()} of its closing line
     */
    public record Routine(String name, int index, int entry, int end, List<String> parameters, int slots,
            List<String> slotNames, String source, int firstLine, int lastLine) {}

    /**
     * A line of listing text.
     *
     * @param source name of the listing
     * @param number 1-based line number in it
     * @param text   the line without its line end, comments included
     */
    public record Line(String source, int number, String text) {}

    /** The routine of that name, or null. */
    public Routine routine(String name) {
        for (Routine r : routines) {
            if (r.name().equals(name)) {
                return r;
            }
        }
        return null;
    }

    /** The routine that holds an op, by op number. */
    public Routine routineAt(int pc) {
        for (Routine r : routines) {
            if (pc >= r.entry() && pc < r.end()) {
                return r;
            }
        }
        throw new IllegalArgumentException("no routine at op " + pc);
    }

    /** Number of ops. */
    public int ops() {
        return lineOf.length;
    }
}
