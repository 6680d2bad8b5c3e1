package org.tablewalk.format.link;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Policy;
import org.tablewalk.trace.Recording;

/**
 * The choices of a run that its policy did not make: at these positions somebody made another move. Everywhere else the policy chose,
 * so they and the policy are the whole run.
 *
 * @param stretches in the order of their positions, without overlap
 */
public record ForcedMoves(List<Stretch> stretches) {
    /** A run of which the policy chose every move. */
    public static final ForcedMoves NONE = new ForcedMoves(List.of());

    /** Moves that nobody can change any more. */
    public ForcedMoves {
        stretches = List.copyOf(stretches);
    }

    /** More stretches are longer than any link may be, and are left out. */
    private static final int MOST = 4_096;

    /**
     * The moves of a recording that a policy would not have made.
     *
     * @param machine equal to the one recorded, before its first step; it is stepped
     */
    public static ForcedMoves of(Recording recording, Machine machine, Policy policy) {
        var stretches = new ArrayList<Stretch>();
        var moves = recording.moves();
        int last = Move.NONE;
        for (long at = 0; at < recording.length(); at++) {
            int move = moves.getAsInt();
            if (stretches.size() < MOST && policy.choose(machine, at, last) != move) {
                add(stretches, at, move);
            }
            machine.step(move);
            last = move;
        }
        return new ForcedMoves(stretches);
    }

    /**
     * The same move at positions in a row.
     *
     * @param from  position of the first
     * @param times how many, at least 1
     */
    public record Stretch(long from, int move, long times) {
        /** Position after the last. */
        public long end() {
            return from + times;
        }
    }

    /** These, and one more after all of them. */
    public ForcedMoves with(long position, int move) {
        var more = new ArrayList<>(stretches);
        add(more, position, move);
        return new ForcedMoves(more);
    }

    private static void add(List<Stretch> more, long position, int move) {
        if (!more.isEmpty() && more.getLast().end() == position && more.getLast().move() == move) {
            Stretch last = more.removeLast();
            more.add(new Stretch(last.from(), move, last.times() + 1));
        } else {
            more.add(new Stretch(position, move, 1));
        }
    }

    /** Those before a position. */
    public ForcedMoves before(long position) {
        var kept = new ArrayList<Stretch>();
        for (Stretch s : stretches) {
            if (s.from() < position) {
                kept.add(new Stretch(s.from(), s.move(), Math.min(s.times(), position - s.from())));
            }
        }
        return new ForcedMoves(kept);
    }

    /** A policy that makes these moves, and asks another one for all the rest. It ends before a move that the machine cannot make. */
    public Policy over(Policy policy) {
        return stretches.isEmpty() ? policy : (machine, position, last) -> {
            int move = move(position);
            return move == Move.NONE ? policy.choose(machine, position, last) : machine.isEnabled(move) ? move : Move.NONE;
        };
    }

    private int move(long position) {
        int at = Collections.binarySearch(stretches, new Stretch(position, 0, 1), (a, b) -> Long.compare(a.from(), b.from()));
        Stretch s = at >= 0 ? stretches.get(at) : at == -1 ? null : stretches.get(-at - 2);
        return s != null && position < s.end() ? s.move() : Move.NONE;
    }
}
