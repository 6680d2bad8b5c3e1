package org.tablewalk.machine.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.format.scenario.stage2.ArmBlueprint;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Policy;
import org.tablewalk.machine.arm64.ArmFixture;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;

class LivenessTest {
    /** Zeroing a slot that somebody still reads would change what happens. */
    @Test
    void buryingTheDeadChangesNothingThatHappens() throws Exception {
        for (String flow : List.of("v5.11", "rfc-as-posted", "direct", "v6.4")) {
            ScenarioMachine scenario = Shipped.machine("cancelled-migration", Map.of("flow", flow));
            Program p = scenario.blueprint().program();
            Program keepsAll = new Program(p.code(), p.constants(), p.routines(), p.lines(), p.lineOf(), new long[p.ops()], p.cpuVariables(),
                    p.sharedVariables());
            ArmMachine buries = (ArmMachine) scenario.get();
            ArmMachine keeps = new ArmMachine(((ArmBlueprint) scenario.blueprint()).config(), keepsAll);
            List<String> one = events(buries, scenario.policy());
            assertThat(one).as(flow).isEqualTo(events(keeps, scenario.policy())).hasSizeGreaterThan(1_000);
        }
    }

    private static List<String> events(Machine machine, Policy policy) {
        List<String> events = new ArrayList<>();
        machine.attach((kind, actor, a, b, c) -> events.add(kind + " " + actor + " " + a + " " + b + " " + c));
        int last = Move.NONE;
        for (long n = 0; n < 100_000; n++) {
            last = policy.choose(machine, n, last);
            if (last == Move.NONE) {
                return events;
            }
            machine.step(last);
        }
        throw new AssertionError("does not end");
    }

    @Test
    void statesThatDifferInDeadValuesOnlyAreEqual() {
        // Both CPUs of each machine end up at the same op with other histories in x.
        String text = """
                routine host(a) {
                    x = a + 1;
                    if (x == 3) { y = x; } else { y = 3; }
                    *(ROOT + 8) = y;
                    isb();
                }""";
        ArmMachine two = ArmFixture.of(text).actor(0, "host", 2L).machine();
        ArmMachine nine = ArmFixture.of(text).actor(0, "host", 9L).machine();
        while (!atIsb(two)) {
            two.step(Move.of(Move.RUN, 0, 0));
        }
        while (!atIsb(nine)) {
            nine.step(Move.of(Move.RUN, 0, 0));
        }
        assertThat(two.cells().hash()).isEqualTo(nine.cells().hash());
        assertThat(new ArmState(two.map(), two.cells().image()).frames(0).getFirst().slots()).containsOnly(0L);
    }

    private static boolean atIsb(ArmMachine machine) {
        Program program = machine.map().program();
        return program.lines().get(machine.line(0)).text().contains("isb");
    }
}
