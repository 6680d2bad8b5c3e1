package org.tablewalk.picture;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;

/**
 * How a shadow page fared: from when it was made until it was zapped, and when it was out of step with its guest table.
 *
 * @param name      what the page is called
 * @param stretches in order
 */
public record PageLife(String name, List<Stretch> stretches) {
    /**
     * A stretch of it.
     *
     * @param from   first position
     * @param to     position after the last, {@code Long.MAX_VALUE} if it goes on
     * @param unsync whether the page is out of step
     */
    public record Stretch(long from, long to, boolean unsync) { }

    /** A list that nobody else can change. */
    public PageLife {
        stretches = List.copyOf(stretches);
    }

    /**
     * The life that the page at a header leads at a position, or led last before it. A header serves one page after another.
     *
     * @param marks notable events of the run, by position
     */
    public static PageLife of(String name, List<Mark> marks, long header, long position) {
        List<Stretch> stretches = new ArrayList<>();
        long since = -1;
        boolean unsync = false;
        for (Mark mark : marks) {
            if (mark.address() != header) {
                continue;
            }
            if (mark.kind() == MarkKind.SHADOW_PAGE) {
                if (mark.position() >= position) {
                    break;
                }
                stretches.clear();
                since = mark.position();
                unsync = false;
            } else if (since >= 0 && (mark.kind() == MarkKind.ZAP || mark.kind() == MarkKind.UNSYNC && !unsync || mark.kind() == MarkKind.SYNC && unsync)) {
                stretches.add(new Stretch(since, mark.position(), unsync));
                since = mark.kind() == MarkKind.ZAP ? -1 : mark.position();
                unsync = mark.kind() == MarkKind.UNSYNC;
            }
        }
        if (since >= 0) {
            stretches.add(new Stretch(since, Long.MAX_VALUE, unsync));
        }
        return new PageLife(name, stretches);
    }
}
