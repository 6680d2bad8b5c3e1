package org.tablewalk.session.lockstep;

import java.util.Arrays;
import java.util.List;
import org.tablewalk.check.LongKeys;

/**
 * Where runs that have parted meet again: an event of one that has a name is the event of another with the same name, the how manieth counted from where they parted. What is recorded meanwhile is
 * taken in when somebody asks, each event once, so a place is found in logarithmic time however long the runs are.
 */
public final class Meetings {
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

        private Side(EventLog log, int event) {
            this.log = log;
            first = event < log.events() ? log.firstName(log.step(event)) : log.names();
            taken = first;
        }

        /** The position after a deed, or 0. */
        private int after(int number) {
            int name = number < at.length ? at[number] - 1 : -1;
            return name < 0 ? 0 : log.namedStep(name) + 1;
        }

        private long bytes() {
            return 4L * (times.length + at.length + deed.length);
        }
    }

    /**
     * Of runs that are the same up to some event.
     *
     * @param same number of events that are the same in all of them
     */
    public Meetings(List<EventLog> logs, int same) {
        sides = new Side[logs.size()];
        reach = new Heights[logs.size()];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = new Side(logs.get(i), same);
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
                reach[run].raise(there - sides[leading].first, side.log.namedStep(name) + 1);
            }
        }
    }

    /** An event of the leading run is looked for in all others. */
    private void meet(int name) {
        Side lead = sides[leading];
        int deed = lead.deed[name - lead.first];
        for (int run = 0; run < sides.length; run++) {
            int after = run == leading ? 0 : sides[run].after(deed);
            if (after > 0) {
                reach[run].raise(name - lead.first, after);
            }
        }
    }

    private static int[] room(int[] numbers, int index) {
        return index < numbers.length ? numbers : Arrays.copyOf(numbers, Math.max(2 * numbers.length, index + 1));
    }

    /** The position at which another run has done everything that the leading one has done up to a position and that it does as well; 0 if there is nothing since they parted. */
    public int reached(int run, long position) {
        return reach[run].most(namesBefore(position));
    }

    /** Whether the step that led the leading run to a position and the one that led another to one have an event with a name in common. */
    public boolean meet(int run, long lead, long position) {
        Side side = sides[leading];
        for (int name = side.first + namesBefore(lead) - 1; name >= side.first && side.log.namedStep(name) == lead - 1; name--) {
            if (sides[run].after(side.deed[name - side.first]) == position) {
                return true;
            }
        }
        return false;
    }

    /** Where another run did a deed of a step of a run; no deed that is found again may be in it. */
    Counterpart counterpart(int run, int other, long step) {
        Side side = sides[run];
        int first = Math.max(side.first, side.log.firstName(step));
        boolean named = false;
        for (int name = first; name < side.taken && side.log.namedStep(name) == step; name++) {
            named = true;
            int after = sides[other].after(side.deed[name - side.first]);
            if (after > 0) {
                return new Counterpart(Counterpart.Kind.SAME, after - 1L);
            }
        }
        return new Counterpart(named ? Counterpart.Kind.NOT : Counterpart.Kind.NAMELESS, -1);
    }

    /** Names taken in of the first {@code position} steps of the leading run. */
    private int namesBefore(long position) {
        Side lead = sides[leading];
        return Math.clamp(lead.log.firstName(position), lead.first, lead.taken) - lead.first;
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
