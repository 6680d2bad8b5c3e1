package org.tablewalk.kvm.stage2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Shipped;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.check.tree.Checks;
import org.tablewalk.check.tree.Counter;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.trace.Observer;
import org.tablewalk.trace.Recorder;
import tools.jackson.databind.JsonNode;

/**
 * 1 GiB, 262,144 pages, 8 vCPUs, recorded and judged, as it ships: what the walk that puts the block back does, by count and in its order (domain section 4.1), and the whole story before
 * it, in its time and memory.
 */
class FullSizeTest {
    private static final long RAM = 0x4000_0000L;
    private static final int PAGES = 1 << 18;
    private static final int VCPUS = 8;

    /** Watches the last walk that writes the region's own entry: its visits, and what its CPU did meanwhile. */
    private static final class Walk implements Observer {
        private final long entry;
        private final int map;
        private final List<List<Run.Told>> open = new ArrayList<>();
        private final long[][] visits = new long[64][5];
        private List<Run.Told> events;
        private long[] counts;
        private int tables;
        private int most;
        private int freed;

        private Walk(ArmMachine machine, long entry) {
            this.entry = entry;
            map = machine.map().program().routine("kvm_pgtable_stage2_map").index();
            for (int cpu = 0; cpu < machine.cpus(); cpu++) {
                open.add(null);
            }
        }

        @Override
        public void event(int kind, int cpu, long a, long b, long c) {
            if (kind == Event.CALL && a == map) {
                open.set(cpu, new ArrayList<>());
                visits[cpu] = new long[5];
            } else if (kind == Event.PAGE_ALLOC) {
                most = Math.max(most, ++tables);
            } else if (kind == Event.PAGE_FREE) {
                tables--;
                freed++;
            } else if (open.get(cpu) != null) {
                during(kind, cpu, a, b, c);
            }
        }

        private void during(int kind, int cpu, long a, long b, long c) {
            switch (kind) {
                case Event.CALLBACK -> visits[cpu][(int) c]++;
                case Event.DSB_DONE, Event.ISB, Event.MSR, Event.TLBI_ISSUE, Event.WORD_WRITE -> open.get(cpu).add(new Run.Told(kind, cpu, a, b, c));
                case Event.RETURN -> {
                    if (a == map) {
                        if (open.get(cpu).stream().anyMatch(e -> e.kind() == Event.WORD_WRITE && e.a() == entry)) {
                            events = open.get(cpu);
                            counts = visits[cpu];
                        }
                        open.set(cpu, null);
                    }
                }
                default -> {}
            }
        }

        @Override
        public void before(int move, long position) {
            // events tell all
        }

        @Override
        public void after(long position) {
            // events tell all
        }

        @Override
        public Object save() {
            return null;
        }

        @Override
        public void load(Object saved) {
            throw new UnsupportedOperationException();
        }
    }

    private ArmMachine machine;
    private Checks checks;
    private Walk walk;
    private Recorder recorder;
    private double seconds;
    private long heap;

    private ArmState run(String name, Map<String, String> values) throws Exception {
        var made = Shipped.machine(name, values);
        machine = (ArmMachine) made.get();
        checks = Stage2Checks.of(machine);
        walk = new Walk(machine, machine.map().config().poolBase() + 8);
        double before = processorSeconds();
        recorder = new Recorder(machine, List.of(checks, walk));
        recorder.run(made.policy(), Long.MAX_VALUE);
        seconds = processorSeconds() - before;
        System.gc();
        heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        System.out.printf("%s %s: %,d steps, %,d faults, %.1f steps per fault, processor %.1f s, recording %,d MB, heap %,d MB%n", name, values, recorder.recording().length(),
                faults(),
                (double) recorder.recording().length() / faults(), seconds, recorder.recording().bytes() >> 20, heap >> 20);
        return new ArmState(machine.map(), machine.cells()::get);
    }

    private long faults() {
        return checks.count(Counter.TRANSLATION_FAULTS) + checks.count(Counter.PERMISSION_FAULTS);
    }

