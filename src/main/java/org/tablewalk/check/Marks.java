package org.tablewalk.check;

import org.tablewalk.trace.MarkKind;

/** Collects the notable events of a run, 16 bytes each; {@link MarkList} is what it gives to readers. For the observers of every kind of machine. */
public final class Marks {
    /** Checkpoint. */
    public record Saved(Log.Saved inOrder, Log.Saved late) {}

    /** Marks of the step that is being made: their positions never fall. */
    private final Log inOrder = new Log(MarkList.WIDTH);
    /** Marks of earlier steps: spurious faults, which are known when their window closes. */
    private final Log late = new Log(MarkList.WIDTH);

    /** Marks the step that is being made; positions must not fall from one call to the next. */
    public void add(long position, MarkKind kind, int actor, long address) {
        append(inOrder, position, kind, actor, address);
    }

    /** Marks an earlier step, of which something became known only now. */
    public void addLate(long position, MarkKind kind, int actor, long address) {
        append(late, position, kind, actor, address);
    }

    private static void append(Log log, long position, MarkKind kind, int actor, long address) {
        long[] row = log.append();
        int at = log.offset();
        row[at] = MarkList.head(position, kind, actor);
        row[at + 1] = address;
    }

    /** All marks so far; the list does not change. */
    public MarkList list() {
        return new MarkList(inOrder.save(), late.save());
    }

    /** An immutable checkpoint that shares what is full. */
    public Saved save() {
        return new Saved(inOrder.save(), late.save());
    }

    /** Goes back to a checkpoint. */
    public void load(Saved saved) {
        inOrder.load(saved.inOrder());
        late.load(saved.late());
    }
}
