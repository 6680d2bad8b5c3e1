package org.tablewalk.format.lockstep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.edit.LineEdit;

/**
 * Machines to be looked at side by side.
 *
 * @param name     short name
 * @param title    one line
 * @param summary  what is to be seen; may be empty
 * @param machines two at least, {@link #MOST} at most; the first is the one that the others follow for as long as they do the same
 */
public record LockStepSet(String name, String title, String summary, List<Machine> machines) {
    /** Fewest machines. */
    public static final int FEWEST = 2;
    /** Most machines: levels 0, 2 and 3 of FEAT_BBM and level 1 with both responses to nT are five, and more cannot be told apart in a window. */
    public static final int MOST = 5;

    /**
     * A place in the file of a set.
     *
     * @param line   1-based
     * @param column 1-based
     */
    public record Place(String file, int line, int column) {}

    /**
     * One of them.
     *
     * @param label    what it is called beside the others
     * @param scenario name of one that ships, or null if it has a file
     * @param file     path of a scenario, or null if it ships
     * @param values   of parameters, those that differ from their defaults
     * @param seed     of the seeded order, or null for the scenario's own
     * @param edits    of its listings, each of what the one before left
     * @param at       where it stands in a file, or null if it stands in none
     */
    public record Machine(String label, String scenario, String file, Map<String, String> values, Long seed, List<LineEdit> edits, Place at) {
        /** A machine that stands in no file. */
        public Machine(String label, String scenario, String file, Map<String, String> values, Long seed, List<LineEdit> edits) {
            this(label, scenario, file, values, seed, edits, null);
        }

        public Machine {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            edits = List.copyOf(edits);
        }

        /** What is wrong with what it names, told with its place in the set. */
        public FormatException wrong(FormatException e) {
            return at == null ? e : new FormatException(at.file(), at.line(), at.column(), "in the machine '" + label + "': " + e.problem());
        }
    }

    public LockStepSet {
        machines = List.copyOf(machines);
        if (machines.size() < FEWEST || machines.size() > MOST) {
            throw new IllegalArgumentException("expected " + FEWEST + ".." + MOST + " machines, found " + machines.size());
        }
    }
}
