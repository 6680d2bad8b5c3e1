package org.tablewalk.format.scenario.stage2;

import java.util.ArrayList;
import java.util.List;

/**
 * One clause of a callback: when, and what it does then.
 *
 * @param text    as written
 * @param visit   kind of visit, or null for any
 * @param levels  of the entry, one bit each
 * @param all     whether these are all levels that such a visit can have
 * @param valid   whether the entry is valid, or null for either
 * @param address of the cursor, or null for any
 * @param number  of the visit, from 1, or 0 for any
 * @param actions in their order
 */
record Clause(String text, Visit visit, int levels, boolean all, Boolean valid, Long address, long number, List<Action> actions) {
    /** What a callback can do. */
    sealed interface Action {}

    /** Puts a page or block here. */
    record PutLeaf() implements Action {}

    /** Puts an empty table here. */
    record PutTable() implements Action {}

    /** Makes the entry invalid. */
    record Clear() implements Action {}

    /** Frees the table that the walker has read. */
    record FreeTable() implements Action {}

    /** Frees the table whose address stands in the entry now. */
    record FreeNamed() implements Action {}

    /** Ends the callback with an error. */
    record Return(String error) implements Action {}

    /** Its lines of a listing. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("    // " + text);
        boolean always = condition().isEmpty();
        if (!always) {
            lines.add("    if (" + condition() + ") {");
        }
        for (Action action : actions) {
            for (String line : code(action)) {
                lines.add((always ? "    " : "        ") + line);
            }
        }
        if (!always) {
            lines.add("    }");
        }
        return lines;
    }

    private String condition() {
        List<String> parts = new ArrayList<>();
        if (visit != null) {
            parts.add("flag == " + visit.constant());
        }
        if (!all) {
            parts.add(levelCondition());
        }
        if (valid != null) {
            parts.add((valid ? "" : "!") + "valid(pte)");
        }
        if (address != null) {
            parts.add("addr == 0x" + Long.toHexString(address));
        }
        if (number > 0) {
            parts.add("lab->visits == " + number);
        }
        return String.join(" && ", parts);
    }

    /** The levels are neighbours: conditions name one, or all on one side of one. */
    private String levelCondition() {
        int lowest = Integer.numberOfTrailingZeros(levels);
        int highest = 31 - Integer.numberOfLeadingZeros(levels);
        return lowest == highest ? "level == " + lowest : "level >= " + lowest + " && level <= " + highest;
    }

    private static List<String> code(Action action) {
        return switch (action) {
            case PutLeaf _ -> List.of("lab_put_leaf(addr, level, ptep);");
            case PutTable _ -> List.of("ret = lab_put_table(addr, level, ptep);", "if (ret)", "    return ret;");
            case Clear _ -> List.of("lab_break(addr, level, ptep);");
            case FreeTable _ -> List.of("free_page(follow(pte));");
            case FreeNamed _ -> List.of("free_page(follow(READ_ONCE(*ptep)));");
            case Return r -> List.of("return " + r.error() + ";");
        };
    }
}
