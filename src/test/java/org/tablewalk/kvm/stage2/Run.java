package org.tablewalk.kvm.stage2;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Policy;

/** Runs a machine to its end and keeps what was told. */
final class Run {
    /** One event. */
    record Told(int kind, int cpu, long a, long b, long c) {}

    final List<Told> events = new ArrayList<>();
    final Machine machine;
    long steps;

    Run(Machine machine, IntPredicate kinds) {
        this.machine = machine;
        machine.attach((kind, cpu, a, b, c) -> {
            if (kinds.test(kind)) {
                events.add(new Told(kind, cpu, a, b, c));
            }
        });
    }

    Run toTheEnd(Policy policy, long limit) {
        int last = Move.NONE;
        for (int move = policy.choose(machine, 0, last); move != Move.NONE; move = policy.choose(machine, ++steps, last)) {
            if (steps == limit) {
                throw new IllegalStateException("no end after " + limit + " steps");
            }
            machine.step(move);
            last = move;
        }
        return this;
    }

    List<Told> of(int kind) {
        return events.stream().filter(e -> e.kind == kind).toList();
    }
}
