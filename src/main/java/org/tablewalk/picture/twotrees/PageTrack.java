package org.tablewalk.picture.twotrees;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.timeline.Track;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;

/** How a shadow page fared as a lane: from when it was made until it was zapped, and when it was out of step with its guest table. */
public final class PageTrack {
    private final Words words = new Words();
    private final long end;

    /** Lanes of a run; {@code end}: steps recorded. */
    public PageTrack(long end) {
        this.end = end;
    }

    /**
     * The life that the page at a header leads at a position, or led last before it. A header serves one page after another.
     *
     * @param name  what the page is called
     * @param marks notable events of the run, by position
     */
    public Track of(String name, List<Mark> marks, long header, long position) {
        List<Track.Stretch> stretches = new ArrayList<>();
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
                stretches.add(stretch(since, mark.position() + 1.0, unsync));
                since = mark.kind() == MarkKind.ZAP ? -1 : mark.position();
                unsync = mark.kind() == MarkKind.UNSYNC;
            }
        }
        if (since >= 0) {
            stretches.add(stretch(since, end, unsync));
        }
        return new Track(name, stretches);
    }

    private Track.Stretch stretch(long from, double to, boolean unsync) {
        return new Track.Stretch(from, to, unsync ? Ink.UNCLEAN : Ink.PAGE, unsync ? Ink.ON_UNCLEAN : Ink.ON_PAGE,
                words.of(unsync ? "timeline.unsync" : "timeline.used"), from);
    }
}
