package org.tablewalk.session.lockstep;

/** How far two runs do the same. Grows with them; each event is looked at once. */
public final class Common {
    private final EventLog first;
    private final EventLog other;
    private int same;
    private boolean parted;

    public Common(EventLog first, EventLog other) {
        this.first = first;
        this.other = other;
    }

    /** Takes over that so many events are the same, as is known from elsewhere. */
    void atLeast(int events) {
        same = Math.max(same, events);
    }

    /** Compares what is recorded of both, up to so many events. */
    void look(int most) {
        int end = Math.min(most, Math.min(first.events(), other.events()));
        while (!parted && same < end) {
            if (first.label(same) == other.label(same)) {
                same++;
            } else {
                parted = true;
            }
        }
    }

    /** Compares all that is recorded of both. */
    public void look() {
        look(Integer.MAX_VALUE);
    }

    /** How many events are the same from the start on, as far as was looked. */
    public int same() {
        return same;
    }

    /** Whether the next event is another one in each. */
    public boolean parted() {
        return parted;
    }

    /**
     * Whether the next event is another one in each, or one of them has come to its end before it.
     *
     * @param firstEnded whether the first run has come to its end
     * @param otherEnded whether the other has
     */
    public boolean parted(boolean firstEnded, boolean otherEnded) {
        return parted || firstEnded && first.events() == same && other.events() > same || otherEnded && other.events() == same && first.events() > same;
    }
}
