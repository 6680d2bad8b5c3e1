package org.tablewalk.format.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tablewalk.format.FormatException;

/** Checks which CPU runs what: every CPU exists and has one actor at most. The routines themselves are {@link ProgramBuilder}'s. */
public final class ActorChecks {
    private ActorChecks() {}

    /**
     * What one CPU starts with.
     *
     * @param vm the VM that its guest accesses are made in, or null: none is named
     */
    public record Start(int cpu, String routine, List<Long> arguments, Quoted vm) {}

    /** The CPUs that have something to run, in their order. */
    public static List<Start> of(Scenario scenario, Values values, int cpus) throws FormatException {
        Start[] byCpu = new Start[cpus];
        int index = 0;
        for (Scenario.Actor actor : scenario.actors()) {
            int first = cpu(actor.cpus().first(), values, cpus, actor.cpus().last() == null);
            int last = actor.cpus().last() == null ? cpus - 1 : cpu(actor.cpus().last(), values, cpus, false);
            if (actor.cpus().last() != null && last < first) {
                throw actor.cpus().last().error(values, "expected a last CPU of at least " + first + ", found " + last);
            }
            String routine = actor.routine() == null ? ownRoutine(index) : values.word(actor.routine());
            List<Long> arguments = new ArrayList<>();
            for (Expression e : actor.arguments()) {
                arguments.add(e.word(values, "an argument"));
            }
            for (int cpu = first; cpu <= last; cpu++) {
                if (byCpu[cpu] != null) {
                    throw actor.cpus().first().error(values, "CPU " + cpu + " has an actor already: " + byCpu[cpu].routine());
                }
                byCpu[cpu] = new Start(cpu, routine, List.copyOf(arguments), actor.vm());
            }
            index++;
        }
        return Arrays.stream(byCpu).filter(Objects::nonNull).toList();
    }

    /** A CPU's number; an open range may begin just after the last CPU, and is empty then. */
    private static int cpu(Expression e, Values values, int cpus, boolean open) throws FormatException {
        long cpu = e.evaluate(values, "a CPU", 0, Limits.CPUS);
        if (cpu >= cpus && !(open && cpu == cpus)) {
            throw e.error(values, "expected a CPU of 0.." + (cpus - 1) + ", found " + cpu);
        }
        return (int) cpu;
    }

    /** The name of the routine made of the lines an actor has of its own. */
    public static String ownRoutine(int actor) {
        return "program_" + actor;
    }
}
