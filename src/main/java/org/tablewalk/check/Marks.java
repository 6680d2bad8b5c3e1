package org.tablewalk.check;

import java.util.AbstractList;
import java.util.List;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;

/**
 * The notable events of a run, 16 bytes each. In the order in which they became known: a spurious fault is known when its window closes, so
 * its mark comes after marks of later steps.
 */
final class Marks {
    private static final MarkKind[] KINDS = MarkKind.values();
    private static final int KIND_SHIFT = 48;
    private static final int ACTOR_SHIFT = 56;
    private static final long POSITION = (1L << KIND_SHIFT) - 1;

    private final Log log = new Log(2);

    void add(long position, MarkKind kind, int actor, long address) {
        long[] row = log.append();
        int at = log.offset();
        row[at] = position | (long) kind.ordinal() << KIND_SHIFT | (long) actor << ACTOR_SHIFT;
        row[at + 1] = address;
    }

    /** All marks so far. The list does not change. */
    List<Mark> list() {
        Log.Saved rows = log.save();
        return new AbstractList<>() {
            @Override
            public Mark get(int index) {
                java.util.Objects.checkIndex(index, rows.size());
                long head = rows.get(index, 0);
                return new Mark(head & POSITION, KINDS[(int) (head >>> KIND_SHIFT) & 0xff], (int) (head >>> ACTOR_SHIFT), rows.get(index, 1));
            }

            @Override
            public int size() {
                return rows.size();
            }
        };
    }

    Log.Saved save() {
        return log.save();
    }

    void load(Log.Saved saved) {
        log.load(saved);
    }
}
