package org.tablewalk.viewmodel;

import java.util.List;
import org.tablewalk.trace.Mark;

/** Finds marks by position: there may be a million, and they stand in the order of steps. */
public final class MarkSearch {
    private MarkSearch() {}

    /** Index of the last mark of a step before a position, or -1. */
    public static int before(List<Mark> marks, long position) {
        int low = 0;
        int high = marks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (marks.get(middle).position() < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** The marks of one step. */
    public static List<Mark> at(List<Mark> marks, long position) {
        return marks.subList(before(marks, position) + 1, before(marks, position + 1) + 1);
    }
}
