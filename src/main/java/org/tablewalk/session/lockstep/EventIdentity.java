package org.tablewalk.session.lockstep;

import org.tablewalk.machine.Event;

/**
 * Which events of two runs are the same.
 *
 * <p>{@link #counts Counted} is what a machine does: to memory, TLBs, registers, locks, the guest. What a listing says of its own structure is not: a deed is the same whichever routine did it.
 * Two runs are the same up to where their counted events first differ, in any operand but those that number the parts of a program: its ops and its routines.
 *
 * <p>Of these some have a {@link #key name} by which they are found again in a run that went another way: who did what, and for the how manieth time. Only deeds that a run cannot do more or
 * less often without being about something else have one: a CPU's accesses that were performed, by address, because its program makes each of them once, however often it had to be tried; stores, by address and
 * what was stored; invalidations, by what they ask for; and the end of a CPU. Walks, fills, faults, barriers and locks come as often as it happens.
 */
final class EventIdentity {
    private EventIdentity() {}

    /** Whether an event is one that runs are compared by. */
    static boolean counts(int kind) {
        return switch (kind) {
            case Event.CALL, Event.CALLBACK, Event.RETURN, Event.NOTE -> false;
            default -> true;
        };
    }

    /**
     * An event as one number: two events of different runs are the same if it is equal. That two others have the same number has a chance of one in 2<sup>64</sup>.
     */
    static long label(int kind, int actor, long a, long b, long c) {
        return switch (kind) {
            // The number of an op, or of a routine.
            case Event.ASSERT_FAILED -> number(kind, actor, 0, b, c);
            case Event.HALT, Event.EXCEPTION -> number(kind, actor, a, b, 0);
            default -> number(kind, actor, a, b, c);
        };
    }

    /** Whether an event can be found again in a run that went another way. */
    static boolean named(int kind) {
        return switch (kind) {
            case Event.ACCESS_DONE, Event.WORD_WRITE, Event.TLBI_ISSUE, Event.HALT, Event.INVLPG, Event.PTE_WRITE, Event.GIVE -> true;
            default -> false;
        };
    }

    /** What a named event is found again by, together with how often the run had it before. */
    static long key(int kind, int actor, long a, long b, long c) {
        return switch (kind) {
            // Where it led, and what was there before, may be another.
            case Event.ACCESS_DONE, Event.WORD_WRITE -> number(kind, actor, a, 0, c);
            // The slot is only where it is kept.
            case Event.TLBI_ISSUE -> number(kind, actor, 0, b, c);
            // The op it stands at.
            case Event.HALT -> number(kind, actor, a, b, 0);
            default -> number(kind, actor, a, b, c);
        };
    }

    /** A sum of the operands times odd constants, put through the output function of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
    private static long number(int kind, int actor, long a, long b, long c) {
        long z = (kind | (long) actor << 8) * 0x9E3779B97F4A7C15L + a * 0xD1342543DE82EF95L + b * 0xC2B2AE3D27D4EB4FL + Long.rotateLeft(c, 32) * 0x165667B19E3779F9L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
