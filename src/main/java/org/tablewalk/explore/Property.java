package org.tablewalk.explore;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.check.judge.Grade;
import org.tablewalk.check.judge.Judge;
import org.tablewalk.check.judge.Rule;

/** What a search can decide, by id: rules, and how many faults a CPU can have. */
public final class Property {
    private Property() {}

    /** That no CPU has more faults than so many. */
    public static String atMostFaults(int most) {
        return "at-most-" + most + "-faults";
    }

    /** The rules that a judge knows, but for what is only owed, and what the search itself sees. */
    static List<String> of(Judge judge, SearchOptions options) {
        var ids = new ArrayList<String>();
        for (Rule rule : Rule.values()) {
            boolean own = rule == Rule.STUCK || rule == Rule.LIVELOCK && options.progress();
            if (own || judge.rules().contains(rule) && rule.grade() != Grade.DEBT) {
                ids.add(rule.id());
            }
        }
        if (options.maxFaults() >= 0) {
            ids.add(atMostFaults(options.maxFaults()));
        }
        return List.copyOf(ids);
    }
}
