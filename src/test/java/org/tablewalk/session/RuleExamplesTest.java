package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.check.Verdicts;
import org.tablewalk.format.scenario.Scenarios;

/** The smallest example of every rule breaks it and no rule that it does not name, whatever the seed; with its one line it breaks none. */
class RuleExamplesTest {
    private static final int SEEDS = 100;

    /** What a run found, debts at its end included. */
    private static Set<Rule> run(ScenarioRun subject, Map<Rule, Finding> examples) {
        Run run = new Run(subject);
        long steps = run.recorder().run(subject.policy(), subject.maxSteps());
        Verdicts verdicts = run.checks().verdicts();
        List<Finding> found = new ArrayList<>(verdicts.list());
        boolean ended = steps < subject.maxSteps();
        if (ended) {
            found.addAll(verdicts.end(steps - 1));
        }
        Set<Rule> rules = EnumSet.noneOf(Rule.class);
        found.forEach(f -> {
            rules.add(f.rule());
            examples.putIfAbsent(f.rule(), f);
        });
        if (ended && !verdicts.debts().isEmpty()) {
            rules.add(Rule.OWED);
        }
        if (!ended) {
            rules.add(Rule.LIVELOCK);
        }
        return rules;
    }

    private static Set<Rule> named(ScenarioRun subject) {
        Set<Rule> named = EnumSet.noneOf(Rule.class);
        subject.source().expectations().stream().filter(e -> !e.holds()).forEach(e -> named.addAll(e.property().rules()));
        return named;
    }

    @ParameterizedTest
    @EnumSource
    void breaksItsRuleAndWithOneLineNone(Rule rule) throws Exception {
        Set<Rule> seen = EnumSet.noneOf(Rule.class);
        for (long seed = 1; seed <= SEEDS; seed++) {
            Map<Rule, Finding> examples = new TreeMap<>();
            ScenarioRun wrong = Engines.opener().shipped(Scenarios.RULE + rule.id(), Map.of(), seed);
            assertThat(named(wrong)).contains(rule);
            Set<Rule> found = run(wrong, examples);
            assertThat(named(wrong)).as("seed %d %s", seed, examples).containsAll(found);
            seen.addAll(found);
            examples.clear();
            assertThat(run(Engines.opener().shipped(Scenarios.RULE + rule.id(), Map.of("right", "true"), seed), examples)).as("right, seed %d %s", seed, examples).isEmpty();
        }
        assertThat(seen).isEqualTo(named(Engines.opener().shipped(Scenarios.RULE + rule.id(), Map.of(), 1L)));
    }
}
