package org.tablewalk.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tablewalk.format.edit.LineEdit;
import org.tablewalk.format.lockstep.LockStepSet;

/** What a user can ask of the engine. Commands are queued and carried out in order. */
public sealed interface Command {
    /**
     * Opens a shipped scenario. What is open stays if it cannot be.
     *
     * @param parameters values that differ from the defaults
     * @param seed       of the seeded order, or null for the scenario's own
     */
    record OpenShipped(String name, Map<String, String> parameters, Long seed) implements Command {}

    /** Opens a file: a scenario or a trace. */
    record OpenFile(Path file) implements Command {}

    /**
     * Opens machines side by side. What is open stays if one of them cannot be. From then on every command is about the one that leads, the first to begin with; the others follow its cursor, and are recorded
     * with it. What makes another run of it, or opens another thing, ends the lock step; other values and edits are the leading machine's, and all begin again.
     */
    record OpenLockStep(LockStepSet set) implements Command {}

    /** Opens a set of machines that ships. */
    record OpenShippedSet(String name) implements Command {}

    /** Puts runs of what is open side by side, as they were made, and what else is named beside them. In lock step a number means a machine of it. */
    record Compare(List<Integer> runs, List<LockStepSet.Machine> others) implements Command {
        public Compare {
            runs = List.copyOf(runs);
            others = List.copyOf(others);
        }
    }

    /** Another of the machines in lock step leads. */
    record Lead(int machine) implements Command {}

    /** Ends the lock step: of its machines this one stays, alone, as far as it was recorded, where it is shown. */
    record Alone(int machine) implements Command {}

    /** Opens what a link names, makes its choices again and shows its step. */
    record OpenLink(String link) implements Command {}

    /** Starts the open scenario again with other values; what is open stays if they are wrong. */
    record SetParameters(Map<String, String> parameters, Long seed) implements Command {}

    /**
     * Starts the open scenario again with its listings edited; what is open stays if they cannot be assembled.
     *
     * @param edits of the scenario as it was read, all of them, each of what the one before left
     */
    record Edit(List<LineEdit> edits) implements Command {}

    /**
     * One step at a granularity. At the recorded end it continues the run as its policy chooses.
     *
     * @param cpu only steps of this CPU count, or -1 for any
     */
    record Step(Granularity granularity, boolean back, int cpu) implements Command {}

    /** Goes to a position, cut to what is recorded. */
    record Seek(long position) implements Command {}

    /** Steps on at a speed until paused or at the end (backward: the start). */
    record Play(boolean backward, double stepsPerSecond, Granularity granularity) implements Command {}

    /** Runs flat out until paused, ended, or at the scenario's limit of steps. */
    record Run() implements Command {}

    /** Stops whatever is going on. */
    record Pause() implements Command {}

    /** Makes one enabled move by hand. In the past, where another move was made then, the run forks. */
    record Take(int move) implements Command {}

    /**
     * Makes a run that goes on from here so that a CPU uses what an entry said before, and shows it.
     *
     * @param entry physical address of the descriptor
     */
    record Use(long entry, int cpu) implements Command {}

    /** Makes the run that is most like the one shown but in which the worst that went wrong there does not, and shows it at the first step that differs. */
    record NearestGood() implements Command {}

    /**
     * Shows a run that somebody found, from the start to its last move.
     *
     * @param subject it was found in; nothing happens if another one is open by now
     * @param moves   every move of it
     * @param loop    how many of the last moves can be made again and again, without a completed access, in a fair schedule; 0 for none
     */
    record Follow(Subject subject, List<Integer> moves, int loop) implements Command {}

    /**
     * Something is wanted of the search of every schedule.
     *
     * @param property id of the one whose violation is to be shown, for {@link Wish#WITNESS}
     */
    record Search(Wish wish, String property) implements Command {
        /** What is wanted. */
        public enum Wish { PAUSE, PROCEED, STOP, WITNESS }

        /** A wish about the search as a whole. */
        public Search(Wish wish) {
            this(wish, "");
        }
    }

    /** Shows another of the listed runs, where it was left. */
    record SwitchRun(int run) implements Command {}

    /**
     * Which stretch of the run the lanes are wanted for.
     *
     * @param from   first position, used unless {@code follow}; in lock step of the machine that leads, and before its start if there is something of another
     * @param steps  how many, at least 1
     * @param follow keep the position in view
     */
    record Look(long from, long steps, boolean follow) implements Command {}

    /**
     * Why a fault was raised is wanted; asked again, no longer.
     *
     * @param position of the step that raised it, or -1 for the last one before the position shown
     */
    record Explain(long position, int cpu) implements Command {}

    /**
     * Where the other machines in lock step did what one did is wanted, until something else is.
     *
     * @param from index of the step; of the first if it is a stretch
     * @param to   of the one after the last; no more than {@code from}: nothing is wanted any more
     * @param cpu  that did it
     */
    record Point(int machine, long from, long to, int cpu) implements Command {}

    /** The memory word whose writes are wanted: a physical address, or -1 for none. */
    record Watch(long address) implements Command {}
}
