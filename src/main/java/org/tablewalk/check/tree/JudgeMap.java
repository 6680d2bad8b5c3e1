package org.tablewalk.check.tree;

import org.tablewalk.check.judge.Frames;
import org.tablewalk.machine.Layout;
import org.tablewalk.machine.Layout.Type;

/** Where everything that a judge of trees knows lies among its cells; what changes together lies together. */
final class JudgeMap {
    private static final int MOST_DEBTS = 1 << 18;

    private final Layout layout = new Layout();
    private final int windows;
    private final int cpus;
    private final int frames;
    private final int dirty;
    private final int links;
    private final int untold;
    private final int debts;
    private final int groups;
    private final int vmids;
    private final int accessed;
    private final int guestLinks;
    private final int capacity;

    JudgeMap(Tables tables, Hardware hardware) {
        windows = layout.add("windows", Type.WORD, 1);
        capacity = (int) Math.min(MOST_DEBTS, (long) tables.pages() * tables.geometry().granule().entriesPerTable());
        untold = layout.add("untold", Type.WORD, hardware.cpus());
        debts = layout.add("debts", Type.WORD, 1 + Debts.CELLS * capacity);
        layout.align();
        cpus = layout.add("cpus", Type.WORD, CpuNotes.CELLS * hardware.cpus());
        layout.align();
        links = layout.add("links", Type.WORD, tables.pages());
        layout.align();
        frames = layout.add("frames", Type.WORD, Frames.CELLS);
        layout.align();
        dirty = layout.add("dirty", Type.WORD, DirtyLog.cells(hardware));
        layout.align();
        groups = layout.add("groups", Type.WORD, Groups.CELLS);
        layout.align();
        vmids = layout.add("vmids", Type.WORD, hardware.registers() ? VmidTrees.CELLS : 0);
        accessed = layout.add("accessed", Type.WORD, CpuNotes.accessed(hardware));
        // Any page of guests' memory may become a table, and few do.
        guestLinks = layout.addFar("guest.links", Type.WORD, tables.guests() == null ? 0 : tables.guests().pages());
    }

    int size() {
        return layout.size();
    }

    int farSize() {
        return layout.farSize();
    }

    int guestLinks() {
        return guestLinks;
    }

    int windows() {
        return windows;
    }

    int cpus() {
        return cpus;
    }

    int frames() {
        return frames;
    }

    int dirty() {
        return dirty;
    }

    int groups() {
        return groups;
    }

    int accessed() {
        return accessed;
    }

    int vmids() {
        return vmids;
    }

    int links() {
        return links;
    }

    int untold() {
        return untold;
    }

    int debts() {
        return debts;
    }

    /** Most debts at once: one for each word, within reason. */
    int capacity() {
        return capacity;
    }
}
