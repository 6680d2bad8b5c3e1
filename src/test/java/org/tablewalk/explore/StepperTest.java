package org.tablewalk.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Seeds;
import org.tablewalk.Shipped;
import org.tablewalk.check.judge.Judge;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.session.MachineKind;
import org.tablewalk.session.shadow.ShadowMachines;
import org.tablewalk.session.stage2.Stage2Machines;

/** Taking a transition back is its exact inverse, for the machine and for its judge; and what the judge says next does not depend on what was made and taken back. */
@Tag("seeded")
class StepperTest {
    private static final long SEED = Seeds.of(20263);
    private static final int STEPS = 150;

    @ParameterizedTest
    @CsvSource({"cancelled-migration,true", "cancelled-migration,false", "table-free-wrong-ttl,true", "two-vcpus,true", "two-vcpus,false"})
    void backIsTheExactInverse(String name, boolean fuse) throws IOException {
        System.out.println("StepperTest seed " + SEED);
        Supplier<Machine> machines = Shipped.machine(name, Map.of())::get;
        MachineKind kind = name.equals("two-vcpus") ? new ShadowMachines() : new Stage2Machines();
        check(machines, kind.judges(), SearchOptions.DEFAULT.withFuse(fuse));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void alsoWithEveryFreedomOfTheHardware(boolean fuse) throws IOException {
        check(TwoCpus.free(), new Stage2Machines().judges(), SearchOptions.DEFAULT.withFuse(fuse));
    }

    /** A random walk in which at every state all transitions are made and taken back; beside it the same walk without. */
    private static void check(Supplier<Machine> machines, Function<Machine, Judge> judges, SearchOptions options) {
        var random = new SplittableRandom(SEED);
        List<String> shown = new ArrayList<>();
        List<String> plainly = new ArrayList<>();
        var stepper = stepper(machines, judges, options, shown);
        var plain = stepper(machines, judges, options, plainly);
        for (int i = 0; i < STEPS; i++) {
            var moves = moves(stepper.machine());
            if (moves.isEmpty()) {
                break;
            }
            var before = cells(stepper);
            var hashes = stepper.cells().stream().map(Cells::hash).toList();
            int heard = shown.size();
            stepper.begin();
            for (int move : moves) {
                stepper.make(move);
                stepper.undo();
            }
            shown.subList(heard, shown.size()).clear();
            assertThat(cells(stepper).equals(before)).as("the cells").isTrue();
            assertThat(stepper.cells().stream().map(Cells::hash).toList()).isEqualTo(hashes);
            int move = moves.get(random.nextInt(moves.size()));
            stepper.make(move);
            stepper.release();
            plain.begin();
            plain.make(move);
            plain.release();
            assertThat(cells(stepper).equals(cells(plain))).as("the cells").isTrue();
            assertThat(shown).isEqualTo(plainly);
        }
    }

    private static String cells(Stepper stepper) {
        return stepper.cells().stream().map(SearchTest::copy).map(Arrays::toString).toList().toString();
    }

    private static Stepper stepper(Supplier<Machine> machines, Function<Machine, Judge> judges, SearchOptions options, List<String> shown) {
        var steppers = new Stepper[1];
        steppers[0] = new Stepper(options, machines.get(), judges, (move, line) -> {
            var found = steppers[0].judge().found();
            for (int i = 0; i < found.size(); i++) {
                shown.add(found.get(i, 0) + " at " + line);
            }
        });
        steppers[0].begin();
        steppers[0].settleStart();
        steppers[0].release();
        return steppers[0];
    }

    private static List<Integer> moves(Machine machine) {
        var moves = new ArrayList<Integer>();
        for (int kind = 0; kind < Move.KINDS; kind++) {
            for (int actor = 0; actor < machine.cpus(); actor++) {
                for (int alternative = 0; machine.isEnabled(Move.of(kind, actor, alternative)); alternative++) {
                    moves.add(Move.of(kind, actor, alternative));
                }
            }
        }
        return moves;
    }
}
