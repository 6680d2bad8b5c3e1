package org.tablewalk.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Policy;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.trace.Recorder;

/** Steps per second, recorded with all checks and not recorded, one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RecordingBenchmark {
    static final int STEPS = 4_000_000;

    @Param({"4", "64"})
    String vcpus;

    private ScenarioMachine scenario;

    @Setup(Level.Trial)
    public void scenario() {
        scenario = Runs.cancelledMigration("vcpus=" + vcpus);
    }

    /** Bytes of recording per step, over one run. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Size {
        /** Hundredths of a byte per recorded step. JMH sums events over the iterations: divide by their number. */
        public long centibytesPerStep;
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public long recorded(Size size) {
        ArmMachine machine = (ArmMachine) scenario.get();
        Recorder recorder = new Recorder(machine, List.of(Stage2Checks.of(machine)));
        long made = recorder.run(scenario.policy(), STEPS);
        check(made);
        size.centibytesPerStep = 100 * recorder.recording().bytes() / made;
        return machine.cells().hash();
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public long notRecorded() {
        ArmMachine machine = (ArmMachine) scenario.get();
        Policy policy = scenario.policy();
        int last = Move.NONE;
        long made = 0;
        while (made < STEPS) {
            int move = policy.choose(machine, made, last);
            if (move == Move.NONE) {
                break;
            }
            machine.step(move);
            last = move;
            made++;
        }
        check(made);
        return machine.cells().hash();
    }

    private static void check(long made) {
        if (made != STEPS) {
            throw new IllegalStateException("the run ended after " + made + " steps");
        }
    }
}
