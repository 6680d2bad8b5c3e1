package org.tablewalk.trace;

import java.util.List;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Policy;

/** Makes steps on a machine and records them. The machine must not be stepped by anybody else. */
public final class Recorder {
    private final Recording recording;
    private final Machine machine;
    private final Watchers watchers;
    private int last = Move.NONE;

    /** Records from the machine's present state on. */
    public Recorder(Machine machine, List<? extends Observer> observers) {
        this(machine, observers, null);
    }

    /**
     * Records from the machine's present state on.
     *
     * @param witness an observer that other cursors and recorders of this recording do not have, or null
     */
    public Recorder(Machine machine, List<? extends Observer> observers, Observer witness) {
        this(new Recording(), machine, new Watchers(machine.cpus(), observers, witness));
        keyframe();
        machine.attach(watchers);
    }

    private Recorder(Recording recording, Machine machine, Watchers watchers) {
        this.recording = recording;
        this.machine = machine;
        this.watchers = watchers;
        recording.recordedWith(watchers.lanes());
    }

    /**
     * A fork: a recorder whose run has the first {@code position} steps of another, sharing its blocks, and goes on from there.
     *
     * @param machine   a machine equal to the one that was recorded; its state is replaced
     * @param observers of the same kinds as those of the recording, in the same order
     */
    public static Recorder fork(Recording from, long position, Machine machine, List<? extends Observer> observers) {
        return fork(from, position, machine, observers, null);
    }

    /**
     * The same with a witness.
     *
     * @param witness of the kind that the recording had, or null
     */
    public static Recorder fork(Recording from, long position, Machine machine, List<? extends Observer> observers, Observer witness) {
        Watchers watchers = new Watchers(machine.cpus(), observers, witness);
        Recorder fork = new Recorder(from.prefix(position), machine, watchers);
        int block = (int) (position / Recording.BLOCK);
        Recording.Keyframe keyframe = from.keyframe(block);
        machine.cells().restore(keyframe.image());
        watchers.load(keyframe, (long) block * Recording.BLOCK);
        fork.last = keyframe.lastMove();
        machine.attach(watchers);
        Choices.Reader reader = position == fork.recording.length() ? null : from.read(block);
        while (fork.recording.length() < position) {
            fork.step(reader.next());
        }
        return fork;
    }

    public Recording recording() {
        return recording;
    }

    public Machine machine() {
        return machine;
    }

    /** The last move made, or {@link Move#NONE}. */
    public int lastMove() {
        return last;
    }

    /** Makes and records one enabled move. */
    public void step(int move) {
        long position = recording.length();
        watchers.before(move, position);
        machine.step(move);
        watchers.after(position);
        recording.add(move);
        last = move;
        if (recording.length() % Recording.BLOCK == 0) {
            recording.addLaneBlock(watchers.lanes().closeBlock(recording.length()));
            keyframe();
        }
    }

    private void keyframe() {
        recording.addKeyframe(new Recording.Keyframe(machine.cells().image(), watchers.save(), last, watchers.lanes().save()));
    }

    /**
     * Steps as the policy chooses.
     *
     * @return steps made: fewer than {@code most} when nothing is enabled any more
     */
    public long run(Policy policy, long most) {
        long made = 0;
        while (made < most) {
            int move = policy.choose(machine, recording.length(), last);
            if (move == Move.NONE) {
                break;
            }
            step(move);
            made++;
        }
        return made;
    }
}
