package org.tablewalk.check.stage2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.check.tree.Checks;
import org.tablewalk.check.tree.Counter;
import org.tablewalk.format.scenario.Library;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.kvm.stage2.Listings;
import org.tablewalk.machine.Seeded;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.trace.Recorder;

/**
 * The cancelled migration as it ships: 4 vCPUs, equal rights, seeds 1..100, for every flow, level and nT response. What must and must not
 * happen in each row follows from the flow's stores (domain sections 4 and 5) and is asserted; the table itself goes to
 * {@code target/flow-table.md}.
 */
class FlowTableTest {
    private static final List<String> FLOWS = List.of("v5.11", "rfc-as-posted", "rfc-as-meant", "nt-full", "direct", "v6.4");
    private static final List<String> RESPONSES = List.of("fault", "translate", "ignore");
    private static final int SEEDS = 100;
    private static final long EINVAL = -22;

    private static final Library LISTINGS = new Library() {
        @Override
        public String text(String name) {
            return Listings.text(name);
        }

        @Override
        public Collection<String> names() {
            return Listings.names();
        }
    };

    /**
     * One row.
     *
     * @param sums         of each counter over all seeds
     * @param seeds        in how many it was not zero
     * @param einval       runs in which a vCPU got -EINVAL
     * @param brokenThen   of those, runs in which an entry was broken at that moment
     * @param openAtEnd    runs that end with a broken entry
     */
    private record Row(String flow, int level, String response, Map<Counter, Long> sums, Map<Counter, Integer> seeds, int einval, int brokenThen,
            int openAtEnd) {
        long sum(Counter counter) {
            return sums.get(counter);
        }

        String name() {
            return flow + ", level " + level + ", " + response;
        }

        String cell(Counter counter) {
            return sum(counter) == 0 ? "0" : sum(counter) + " (" + seeds.get(counter) + ")";
        }
    }

