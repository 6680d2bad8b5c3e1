package org.tablewalk.picture.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tablewalk.picture.Ink;
import org.tablewalk.trace.Hold;
import org.tablewalk.trace.LaneWindow;

/** A lane for each lock: who held it, and hatched who waited while nobody could take it over. */
final class LockTracks {
    private final LaneTerms terms;

    LockTracks(LaneTerms terms) {
        this.terms = terms;
    }

    /** The lanes of the locks that were ever taken, by number. */
    List<Track> of(LaneWindow lanes) {
        List<Track> tracks = new ArrayList<>();
        for (long left = lanes.locks(); left != 0; left &= left - 1) {
            int lock = Long.numberOfTrailingZeros(left);
            List<Hold> all = lanes.holds().stream().filter(h -> h.lock() == lock).toList();
            List<Track.Stretch> stretches = new ArrayList<>();
            for (Hold hold : all) {
                if (!hold.waits() && (stretches.isEmpty() || hold.from() >= stretches.getLast().to())) {
                    stretches.addAll(held(hold, all));
                }
            }
            tracks.add(new Track(terms.lock(lock), stretches));
        }
        return tracks;
    }

    /** A hold, cut where somebody begins to wait. Of readers that share a lock the first one's stretch names them all. */
    private List<Track.Stretch> held(Hold hold, List<Hold> all) {
        List<Hold> waiting = all.stream().filter(h -> h.waits() && h.from() < hold.to() && h.to() > hold.from()).toList();
        String owners = names(all.stream().filter(h -> !h.waits() && h.from() < hold.to() && h.to() > hold.from()).toList());
        List<Track.Stretch> stretches = new ArrayList<>();
        long first = waiting.stream().mapToLong(Hold::from).min().orElse(hold.to());
        if (first > hold.from()) {
            stretches.add(new Track.Stretch(hold.from(), first, Ink.WAIT, Ink.ON_WAIT, owners, hold.from(), hold.cpu(), null));
        }
        if (!waiting.isEmpty()) {
            stretches.add(new Track.Stretch(Math.max(first, hold.from()), hold.to(), Ink.WAIT, Ink.ON_WAIT, owners + terms.waiting(names(waiting)),
                    Math.max(first, hold.from()), waiting.getFirst().cpu(), Ink.INVALID));
        }
        return stretches;
    }

    private String names(List<Hold> holds) {
        return holds.stream().map(Hold::cpu).distinct().map(terms::actor).collect(Collectors.joining(", "));
    }
}
