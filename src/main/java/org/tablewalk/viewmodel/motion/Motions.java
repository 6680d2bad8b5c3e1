package org.tablewalk.viewmodel.motion;

import org.tablewalk.machine.Event;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.StepRecord;

/** Reads off a recorded step what it looks like in motion: the first of its events that has a motion decides, so there is never more than one. */
public final class Motions {
    private static final int LEVEL = 0xff;
    private static final int GUEST_LEVEL_SHIFT = 60;

    /** What only a kind of subject knows of its tables. */
    public interface Tables {
        /** The entry that a stored word is, as pictures call it. */
        default Motion.Place entry(long address) {
            return new Motion.Entry(address);
        }

        /** The table that an entry read by the hardware leads to, or null. */
        Motion.Place under(long word, int level);

        /** The table that an entry of the guest's own stage leads to, which the hardware read at an address, or null. */
        default Motion.Place underStage1(long address, long word, int level) {
            return null;
        }

        /** The table that an entry of the guest's leads to, or null. */
        default Motion.Place underGuest(long word, int level) {
            return null;
        }

        /** The table of a page as events about pages name it. */
        default long table(long page) {
            return page;
        }

        /** The event of a store to an entry. */
        default int store() {
            return Event.WORD_WRITE;
        }

        /** The event after which a shadow page is no longer there. */
        default int freed() {
            return Event.SP_FREE;
        }
    }

    private Motions() {}

    /** The motion of a step, or null if it has none; null for none at all. */
    public static Motion of(StepRecord step, Tables tables) {
        if (step != null) {
            for (EventRecord e : step.events()) {
                Motion motion = of(e, step, tables);
                if (motion != null) {
                    return motion;
                }
            }
        }
        return null;
    }

    private static Motion of(EventRecord e, StepRecord step, Tables tables) {
        if (e.kind() == tables.freed() || e.kind() == Event.PAGE_FREE) {
            return new Motion(Motion.Kind.FADE, null, new Motion.Table(tables.table(e.a())), 0);
        }
        if (e.kind() == tables.store()) {
            return new Motion(Motion.Kind.STORE, new Motion.Line(e.actor()), tables.entry(e.a()), e.c());
        }
        return switch (e.kind()) {
            case Event.SP_ALLOC -> new Motion(Motion.Kind.GROWTH, e.b() == 0 ? null : new Motion.Entry(e.b()), new Motion.Table(tables.table(e.a())), 0);
            case Event.PAGE_ALLOC -> new Motion(Motion.Kind.GROWTH, null, new Motion.Table(e.a()), 0);
            case Event.TLBI_ARRIVE -> new Motion(Motion.Kind.SWEEP, null, new Motion.Tlb(e.actor()), e.b());
            case Event.TLB_FLUSH -> new Motion(Motion.Kind.SWEEP, null, new Motion.Tlb(e.actor()), e.a());
            case Event.WALK_READ -> {
                int level = (int) e.c() & LEVEL;
                boolean fills = step.event(Event.TLB_FILL) != null;
                Motion.Place under = (e.c() & Event.STAGE_1) != 0 ? tables.underStage1(e.a(), e.b(), level) : tables.under(e.b(), level);
                yield new Motion(Motion.Kind.WALK, new Motion.Entry(e.a()), fills ? new Motion.Tlb(e.actor()) : under, level);
            }
            case Event.GUEST_WALK -> {
                int level = (int) (e.a() >>> GUEST_LEVEL_SHIFT);
                long address = e.a() & (1L << GUEST_LEVEL_SHIFT) - 1;
                yield new Motion(Motion.Kind.WALK, new Motion.GuestEntry(address), tables.underGuest(e.b(), level), level);
            }
            default -> null;
        };
    }
}
