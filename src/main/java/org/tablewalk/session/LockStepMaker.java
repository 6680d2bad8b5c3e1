package org.tablewalk.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.tablewalk.machine.Move;
import org.tablewalk.session.lockstep.Counterpart;
import org.tablewalk.session.lockstep.EventLog;
import org.tablewalk.session.lockstep.Following;
import org.tablewalk.session.lockstep.Instead;
import org.tablewalk.session.lockstep.LockSteps;
import org.tablewalk.session.lockstep.Parting;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.Recorder;
import org.tablewalk.trace.Recording;
import org.tablewalk.trace.StepRecord;

/** What there is to tell of runs in lock step beside what each tells itself: where they part, where each is shown, and their counters side by side. */
final class LockStepMaker {
    private final LockSteps steps;
    private final List<Run> runs;
    private Parting parting;
    private Command.Point point;

    LockStepMaker(LockSteps steps, List<Run> runs) {
        this.steps = steps;
        this.runs = List.copyOf(runs);
    }

    /** A run as one that others follow. */
    static Following.First first(Run run) {
        Recorder recorder = run.recorder();
        return new Following.First() {
            @Override
            public long length() {
                return run.recording().length();
            }

            @Override
            public boolean record() {
                return run.record(1) == 1;
            }

            @Override
            public int comes() {
                return run.comes();
            }

            @Override
            public boolean comesOwn(int cpu) {
                return recorder.machine().local(cpu);
            }

            @Override
            public IntSupplier moves() {
                return recorder.recording().moves();
            }
        };
    }

    /** Index of the step with which a run parts from the first, or the first from any other; -1 if it does not. */
    long parted(int run) {
        int same = Integer.MAX_VALUE;
        for (int i = 1; i < runs.size(); i++) {
            if ((run == 0 || run == i) && partedFromFirst(i)) {
                same = Math.min(same, steps.common(0, i).same());
            }
        }
        return same == Integer.MAX_VALUE ? -1 : same < steps.log(run).events() ? steps.log(run).step(same) : length(run);
    }

    private boolean partedFromFirst(int other) {
        return steps.common(0, other).parted(runs.getFirst().ended(), runs.get(other).ended());
    }

    private long length(int run) {
        return runs.get(run).recording().length();
    }

    /** Where what was done there was done by the others is wanted from now on; null: no longer. */
    void point(Command.Point wanted) {
        point = wanted == null || wanted.machine() >= runs.size() || wanted.from() >= length(wanted.machine()) ? null : wanted;
    }

    /** Where it was, or null. */
    LockStepFrame.Pointed pointed() {
        if (point == null) {
            return null;
        }
        int machine = point.machine();
        Recording recording = runs.get(machine).recording();
        long step = steps.deed(machine, point.from(), Math.min(point.to(), recording.length()), at -> Move.actor(recording.move(at)) == point.cpu());
        List<Counterpart> others = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            others.add(i == machine ? null : steps.counterpart(machine, i, step));
        }
        return new LockStepFrame.Pointed(machine, step, others);
    }

    /** Where they first differ, or null. */
    Parting parting() {
        int same = Integer.MAX_VALUE;
        for (int i = 1; i < runs.size(); i++) {
            same = partedFromFirst(i) ? Math.min(same, steps.common(0, i).same()) : same;
        }
        if (same == Integer.MAX_VALUE) {
            return null;
        }
        if (parting == null || parting.event() != same || parting.deeds().stream().anyMatch(deed -> deed.event() == null)) {
            List<Instead> deeds = new ArrayList<>();
            for (int i = 0; i < runs.size(); i++) {
                deeds.add(instead(i, same));
            }
            parting = new Parting(same, deeds);
        }
        return parting;
    }

    /** What a run did as its event of a number. */
    private Instead instead(int run, int event) {
        EventLog log = steps.log(run);
        if (event >= log.events()) {
            return new Instead(length(run), -1, null);
        }
        Cursor aside = runs.get(run).aside();
        aside.seek(log.step(event) + 1);
        StepRecord step = aside.step();
        EventRecord told = step.events().stream().filter(e -> EventLog.counts(e.kind())).skip(log.place(event)).findFirst().orElseThrow();
        return new Instead(step.position(), step.lineBefore(), told);
    }

    /** The counters of machines by key. */
    List<LockStepFrame.Counter> counters(List<LockStepFrame.Machine> machines) {
        Map<String, LockStepFrame.Counter> counters = new LinkedHashMap<>();
        for (int i = 0; i < machines.size(); i++) {
            Frame frame = machines.get(i).frame();
            long[] ends = runs.get(i).checks().counts();
            for (int k = 0; k < frame.keys().size(); k++) {
                var counter = counters.computeIfAbsent(frame.keys().get(k), key -> new LockStepFrame.Counter(key, none(machines.size()), none(machines.size())));
                counter.values().set(i, frame.counters().get(k));
                counter.ends().set(i, ends[k]);
            }
        }
        return counters.values().stream().map(c -> new LockStepFrame.Counter(c.key(), Collections.unmodifiableList(c.values()), Collections.unmodifiableList(c.ends()))).toList();
    }

    private static List<Long> none(int machines) {
        return new ArrayList<>(Collections.nCopies(machines, null));
    }
}
