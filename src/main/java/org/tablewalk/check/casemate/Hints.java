package org.tablewalk.check.casemate;

import org.tablewalk.trace.casemate.HintKind;

/** What the recorded program says about its own bookkeeping. */
final class Hints {
    private final TracedMemory memory;
    private final Locks locks;
    private final Roots roots;
    private final Uncleans uncleans;

    Hints(TracedMemory memory, Locks locks, Roots roots, Uncleans uncleans) {
        this.memory = memory;
        this.locks = locks;
        this.roots = roots;
        this.uncleans = uncleans;
    }

    void hint(HintKind kind, long location, long value) {
        switch (kind) {
            case SET_ROOT_LOCK -> locks.guards(location, value);
            case SET_OWNER_ROOT -> ownerRoot(location);
            case RELEASE_TABLE -> release(location);
            case SET_PTE_THREAD_OWNER -> threadOwner(location & -8, (int) value);
        }
    }

    /** Whose a page is, casemate finds out by itself; what it checks, it checks only where the address is not that of a page. */
    private void ownerRoot(long location) {
        Page page = memory.find(location);
        if (location % Page.BYTES != 0 && page != null && page.table != null) {
            throw Complaint.OWNER_OF_TABLE_CHANGED.refusal();
        }
    }

    private void release(long location) {
        locks.unguarded(location);
        if (memory.state(location).entry()) {
            Page.Table table = memory.find(location).table;
            if (uncleans.any(table.root())) {
                throw Complaint.UNCLEAN_RELEASED.refusal();
            }
            roots.release(location, table.level());
        }
    }

    private void threadOwner(long location, int thread) {
        SlotState state = memory.state(location);
        if (state == SlotState.UNKNOWN) {
            throw Complaint.OWNED_UNKNOWN.refusal();
        }
        if (!state.entry()) {
            throw Complaint.OWNED_MEMORY.refusal();
        }
        if (memory.find(location).table.level() != Words.LAST_LEVEL) {
            throw Complaint.OWNED_ABOVE_LAST_LEVEL.refusal();
        }
        locks.own(location, thread);
        uncleans.reassign(location, Math.max(-1, thread));
    }
}
