package org.tablewalk.session;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Grade;
import org.tablewalk.format.Problem;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;

/**
 * Looks for the run most like one that went wrong in which it does not: the same as far as possible, then another move, and from there on the moves of the first wherever they can be
 * made. The later the first difference, the more alike they are; so it goes back from what went wrong.
 */
final class GoodSearch implements Errand {
    /** Runs tried in all, and steps after which one that has not ended is given up. */
    private static final int MOST = 400;
    private static final int LONGEST = 2_000;
    /** Moves of the first run that are looked through for one that can be made. */
    private static final int AHEAD = 64;
    private static final int NOBODY = -1;
    /** What the hardware owes comes before what CPUs do next. */
    private static final int[] KINDS = {Move.ARRIVE, Move.DRAIN, Move.WALKER, Move.RUN};

    private final Run bad;
    private final int index;
    private final Subject subject;
    private final Finding wrong;
    private final Machine machine;
    private long position;
    private List<Integer> others = List.of();
    private int tried;
    private Run made;

    /** From what went wrong first in a run, which is the {@code index}th of all. */
    GoodSearch(Run bad, int index, Subject subject, Finding wrong) {
        this.bad = bad;
        this.index = index;
        this.subject = subject;
        this.wrong = wrong;
        machine = subject.machine();
        position = wrong.step() + 1;
    }

    @Override
    public long slice() {
        while (others.isEmpty()) {
            if (position == 0 || tried >= MOST) {
                return bad.cursor().position();
            }
            position--;
            others = others();
        }
        int move = others.getFirst();
        others = others.subList(1, others.size());
        // Once as if only this move were another; and once with the actor that was let go ahead held back for as long as others can move.
        for (int held : new int[] {NOBODY, Move.actor(bad.recording().move(position))}) {
            Run run = bad.fork(index, position);
            tried++;
            if (good(run, move, held)) {
                made = run;
                return position + 1;
            }
        }
        return -1;
    }

    /** The moves that could have been made instead. */
    private List<Integer> others() {
        bad.aside().seek(position);
        machine.cells().restore(bad.aside().machine().cells().image());
        List<Integer> moves = new ArrayList<>();
        for (int kind = Move.RUN; kind <= Move.WALKER; kind++) {
            for (int actor = 0; actor < machine.cpus(); actor++) {
                int move = Move.of(kind, actor, 0);
                if (machine.isEnabled(move) && move != bad.recording().move(position)) {
                    moves.add(move);
                }
            }
        }
        return moves;
    }

    private boolean good(Run run, int first, int held) {
        List<Integer> rest = new ArrayList<>();
        for (long at = position; at < bad.recording().length(); at++) {
            rest.add(bad.recording().move(at));
        }
        int found = run.checks().verdicts().list().size();
        long longest = LONGEST + 4 * bad.recording().length();
        for (int move = first, steps = 0; move != Move.NONE; move = next(run.recorder().machine(), rest, held), steps++) {
            int at = rest.indexOf(move);
            if (at >= 0) {
                rest.subList(at, at + 1).clear();
            }
            run.take(move);
            List<Finding> now = run.checks().verdicts().list();
            if (steps == longest || now.subList(found, now.size()).stream().anyMatch(this::wrong)) {
                return false;
            }
            found = now.size();
        }
        return run.checks().verdicts().end(run.recording().length() - 1).stream().noneMatch(this::wrong);
    }

    private boolean wrong(Finding f) {
        return f.rule() == wrong.rule() || f.rule().grade() == Grade.HARM;
    }

    /** The first of what the other run did next that can be done now; else what can be done at all, by who is held back last. */
    private static int next(Machine machine, List<Integer> rest, int held) {
        for (int i = 0, looked = 0; i < rest.size() && looked < AHEAD; i++) {
            if (Move.actor(rest.get(i)) != held) {
                looked++;
                if (machine.isEnabled(rest.get(i))) {
                    return rest.get(i);
                }
            }
        }
        int left = Move.NONE;
        for (int kind : KINDS) {
            for (long actors = machine.enabled(kind); actors != 0; actors &= actors - 1) {
                int move = Move.of(kind, Long.numberOfTrailingZeros(actors), 0);
                if (Move.actor(move) != held) {
                    return move;
                }
                left = left == Move.NONE ? move : left;
            }
        }
        return left;
    }

    @Override
    public Run made() {
        return made;
    }

    @Override
    public Problem problem() {
        return made != null ? null
                : new Problem(subject.name(), 0, 0, "no run was found that is like this one and goes well: tried " + tried + ", back to step " + position);
    }
}
