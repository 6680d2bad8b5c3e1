package org.tablewalk.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tablewalk.trace.Mark;

/**
 * Keeps at most so many marks of a growing run: of those that fall into one stretch of steps the most telling one. Looks at every mark
 * once; when the run outgrows the stretches, they are doubled. Not thread safe.
 */
public final class MarkThinner {
    private final Mark[] kept;
    private int shift;
    private int seenInOrder;
    private int seenLate;

    /** A thinner that keeps at most {@code most} marks, 2 or more. */
    public MarkThinner(int most) {
        if (most < 2) {
            throw new IllegalArgumentException("at least 2, found " + most);
        }
        kept = new Mark[most];
    }

    /** The marks to show, in the order of their positions. A list that is not a continuation of the last one is looked at from its start. */
    public List<Mark> thin(MarkList marks) {
        int late = marks.size() - marks.inOrder();
        if (marks.inOrder() < seenInOrder || late < seenLate) {
            Arrays.fill(kept, null);
            shift = 0;
            seenInOrder = 0;
            seenLate = 0;
        }
        for (; seenInOrder < marks.inOrder(); seenInOrder++) {
            keep(marks.get(seenInOrder));
        }
        for (; seenLate < late; seenLate++) {
            keep(marks.get(marks.inOrder() + seenLate));
        }
        List<Mark> result = new ArrayList<>();
        for (Mark m : kept) {
            if (m != null) {
                result.add(m);
            }
        }
        return result;
    }

    private void keep(Mark mark) {
        while (mark.position() >> shift >= kept.length) {
            for (int i = 0; i < kept.length; i += 2) {
                Mark second = i + 1 < kept.length ? kept[i + 1] : null;
                Mark better = better(kept[i], second);
                kept[i] = null;
                kept[i / 2] = better;
            }
            Arrays.fill(kept, (kept.length + 1) / 2, kept.length, null);
            shift++;
        }
        int stretch = (int) (mark.position() >> shift);
        kept[stretch] = better(kept[stretch], mark);
    }

    private static Mark better(Mark a, Mark b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return b.kind().compareTo(a.kind()) < 0 ? b : a;
    }
}