    private static double processorSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    private void assertCounts() throws Exception {
        JsonNode expected = Sequences.vectors("coalesce_counts").required("one_gib");
        assertThat(walk.counts[2]).isEqualTo(expected.required("pre").asLong());
        assertThat(walk.counts[1]).isEqualTo(expected.required("leaf").asLong());
        assertThat(walk.counts[4]).isEqualTo(expected.required("post").asLong());
        assertThat(walk.counts[1] + walk.counts[2] + walk.counts[4]).isEqualTo(expected.required("total").asLong());
        assertThat(walk.freed).isEqualTo(expected.required("table_pages_freed").asInt());
        assertThat(walk.freed * 4096L).isEqualTo(expected.required("page_table_bytes").asLong());
    }

    @Test
    void theWalkThatPutsTheBlockBackIsCounted() throws Exception {
        ArmState end = run("cancelled-migration", Map.of("region", "1G", "vcpus", "" + VCPUS));
        assertThat(end.translate(RAM).level()).isEqualTo(1);
        assertCounts();
        assertThat(Sequences.seen(walk.events, walk.entry)).isEqualTo(Sequences.expected("v5_11"));
        assertThat(checks.count(Counter.SPURIOUS_FAULTS)).isBetween(1L, VCPUS - 1L);
    }

    @ParameterizedTest
    @CsvSource({"rfc_level0_as_posted,rfc-as-posted,0", "rfc_level1_2_as_posted,rfc-as-posted,1", "rfc_level1_2_as_posted,rfc-as-posted,2", "nT_correct,nt-full,1",
        "level2_correct,direct,2", "v6_2_plus,v6.4,0"})
    @Tag("thorough")
    void everyFlowDoesItInItsOrder(String vector, String flow, String bbmLevel) throws Exception {
        ArmState end = run("cancelled-migration", Map.of("region", "1G", "vcpus", "" + VCPUS, "flow", flow, "bbmLevel", bbmLevel));
        assertThat(end.translate(RAM).level()).isEqualTo(1);
        List<String> expected = new ArrayList<>(Sequences.expected(vector));
        if (vector.endsWith("_correct")) {
            expected.add("dsb ishst");  // those two tell the change of the entry only; every map ends with this barrier
        }
        assertThat(Sequences.seen(walk.events, walk.entry)).isEqualTo(expected);
        assertThat(walk.freed).isEqualTo(513);
    }

    @Test
    @Tag("thorough")
    @Tag("large")
    void theWholeStoryIsLinearInItsPages() throws Exception {
        var perPage = new HashMap<Integer, Double>();
        for (int pages : new int[] {PAGES / 16, PAGES / 4, PAGES}) {
            ArmState end = run("dirty-logging", Map.of("region", "1G", "vcpus", "" + VCPUS, "touched", "" + pages));
            perPage.put(pages, (double) recorder.recording().length() / pages);
            assertThat(end.translate(RAM).level()).as("the block is back").isEqualTo(1);
            long spurious = checks.count(Counter.SPURIOUS_FAULTS);
            assertThat(spurious).isBetween(1L, VCPUS - 1L);
            assertThat(checks.verdicts().list()).allMatch(f -> f.rule() == Rule.SPURIOUS_FAULT);
            long others = pages == PAGES ? 0 : 1;
            assertThat(checks.count(Counter.TRANSLATION_FAULTS)).as("a fault for each page but the first, and those while the block comes back").isBetween(pages - 1 + spurious,
                    pages - 1 + VCPUS + others);
        }
        assertCounts();
        assertThat(walk.most).as("tables below the root").isEqualTo(513);
        assertThat(seconds).as("all threads' time, which does not grow when others use the machine").isLessThan(30);
        assertThat(heap).isLessThan(1536L << 20);
        assertThat(perPage.get(PAGES)).as("steps for a page").isLessThan(perPage.get(PAGES / 16) * 1.1);
    }
}
