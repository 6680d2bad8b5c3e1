package org.tablewalk.viewmodel.verdict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Rule;

/** Findings by what caused them: the same rule about the same entry is one cause. The worst grade first, then the first step. */
final class Causes {
    private record Key(Rule rule, long entry) {}

    private Causes() {}

    static List<List<Finding>> of(List<Finding> findings) {
        Map<Key, List<Finding>> byCause = new LinkedHashMap<>();
        for (Finding f : findings) {
            byCause.computeIfAbsent(new Key(f.rule(), f.entry()), k -> new ArrayList<>()).add(f);
        }
        List<List<Finding>> causes = new ArrayList<>(byCause.values());
        causes.sort(Comparator.comparing(c -> c.getFirst().rule().grade()));
        return causes;
    }
}
