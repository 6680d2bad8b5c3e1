package org.tablewalk.narrate;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import org.tablewalk.machine.Image;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.StepRecord;

/** What narrators of every kind of machine ask of a step. */
public final class Steps {
    private Steps() {}

    /** The event that tells most of a step, or null if it has none of these kinds; the most telling kind comes first. */
    public static EventRecord telling(StepRecord step, int[] kinds) {
        for (int kind : kinds) {
            EventRecord event = step.event(kind);
            if (event != null) {
                return event;
            }
        }
        return null;
    }

    /** The cells before a step, from those after it and what the step changed. */
    public static IntToLongFunction before(StepRecord step, Image after) {
        int[] cells = step.cells();
        return cell -> {
            int at = Arrays.binarySearch(cells, cell);
            return at >= 0 ? step.before()[at] : after.get(cell);
        };
    }
}
