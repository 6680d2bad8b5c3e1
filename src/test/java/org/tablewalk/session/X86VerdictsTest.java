package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Shipped;
import org.tablewalk.check.RunChecks;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Policy;

/** The judge of x86 machines on what ships: faults are marked, and what is right ends clean. */
class X86VerdictsTest {
    private static final Set<String> FAULTS = Set.of("la57-toggle", "nested-ept", "pointers-reused", "reuse-unchecked", "missing-direct-line");
    private static final long SEEDS = Long.getLong("tablewalk.seeds", 100);

    static List<String> right() throws Exception {
        List<String> right = new ArrayList<>();
        for (String name : Shipped.scenarios().shipped()) {
            if (Shipped.scenarios().load(name).architecture().word().equals("x86") && !FAULTS.contains(name)) {
                right.add(name);
            }
        }
        return right;
    }

    private static List<Finding> run(String name, Map<String, String> values, Long seed) throws Exception {
        ScenarioRun subject = Engines.opener().shipped(name, values, seed);
        Run run = new Run(subject);
        long steps = run.recorder().run(subject.policy(), subject.maxSteps());
        List<Finding> found = new ArrayList<>(run.checks().verdicts().list());
        found.addAll(run.checks().verdicts().end(steps - 1));
        return found;
    }

    @ParameterizedTest
    @MethodSource("right")
    void whatIsRightEndsClean(String name) throws Exception {
        assertThat(run(name, Map.of(), null)).isEmpty();
    }

    @Test
    void twoVcpusEndCleanWhateverTheSeed() throws Exception {
        for (long seed = 1; seed <= SEEDS; seed++) {
            assertThat(run("two-vcpus", Map.of(), seed)).as("seed %d", seed).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"la57-toggle, v5.17, GUEST_STALE", "la57-toggle, mode-bits-no-la57, GUEST_STALE", "nested-ept, glevel-posted, GUEST_STALE",
        "pointers-reused, target-level, GUEST_STALE",
        "reuse-unchecked, mainline, INVARIANT", "missing-direct-line, glevel-posted, INVARIANT"})
    void aShippedFaultIsMarked(String name, String design, Rule rule) throws Exception {
        assertThat(run(name, Map.of("design", design), null).stream().map(Finding::rule).collect(Collectors.toCollection(() -> EnumSet.noneOf(Rule.class)))).contains(rule);
    }

    @ParameterizedTest
    @CsvSource({"la57-toggle, design, mainline", "nested-ept, design, mainline", "pointers-reused, design, mainline", "missing-direct-line, design, glevel-fixed",
        "reuse-unchecked, reuse_check, gfn-and-role"})
    void itsCureEndsClean(String name, String parameter, String value) throws Exception {
        assertThat(run(name, Map.of(parameter, value), null)).isEmpty();
    }

    /** A search takes the judge back and on again: what it finds is in its cells and the machine's, and nowhere else. */
    @ParameterizedTest
    @CsvSource({"la57-toggle, 1000", "reuse-unchecked, 1500", "pointers-reused, 3000"})
    void whatItFindsFollowsFromItsCells(String name, int at) throws Exception {
        ScenarioRun subject = Engines.opener().shipped(name, Map.of(), null);
        Machine machine = subject.machine();
        RunChecks checks = subject.checks(machine);
        machine.attach(checks);
        on(subject.policy(), machine, checks, 0, at);
        Image before = machine.cells().image();
        Image judged = checks.verdicts().judge().cells().image();
        List<Finding> first = on(subject.policy(), machine, checks, at, 10_000);
        assertThat(first).isNotEmpty();
        machine.cells().restore(before);
        checks.verdicts().judge().cells().restore(judged);
        assertThat(on(subject.policy(), machine, checks, at, 10_000)).isEqualTo(first);
    }

    private static List<Finding> on(Policy policy, Machine machine, RunChecks checks, long from, long to) {
        List<Finding> found = new ArrayList<>();
        int move = -1;
        for (long step = from; step < to && (move = policy.choose(machine, step, move)) >= 0; step++) {
            checks.before(move, step);
            machine.step(move);
            checks.after(step);
            var of = checks.verdicts().judge().found();
            for (int i = 0; i < of.size(); i++) {
                found.add(of.get(i, step));
            }
        }
        return found;
    }
}
