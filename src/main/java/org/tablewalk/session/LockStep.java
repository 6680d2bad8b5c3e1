package org.tablewalk.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.Problem;
import org.tablewalk.format.link.ForcedMoves;
import org.tablewalk.format.lockstep.LockStepSet;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.session.lockstep.EventLog;
import org.tablewalk.session.lockstep.Following;
import org.tablewalk.session.lockstep.LockSteps;

/**
 * Runs side by side, of which one leads: it moves as a single run would, the others are recorded and shown after it.
 *
 * <p>How far the others are recorded: as far as what the leading one did can be done there too while they do the same; to the same number of steps afterwards; to their ends once the leading one is shown at its own. Where
 * they are shown, {@link LockSteps#place} says.
 */
final class LockStep {
    /** Events that are looked through for meetings in one slice. */
    private static final int MEETINGS = 1 << 16;

    private final String title;
    private final String summary;
    private final List<Column> columns = new ArrayList<>();
    private final LockSteps steps;
    private final LockStepMaker maker;
    private int leading;

    /**
     * What one of the runs is of.
     *
     * @param choices of a run that was made already, or null to follow the first
     * @param steps   that are made at once: those that it had
     */
    record Side(String label, Subject subject, ForcedMoves choices, long steps) {}

    /** One of the runs. */
    private static final class Column {
        private final Side side;
        private final Runs runs = new Runs();
        private final FrameMaker frames = new FrameMaker();
        private final Following following;

        private Column(Side side, Run run, Following following) {
            this.side = side;
            this.following = following;
            runs.open(run);
            frames.opened(side.subject());
        }

        private Run run() {
            return runs.now();
        }

        private long length() {
            return run().recording().length();
        }

        private Frame frame(Activity activity, Problem problem, long version) {
            return frames.of(side.subject(), runs.all(), runs.shown(), activity, problem, version);
        }

        /** Moves of the first run that it has made too; -1 if it goes its own way. */
        private long behind() {
            return following == null ? length() : following.behind(length());
        }

        /** Records on to where the leading run is, or to the end, at most so many steps. Returns how many were made. */
        private long follow(Column lead, boolean toTheEnd, long most) {
            long made = 0;
            while (made < most) {
                long to = lead.behind();
                boolean together = behind() >= 0 && to >= 0;
                long missing = together ? to - behind() : lead.length() - length();
                boolean all = toTheEnd || length() < side.steps();
                if (!all && missing <= 0) {
                    break;
                }
                if (following != null && together && !all) {
                    following.until(to);
                }
                long more = run().record(all ? most - made : Math.min(missing, most - made));
                if (following != null) {
                    following.until(Long.MAX_VALUE);
                }
                if (more == 0) {
                    break;
                }
                made += more;
            }
            return made;
        }
    }

    /**
     * Runs from their starts.
     *
     * @param sides of one kind
     * @throws IllegalArgumentException if they are not
     */
    LockStep(String title, String summary, List<Side> sides) {
        if (sides.size() < LockStepSet.FEWEST || sides.size() > LockStepSet.MOST) {
            throw new IllegalArgumentException("expected " + LockStepSet.FEWEST + ".." + LockStepSet.MOST + " machines side by side, found " + sides.size());
        }
        for (Side side : sides) {
            if (!side.subject().kind().equals(sides.getFirst().subject().kind())) {
                throw new IllegalArgumentException(kinds(sides.getFirst(), side.subject()));
            }
        }
        this.title = title;
        this.summary = summary;
        steps = new LockSteps(sides.size(), sides.stream().allMatch(side -> alike(side.subject(), sides.getFirst().subject())));
        for (Side side : sides) {
            EventLog log = steps.log(columns.size());
            boolean follows = !columns.isEmpty() && side.choices() == null && !side.subject().recorded();
            Following following = follows ? steps.following(columns.size(), side.subject().policy(), LockStepMaker.first(columns.getFirst().run())) : null;
            var policy = following != null ? following : side.choices() == null ? null : side.choices().over(side.subject().policy());
            columns.add(new Column(side, new Run(side.subject(), policy, log::on), following));
        }
        maker = new LockStepMaker(steps, columns.stream().map(Column::run).toList());
    }

    private static String kinds(Side first, Subject other) {
        return "expected machines of one kind, found '" + first.subject().name() + "' and '" + other.name() + "'";
    }

    /** Whether two run the same program. */
    private static boolean alike(Subject one, Subject other) {
        if (one instanceof ScenarioRun a && other instanceof ScenarioRun b) {
            Program first = a.source().blueprint().program();
            Program second = b.source().blueprint().program();
            return Arrays.equals(first.code(), second.code()) && Arrays.equals(first.constants(), second.constants());
        }
        return false;
    }

