package org.tablewalk.viewmodel.motion;

import org.tablewalk.picture.Target;

/**
 * What a step looks like in motion.
 *
 * @param from  where it begins, or null if it happens in one place
 * @param to    where it ends or happens, or null for where it begins
 * @param value what is carried: the word stored, the level read, entries removed; else 0
 */
public record Motion(Kind kind, Place from, Place to, long value) {
    /** One for each kind of step. */
    public enum Kind {
        /** A store goes from its line of the listing to the entry. */
        STORE,
        /** A walk goes from the entry it read to the table or TLB that this leads to. */
        WALK,
        /** An invalidation goes through a TLB. */
        SWEEP,
        /** A table is freed. */
        FADE,
        /** A table comes to be, out of the entry that is to hold it if that is known. */
        GROWTH
    }

    /** Something that has a place in a pane. */
    public sealed interface Place {
        /** Whether a place of a picture stands for it. */
        boolean shownAt(Target target);
    }

    /** The line of a CPU's listing that the step executed. */
    public record Line(int cpu) implements Place {
        @Override
        public boolean shownAt(Target target) {
            return false;
        }
    }

    /** An entry of a table by its physical address. */
    public record Entry(long address) implements Place {
        @Override
        public boolean shownAt(Target target) {
            return target.a() == address && (target.kind() == Target.Kind.DESCRIPTOR || target.kind() == Target.Kind.SHADOW_ENTRY);
        }
    }

    /** An entry of a guest's table by its guest physical address. */
    public record GuestEntry(long address) implements Place {
        @Override
        public boolean shownAt(Target target) {
            return target.a() == address && target.kind() == Target.Kind.GUEST_ENTRY;
        }
    }

    /** A table by its physical address. */
    public record Table(long address) implements Place {
        @Override
        public boolean shownAt(Target target) {
            return target.a() == address && (target.kind() == Target.Kind.TABLE || target.kind() == Target.Kind.SHADOW_PAGE);
        }
    }

    /** A guest's table by its frame. */
    public record GuestTable(long gfn) implements Place {
        @Override
        public boolean shownAt(Target target) {
            return target.a() == gfn && target.kind() == Target.Kind.GUEST_TABLE;
        }
    }

    /** The TLB of a CPU: all of its entries. */
    public record Tlb(int cpu) implements Place {
        @Override
        public boolean shownAt(Target target) {
            return target.a() == cpu && (target.kind() == Target.Kind.TLB || target.kind() == Target.Kind.TLB_ENTRY);
        }
    }
}
