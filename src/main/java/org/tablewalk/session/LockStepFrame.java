package org.tablewalk.session;

import java.util.Collections;
import java.util.List;
import org.tablewalk.session.lockstep.Counterpart;
import org.tablewalk.session.lockstep.Parting;
import org.tablewalk.session.lockstep.Standing;

/**
 * Everything there is to show of machines in lock step at one moment, immutable.
 *
 * @param version  grows with every frame
 * @param title    of the set
 * @param summary  what is to be seen in it; may be empty
 * @param machines from left to right
 * @param leading  index of the one whose cursor commands move; the others follow it. Its frame is what {@link Session#frame} gives
 * @param parting  where they first differ, or null if they do not as far as they are recorded
 * @param counters by key, in the order of the first machine that has it
 * @param pointed  what was asked for by {@link Command.Point}, or null
 */
public record LockStepFrame(long version, String title, String summary, List<Machine> machines, int leading, Parting parting, List<Counter> counters, Pointed pointed) {
    /**
     * Where the others did what somebody points at.
     *
     * @param machine which one did it
     * @param step    index of the step
     * @param others  by number of the machine; null for itself
     */
    public record Pointed(int machine, long step, List<Counterpart> others) {
        public Pointed {
            others = Collections.unmodifiableList(others);
        }
    }

    /**
     * One of them.
     *
     * @param label    what it is called beside the others
     * @param frame    as if it were open alone. Its verdict is in it
     * @param standing where it is shown
     * @param parted   index of the step with which it parts from the first machine, or -1; of the first itself the step with which the first other parts from it
     */
    public record Machine(String label, Frame frame, Standing standing, long parted) {}

    /**
     * A counter.
     *
     * @param key    as in answers
     * @param values of the machines up to where they are shown, null where one has no such counter
     * @param ends   the same up to where they are recorded: what values are drawn against, so that bars of different moments can be compared
     */
    public record Counter(String key, List<Long> values, List<Long> ends) {}

    public LockStepFrame {
        machines = List.copyOf(machines);
        counters = List.copyOf(counters);
    }

    /** The frame of the machine that leads. */
    public Frame lead() {
        return machines.get(leading).frame();
    }
}