    /**
     * A set of machines.
     *
     * @throws IOException if one of them cannot be opened
     */
    static LockStep of(LockStepSet set, Opener opener) throws IOException {
        List<Side> sides = new ArrayList<>();
        for (LockStepSet.Machine machine : set.machines()) {
            Subject subject = opener.machine(machine);
            if (!sides.isEmpty() && !subject.kind().equals(sides.getFirst().subject().kind())) {
                throw machine.wrong(new FormatException(new Problem(subject.name(), 0, 0, kinds(sides.getFirst(), subject))));
            }
            sides.add(new Side(machine.label(), subject, null, 0));
        }
        return new LockStep(set.title(), set.summary(), sides);
    }

    /** Runs that were made, and others beside them. */
    static LockStep of(Opened opened, Command.Compare wanted, Opener opener) throws IOException {
        List<Side> sides = new ArrayList<>();
        for (int run : wanted.runs()) {
            LockStep lock = opened.lock();
            if (lock != null && run < lock.size()) {
                sides.add(lock.columns.get(run).side);
            } else if (lock == null && run < opened.runs().all().size()) {
                Run made = opened.runs().all().get(run);
                sides.add(new Side(Integer.toString(run + 1), opened.subject(), made.forced(), made.recording().length()));
            }
        }
        for (LockStepSet.Machine machine : wanted.others()) {
            sides.add(new Side(machine.label(), opener.machine(machine), null, 0));
        }
        return new LockStep("", "", sides);
    }

    /** What the leading run is of. */
    Subject subject() {
        return columns.get(leading).side.subject();
    }

    /** The leading run. */
    Runs runs() {
        return columns.get(leading).runs;
    }

    /** Another run leads from now on. */
    void lead(int column) {
        leading = Math.clamp(column, 0, columns.size() - 1);
        steps.lead(leading);
    }

    /** The leading run alone, as a run of its own. */
    Run alone() {
        return columns.get(leading).run().alone();
    }

    /** Number of the leading run. */
    int leading() {
        return leading;
    }

    /** What makes frames of the leading run. */
    FrameMaker frames() {
        return columns.get(leading).frames;
    }

    /** How many runs there are. */
    int size() {
        return columns.size();
    }

    /** What the runs are of, with another subject for the leading one. */
    LockStep with(Subject subject) {
        List<Side> sides = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Side side = columns.get(i).side;
            sides.add(i == leading ? new Side(side.label(), subject, null, 0) : side);
        }
        return new LockStep(title, summary, sides);
    }

    /** What is wanted to be seen of all of them. */
    void look(Command.Look wanted) {
        columns.forEach(c -> c.frames.look(wanted));
    }

    /** Where the others did something is wanted. */
    void point(Command.Point wanted) {
        maker.point(wanted);
    }

    /** The word whose writes are wanted of all of them. */
    void watch(long address) {
        columns.forEach(c -> c.frames.watch(address));
    }

    /**
     * Records on what is to be seen beside the leading run.
     *
     * @param most steps of each; 0 to look only at what is recorded
     * @param run  whether they run flat out, so that the end is shown and nobody asks for another place
     * @return whether that was all
     */
    boolean follow(int most, boolean run) {
        Column lead = columns.get(leading);
        boolean toTheEnd = (run || lead.run().cursor().position() == lead.length()) && lead.run().ended();
        boolean done = true;
        for (Column c : columns) {
            if (c == lead) {
                continue;
            }
            done &= most == 0 || c.follow(lead, toTheEnd, most) < most;
        }
        steps.look();
        return (run || steps.meet(MEETINGS)) && done;
    }

    /** Bytes of all recordings, and of what is known of their events. */
    long bytes() {
        return columns.stream().mapToLong(c -> c.runs.bytes()).sum() + steps.bytes();
    }

    /** A frame of all of them, with the others where the leading one is. */
    LockStepFrame frame(Activity activity, boolean ends, Problem problem, long version) {
        Column lead = columns.get(leading);
        long at = ends ? lead.length() : lead.run().cursor().position();
        boolean last = ends || at == lead.length() && lead.run().ended();
        for (int i = 0; i < columns.size(); i++) {
            Run run = columns.get(i).run();
            run.cursor().seek(i == leading ? at : last ? run.recording().length() : steps.place(i, at, run.recording().length()));
        }
        // While they play nobody compares heights, and lanes that move with every step cost a picture each.
        boolean still = activity == Activity.PLAYING && lead.frames.look().follow();
        lead.frames.beside(null);
        Frame first = lead.frame(activity, problem, version);
        List<LockStepFrame.Machine> machines = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column c = columns.get(i);
            Frame frame = first;
            if (c != lead) {
                // So all lanes have the place shown at the same height.
                c.frames.beside(still ? null : lead.frames.lanesFrom() + c.run().cursor().position() - at);
                frame = c.frame(activity, problem, version);
            }
            machines.add(new LockStepFrame.Machine(c.side.label(), frame, steps.standing(i, frame.position(), at), maker.parted(i)));
        }
        return new LockStepFrame(version, title, summary, machines, leading, maker.parting(), maker.counters(machines), maker.pointed());
    }
}
