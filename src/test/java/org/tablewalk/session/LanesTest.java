package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Seeds;
import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.session.casemate.CasemateRun;
import org.tablewalk.trace.Hold;
import org.tablewalk.trace.Lane;
import org.tablewalk.trace.LaneWindow;
import org.tablewalk.trace.Recording;
import org.tablewalk.trace.Segment;
import org.tablewalk.trace.Segment.Kind;

/** Lanes of shipped runs: what stands inside of what, wherever a stretch begins. */
@Tag("seeded")
class LanesTest {
    private static final long SEED = Seeds.of(11);
    private static final long MOST = 24_000;

    private static Run run(String name, Map<String, String> parameters) throws Exception {
        Run run = new Run(Engines.opener().shipped(name, parameters, null));
        run.recorder().run(Engines.opener().shipped(name, parameters, null).policy(), MOST);
        return run;
    }

    @ParameterizedTest
    @CsvSource({"cancelled-migration", "missing-tlbi", "table-free-wrong-ttl", "first-walk", "two-vcpus", "guest-writes-unsync", "la57-toggle", "tdp-mmu"})
    void barsStandInsideOfEachOtherAndCoverTheLane(String name) throws Exception {
        System.out.println("LanesTest seed " + SEED);
        var random = new SplittableRandom(SEED);
        Run run = run(name, Map.of());
        long length = run.recording().length();
        for (int i = 0; i < 40; i++) {
            long from = random.nextLong(length);
            LaneWindow window = run.lanes().window(from, Math.min(length, from + 1 + random.nextLong(3_000)));
            for (Lane lane : window.lanes()) {
                covers(lane, window.from(), window.to());
            }
        }
    }

    @Test
    void lanesOfImportsHoldTheirRecords() throws Exception {
        Subject subject;
        try (var in = LanesTest.class.getResourceAsStream("/casemate/remap.log")) {
            subject = new CasemateRun(CasemateTrace.open("remap.log", in.readAllBytes()));
        }
        Run run = new Run(subject);
        run.recorder().run(subject.policy(), subject.maxSteps());
        LaneWindow window = run.lanes().window(0, run.recording().length());
        window.lanes().forEach(lane -> covers(lane, 0, window.to()));
        assertThat(window.lanes().stream().flatMap(l -> Arrays.stream(l.segments())).map(Segment::kind))
                .contains(Kind.HOST, Kind.LOCK, Kind.BREAK, Kind.DSB, Kind.TLBI, Kind.MAKE, Kind.UNLOCK);
        assertThat(window.holds()).isNotEmpty();
    }

    private static void covers(Lane lane, long from, long to) {
        Deque<Segment> around = new ArrayDeque<>();
        long[] ends = new long[64];
        Arrays.fill(ends, from);
        for (Segment s : lane.segments()) {
            while (!around.isEmpty() && around.getLast().depth() >= s.depth()) {
                around.removeLast();
            }
            assertThat(s.depth()).as("%s on CPU %d", s, lane.cpu()).isEqualTo(around.size());
            assertThat(s.from()).as("%s", s).isGreaterThanOrEqualTo(ends[s.depth()]).isLessThan(s.to());
            if (around.isEmpty()) {
                assertThat(s.from()).as("no gap before %s", s).isEqualTo(ends[0]);
            } else {
                assertThat(s.from()).as("%s in %s", s, around.getLast()).isGreaterThanOrEqualTo(around.getLast().from());
                assertThat(s.to()).as("%s in %s", s, around.getLast()).isLessThanOrEqualTo(around.getLast().to());
            }
            ends[s.depth()] = s.to();
            around.add(s);
        }
        assertThat(ends[0]).as("the end of CPU %d", lane.cpu()).isEqualTo(to);
    }

