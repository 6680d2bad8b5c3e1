package org.tablewalk.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.trace.Cursor;

/** The lines that CPUs were at where something was found. Of each rule and entry the first finding only: finding out takes a look at its step. */
public final class FindingSites {
    /** Causes whose lines are found out. */
    private static final int MOST = 32;

    private final Cursor aside;
    private Map<Integer, Finding> lines = Map.of();
    private int seen;

    /**
     * Of a recording.
     *
     * @param aside a cursor that nobody looks at
     */
    public FindingSites(Cursor aside) {
        this.aside = aside;
    }

    /** Finds the lines of these findings, unless they are those of the last time. */
    public void of(List<Finding> findings) {
        if (findings.size() == seen) {
            return;
        }
        seen = findings.size();
        Map<Integer, Finding> found = new HashMap<>();
        Set<Object> causes = new HashSet<>();
        for (Finding f : findings) {
            if (causes.size() < MOST && causes.add(List.of(f.rule(), f.entry(), f.actor()))) {
                aside.seek(f.step());
                int line = aside.machine().line(f.actor());
                if (line >= 0) {
                    found.merge(line, f, (one, other) -> other.rule().grade().compareTo(one.rule().grade()) < 0 ? other : one);
                }
            }
        }
        lines = Map.copyOf(found);
    }

    /** Of causes the first, by the line that its CPU was at. */
    public Map<Integer, Finding> lines() {
        return lines;
    }
}