    private static Row row(String flow, int level, String response) throws IOException {
        Map<String, String> set = Map.of("flow", flow, "bbmLevel", "" + level, "ntResponse", response, "vcpus", "4");
        ScenarioMachine scenario = Shipped.machine("cancelled-migration", set);
        Map<Counter, Long> sums = new EnumMap<>(Counter.class);
        Map<Counter, Integer> seeds = new EnumMap<>(Counter.class);
        int einval = 0;
        int brokenThen = 0;
        int openAtEnd = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            ArmMachine machine = (ArmMachine) scenario.get();
            Checks checks = Stage2Checks.of(machine);
            new Recorder(machine, List.of(checks)).run(new Seeded(seed), scenario.steps());
            checks.counters().forEach((counter, value) -> {
                sums.merge(counter, value, Long::sum);
                seeds.merge(counter, value > 0 ? 1 : 0, Integer::sum);
            });
            Mark failed = checks.marks().stream().filter(m -> m.kind() == MarkKind.HALT && m.address() == EINVAL).findFirst().orElse(null);
            einval += failed != null ? 1 : 0;
            brokenThen += failed != null && checks.windows().stream()
                    .anyMatch(w -> w.from() < failed.position() && (w.open() || w.to() > failed.position())) ? 1 : 0;
            openAtEnd += checks.windows().stream().anyMatch(BrokenWindow::open) ? 1 : 0;
        }
        return new Row(flow, level, response, sums, seeds, einval, brokenThen, openAtEnd);
    }

    /** Whether a store makes, for a while, an entry that hardware faults on. */
    private static boolean spuriousExpected(String flow, int level, String response) {
        return switch (flow) {
            case "v5.11", "v6.4" -> true;
            // Field value 3: KVM_RUN fails and the VM stops with the entry broken. The edit does not close the window, so no fault in it is spurious.
            case "rfc-as-posted" -> level < 3;
            case "rfc-as-meant" -> level == 0 || level < 3 && response.equals("fault");
            case "nt-full" -> level == 0 || response.equals("fault");
            default -> false;
        };
    }

    /** Whether a block can get into a TLB that still holds the pages. */
    private static boolean overlapsExpected(String flow, int level, String response) {
        return switch (flow) {
            case "direct" -> true;
            case "rfc-as-posted", "rfc-as-meant" -> level == 2 && response.equals("ignore");
            case "nt-full" -> response.equals("ignore");
            default -> false;
        };
    }

    private static void check(Row row) {
        assertEquals(spuriousExpected(row.flow(), row.level(), row.response()), row.sum(Counter.SPURIOUS_FAULTS) > 0, row.name() + ": spurious faults");
        assertEquals(overlapsExpected(row.flow(), row.level(), row.response()), row.sum(Counter.TLB_OVERLAPS) > 0, row.name() + ": overlaps");
        assertEquals(0, row.sum(Counter.FREED_TABLE_FAULTS), row.name() + ": freed tables");
        assertTrue(row.level() < 3 || row.sum(Counter.CONFLICT_ABORTS) == 0, row.name() + ": level 3 never aborts");
        assertTrue(row.sum(Counter.CONFLICT_ABORTS) <= row.sum(Counter.TLB_OVERLAPS), row.name());
        boolean rfc = row.flow().startsWith("rfc");
        assertEquals(rfc && row.level() == 3 ? SEEDS : 0, row.einval(), row.name() + ": -EINVAL");
        assertEquals(row.flow().equals("rfc-as-posted") && row.level() == 3 ? SEEDS : 0, row.brokenThen(), row.name() + ": broken at -EINVAL");
        assertEquals(row.brokenThen(), row.openAtEnd(), row.name() + ": broken at the end");
    }

    /** The rows that tell the ways apart; {@link #everyRow} has the others. */
    @Test
    void theRowsThatTellThemApart() throws IOException {
        check(row("v5.11", 0, "translate"));
        check(row("rfc-as-posted", 1, "translate"));
        check(row("rfc-as-posted", 3, "translate"));
        check(row("rfc-as-meant", 1, "translate"));
        check(row("rfc-as-meant", 1, "fault"));
        check(row("rfc-as-meant", 3, "translate"));
        check(row("direct", 2, "translate"));
    }

    @Test
    @Tag("thorough")
    void everyRow() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String flow : FLOWS) {
            for (int level = 0; level < 4; level++) {
                // Level 0 does not know nT: one row says it all.
                // At level 1 nT is never ignored.
                for (String response : level == 0 ? List.of("translate") : level == 1 ? RESPONSES.subList(0, 2) : RESPONSES) {
                    rows.add(row(flow, level, response));
                }
            }
        }
        Files.writeString(Path.of("target", "flow-table.md"), text(rows));
        rows.forEach(FlowTableTest::check);
    }

    private static String text(List<Row> rows) {
        StringBuilder text = new StringBuilder("""
                cancelled-migration, 4 vCPUs, equal rights, seeds 1..100. Counts are sums over all seeds; in brackets the seeds that have any.

                | flow | level | nT | translation faults | spurious | redundant | permission | freed table | overlaps | conflict aborts | broken steps, mean \
                | callbacks while broken, mean | -EINVAL | broken then | broken at end |
                |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
                """);
        for (Row r : rows) {
            text.append(String.format(Locale.ROOT, "| %s | %d | %s | %d | %s | %s | %s | %s | %s | %s | %d | %d | %d | %d | %d |%n", r.flow(), r.level(),
                    r.level() == 0 ? "-" : r.response(), r.sum(Counter.TRANSLATION_FAULTS), r.cell(Counter.SPURIOUS_FAULTS),
                    r.cell(Counter.REDUNDANT_FAULTS), r.cell(Counter.PERMISSION_FAULTS), r.cell(Counter.FREED_TABLE_FAULTS),
                    r.cell(Counter.TLB_OVERLAPS), r.cell(Counter.CONFLICT_ABORTS), r.sum(Counter.BROKEN_STEPS) / SEEDS,
                    r.sum(Counter.BROKEN_CALLBACKS) / SEEDS, r.einval(), r.brokenThen(), r.openAtEnd()));
        }
        return text.toString();
    }
}
