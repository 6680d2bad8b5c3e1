package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Shipped;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.check.MarkList;
import org.tablewalk.check.RunChecks;
import org.tablewalk.check.shadow.ShadowChecks;
import org.tablewalk.check.twotrees.ShadowCounter;
import org.tablewalk.kvm.shadow.RoleRules;
import org.tablewalk.kvm.shadow.TruthTable;
import org.tablewalk.machine.x86.X86Machine;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.trace.Recorder;

/**
 * The whole debate in one table: every design in every shipped scenario that lets one choose, and what breaks. What the table does not name holds every
 * invariant and translates as the guest's own tables do.
 */
class DesignDebateTest {
    /**
     * Scenario and settings, designs, what is broken in their runs. PORTAL_TRACKED: a portal counts as a guest's table (domain sections 2.3, 4.6);
     * TRACKING: what is counted is not what has guest entries; ANOTHER_FRAME and MORE_RIGHTS: an access went where the guest's tables do not lead (4.3,
     * 4.2, 2.4); REMOVAL_GFN: installed under one gfn, removed under another (4.2, 6); DIRECT_GFNS: the missing line (4.1). A later row of a design replaces an earlier one.
     */
    private static final String BROKEN = """
            nested-npt-4-on-5 | v5.17 | PORTAL_TRACKED
            nested-npt-4-on-5 | glevel | PORTAL_TRACKED TRACKING
            nested-npt-pae-on-4 | glevel | PORTAL_TRACKED TRACKING
            nested-npt-pae-on-5 | glevel | PORTAL_TRACKED TRACKING
            nested-npt-2-on-4 | glevel | PORTAL_TRACKED TRACKING
            nested-npt-2-on-5 | glevel | PORTAL_TRACKED TRACKING
            shadow-2-on-pae | glevel | PORTAL_TRACKED TRACKING
            split-4m | glevel | PORTAL_TRACKED TRACKING
            la57-toggle | v5.17 | PORTAL_TRACKED ANOTHER_FRAME
            la57-toggle | mode-bits-no-la57 | ANOTHER_FRAME
            la57-toggle | glevel | PORTAL_TRACKED TRACKING
            nested-ept | glevel | TRACKING REMOVAL_GFN ANOTHER_FRAME
            pointers-reused | glevel | PORTAL_TRACKED TRACKING MORE_RIGHTS
            pointers-reused | delta-per-page delta-of-roots passthrough-levels target-level | MORE_RIGHTS
            reuse-unchecked other-page unchecked | all | REMOVAL_GFN RMAP_MISSING RMAP_WITHOUT_LEAF
            reuse-unchecked other-page gfn-only | all |
            reuse-unchecked other-page gfn-and-role | all |
            reuse-unchecked table-at-same-gfn unchecked | all | REMOVAL_GFN RMAP_MISSING RMAP_WITHOUT_LEAF
            reuse-unchecked table-at-same-gfn gfn-only | all | REMOVAL_GFN RMAP_MISSING RMAP_WITHOUT_LEAF
            reuse-unchecked table-at-same-gfn gfn-and-role | all |
            missing-direct-line | glevel-posted | DIRECT_GFNS
            split-1g | glevel-posted | DIRECT_GFNS
            split-2m | glevel-posted | DIRECT_GFNS
            split-4m | glevel-posted | DIRECT_GFNS PORTAL_TRACKED TRACKING
            reuse-unchecked other-page unchecked | glevel-posted | DIRECT_GFNS REMOVAL_GFN RMAP_MISSING RMAP_WITHOUT_LEAF
            reuse-unchecked other-page gfn-only | glevel-posted | DIRECT_GFNS
            reuse-unchecked other-page gfn-and-role | glevel-posted | DIRECT_GFNS
            reuse-unchecked table-at-same-gfn unchecked | glevel-posted | DIRECT_GFNS REMOVAL_GFN RMAP_MISSING RMAP_WITHOUT_LEAF
            reuse-unchecked table-at-same-gfn gfn-only | glevel-posted | DIRECT_GFNS REMOVAL_GFN RMAP_MISSING RMAP_WITHOUT_LEAF
            reuse-unchecked table-at-same-gfn gfn-and-role | glevel-posted | DIRECT_GFNS
            """;

    /** A scenario with the settings of its table rows, and by design what is broken in it. */
    private record Case(String scenario, Map<String, String> settings, Map<RoleDesign, Set<String>> broken) {
        @Override
        public String toString() {
            return scenario + " " + settings.values();
        }
    }

