package org.tablewalk.session.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.explore.Cause;
import org.tablewalk.explore.Search;
import org.tablewalk.explore.SearchOptions;
import org.tablewalk.format.edit.Weakening;
import org.tablewalk.format.scenario.MachineFactory;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.kvm.stage2.Listings;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.narrate.LineReasons;
import tools.jackson.databind.json.JsonMapper;

/**
 * What each TLBI, DSB and ISB of KVM's flushes is good for where guests have a stage 1: each left out in turn, in every use that comes to it, on hosts without and with VHE. The whole table is
 * pinned; where nothing changes there is a reason.
 */
class FlushTableTest {
    private static final List<String> SMALL = List.of("relax", "relax-local", "range-page");
    private static final List<String> OTHERS = List.of("tables", "pages", "range");

    /** The line without which no search ends where a conflict abort is answered. */
    private static final String OPEN = "dsb(nsh);";
    private static final String ANSWER = "__kvm_flush_cpu_context";

    private static List<Cell> cells(List<String> uses) throws Exception {
        var run = Shipped.opener().shipped("cancelled-migration-two-stages", Map.of(), null);
        var dimensions = new LinkedHashMap<String, List<String>>();
        dimensions.put("use", uses);
        dimensions.put("VHE", List.of("0", "1"));
        var variants = new ArrayList<Variant>();
        for (Variant one : new Variants(run).combinations(dimensions)) {
            variants.addAll(new Variants(one.run()).weakened(one.labels(), List.of("flush"), EnumSet.of(Weakening.REMOVE), List.of("tlbi", "dsb", "isb")));
        }
        variants.removeIf(v -> v.line().routine().equals(ANSWER) && v.line().text().equals(OPEN));
        return new Survey(variants, SearchOptions.DEFAULT).run(cell -> {}).stream().filter(Cell::reached).toList();
    }

    private static String row(Cell cell) {
        Variant.Line line = cell.variant().line();
        String verdict = cell.added().isEmpty() ? cell.verdict() : String.join(" ", cell.added());
        return String.join(" ", cell.variant().labels().subList(0, 2)) + " | " + line.routine() + " | " + line.text() + (line.nth() == 1 ? "" : " " + line.nth()) + " | " + verdict;
    }

    private static List<String> pinned(List<String> uses) throws Exception {
        try (var in = FlushTableTest.class.getResourceAsStream("flush-table.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(row -> uses.contains(row.split(" ")[0])).toList();
        }
    }

    private static boolean open(String row) {
        return row.contains(" | " + ANSWER + " | " + OPEN + " | ");
    }

    private static void isPinnedAndReasoned(List<String> uses) throws Exception {
        List<Cell> cells = cells(uses);
        assertThat(String.join("\n", cells.stream().map(FlushTableTest::row).toList())).isEqualTo(String.join("\n", pinned(uses).stream().filter(row -> !open(row)).toList()));
        var reasons = new LineReasons();
        for (Cell cell : cells) {
            Variant.Line line = cell.variant().line();
            String reason = reasons.needless(cell.variant().labels(), line.routine(), line.text(), line.nth());
            if (cell.added().isEmpty()) {
                assertThat(cell.complete()).as(row(cell)).isTrue();
                assertThat(reason).as(row(cell)).isNotNull().matches(".*\\[(inf|v2?)].*");
            }
        }
    }

    @Test
    void whereARightIsAddedOrAPageProtected() throws Exception {
        isPinnedAndReasoned(SMALL);
    }

    @Test
    @Tag("thorough")
    void whereTablesAndPagesAreReplaced() throws Exception {
        isPinnedAndReasoned(OTHERS);
    }

    @Test
    @Tag("thorough")
    void whereAConflictAbortIsAnswered() throws Exception {
        isPinnedAndReasoned(List.of("conflict"));
    }

    /**
     * The open cell. Without its barrier each answer to a conflict abort may leave one TLBI more under way, and no search ends. Where a CPU leaves it out of its first two answers only, the
     * search does, and nothing changes. That it is the same for any number is argued, in the reason.
     */
    @Test
    @Tag("thorough")
    void withoutTheBarrierOfItsFirstAnswersNothingChanges() throws Exception {
        for (String vhe : List.of("0", "1")) {
            var judges = Stage2Checks.judges();
            var result = new Search(withoutFirst(2, vhe), m -> judges.apply((ArmMachine) m), SearchOptions.DEFAULT).run(progress -> {});
            System.out.println("FlushTableTest, the open cell: " + result.progress().states() + " states");
            assertThat(result.complete()).isTrue();
            assertThat(result.causes().stream().map(Cause::property)).containsExactlyInAnyOrder("two-entries", "conflict-abort");
        }
        assertThat(pinned(List.of("conflict")).stream().filter(FlushTableTest::open)).hasSize(2).allMatch(row -> row.endsWith("as-before in first answers, else argued"));
        assertThat(new LineReasons().needless(List.of("use=conflict", "VHE=0"), ANSWER, OPEN, 1)).contains("argued");
    }

    /** The scenario with an answer whose barrier a CPU leaves out of its first ones. */
    private static ScenarioMachine withoutFirst(int answers, String vhe) throws Exception {
        String flush = Listings.text("flush");
        int at = flush.indexOf(OPEN, flush.indexOf("routine " + ANSWER));
        String counted = flush.substring(0, at) + "if (answers->made < " + answers + ") answers->made = answers->made + 1; else " + flush.substring(at);
        String first = "routine ";
        var listing = new JsonMapper().createObjectNode().put("name", "flush");
        var lines = listing.putArray("lines");
        counted.replaceFirst("(?m)^" + first, "percpu answers->made;\n" + first).lines().forEach(line -> lines.add(line));
        String scenario = new String(Shipped.scenarios().bytes("cancelled-migration-two-stages"), StandardCharsets.UTF_8);
        assertThat(scenario).containsOnlyOnce("    \"flush\",");
        byte[] changed = scenario.replace("    \"flush\",", "    " + listing + ",").getBytes(StandardCharsets.UTF_8);
        return new MachineFactory().build(Shipped.scenarios().read("test.json", changed), Map.of("use", "conflict", "VHE", vhe));
    }

    /** All but the local answer to a conflict abort, which has a use of its own. */
    @Test
    void everyLineIsReachedInSomeUse() throws Exception {
        var reached = new TreeSet<String>();
        for (String row : pinned(List.of("tables", "pages", "relax", "relax-local", "range", "range-page", "conflict"))) {
            String[] parts = row.split(" \\| ");
            reached.add(parts[1] + " " + parts[2]);
        }
        var all = new TreeSet<String>();
        var run = Shipped.opener().shipped("cancelled-migration-two-stages", Map.of("VHE", "1"), null);
        for (Variant variant : new Variants(run).weakened(List.of(), List.of("flush"), EnumSet.of(Weakening.REMOVE), List.of("tlbi", "dsb", "isb"))) {
            all.add(variant.line().routine() + " " + variant.line().text() + (variant.line().nth() == 1 ? "" : " " + variant.line().nth()));
        }
        assertThat(reached).isEqualTo(all);
    }
}
