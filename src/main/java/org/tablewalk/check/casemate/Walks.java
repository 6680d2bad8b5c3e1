package org.tablewalk.check.casemate;

import java.util.HashSet;
import java.util.Set;
import org.tablewalk.check.casemate.Page.Table;

/** Goes through the tables of a tree, as casemate does whenever one is linked, unlinked, cleaned or released. */
final class Walks {
    /** Slots that all walks together may read: some seconds. */
    private static final long MOST_SLOTS = 1L << 31;

    private final TracedMemory memory;
    private final Locks locks;
    private long budget = MOST_SLOTS;

    @FunctionalInterface
    private interface Visitor {
        void visit(Page page, int slot, int level, long tableInput);
    }

    Walks(TracedMemory memory, Locks locks) {
        this.memory = memory;
        this.locks = locks;
    }

    /** A table and those below it become part of a tree; each slot may be in one only. */
    void mark(TreeRoot root, long table, int level, long input) {
        walk(table, level, input, (page, slot, at, from) -> {
            if (page.states[slot].entry()) {
                throw Complaint.USED_TWICE.refusal();
            }
            if (slot == 0) {
                page.table = new Table(root, at, from);
            }
            page.states[slot] = Words.valid(page.values[slot]) ? SlotState.VALID : SlotState.INVALID;
        });
    }

    /** Nobody may change a table that was taken out, and those below it, until that is clean. */
    void freeze(long table, int level) {
        walk(table, level, 0, (page, slot, at, from) -> {
            if (locks.owned(page.address + 8L * slot)) {
                throw Complaint.OWNED_CHILD.refusal();
            }
            page.states[slot] = SlotState.FROZEN;
        });
    }

    /** A table and those below it belong to no tree any more. */
    void unmark(long table, int level) {
        walk(table, level, 0, (page, slot, at, from) -> {
            if (!page.states[slot].entry()) {
                throw Complaint.NOT_IN_USE.refusal();
            }
            page.states[slot] = SlotState.MEMORY;
            if (slot == Page.SLOTS - 1) {
                page.table = null;
            }
        });
    }

    /** Refuses a table if anything in it or below it is unclean. What it points to need not be a tree yet, so that tables may be met over and over; each counts once per level. */
    void demandClean(long table, int level) {
        if (unclean(table, level, new HashSet<>())) {
            throw Complaint.UNCLEAN_CHILDREN.refusal();
        }
    }

    private boolean unclean(long table, int level, Set<Long> seen) {
        boolean found = false;
        if (seen.add(table | level)) {
            Page page = memory.find(table);
            for (int slot = 0; slot < Page.SLOTS; slot++) {
                Words.Kind kind = read(page, slot, level);
                found |= page.states[slot] == SlotState.UNCLEAN;
                if (kind == Words.Kind.TABLE) {
                    found |= unclean(Words.nextTable(page.values[slot]), level + 1, seen);
                }
            }
        }
        return found;
    }

    /** Whether no entry of a table that was taken out leads anywhere. */
    boolean empty(long table) {
        Page page = memory.find(table);
        for (int slot = 0; slot < Page.SLOTS; slot++) {
            if (Words.valid(page.values[slot])) {
                return false;
            }
        }
        return true;
    }

    private void walk(long table, int level, long input, Visitor visitor) {
        Page page = memory.find(table);
        for (int slot = 0; slot < Page.SLOTS; slot++) {
            Words.Kind kind = read(page, slot, level);
            visitor.visit(page, slot, level, input);
            if (kind == Words.Kind.TABLE) {
                walk(Words.nextTable(page.values[slot]), level + 1, input + slot * Words.size(level), visitor);
            }
        }
    }

    private Words.Kind read(Page page, int slot, int level) {
        if (--budget < 0) {
            throw new CheckLimitException(MOST_SLOTS);
        }
        if (page == null || page.states[slot] == SlotState.UNKNOWN) {
            throw Complaint.UNKNOWN_ON_WALK.refusal();
        }
        return Words.kind(page.values[slot], level);
    }
}