    /** What a run of one design led to. */
    private record Judged(Verdict verdict, RunChecks checks) {
        static Judged of(String scenario, Map<String, String> settings, RoleDesign design) throws IOException {
            Map<String, String> all = new TreeMap<>(settings);
            all.put("design", design.label());
            Subject subject = Shipped.opener().shipped(scenario, all, null);
            X86Machine machine = (X86Machine) subject.machine();
            RunChecks checks = subject.checks(machine);
            Verdict verdict = new Verdict(machine);
            new Recorder(machine, List.of(checks, verdict)).run(subject.policy(), subject.maxSteps());
            assertThat(verdict.accesses()).isPositive();
            return new Judged(verdict, checks);
        }
    }

    private static List<RoleDesign> designs(String words) {
        return Stream.of(RoleDesign.values()).filter(d -> words.equals("all") || words.equals("glevel") && d.label().startsWith("glevel")
                || List.of(words.split(" ")).contains(d.label())).toList();
    }

    static List<Case> cases() throws IOException {
        Map<String, Case> cases = new TreeMap<>();
        for (String name : Shipped.scenarios().shipped()) {
            if (!name.equals("reuse-unchecked") && Shipped.scenarios().load(name).parameters().stream().anyMatch(p -> p.name().equals("design"))) {
                cases.put(name, new Case(name, Map.of(), new TreeMap<>()));
            }
        }
        for (String line : BROKEN.lines().toList()) {
            String[] row = line.split(" *\\| *", -1);
            String[] words = row[0].split(" ");
            Case of = cases.computeIfAbsent(row[0], k -> new Case(words[0], Map.of("change", words[1], "reuse_check", words[2]), new TreeMap<>()));
            Set<String> rules = row[2].isEmpty() ? Set.of() : new TreeSet<>(List.of(row[2].split(" ")));
            designs(row[1]).forEach(d -> of.broken().put(d, rules));
        }
        return new ArrayList<>(cases.values());
    }

    /** Also what a window and a command show of it: a broken invariant is counted and marked. */
    @ParameterizedTest
    @MethodSource("cases")
    void whatTheTableNamesBreaksAndNothingElse(Case of) throws IOException {
        for (RoleDesign design : RoleDesign.values()) {
            Judged judged = Judged.of(of.scenario(), of.settings(), design);
            Set<String> found = judged.verdict().found();
            System.out.println("DesignDebateTest " + of + " " + design.label() + " " + found);
            assertThat(found).as("%s %s", of, design.label()).isEqualTo(of.broken().getOrDefault(design, Set.of()));
            boolean broken = found.stream().anyMatch(rule -> !rule.equals("ANOTHER_FRAME") && !rule.equals("MORE_RIGHTS"));
            MarkList marks = judged.checks().marks();
            assertThat(marks.stream().anyMatch(m -> m.kind() == MarkKind.INVARIANT)).as("%s %s is marked", of, design.label()).isEqualTo(broken);
            assertThat(((ShadowChecks) judged.checks()).count(ShadowCounter.BROKEN_INVARIANTS) > 0).isEqualTo(broken);
        }
    }

    /** Each collision of keys in a design's truth table is a harm in a run: of PAE's pointers with a level 3 table, of a portal with a level 5 table. */
    @Test
    void keysThatCollideInTheTruthTableAreMistakenInARun() throws IOException {
        for (RoleDesign design : RoleDesign.values()) {
            List<TruthTable.Collision> collisions = new TruthTable(RoleRules.of(design)).collisions();
            boolean pointers = collisions.stream().anyMatch(c -> c.rows().stream().anyMatch(r -> r.level() == 3 && r.guestLevel() == 3 && r.rootLevel() == 4)
                    && c.rows().stream().anyMatch(r -> r.guestLevel() == 4));
            boolean portal = collisions.stream().anyMatch(c -> c.rows().stream().anyMatch(r -> r.level() == 5 && r.guestLevel() == 4)
                    && c.rows().stream().anyMatch(r -> r.guestLevel() == 5));
            assertThat(Judged.of("pointers-reused", Map.of(), design).verdict().found().contains("MORE_RIGHTS")).as(design.label()).isEqualTo(pointers);
            assertThat(Judged.of("la57-toggle", Map.of(), design).verdict().found().contains("ANOTHER_FRAME")).as(design.label()).isEqualTo(portal);
        }
    }
}
