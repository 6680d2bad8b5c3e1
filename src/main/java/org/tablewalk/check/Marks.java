package org.tablewalk.check;

import org.tablewalk.trace.MarkKind;

/** Collects the notable events of a run, 16 bytes each; {@link MarkList} is what it gives to readers. */
final class Marks {
    /** Checkpoint. */
    record Saved(Log.Saved inOrder, Log.Saved late) { }

    /** Marks of the step that is being made: their positions never fall. */
    private final Log inOrder = new Log(MarkList.WIDTH);
    /** Marks of earlier steps: spurious faults, which are known when their window closes. */
    private final Log late = new Log(MarkList.WIDTH);

    void add(long position, MarkKind kind, int actor, long address) {
        append(inOrder, position, kind, actor, address);
    }

    void addLate(long position, MarkKind kind, int actor, long address) {
        append(late, position, kind, actor, address);
    }

    private static void append(Log log, long position, MarkKind kind, int actor, long address) {
        long[] row = log.append();
        int at = log.offset();
        row[at] = MarkList.head(position, kind, actor);
        row[at + 1] = address;
    }

    MarkList list() {
        return new MarkList(inOrder.save(), late.save());
    }

    Saved save() {
        return new Saved(inOrder.save(), late.save());
    }

    void load(Saved saved) {
        inOrder.load(saved.inOrder());
        late.load(saved.late());
    }
}
