package org.tablewalk.session;

import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.trace.Recorder;

/** Records on to the next boundary of a granularity. */
final class BoundarySearch implements Errand {
    private final Run run;
    private final Command.Step wanted;

    BoundarySearch(Run run, Command.Step wanted) {
        this.run = run;
        this.wanted = wanted;
    }

    @Override
    public long slice() {
        Recorder recorder = run.recorder();
        Machine machine = recorder.machine();
        for (int i = 0; i < Engine.SLICE; i++) {
            int move = run.comes();
            if (move == Move.NONE) {
                return recorder.recording().length();
            }
            int line = machine.line(Move.actor(move));
            int marks = wanted.granularity() == Granularity.PHASE ? run.marks().size() : 0;
            run.record(1);
            boolean there = switch (wanted.granularity()) {
                case MICRO -> true;
                case INSTRUCTION -> Boundaries.retires(move, line, machine.line(Move.actor(move)), wanted.cpu());
                case PHASE -> run.marks().size() > marks && (wanted.cpu() < 0 || Move.actor(move) == wanted.cpu());
            };
            if (there) {
                return recorder.recording().length();
            }
        }
        return -1;
    }
}
