package org.tablewalk.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.IntToLongFunction;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.function.LongToIntFunction;
import org.tablewalk.machine.Event;
import org.tablewalk.trace.tlb.TlbLog;

/**
 * The cells as they were: begins with those of now, and goes back through a log, undoing one change of memory after the other. Knows what was read of it,
 * so that a question is asked again only if a change could have another answer.
 */
public final class Past implements IntToLongFunction {
    /** Most records gone back through: some milliseconds. */
    private static final long MOST = 1 << 15;

    private final TlbLog.Part log;
    private final IntToLongFunction now;
    private final LongToIntFunction cellOf;
    private final Map<Integer, Long> was = new HashMap<>();
    private final Set<Integer> asked = new HashSet<>();
    private boolean concerned;

    /**
     * The cells now.
     *
     * @param cellOf the cell of a memory word, or -1
     */
    public Past(TlbLog.Part log, IntToLongFunction now, LongToIntFunction cellOf) {
        this.log = log;
        this.now = now;
        this.cellOf = cellOf;
    }

    @Override
    public long applyAsLong(int cell) {
        asked.add(cell);
        Long old = was.get(cell);
        return old == null ? now.applyAsLong(cell) : old;
    }

    /** A cell had this value. */
    public void put(int cell, long value) {
        if (cell >= 0) {
            was.put(cell, value);
            concerned |= asked.contains(cell);
        }
    }

    /** A cell that nothing later is known of had this value. */
    public void remember(int cell, long value) {
        if (cell >= 0) {
            was.putIfAbsent(cell, value);
        }
    }

    /** Words that were lost at a record had the values that the log saw last before it. */
    public void remember(long record, LongPredicate lost) {
        for (long r = record - 1; r >= log.from(); r--) {
            int kind = log.kind(r);
            if ((kind == Event.WORD_WRITE || kind == Event.AD_UPDATE || kind == Event.WALK_READ) && lost.test(log.a(r))) {
                remember(cellOf.applyAsInt(log.a(r)), kind == Event.WALK_READ ? log.b(r) : log.c(r));
            }
        }
    }

    /**
     * Since when something that holds now has held.
     *
     * @param begun index of the step before which it cannot have held, or -1 if that is not known
     * @param other undoes what is no change of a word; given the number of each record
     * @param holds whether it holds for these cells
     * @return index of the step that made it hold; if that is not found, -1 less the index of a step before which it was
     */
    public long since(long begun, LongConsumer other, BooleanSupplier holds) {
        long last = Math.max(log.from(), log.to() - MOST);
        long record = log.to() - 1;
        for (; record >= last && log.position(record) > begun; record--) {
            concerned = false;
            int kind = log.kind(record);
            if (kind == Event.WORD_WRITE || kind == Event.AD_UPDATE) {
                put(cellOf.applyAsInt(log.a(record)), log.b(record));
            } else {
                other.accept(record);
            }
            if (concerned && !holds.getAsBoolean()) {
                return log.position(record);
            }
        }
        if (begun >= 0 && (record < last ? last == log.from() && begun >= log.since() : true)) {
            return begun;
        }
        return -1 - (record < last && last > log.from() ? log.position(last) : log.since());
    }
}
