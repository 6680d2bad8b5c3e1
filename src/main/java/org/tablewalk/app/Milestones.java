package org.tablewalk.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.trace.Recorder;

/** Where in a run the scenario's milestones are: for each one that is reached, the number of steps made when it has happened. */
public final class Milestones {
    private final Scenario scenario;
    private final Map<String, Long> positions = new LinkedHashMap<>();

    private Milestones(Scenario scenario) {
        this.scenario = scenario;
    }

    /** Makes the run once, on a machine of its own, and notes where its milestones are. */
    static Milestones of(ScenarioRun subject) {
        var found = new Milestones(subject.source().scenario());
        var machine = subject.machine();
        var checks = subject.checks(machine);
        var entries = found.new Entries(machine, subject.source().blueprint().program());
        var recorder = new Recorder(machine, List.of(checks));
        var policy = subject.policy();
        while (recorder.recording().length() < subject.maxSteps()) {
            int move = policy.choose(machine, recorder.recording().length(), recorder.lastMove());
            if (move == Move.NONE) {
                break;
            }
            recorder.step(move);
            entries.after(move, recorder.recording().length());
        }
        found.note(checks.marks(), entries);
        return found;
    }

    /** The position of a milestone, or null if the run does not reach it. */
    Long position(String name) {
        return positions.get(name);
    }

    /** Positions by name, of those that are reached, in the scenario's order. */
    Map<String, Long> positions() {
        return positions;
    }

    private void note(List<Mark> marks, Entries entries) {
        for (var milestone : scenario.milestones()) {
            if (milestone.moment() == Scenario.Moment.ROUTINE) {
                var at = entries.positions.get(milestone.name().text());
                if (at != null) {
                    positions.put(milestone.name().text(), at);
                }
            } else {
                var kind = MarkKind.valueOf(milestone.moment().name());
                marks.stream().filter(m -> m.kind() == kind && (milestone.cpu() < 0 || m.actor() == milestone.cpu()))
                        .sorted(Comparator.comparingLong(Mark::position)).skip(Math.max(0, milestone.nth() - 1)).findFirst()
                        .ifPresent(m -> positions.put(milestone.name().text(), m.position() + 1));
            }
        }
    }

    /** Counts the entries into routines that milestones wait for. */
    private final class Entries {
        private final Machine machine;
        private final List<Scenario.Milestone> awaited = new ArrayList<>();
        private final List<Integer> entryPoints = new ArrayList<>();
        private final int[] seen;
        private final int[] lastPc;
        private final Map<String, Long> positions = new LinkedHashMap<>();

        Entries(Machine machine, Program program) {
            this.machine = machine;
            for (var milestone : scenario.milestones()) {
                var routine = milestone.moment() == Scenario.Moment.ROUTINE ? program.routine(milestone.routine().text()) : null;
                if (routine != null) {
                    awaited.add(milestone);
                    entryPoints.add(routine.entry());
                }
            }
            seen = new int[awaited.size()];
            lastPc = new int[machine.cpus()];
        }

        void after(int move, long position) {
            int cpu = Move.actor(move);
            int pc = awaited.isEmpty() ? -1 : machine.pc(cpu);
            if (pc < 0 || pc == lastPc[cpu]) {
                return;
            }
            lastPc[cpu] = pc;
            for (int i = 0; i < awaited.size(); i++) {
                var milestone = awaited.get(i);
                if (entryPoints.get(i) == pc && (milestone.cpu() < 0 || milestone.cpu() == cpu) && ++seen[i] == Math.max(1, milestone.nth())) {
                    positions.put(milestone.name().text(), position);
                }
            }
        }
    }
}
