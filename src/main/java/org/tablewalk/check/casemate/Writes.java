package org.tablewalk.check.casemate;

/** What a write does to a slot. */
final class Writes {
    private final TracedMemory memory;
    private final Walks walks;
    private final Locks locks;
    private final Uncleans uncleans;

    Writes(TracedMemory memory, Walks walks, Locks locks, Uncleans uncleans) {
        this.memory = memory;
        this.walks = walks;
        this.locks = locks;
        this.uncleans = uncleans;
    }

    void write(int thread, long address, long value, boolean plain) {
        Page page = memory.find(address);
        int slot = Page.slot(address);
        SlotState state = page == null ? SlotState.UNKNOWN : page.states[slot];
        if (state == SlotState.UNKNOWN) {
            throw Complaint.WRITE_TO_UNKNOWN.refusal();
        }
        if (state.entry()) {
            locks.demandWrite(thread, address, page.table.root().address, plain && (state == SlotState.VALID || Words.valid(value)));
        }
        long old = page.values[slot];
        page.values[slot] = value;
        switch (state) {
            case VALID -> change(thread, page, slot, old, value);
            case UNCLEAN -> demand(!Words.valid(value), Complaint.UNCLEAN_TO_VALID);
            case INVALID -> make(page, slot, value);
            case FROZEN -> demand(old == value || !Words.valid(old) && !Words.valid(value), Complaint.UNCLEAN_PARENT);
            case MEMORY, UNKNOWN -> {}
        }
    }

    private static void demand(boolean allowed, Complaint otherwise) {
        if (!allowed) {
            throw otherwise.refusal();
        }
    }

    private void change(int thread, Page page, int slot, long old, long value) {
        int level = page.table.level();
        if (Words.valid(value)) {
            demand(!Words.needsBreak(old, value, level), Complaint.VALID_TO_VALID);
            return;
        }
        long address = page.address + 8L * slot;
        page.states[slot] = SlotState.UNCLEAN;
        uncleans.add(new Unclean(address, old, page.table), locks.owner(address), thread);
        if (Words.kind(old, level) == Words.Kind.TABLE) {
            walks.demandClean(Words.nextTable(old), level + 1);
            walks.freeze(Words.nextTable(old), level + 1);
        }
    }

    private void make(Page page, int slot, long value) {
        int level = page.table.level();
        Words.Kind kind = Words.kind(value, level);
        if (kind == Words.Kind.TABLE) {
            walks.demandClean(Words.nextTable(value), level + 1);
            walks.mark(page.table.root(), Words.nextTable(value), level + 1, page.table.input() + slot * Words.size(level));
        }
        if (kind != Words.Kind.INVALID) {
            page.states[slot] = SlotState.VALID;
        }
    }
}
