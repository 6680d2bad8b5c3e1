package org.tablewalk.trace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.tablewalk.machine.Event;

/**
 * Finds out from a recording why faults were raised. A fault names the descriptor that decided it: from there it is the read of its step, and the last store
 * to that word before. Or a TLB entry decided: then it is the fill that gave the CPU that entry, and the last store to the word it was filled from. Where the
 * hypervisor hands the fault on to the guest, the guest's own entry decided.
 */
public final class Causes {
    /** Most blocks replayed in the search of a fill. */
    private static final int PATIENCE = 32;
    /** Most steps looked at for how a fault is handled. */
    private static final int HANDLER = 4 * Recording.BLOCK;

    /** What only a kind of machine knows. */
    public interface Facts {
        /** The cell of a memory word by its address, or -1. */
        int cellOf(long address);

        /** The address in the host's memory of a word of the guest's, or -1. */
        long hostAddress(long gpa);

        /** Whether a TLB entry, by its tag, translates an address. */
        boolean translates(long tag, long address);
    }

    private final Cursor cursor;
    private final WriteHistory history;
    private final Facts facts;

    /**
     * Causes in the cursor's recording.
     *
     * @param cursor may be the history's
     */
    public Causes(Cursor cursor, WriteHistory history, Facts facts) {
        this.cursor = cursor;
        this.history = history;
        this.facts = facts;
    }

    /** Why the step at a position raised a fault on a CPU. */
    public Cause of(long position, int cpu) {
        List<Cause.Link> links = new ArrayList<>();
        if (position < 0 || !add(links, Cause.Role.FAULT, position, e -> e.kind() == Event.FAULT && e.actor() == cpu)) {
            return new Cause(-1, cpu, List.of(), Cause.End.NONE);
        }
        EventRecord fault = links.getFirst().event();
        add(links, Cause.Role.READ, position, e -> e.kind() == Event.WALK_READ && e.actor() == cpu && e.a() == fault.b());
        long guest = guestRead(position, cpu);
        if (guest >= 0) {
            return new Cause(position, cpu, links, guestEntry(links, guest, cpu));
        }
        if (fault.b() == 0) {
            return new Cause(position, cpu, links, cached(links, position, fault));
        }
        Cause.End end = store(links, fault.b(), links.getLast().event().b(), position);
        later(links, fault.b(), position, cursor.recording().length());
        return new Cause(position, cpu, links, end);
    }

    /** Where the hypervisor's walk of the guest's tables found that the guest itself gets the fault: the step of its last read, or -1. */
    private long guestRead(long position, int cpu) {
        long[] found = {-1, position + 1};
        boolean[] state = {false, false};
        cursor.scan(position + 1, Math.min(cursor.recording().length(), position + HANDLER), (kind, actor, a, b, c) -> {
            if (actor == cpu && !state[1]) {
                found[0] = kind == Event.GUEST_WALK ? found[1] : found[0];
                state[0] |= kind == Event.INJECT;
                state[1] = kind == Event.INJECT || kind == Event.RESUME || kind == Event.HALT;
            }
        }, (at, move, machine, line) -> {
            found[1] = at + 1;
            return !state[1];
        });
        return state[0] ? found[0] : -1;
    }

    /** The entry of the guest's that decided, and the last store to it. */
    private Cause.End guestEntry(List<Cause.Link> links, long position, int cpu) {
        if (!add(links, Cause.Role.READ, position, e -> e.kind() == Event.GUEST_WALK && e.actor() == cpu)) {
            return Cause.End.FAR;
        }
        EventRecord read = links.getLast().event();
        long address = facts.hostAddress(read.a() << 4 >>> 4);
        return address < 0 ? Cause.End.FAR : store(links, address, read.b(), position);
    }

    /** An entry of the TLB decided, or several that match. */
    private Cause.End cached(List<Cause.Link> links, long position, EventRecord fault) {
        StepRecord step = links.getFirst().step();
        EventRecord hit = step.event(Event.TLB_HIT);
        Set<Long> seen = new HashSet<>();
        long before = position;
        Cause.End end = Cause.End.FAR;
        for (int wanted = hit == null ? 2 : 1; wanted > 0 && before >= 0; wanted--) {
            before = lastFill(fault.actor(), before, e -> hit != null ? e.a() == hit.b() : facts.translates(e.a(), fault.a()) && !seen.contains(e.a()));
            if (before >= 0) {
                add(links, Cause.Role.FILL, before, e -> e.kind() == Event.TLB_FILL && e.actor() == fault.actor());
                seen.add(links.getLast().event().a());
                EventRecord read = links.getLast().step().event(Event.WALK_READ);
                if (read != null) {
                    end = store(links, read.a(), read.b(), before);
                    later(links, read.a(), before, position);
                }
            }
        }
        return end;
    }

    /** Position of the last fill of a CPU before a position that fits, or -1. */
    private long lastFill(int cpu, long before, Predicate<EventRecord> fits) {
        int here = (int) (Math.max(0, before - 1) / Recording.BLOCK);
        for (int block = here; block >= 0 && block > here - PATIENCE; block--) {
            long start = (long) block * Recording.BLOCK;
            long[] found = {-1, start};
            cursor.scan(start, Math.min(before, start + Recording.BLOCK), (kind, actor, a, b, c) -> {
                if (kind == Event.TLB_FILL && actor == cpu && fits.test(new EventRecord(kind, actor, a, b, c))) {
                    found[0] = found[1];
                }
            }, (position, move, machine, line) -> {
                found[1] = position + 1;
                return true;
            });
            if (found[0] >= 0) {
                return found[0];
            }
        }
        return -1;
    }

    /** The last store to a word before a position. */
    private Cause.End store(List<Cause.Link> links, long address, long value, long before) {
        int cell = facts.cellOf(address);
        if (cell < 0) {
            return Cause.End.FAR;
        }
        Write last = null;
        for (Write write : history.around(address, cell, before, 1)) {
            last = write.position() < before ? write : last;
        }
        if (last != null) {
            add(links, Cause.Role.STORE, last.position(), stores(address));
            return Cause.End.FOUND;
        }
        return cursor.recording().keyframe(0).image().get(cell) == value ? Cause.End.INITIAL : Cause.End.FAR;
    }

    /** The first store to a word from a position on, if it comes before another. */
    private void later(List<Cause.Link> links, long address, long from, long before) {
        int cell = facts.cellOf(address);
        if (cell >= 0) {
            history.around(address, cell, from, 1).stream().filter(w -> w.position() >= from && w.position() < before).findFirst()
                    .ifPresent(w -> add(links, Cause.Role.LATER, w.position(), stores(address)));
        }
    }

    private static Predicate<EventRecord> stores(long address) {
        return e -> e.kind() == Event.WORD_WRITE && e.a() == address && e.b() != e.c();
    }

    private boolean add(List<Cause.Link> links, Cause.Role role, long position, Predicate<EventRecord> counts) {
        if (position >= cursor.recording().length()) {
            return false;
        }
        cursor.seek(position + 1);
        StepRecord step = cursor.step();
        EventRecord event = step.events().stream().filter(counts).findFirst().orElse(null);
        return event != null && links.add(new Cause.Link(role, step, event, cursor.machine().cells().image()));
    }
}
