package org.tablewalk.session.lockstep;

import java.util.function.IntSupplier;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Policy;

/**
 * Does as another run does, for as long as both do the same.
 *
 * <p>The moves of the other run, the first, are made one after the other. What is a CPU's own affair in either is no reason to lose step: if the next step of the CPU is its own affair here and was not
 * there, it is made beforehand; if it was there and is not here, it is left out. Such steps commute with everything that others do, so nobody can tell.
 *
 * <p>When an event comes out different, or a move cannot be made here at all, or the first run has ended, the policy of the run's own chooses from there on, by the run's own position: another machine's schedule means
 * nothing any more. CPUs that have nothing left to do there would never be let run here. Of a run's own policy the same seed makes the same choices where the same moves are enabled, so that what is still
 * alike stays alike.
 *
 * <p>A policy must not remember; this one does, but only what follows from the position: asked again for the same it says the same.
 */
public final class Following implements Policy {
    /** More steps in a row that are one CPU's own affair are a loop that it does not leave: then there is nothing to wait for. */
    private static final int PATIENCE = 1 << 16;
    /** There is a move to follow, and not yet. */
    private static final int LATER = -2;

    /** The run that is followed. */
    public interface First {
        /** Steps recorded of it. */
        long length();

        /** Records one step more. Returns whether there is one. */
        boolean record();

        /** The move that it would make after those, or {@link Move#NONE}. */
        int comes();

        /** Whether the step after those would be this CPU's own affair, if it ran. */
        boolean comesOwn(int cpu);

        /** Its moves from the start on, one with each call; asked only for those that are recorded. */
        IntSupplier moves();
    }

    private final Policy own;
    private final First first;
    private final IntSupplier moves;
    private final EventLog firstLog;
    private final EventLog log;
    private final Common common;
    private final boolean alike;
    /** How many moves of the first run were made here, or were left out. */
    private long behind;
    /** How many of its moves were fetched, and the last of them. */
    private long fetched;
    private int next;
    /** Events of the first run in the moves that are behind. */
    private int firstEvents;
    /** Steps in a row that were made beforehand. */
    private int ahead;
    private boolean apart;
    /** So many moves of the first run may be behind. */
    private long limit = Long.MAX_VALUE;
    /** The position that was asked for last; what holds once the move that was said there is made. */
    private long at = -1;
    private long behindThen;
    private int aheadThen;
    private boolean apartThen;

    /**
     * Follows a run from the start.
     *
     * @param own      how moves are chosen afterwards
     * @param firstLog events of the run that is followed
     * @param log      events of this one
     * @param alike    whether both run the same program: then a CPU that has done the same stands at the same op, and what is its own affair need not be asked
     */
    Following(Policy own, First first, EventLog firstLog, EventLog log, Common common, boolean alike) {
        this.alike = alike;
        this.own = own;
        this.first = first;
        this.firstLog = firstLog;
        this.log = log;
        this.common = common;
        moves = first.moves();
    }

    /**
     * How many moves of the first run are behind at the end of what is recorded here; -1 if it is not followed any more.
     *
     * @param position of that end
     */
    public long behind(long position) {
        made(position);
        return apart ? -1 : behind;
    }

    /** Until told otherwise no move is said once so many moves of the first run are behind. */
    public void until(long moves) {
        limit = moves;
    }

    @Override
    public int choose(Machine machine, long position, int last) {
        if (apart) {
            return own.choose(machine, position, last);
        }
        made(position);
        int move = apart ? Move.NONE : follow(machine);
        if (move == LATER) {
            return Move.NONE;
        }
        at = position;
        apartThen = move == Move.NONE;
        return apartThen ? own.choose(machine, position, last) : move;
    }

    /** What was said is made, once somebody stands behind it. */
    private void made(long position) {
        if (at >= 0 && position > at) {
            behind = behindThen;
            ahead = aheadThen;
            apart |= apartThen;
            at = -1;
        }
    }

    /** The move to make here, or none if there is nothing to follow. */
    private int follow(Machine machine) {
        for (int left = 0; left < PATIENCE; left++) {
            if (behind >= limit) {
                return LATER;
            }
            if (!reach()) {
                return Move.NONE;
            }
            boolean there = behind < first.length();
            while (there && fetched <= behind) {
                next = moves.getAsInt();
                fetched++;
            }
            int move = there ? next : first.comes();
            boolean run = !alike && move != Move.NONE && Move.kind(move) == Move.RUN;
            boolean ownThere = run && (there ? firstLog.own(behind) : first.comesOwn(Move.actor(move)));
            boolean ownHere = run && machine.local(Move.actor(move));
            aheadThen = ownHere && !ownThere ? ahead + 1 : 0;
            behindThen = ownHere && !ownThere ? behind : behind + 1;
            if (ownHere || !ownThere) {
                return move != Move.NONE && aheadThen < PATIENCE && machine.isEnabled(move) ? move : Move.NONE;
            }
            behind++;
        }
        return Move.NONE;
    }

    /** The first run makes what is behind here. Returns whether what it did there was done here too. */
    private boolean reach() {
        while (first.length() < behind) {
            if (!first.record()) {
                return false;
            }
        }
        while (firstEvents < firstLog.events() && firstLog.step(firstEvents) < behind) {
            firstEvents++;
        }
        // No matter how far the first run is recorded: what is not behind is not looked at.
        common.look(Math.min(firstEvents, log.events()));
        return !common.parted() || common.same() >= firstEvents;
    }
}
