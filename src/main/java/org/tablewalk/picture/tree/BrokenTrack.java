package org.tablewalk.picture.tree;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Words;
import org.tablewalk.picture.timeline.Bands;
import org.tablewalk.picture.timeline.Track;

/** The protocol state of one descriptor as a lane: when it translated and when it was broken. */
public final class BrokenTrack {
    private final List<BrokenWindow> windows;
    private final Bands bands;
    private final Words words = new Words();
    private final long end;
    private final boolean recorded;

    /**
     * Lanes of a run's descriptors.
     *
     * @param windows  broken windows of the recording
     * @param end      steps recorded
     * @param recorded whether it is a trace, of which it is not known when an entry first translated
     */
    public BrokenTrack(List<BrokenWindow> windows, long end, boolean recorded) {
        this.windows = windows;
        this.end = end;
        this.recorded = recorded;
        bands = new Bands(windows);
    }

    /**
     * The lane of a descriptor; null if it was never broken.
     *
     * @param descriptor its address, or -1 for the one broken last before {@code position}
     * @param name       what it is called, or empty for its level and index
     * @param from       first position in sight
     * @param to         last position in sight
     */
    public Track of(long descriptor, String name, long position, double from, double to) {
        BrokenWindow pinned = descriptor < 0 ? bands.near(position)
                : windows.stream().filter(w -> w.descriptorAddress() == descriptor).findFirst().orElse(null);
        return pinned == null ? null : new Track(name.isEmpty() ? entry(pinned) : name, stretches(pinned, from, to));
    }

    private List<Track.Stretch> stretches(BrokenWindow pinned, double from, double to) {
        var stretches = new ArrayList<Track.Stretch>();
        List<BrokenWindow> own = bands.within(from, to).stream().filter(w -> w.descriptorAddress() == pinned.descriptorAddress()).toList();
        double left = Double.NEGATIVE_INFINITY;
        for (BrokenWindow w : own) {
            double until = w.open() ? end : w.to() + 1.0;
            boolean unknown = recorded && w == own.getFirst() && !earlier(w);
            stretches.add(new Track.Stretch(left, w.from(), unknown ? Ink.WAIT : Ink.PAGE, unknown ? Ink.ON_WAIT : Ink.ON_PAGE,
                    words.of(unknown ? "timeline.before" : "timeline.valid"), w.from()));
            stretches.add(new Track.Stretch(w.from(), until, Ink.UNCLEAN, Ink.ON_UNCLEAN, words.of("timeline.broken"), w.from()));
            left = Math.max(left, until);
        }
        stretches.add(new Track.Stretch(left, end, Ink.PAGE, Ink.ON_PAGE, words.of("timeline.valid"), (long) to));
        return stretches;
    }

    /** Whether the entry was broken and made before. */
    private boolean earlier(BrokenWindow window) {
        return windows.stream().anyMatch(w -> w.descriptorAddress() == window.descriptorAddress() && w.from() < window.from());
    }

    /** Level and index; the granule follows from level and size, tables are as large as pages. */
    private String entry(BrokenWindow window) {
        int page = (Long.numberOfTrailingZeros(window.size()) + 3 * (3 - window.level())) / (4 - window.level());
        return words.of("tree.entry", window.level(), (window.descriptorAddress() & (1L << page) - 1) >>> 3);
    }
}
