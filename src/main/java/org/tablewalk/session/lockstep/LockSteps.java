package org.tablewalk.session.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.tablewalk.machine.Policy;

/** What is known of runs in lock step: their events, how far each two do the same, where they meet again. One of them leads: places of it are looked for in the others. */
public final class LockSteps {
    private final List<EventLog> logs = new ArrayList<>();
    /** Of two runs, the lower number first. */
    private final Common[][] commons;
    private Meetings meetings;
    private final boolean alike;
    private int leading;

    /**
     * Of runs before their first steps.
     *
     * @param runs  how many
     * @param alike whether all of them run the same program
     */
    public LockSteps(int runs, boolean alike) {
        this.alike = alike;
        commons = new Common[runs][runs];
        for (int i = 0; i < runs; i++) {
            logs.add(new EventLog(!alike && i == 0));
            for (int j = 0; j < i; j++) {
                commons[j][i] = new Common(logs.get(j), logs.get(i));
            }
        }
    }

    /** The events of a run. */
    public EventLog log(int run) {
        return logs.get(run);
    }

    /** A run as a follower of the first. */
    public Following following(int run, Policy own, Following.First first) {
        return new Following(own, first, logs.getFirst(), logs.get(run), common(0, run), alike);
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

    /** Compares all that is recorded. Who has parted from all others has nothing left to be compared. */
    public void look() {
        for (int i = 0; i < logs.size(); i++) {
            for (int j = i + 1; j < logs.size(); j++) {
                if (i > 0) {
                    commons[i][j].atLeast(Math.min(commons[0][i].same(), commons[0][j].same()));
                }
                commons[i][j].look();
            }
        }
        for (int i = 0; i < logs.size(); i++) {
            int needed = Integer.MAX_VALUE;
            for (int j = 0; j < logs.size(); j++) {
                needed = j == i || common(i, j).parted() ? needed : Math.min(needed, common(i, j).same());
            }
            if (needed == Integer.MAX_VALUE) {
                logs.get(i).close();
            } else {
                logs.get(i).forget(Math.min(needed, same()));
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
     * <p>While the two do the same: after the same events, and after as many further steps without one as the leading run has made since, if it has so many. Where they part: after what it did
     * instead of what the leading run did, even if it does that later. From there on: after that, and after everything that the leading run has done up to there and that it does as well, which is known by the {@link EventIdentity names} of events;
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
        boolean here = position == after(lead, common.same());
        return Math.max(after(log, common.same()), here || meetings == null ? 0 : meetings.reached(run, position));
    }

    /** Where another run did what a run did in a step. */
    public Counterpart counterpart(int run, int other, long step) {
        EventLog log = logs.get(run);
        Common common = common(run, other);
        int event = log.before(step);
        boolean counted = event < log.events() && log.step(event) == step;
        if (counted && event < common.same()) {
            return new Counterpart(Counterpart.Kind.SAME, logs.get(other).step(event));
        }
        Counterpart met = meetings == null ? new Counterpart(Counterpart.Kind.NAMELESS, -1) : meetings.counterpart(run, other, step);
        boolean parts = counted && event == common.same() && common.parted();
        return parts && met.kind() != Counterpart.Kind.SAME ? new Counterpart(Counterpart.Kind.INSTEAD, logs.get(other).step(event)) : met;
    }

    /**
     * The step of a stretch by which it is found in other runs: the first if nothing has parted by then, or else the last that is wanted and has an event with a name; the first if there is none.
     *
     * @param from index of the first step
     * @param to   of the one after the last
     */
    public long deed(int run, long from, long to, LongPredicate wanted) {
        EventLog log = logs.get(run);
        if (meetings == null || log.before(from + 1) <= same()) {
            return from;
        }
        for (int name = log.firstName(to) - 1; name >= log.firstName(from); name--) {
            if (wanted.test(log.namedStep(name))) {
                return log.namedStep(name);
            }
        }
        return from;
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
        return run != leading && meetings != null && meetings.meet(run, lead, position) ? Standing.MEETING : Standing.APART;
    }

    /** Bytes that it takes. */
    public long bytes() {
        return logs.stream().mapToLong(EventLog::bytes).sum() + (meetings == null ? 0 : meetings.bytes());
    }
}
