package org.tablewalk.bench;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.Recorder;

/** Seeking to random positions of a long run and of a short one. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Xmx4g")
public class SeekBenchmark {
    @Param({"10000", "10000000"})
    int steps;

    private final SplittableRandom random = new SplittableRandom(1);
    private Cursor cursor;

    @Setup(Level.Trial)
    public void record() {
        ScenarioMachine scenario = Runs.cancelledMigration();
        ArmMachine machine = (ArmMachine) scenario.get();
        Recorder recorder = new Recorder(machine, List.of(Stage2Checks.of(machine)));
        if (recorder.run(scenario.policy(), steps) != steps) {
            throw new IllegalStateException("the run ended after " + recorder.recording().length() + " steps");
        }
        ArmMachine shown = (ArmMachine) scenario.get();
        cursor = new Cursor(recorder.recording(), shown, List.of(Stage2Checks.of(shown)));
    }

    @Benchmark
    public long seek() {
        cursor.seek(random.nextLong(steps + 1L));
        return cursor.machine().cells().hash();
    }
}
