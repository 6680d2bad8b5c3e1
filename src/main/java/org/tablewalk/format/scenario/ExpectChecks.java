package org.tablewalk.format.scenario;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.tablewalk.check.judge.Expectation;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.format.FormatException;
import org.tablewalk.machine.listing.Intrinsics;
import org.tablewalk.machine.listing.Op;

/** Finds expectations that no machine can meet: that contradict each other, or ask for what these listings, or this kind of machine, cannot show. */
final class ExpectChecks {
    /** What a listing must say for a rule to be broken at all. */
    private static final Map<Rule, Set<String>> SAYINGS = sayings();

    private final Scenario scenario;
    private final Values values;
    private final Blueprint blueprint;

    private ExpectChecks(Scenario scenario, Values values, Blueprint blueprint) {
        this.scenario = scenario;
        this.values = values;
        this.blueprint = blueprint;
    }

    /**
     * The expectations with values, in the file's order.
     *
     * @throws FormatException at the first that cannot be met
     */
    static List<Expectation> of(Scenario scenario, Values values, Blueprint blueprint) throws FormatException {
        return new ExpectChecks(scenario, values, blueprint).expectations();
    }

    private List<Expectation> expectations() throws FormatException {
        List<Expectation> all = new ArrayList<>();
        Set<Rule> unbroken = EnumSet.noneOf(Rule.class);
        for (Expected e : scenario.expectations()) {
            e.in(values.texts()).ifPresent(x -> {
                all.add(x);
                if (x.holds()) {
                    unbroken.addAll(x.property().rules());
                }
            });
        }
        for (Expected e : scenario.expectations()) {
            Expectation x = e.in(values.texts()).orElse(null);
            if (x == null || x.holds()) {
                continue;
            }
            if (unbroken.containsAll(x.property().rules())) {
                throw error(e, "'" + e.at() + "' cannot be violated when everything that it is about is expected to hold");
            }
            if (x.property().rules().size() == 1) {
                possible(e, x.property().rules().iterator().next());
            }
        }
        return List.copyOf(all);
    }

    private void possible(Expected e, Rule rule) throws FormatException {
        if (!scenario.architecture().judged(rule, blueprint)) {
            throw error(e, "'" + rule.id() + "' cannot be violated: " + (rule == Rule.UNLOCKED_WRITE ? "expected 'guards' in this scenario, which has none"
                    : "expected a rule that " + scenario.architecture().owner() + " machines are judged by"));
        }
        Set<String> sayings = SAYINGS.get(rule);
        if (sayings != null && !says(sayings)) {
            throw error(e, "'" + rule.id() + "' cannot be violated: expected " + String.join(" or ", sayings.stream().sorted().toList()) + " in a listing, found none");
        }
    }

    /** Whether the code calls one of these intrinsics. */
    private boolean says(Set<String> names) {
        int[] code = blueprint.program().code();
        for (int at = 0; at < code.length; at += Op.WORDS) {
            Intrinsics.Intrinsic called = code[at] == Op.SYSTEM ? blueprint.intrinsics().get(true, code[at + 5]) : null;
            if (called != null && names.contains(called.name())) {
                return true;
            }
        }
        return false;
    }

    private FormatException error(Expected e, String message) {
        return new FormatException(values.file(), e.at().line(), e.at().column(), message + (e.by() == null ? "" : " ($" + e.by() + " is " + values.texts().get(e.by()) + ")"));
    }

    private static Map<Rule, Set<String>> sayings() {
        Map<Rule, Set<String>> sayings = new EnumMap<>(Rule.class);
        sayings.put(Rule.ASSERTION, Set.of("assert"));
        sayings.put(Rule.MUST_NOT_FAULT, Set.of("must_read", "must_write", "must_exec"));
        sayings.put(Rule.LOST_WRITE, Set.of("collect_dirty"));
        return sayings;
    }

    /** The expectations as a canonical text has them, by property. */
    static Map<String, Object> canonical(Scenario scenario, Values values) {
        return Canonical.members(scenario.expectations().stream().flatMap(e -> e.in(values.texts()).stream())
                .flatMap(x -> Stream.of(x.property().word(), x.holds() ? Expected.HOLDS : Expected.VIOLATED)).toArray());
    }
}
