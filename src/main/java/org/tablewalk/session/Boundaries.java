package org.tablewalk.session;

import java.util.List;
import org.tablewalk.machine.EventSink;
import org.tablewalk.machine.Move;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.Recording;

/**
 * Positions where a granularity stops. They are properties of the recording, so going back stops at exactly the positions that going
 * forward stopped at. The start is a boundary of every granularity.
 */
final class Boundaries {
    private Boundaries() {}

    /** Whether the step just seen ends at a boundary of the INSTRUCTION granularity: the CPU of the step went on to another line. */
    static boolean retires(int move, int lineBefore, int lineAfter, int cpu) {
        return Move.kind(move) == Move.RUN && lineBefore != lineAfter && (cpu < 0 || Move.actor(move) == cpu);
    }

    /** The first boundary after {@code position} that is recorded, or -1. Moves the cursor. */
    static long next(Cursor cursor, List<Mark> marks, long position, Granularity granularity, int cpu) {
        return switch (granularity) {
            case MICRO -> position < cursor.recording().length() ? position + 1 : -1;
            case PHASE -> marks.stream().filter(m -> cpu < 0 || m.actor() == cpu).mapToLong(m -> m.position() + 1)
                    .filter(p -> p > position).min().orElse(-1);
            case INSTRUCTION -> nextInstruction(cursor, position, cpu);
        };
    }

    /** The last boundary before {@code position}. Moves the cursor. */
    static long previous(Cursor cursor, List<Mark> marks, long position, Granularity granularity, int cpu) {
        return switch (granularity) {
            case MICRO -> Math.max(0, position - 1);
            case PHASE -> marks.stream().filter(m -> cpu < 0 || m.actor() == cpu).mapToLong(m -> m.position() + 1)
                    .filter(p -> p < position).max().orElse(0);
            case INSTRUCTION -> previousInstruction(cursor, position, cpu);
        };
    }

    private static long nextInstruction(Cursor cursor, long position, int cpu) {
        long[] found = {-1};
        cursor.scan(position, cursor.recording().length(), EventSink.NONE, (at, move, machine, line) -> {
            if (retires(move, line, machine.line(Move.actor(move)), cpu)) {
                found[0] = at + 1;
            }
            return found[0] < 0;
        });
        return found[0];
    }

    private static long previousInstruction(Cursor cursor, long position, int cpu) {
        for (long block = Math.max(0, position - 1) / Recording.BLOCK * Recording.BLOCK; block >= 0; block -= Recording.BLOCK) {
            long[] found = {-1};
            cursor.scan(block, Math.min(position - 1, block + Recording.BLOCK), EventSink.NONE, (at, move, machine, line) -> {
                if (retires(move, line, machine.line(Move.actor(move)), cpu)) {
                    found[0] = at + 1;
                }
                return true;
            });
            if (found[0] >= 0) {
                return found[0];
            }
        }
        return 0;
    }
}
