package org.tablewalk.check.casemate;

import java.util.HashMap;
import java.util.Map;

/** The memory that records have told of, page by page. */
final class TracedMemory {
    private final Map<Long, Page> pages = new HashMap<>();
    private Page last;

    /** The page that holds an address, or null if no slot of it is known. */
    Page find(long address) {
        long start = Page.start(address);
        if (last == null || last.address != start) {
            Page found = pages.get(start);
            if (found == null) {
                return null;
            }
            last = found;
        }
        return last;
    }

    /** The state of a slot. */
    SlotState state(long address) {
        Page page = find(address);
        return page == null ? SlotState.UNKNOWN : page.states[Page.slot(address)];
    }

    /** Zeros are in a range from now on; a slot that is known already must be zero and in no tree. */
    void initialise(long address, long size, Locks locks) {
        for (long at = address, left = size; left > 0; at += 8, left -= 8) {
            Page page = find(at);
            if (page == null) {
                page = new Page(Page.start(at));
                pages.put(page.address, page);
            }
            int slot = Page.slot(at);
            if (page.states[slot] == SlotState.UNKNOWN) {
                page.states[slot] = SlotState.MEMORY;
                page.values[slot] = 0;
                locks.disown(at);
            } else if (page.states[slot].entry() || page.values[slot] != 0) {
                throw Complaint.INITIALISED_IN_USE.refusal();
            }
        }
    }

    /** A range is given back: nothing is known of it any more. */
    void free(long address, long size) {
        for (long at = address, left = size; left > 0; at += 8, left -= 8) {
            Page page = find(at);
            if (page != null) {
                int slot = Page.slot(at);
                if (page.states[slot].entry()) {
                    throw Complaint.FREED_IN_USE.refusal();
                }
                page.states[slot] = SlotState.UNKNOWN;
            }
        }
    }
}
