package org.tablewalk.session.lockstep;

import java.util.ArrayList;
import java.util.List;

/** What is known of runs in lock step: their events, how far each two do the same, where they meet again. One of them leads: places of it are looked for in the others. */
public final class LockSteps {
    private final List<EventLog> logs = new ArrayList<>();
    /** Of two runs, the lower number first. */
    private final Common[][] commons;
    private Meetings meetings;
    private int leading;

    /** Of so many runs before their first steps. */
    public LockSteps(int runs) {
        commons = new Common[runs][runs];
        for (int i = 0; i < runs; i++) {
            logs.add(new EventLog());
            for (int j = 0; j < i; j++) {
                commons[j][i] = new Common(logs.get(j), logs.get(i));
            }
        }
    }

    /** The events of a run. */
    public EventLog log(int run) {
        return logs.get(run);
    }

    /** How far two different runs do the same. */
    public Common common(int one, int other) {
        return commons[Math.min(one, other)][Math.max(one, other)];
    }

    /** Another run leads. */
    public void lead(int run) {
        leading = run;
        if (meetings != null) {
            meetings.lead(run);
        }
    }

    /** Compares all that is recorded. */
    public void look() {
        int needed = Integer.MAX_VALUE;
        for (int i = 0; i < logs.size(); i++) {
            for (int j = i + 1; j < logs.size(); j++) {
                commons[i][j].look();
                needed = commons[i][j].parted() ? needed : Math.min(needed, commons[i][j].same());
            }
        }
        for (EventLog log : logs) {
            if (needed == Integer.MAX_VALUE) {
                log.forgetAll();
            } else {
                log.forget(needed);
            }
        }
    }

    /**
     * Looks for where they meet again.
     *
     * @param most events that are looked at
     * @return whether that was all that is recorded
     */
    public boolean meet(int most) {
        if (meetings == null && parted()) {
            meetings = new Meetings(logs, same());
            meetings.lead(leading);
        }
        return meetings == null || meetings.take(most);
    }

    /** Whether two of them have done something different. */
    private boolean parted() {
        for (int i = 1; i < logs.size(); i++) {
            if (commons[0][i].parted()) {
                return true;
            }
        }
        return false;
    }

    /** How many events are the same in all of them from the start on. */
    public int same() {
        int same = Integer.MAX_VALUE;
        for (int i = 1; i < logs.size(); i++) {
            same = Math.min(same, commons[0][i].same());
        }
        return same;
    }

    /**
     * The position at which a run is shown when the leading one is shown at a position.
     *
     * <p>While the two do the same: after the same events, and after as many further steps without one as the leading run has made since, if it has so many. Once they have parted: after what it did
     * instead of what the leading run did first, and after everything that the leading run has done up to there and that it does as well, which is known by the {@link EventIdentity names} of events;
     * so it goes on only when the leading run goes on, and back when that goes back. Where the leading run does something that it does not do, it stays.
     *
     * @param position of the leading run
     * @param length   of the other as far as it is recorded
     */
    public long place(int run, long position, long length) {
        EventLog lead = logs.get(leading);
        EventLog log = logs.get(run);
        Common common = common(leading, run);
        int events = lead.before(position);
        if (events <= common.same()) {
            long since = position - after(lead, events - 1);
            return Math.min(after(log, events - 1) + since, events < log.events() ? log.step(events) : length);
        }
        if (common.same() >= log.events()) {
            return length;
        }
        int reached = meetings == null ? -1 : meetings.reached(run, events);
        return Math.max(after(log, common.same()), after(log, reached));
    }

    /** The position after the step that made an event; the start if there is no such event. */
    private static long after(EventLog log, int event) {
        return event < 0 ? 0 : log.step(event) + 1;
    }

    /**
     * Where a run is shown.
     *
     * @param position of it
     * @param lead     position of the leading run
     */
    public Standing standing(int run, long position, long lead) {
        EventLog log = logs.get(run);
        int same = same();
        int events = log.before(position);
        if (events < same || events == same && (log.events() > same || position < lead || !parted())) {
            return Standing.TOGETHER;
        }
        if (events == same || after(log, same) == position) {
            return Standing.PARTING;
        }
        return run != leading && meets(run, position, lead) ? Standing.MEETING : Standing.APART;
    }

    /** Whether the steps that led two runs to where they are shown have an event in common. */
    private boolean meets(int run, long position, long lead) {
        if (meetings == null) {
            return false;
        }
        EventLog leader = logs.get(leading);
        for (int event = leader.before(lead) - 1; event >= 0 && after(leader, event) == lead; event--) {
            int partner = meetings.partner(run, event);
            if (partner >= 0 && after(logs.get(run), partner) == position) {
                return true;
            }
        }
        return false;
    }

    /** Bytes that it takes. */
    public long bytes() {
        return logs.stream().mapToLong(EventLog::bytes).sum() + (meetings == null ? 0 : meetings.bytes());
    }
}
