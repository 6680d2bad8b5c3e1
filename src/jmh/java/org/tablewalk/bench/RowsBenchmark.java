package org.tablewalk.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FakeTlb;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.TlbBook;
import org.tablewalk.picture.rows.RowsLayout;
import org.tablewalk.picture.stage2.ArmTables;
import org.tablewalk.picture.stage2.ArmTlbs;
import org.tablewalk.picture.timeline.Axis;
import org.tablewalk.picture.timeline.TimelinePicture;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.Recorder;

/** The strips of 64 vCPUs: laying out 1,536 entries each, and keeping the book of a real run's from one step to the next. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class RowsBenchmark {
    private static final int CPUS = 64;
    private static final double WIDTH = 1440;
    private static final double LANE = 16;
    private static final int STEPS = 400_000;

    private final RowsLayout layout = new RowsLayout(FontMetrics.load());
    private final FakeTlb full = FakeTlb.of(1536, 1536, 10_000);
    private TimelinePicture lanes;
    private Cursor cursor;
    private ArmMachine machine;
    private TlbBook<ArmState.TlbEntry> book;

    @Setup(Level.Trial)
    public void record() {
        double width = RowsLayout.lanes(WIDTH);
        lanes = new TimelinePicture(new Drawing(width, CPUS * LANE, List.of(), List.of()), new Axis(78, width - 14, 0, 100), CPUS,
                IntStream.range(0, CPUS).mapToObj(i -> new TimelinePicture.Row(i, new Box(78, 24 + i * LANE, width - 92, LANE))).toList());
        var scenario = Runs.cancelledMigration("vcpus=" + CPUS, "tlbEntries=1536", "workingSet=512");
        var recorder = new Recorder(scenario.get(), List.of());
        recorder.run(scenario.policy(), STEPS);
        machine = (ArmMachine) scenario.get();
        cursor = Cursor.logging(recorder.recording(), machine, List.of());
        cursor.seek(STEPS / 2);
        book = ArmTlbs.book(machine.map());
    }

    /** The strips alone; nothing else of the picture. */
    @Benchmark
    public Drawing layOut() {
        return layout.layOut(lanes, 10_000, cpu -> full, WIDTH, 24 + CPUS * LANE);
    }

    /** One step on, and the TLBs of all vCPUs after it. */
    @Benchmark
    public int step() {
        if (!cursor.forward()) {
            cursor.seek(STEPS / 2);
        }
        return turn();
    }

    /** Sixteen hundred steps on, as a frame at 100,000 steps/s, and the TLBs of all vCPUs after them. */
    @Benchmark
    public int frame() {
        cursor.seek(cursor.position() + 1_600 > STEPS ? STEPS / 2 : cursor.position() + 1_600);
        return turn();
    }

    private int turn() {
        var state = new ArmState(machine.map(), machine.cells().image());
        book.show(new ArmTlbs(state, cursor.imageBefore(), new ArmTables(state).format()), cursor.step(), cursor.tlbLog());
        int entries = 0;
        for (int cpu = 0; cpu < CPUS; cpu++) {
            entries += book.of(cpu).size();
        }
        return entries;
    }
}
