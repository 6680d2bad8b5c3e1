package org.tablewalk.app.command;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.check.judge.Expectation;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.session.ScenarioRun;

/**
 * The verdict on a run that was made: what was found, what is still owed, and whether that is a failure. What a scenario expects to be violated in some run is none in this one, and that it
 * is not violated here refutes nothing.
 */
final class Judgement {
    /** What makes findings the same: then the first stands for all. */
    private record Cause(Rule rule, int actor, long entry, long address) {}

    /**
     * A finding and those of the same cause.
     *
     * @param first of them
     * @param times how many there are
     */
    record Repeated(Finding first, int times) {}

    private final List<Repeated> findings;
    private final List<Debt> debts;
    private final Set<Rule> expected;
    private final boolean failed;

    /** Judges a run as far as it was made. */
    Judgement(Execution execution) {
        var verdicts = execution.checks().verdicts();
        var outcome = execution.outcome();
        boolean over = outcome == Execution.Outcome.ENDED || outcome == Execution.Outcome.STUCK;
        boolean trace = execution.chosen().run().recorded();
        var all = new ArrayList<>(verdicts.list());
        if (over && !trace) {
            all.addAll(verdicts.end(execution.steps() - 1));
        }
        findings = repeated(all);
        debts = verdicts.debts();
        expected = execution.chosen().run() instanceof ScenarioRun run ? violated(run.source().expectations()) : Set.of();
        boolean owes = over && !trace && !debts.isEmpty() && !expected.contains(Rule.OWED);
        failed = owes || all.stream().anyMatch(f -> !expected.contains(f.rule()));
    }

    private static Set<Rule> violated(List<Expectation> expectations) {
        Set<Rule> rules = EnumSet.noneOf(Rule.class);
        expectations.stream().filter(e -> !e.holds()).forEach(e -> rules.addAll(e.property().rules()));
        return rules;
    }

    private static List<Repeated> repeated(List<Finding> all) {
        Map<Cause, Repeated> causes = new LinkedHashMap<>();
        for (Finding f : all) {
            causes.merge(new Cause(f.rule(), f.actor(), f.entry(), f.address()), new Repeated(f, 1), (first, again) -> new Repeated(first.first(), first.times() + 1));
        }
        return List.copyOf(causes.values());
    }

    /** What was found, in order of the steps, the first of each cause. */
    List<Repeated> findings() {
        return findings;
    }

    /** Whether the scenario expects some run to break a rule. */
    boolean expected(Rule rule) {
        return expected.contains(rule);
    }

    /** What is owed at the end. */
    List<Debt> debts() {
        return debts;
    }

    /** Whether something is wrong that the scenario does not expect. */
    boolean failed() {
        return failed;
    }
}
