package org.tablewalk.check.stage2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.check.tree.Checks;
import org.tablewalk.machine.Policy;
import org.tablewalk.machine.Seeded;
import org.tablewalk.machine.arm64.ArmConfig.NtResponse;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.trace.Recorder;

/**
 * KVM's ways of coalescing, whole and with one line gone: what is right has no finding but those that its way is known for, over many schedules; what lacks a line has a breach that names
 * what is missing, in every schedule in which the flow runs.
 */
class JudgedFlowsTest {
    private static final int SEEDS = 12;
    private static final long MOST_STEPS = 120_000;

    private static final String TLBI = "    tlbi(vmalls12e1is, 0);\n";
    private static final String SECOND_DSB = "    dsb(ish);                           // it has arrived everywhere, and what it found in use has ended\n";
    private static final String FIRST_DSB = "    dsb(ishst);                         // earlier stores to the tables are seen by every walk first\n";

    /**
     * A flow.
     *
     * @param always what every run finds
     * @param may    what some runs may find besides
     */
    private record Case(String name, Migration migration, Set<Rule> always, Set<Rule> may) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        Migration v511 = new Migration("v5.11", "bbm", 0, NtResponse.IGNORE);
        Migration posted = new Migration("rfc-as-posted", "eagain", 1, NtResponse.TRANSLATE);
        Migration meant = new Migration("rfc-as-meant", "eagain", 1, NtResponse.TRANSLATE);
        Migration level2 = new Migration("rfc-as-meant", "eagain", 2, NtResponse.IGNORE);
        Migration direct = new Migration("direct", "eagain", 2, NtResponse.IGNORE);
        Set<Rule> two = Set.of(Rule.TWO_ENTRIES, Rule.CONFLICT_ABORT);
        Set<Rule> harm = Set.of(Rule.TWO_ENTRIES, Rule.CONFLICT_ABORT, Rule.FREED_WALK, Rule.STALE_ACCESS, Rule.SPURIOUS_FAULT, Rule.NO_TLBI, Rule.NO_COMPLETION);
        return Stream.of(
                new Case("v5.11", v511, Set.of(), Set.of(Rule.SPURIOUS_FAULT)),
                new Case("v5.11, walk cache, speculation", v511.walkCached(4).speculating(), Set.of(), Set.of(Rule.SPURIOUS_FAULT)),
                new Case("v5.11, store buffer", v511.buffered(2), Set.of(), Set.of(Rule.SPURIOUS_FAULT)),
                new Case("v5.11, losing entries", v511.walkCached(4).losing(), Set.of(), Set.of(Rule.SPURIOUS_FAULT)),
                new Case("posted", posted, Set.of(), Set.of(Rule.SPURIOUS_FAULT)),
                new Case("meant", meant, Set.of(), Set.of()),
                new Case("meant, walk cache, store buffer", meant.walkCached(4).buffered(2), Set.of(), Set.of()),
                new Case("meant, different rights", meant.mixedRights(), Set.of(), Set.of()),
                new Case("meant, level 2 ignores nT", level2, Set.of(), two),
                new Case("direct", direct, Set.of(), two),
                new Case("direct at level 0", new Migration("direct", "eagain", 0, NtResponse.IGNORE), Set.of(Rule.NO_BREAK), two),
                new Case("nT full", new Migration("nt-full", "eagain", 1, NtResponse.TRANSLATE), Set.of(), Set.of()),
                new Case("second DSB dropped", meant.mutated(TLBI + SECOND_DSB, TLBI), Set.of(Rule.MAKE_BEFORE_CLEAN, Rule.FREED_WHILE_OWED), harm),
                new Case("first DSB dropped, store buffer", meant.mutated(FIRST_DSB, "").buffered(2), Set.of(Rule.TLBI_BEFORE_STORE), with(harm, Rule.MAKE_BEFORE_CLEAN,
                        Rule.FREED_WHILE_OWED)),
                new Case("first DSB dropped", meant.mutated(FIRST_DSB, ""), Set.of(Rule.TLBI_BEFORE_STORE), with(harm, Rule.MAKE_BEFORE_CLEAN, Rule.FREED_WHILE_OWED)),
                new Case("TLBI local", meant.mutated(TLBI, "    tlbi(vmalls12e1, 0);\n"), Set.of(Rule.WRONG_SCOPE, Rule.MAKE_BEFORE_CLEAN, Rule.FREED_WHILE_OWED), harm),
                new Case("no TLBI", meant.mutated(TLBI, ""), Set.of(Rule.MAKE_BEFORE_CLEAN, Rule.FREED_WHILE_OWED), harm));
    }

    private static Set<Rule> with(Set<Rule> rules, Rule... more) {
        return Stream.concat(rules.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isJudged(Case c) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            ArmMachine machine = c.migration().machine();
            Checks checks = Stage2Checks.of(machine);
            Policy policy = seed % 3 == 0 ? new Seeded(seed) : new Bursts(seed, seed % 3 == 1 ? 6 : 10);
            Recorder recorder = new Recorder(machine, List.of(checks));
            recorder.run(policy, MOST_STEPS);
            List<Finding> found = Stream.concat(checks.verdicts().list().stream(), checks.verdicts().end(recorder.recording().length()).stream()).toList();
            Set<Rule> rules = found.stream().map(Finding::rule).collect(Collectors.toCollection(TreeSet::new));
            assertTrue(rules.containsAll(c.always()), "seed " + seed + ": " + found);
            rules.removeAll(c.always());
            rules.removeAll(c.may());
            assertEquals(Set.of(), rules, "seed " + seed + ": " + found);
            if (c.always().isEmpty()) {
                assertEquals(List.of(), checks.verdicts().debts(), "seed " + seed);
            }
        }
    }
}