    @ParameterizedTest
    @CsvSource({"cancelled-migration,v5.11", "cancelled-migration,v6.4", "missing-tlbi,", "two-vcpus,", "guest-writes-unsync,"})
    void whereAStretchBeginsChangesNothingOfWhatIsSeen(String name, String flow) throws Exception {
        var random = new SplittableRandom(SEED);
        Run run = run(name, flow == null ? Map.of() : Map.of("flow", flow));
        long length = run.recording().length();
        long[] cuts = random.longs(30, 0, length).toArray();
        cuts[0] = Math.min(length - 1, Recording.BLOCK);
        cuts[1] = Math.min(length - 1, 2L * Recording.BLOCK);
        for (long cut : cuts) {
            long to = Math.min(length, cut + 900);
            LaneWindow whole = run.lanes().window(Math.max(0, cut - 1 - random.nextLong(900)), to);
            LaneWindow part = run.lanes().window(cut, to);
            for (int cpu = 0; cpu < part.lanes().size(); cpu++) {
                assertThat(cut(whole.lanes().get(cpu), cut)).as("CPU %d of %s from %d", cpu, name, cut).isEqualTo(List.of(part.lanes().get(cpu).segments()));
            }
            assertThat(whole.holds().stream().filter(h -> h.to() > cut).map(h -> new Hold(h.lock(), h.cpu(), h.waits(), Math.max(cut, h.from()), h.to())).toList())
                    .containsExactlyInAnyOrderElementsOf(part.holds());
        }
    }

    private static List<Segment> cut(Lane lane, long from) {
        List<Segment> cut = new ArrayList<>();
        for (Segment s : lane.segments()) {
            if (s.to() > from) {
                cut.add(new Segment(Math.max(from, s.from()), s.to(), s.depth(), s.kind(), s.label(), s.detail()));
            }
        }
        cut.sort(java.util.Comparator.comparingLong(Segment::from).thenComparingInt(Segment::depth));
        return cut;
    }

    @Test
    void steppingGivesTheLanesOfOneRun() throws Exception {
        Engine stepped = Engines.open("cancelled-migration", Map.of("flow", "v6.4"), 3);
        Engine run = Engines.open("cancelled-migration", Map.of("flow", "v6.4"), 3);
        Command.Look look = new Command.Look(0, 2_000, false);
        Engines.send(stepped, look);
        Frame one = null;
        for (int i = 0; i < 1_700; i++) {
            one = Engines.send(stepped, new Command.Step(Granularity.MICRO, false, -1));
        }
        Engines.send(run, new Command.Run());
        Frame other = Engines.send(run, new Command.Look(0, one.length(), false));
        for (int cpu = 0; cpu < one.lanes().lanes().size(); cpu++) {
            assertThat(one.lanes().lanes().get(cpu).segments()).isEqualTo(other.lanes().lanes().get(cpu).segments());
        }
        assertThat(one.lanes().holds()).isEqualTo(other.lanes().holds()).isNotEmpty();
    }

    @Test
    void aFaultOfV511SaysInWordsWhatTheHypervisorDoes() throws Exception {
        Run run = run("cancelled-migration", Map.of());
        LaneWindow window = run.lanes().window(0, 1_400);
        List<Segment> lane = List.of(window.lanes().getFirst().segments());
        Segment handler = lane.stream().filter(s -> s.kind() == Kind.ROUTINE && s.label().equals("user_mem_abort")).findFirst().orElseThrow();
        List<Kind> deeds = lane.stream().filter(s -> s.from() >= handler.from() && s.to() <= handler.to() && s.kind() != Kind.ROUTINE && s.kind() != Kind.STORE)
                .map(Segment::kind).toList();
        assertThat(deeds).containsSubsequence(Kind.LOCK, Kind.BREAK, Kind.DSB, Kind.MSR, Kind.ISB, Kind.TLBI, Kind.DSB, Kind.WAIT_DSB, Kind.ISB);
        Segment wait = lane.stream().filter(s -> s.kind() == Kind.WAIT_DSB).findFirst().orElseThrow();
        Segment tlbi = lane.stream().filter(s -> s.kind() == Kind.TLBI).findFirst().orElseThrow();
        assertThat(tlbi.label()).isEqualTo("vmalls12e1is");
        assertThat(wait.from()).as("the barrier waits for the TLBI").isGreaterThanOrEqualTo(tlbi.to());
        assertThat(window.locks()).isEqualTo(1);
        assertThat(window.lanes().get(3).segments()).extracting(Segment::kind).contains(Kind.WALK, Kind.LEVEL, Kind.FAULT);
    }
}
