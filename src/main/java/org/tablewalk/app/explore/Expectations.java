package org.tablewalk.app.explore;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tablewalk.app.command.Report;
import org.tablewalk.check.judge.Expectation;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.explore.Verdict;

/** What a scenario expects of every schedule, against what a search found. */
final class Expectations {
    private final List<Expectation> expected;

    Expectations(List<Expectation> expected) {
        this.expected = expected;
    }

    /** Whether some run is expected to violate a property of the search. */
    boolean violated(String property) {
        Rule rule = Rule.of(property);
        return rule != null && expected.stream().anyMatch(e -> !e.holds() && e.property().rules().contains(rule));
    }

    /**
     * The verdict on all that was asked: violated if a property is that no expectation names so, or if every property holds that one says some run violates; unknown if that is not known.
     *
     * @param lines what was asked
     */
    Verdict verdict(List<ExploreAnswer.Line> lines) {
        var unexpected = lines.stream().filter(line -> !violated(line.property())).map(ExploreAnswer.Line::verdict).collect(Collectors.toSet());
        boolean failed = unexpected.contains(word(Verdict.VIOLATED));
        boolean unknown = unexpected.contains(word(Verdict.UNKNOWN));
        for (Expectation e : expected) {
            if (!e.holds()) {
                var of = of(lines, e);
                boolean met = of.isEmpty() || of.contains(word(Verdict.VIOLATED));
                failed |= !met && !of.contains(word(Verdict.UNKNOWN));
                unknown |= !met;
            }
        }
        return failed ? Verdict.VIOLATED : unknown ? Verdict.UNKNOWN : Verdict.HOLDS;
    }

    private static Set<String> of(List<ExploreAnswer.Line> lines, Expectation e) {
        return lines.stream().filter(line -> Rule.of(line.property()) != null && e.property().rules().contains(Rule.of(line.property()))).map(ExploreAnswer.Line::verdict)
                .collect(Collectors.toSet());
    }

    private static String word(Verdict verdict) {
        return Report.word(verdict);
    }
}
