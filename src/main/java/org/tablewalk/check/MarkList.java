package org.tablewalk.check;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;

/**
 * The notable events of a run up to some moment: those told by the step that made them, in its order, then those that became known only
 * later (spurious faults). Does not change; making one costs nothing, whatever its length.
 */
public final class MarkList extends AbstractList<Mark> {
    static final int WIDTH = 2;
    private static final MarkKind[] KINDS = MarkKind.values();
    private static final int KIND_SHIFT = 48;
    private static final int ACTOR_SHIFT = 56;
    private static final long POSITION = (1L << KIND_SHIFT) - 1;
    /** How many marks {@link #last} looks at. */
    private static final int PATIENCE = 4_096;

    private final Log.Saved inOrder;
    private final Log.Saved late;

    MarkList(Log.Saved inOrder, Log.Saved late) {
        this.inOrder = inOrder;
        this.late = late;
    }

    static long head(long position, MarkKind kind, int actor) {
        return position | (long) kind.ordinal() << KIND_SHIFT | (long) actor << ACTOR_SHIFT;
    }

    private static long position(long head) {
        return head & POSITION;
    }

    private static MarkKind kind(long head) {
        return KINDS[(int) (head >>> KIND_SHIFT) & 0xff];
    }

    private static int actor(long head) {
        return (int) (head >>> ACTOR_SHIFT);
    }

    @Override
    public Mark get(int index) {
        Objects.checkIndex(index, size());
        return index < inOrder.size() ? mark(inOrder, index) : mark(late, index - inOrder.size());
    }

    private static Mark mark(Log.Saved log, int index) {
        long head = log.get(index, 0);
        return new Mark(position(head), kind(head), actor(head), log.get(index, 1));
    }

    @Override
    public int size() {
        return inOrder.size() + late.size();
    }

    /** How many marks at the front are in the order of their positions; only they are searched by {@link #last}. */
    int inOrder() {
        return inOrder.size();
    }

    /** Position of the last mark of a kind and CPU before a position, or -1. Gives up after some thousand marks of other kinds. */
    public long last(MarkKind kind, int cpu, long before) {
        int from = firstAt(before);
        for (int i = from - 1; i >= Math.max(0, from - PATIENCE); i--) {
            long head = inOrder.get(i, 0);
            if (kind(head) == kind && actor(head) == cpu) {
                return position(head);
            }
        }
        return -1;
    }

    /** The marks that a step made itself, in their order. */
    public List<Mark> at(long position) {
        List<Mark> marks = new ArrayList<>();
        for (int i = firstAt(position); i < inOrder.size() && position(inOrder.get(i, 0)) == position; i++) {
            marks.add(mark(inOrder, i));
        }
        return marks;
    }

    /** Index of the first mark in order that is not before a position. */
    private int firstAt(long position) {
        int low = 0;
        int high = inOrder.size();
        while (low < high) {
            int middle = low + high >>> 1;
            if (position(inOrder.get(middle, 0)) < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether the fault of a CPU at a position was decided to be spurious. */
    public boolean spurious(long position, int cpu) {
        for (int i = late.size() - 1; i >= Math.max(0, late.size() - PATIENCE); i--) {
            long head = late.get(i, 0);
            if (position(head) == position && actor(head) == cpu) {
                return true;
            }
        }
        return false;
    }
}
