package org.tablewalk.session.lockstep;

import java.util.Arrays;
import java.util.List;
import org.tablewalk.check.LongKeys;

/**
 * Where runs that have parted meet again: an event of one that has a name is the event of another with the same name, the how manieth counted from where they parted. What is recorded meanwhile is
 * taken in when somebody asks, each event once, so a place is found in logarithmic time however long the runs are.
 */
public final class Meetings {
    private final List<EventLog> logs;
    private final LongKeys names = new LongKeys();
    private final LongKeys deeds = new LongKeys();
    private final Side[] sides;
    private final Heights[] reach;
    private int leading;

    /** What is known of one run. */
    private static final class Side {
        private final EventLog log;
        /** The first name that is taken in, and one more than the last. */
        private final int first;
        private int taken;
        /** By number of a name: how often the run had it. */
        private int[] times = new int[64];
        /** By number of a deed: one more than the index of its name in the log, or 0. */
        private int[] at = new int[64];
        /** By index of a name: the number of the deed. */
        private int[] deed = new int[64];

        private Side(EventLog log, int from) {
            this.log = log;
            int low = 0;
            int high = log.names();
            while (low < high) {
                int middle = low + high >>> 1;
                if (log.event(middle) < from) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            first = low;
            taken = low;
        }

        private int event(int deedNumber) {
            int name = deedNumber < at.length ? at[deedNumber] - 1 : -1;
            return name < 0 ? -1 : log.event(name);
        }

        private long bytes() {
            return 4L * (times.length + at.length + deed.length);
        }
    }

    /**
     * Of runs that are the same up to some event.
     *
     * @param from number of events that are the same in all of them
     */
    public Meetings(List<EventLog> logs, int from) {
        this.logs = List.copyOf(logs);
        sides = new Side[logs.size()];
        reach = new Heights[logs.size()];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = new Side(logs.get(i), from);
        }
        lead(0);
    }

    /** From now on places of this run are looked for in the others. */
    public void lead(int run) {
        leading = run;
        for (int i = 0; i < reach.length; i++) {
            reach[i] = new Heights();
        }
        for (int name = sides[run].first; name < sides[run].taken; name++) {
            meet(name);
        }
    }

    /**
     * Takes in what is recorded, at most so many events.
     *
     * @return whether that was all
     */
    public boolean take(int most) {
        int left = most;
        for (int run = 0; run < sides.length; run++) {
            Side side = sides[run];
            for (; side.taken < side.log.names(); side.taken++) {
                if (left-- == 0) {
                    return false;
                }
                take(run, side);
            }
        }
        return true;
    }

    private void take(int run, Side side) {
        int name = side.taken;
        int number = names.add(side.log.key(name), 0, 0);
        side.times = room(side.times, number);
        int deed = deeds.add(number, side.times[number]++, 0);
        side.at = room(side.at, deed);
        side.at[deed] = name + 1;
        side.deed = room(side.deed, name - side.first);
        side.deed[name - side.first] = deed;
        if (run == leading) {
            meet(name);
        } else {
            int there = deed < sides[leading].at.length ? sides[leading].at[deed] - 1 : -1;
            if (there >= 0) {
                reach[run].raise(there - sides[leading].first, side.log.event(name) + 1);
            }
        }
    }

    /** An event of the leading run is looked for in all others. */
    private void meet(int name) {
        Side lead = sides[leading];
        int deed = lead.deed[name - lead.first];
        for (int run = 0; run < sides.length; run++) {
            int event = run == leading ? -1 : sides[run].event(deed);
            if (event >= 0) {
                reach[run].raise(name - lead.first, event + 1);
            }
        }
    }

    private static int[] room(int[] numbers, int index) {
        return index < numbers.length ? numbers : Arrays.copyOf(numbers, Math.max(2 * numbers.length, index + 1));
    }

    /** Of the events of another run that the first {@code events} of the leading one have too, the last; -1 if there is none since they parted. */
    public int reached(int run, int events) {
        return reach[run].most(namesBefore(events)) - 1;
    }

    /** The event of another run that is the same as one of the leading run's, or -1. */
    public int partner(int run, int event) {
        Side lead = sides[leading];
        int name = lead.first + namesBefore(event);
        return name < lead.taken && lead.log.event(name) == event ? sides[run].event(lead.deed[name - lead.first]) : -1;
    }

    /** Names taken in of the first {@code events} events of the leading run. */
    private int namesBefore(int events) {
        Side lead = sides[leading];
        int low = lead.first;
        int high = lead.taken;
        while (low < high) {
            int middle = low + high >>> 1;
            if (lead.log.event(middle) < events) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - lead.first;
    }

    /** Bytes that it takes. */
    public long bytes() {
        long bytes = 60L * deeds.size() + 60L * names.size();
        for (int i = 0; i < sides.length; i++) {
            bytes += sides[i].bytes() + reach[i].bytes();
        }
        return bytes;
    }
}
