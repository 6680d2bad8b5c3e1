package org.tablewalk.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.format.scenario.MachineFactory;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.machine.Event;
import org.tablewalk.trace.Segment.Kind;

/** Lanes of walks through two stages: which read is of which stage, and how many a walk took. */
class TwoStageLanesTest {
    private static ScenarioMachine made() throws Exception {
        byte[] text = TwoStageLanesTest.class.getResourceAsStream("/org/tablewalk/pictures/two-stages.json").readAllBytes();
        return new MachineFactory().build(Shipped.scenarios().read("two-stages", text), Map.of());
    }

    /** The reads of each access of a CPU that was done, by the machine's own word: of stage 1, of stage 2; those of stage 2 alone are left out. */
    private static List<List<Integer>> counted(Recording recording, int cpu) throws Exception {
        List<List<Integer>> accesses = new ArrayList<>();
        int[] reads = {0, 0};
        var cursor = new Cursor(recording, made().get(), List.of());
        cursor.scan(0, recording.length(), (kind, actor, a, b, c) -> {
            if (actor == cpu && kind == Event.ACCESS_START) {
                reads[0] = 0;
                reads[1] = 0;
            } else if (actor == cpu && kind == Event.WALK_READ) {
                reads[(c & Event.STAGE_1) != 0 ? 0 : 1]++;
            } else if (actor == cpu && (kind == Event.ACCESS_DONE || kind == Event.FAULT) && reads[0] > 0) {
                accesses.add(List.of(reads[0], reads[1]));
            }
        }, (position, move, machine, line) -> true);
        return accesses;
    }

    private static List<Segment> walks(Lanes lanes, int cpu, long from, long to) {
        return Arrays.stream(lanes.window(from, to).lanes().get(cpu).segments()).filter(s -> s.kind() == Kind.WALK).toList();
    }

    @Test
    void aWalkTellsItsReadsOfEachStage() throws Exception {
        ScenarioMachine made = made();
        var recorder = new Recorder(made.get(), List.of());
        recorder.run(made.policy(), 1000);
        Recording recording = recorder.recording();
        var lanes = new Lanes(new Cursor(recording, made().get(), List.of()), op -> "", position -> List.of());
        for (int cpu = 0; cpu < 2; cpu++) {
            List<Segment> walks = walks(lanes, cpu, 0, recording.length());
            assertThat(walks.stream().filter(w -> w.stage1Reads() > 0).map(w -> List.of(w.stage1Reads(), w.stage2Reads())).toList()).as("vCPU %d", cpu).isNotEmpty()
                    .isEqualTo(counted(recording, cpu));
            for (Segment walk : walks) {
                long inside = Arrays.stream(lanes.window(0, recording.length()).lanes().get(cpu).segments())
                        .filter(s -> s.kind() == Kind.STAGE_1_LEVEL && s.from() >= walk.from() && s.to() <= walk.to()).count();
                assertThat(inside).isEqualTo(walk.stage1Reads());
            }
            Segment first = walks.getFirst();
            assertThat(walks(lanes, cpu, first.from() + 2, recording.length()).getFirst().stage1Reads()).as("its beginning is not in the stretch").isZero();
            assertThat(walks(lanes, cpu, 0, first.to() - 1).getFirst().stage1Reads()).as("its end is not").isZero();
        }
    }
}
