package org.tablewalk.toy;

import java.util.Map;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.Layout;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.listing.Interpreter;
import org.tablewalk.machine.listing.Program;

/**
 * One CPU that reads through two levels of tables. Its TLB is direct-mapped and knows nothing of stores to the tables: only a flush empties it. A walk
 * reads one entry a step; at one that is not valid the CPU stops.
 */
final class ToyMachine implements Machine, Interpreter.Platform {
    static final int EFAULT = 14;

    private final ToyMap map;
    private final Cells cells;
    private final ToyState state;
    private final Interpreter interpreter;
    private EventSink sink = EventSink.NONE;

    /**
     * The machine before its first step.
     *
     * @param words   of table memory at the start, by address
     * @param routine that the CPU runs, or null
     */
    ToyMachine(ToyMap map, Map<Long, Long> words, Program.Routine routine) {
        this.map = map;
        cells = new Cells(map.layout.size());
        state = new ToyState(map, cells::get);
        interpreter = new Interpreter(map.program, cells, map.plan, (kind, actor, a, b, c) -> sink.event(kind, actor, a, b, c));
        words.forEach((at, word) -> cells.put(map.cellOf(at), word));
        if (routine == null) {
            cells.put(map.status, ToyState.ENDED);
        } else {
            interpreter.enter(0, routine.index());
        }
    }

    ToyState state() {
        return state;
    }

    @Override
    public Cells cells() {
        return cells;
    }

    @Override
    public Layout layout() {
        return map.layout;
    }

    @Override
    public int cpus() {
        return 1;
    }

    @Override
    public long enabled(int kind) {
        return kind == Move.RUN && state.status() == ToyState.LIVE ? 1 : 0;
    }

    @Override
    public int alternatives(int kind, int actor) {
        return 1;
    }

    @Override
    public void step(int move) {
        if (!isEnabled(move)) {
            throw new IllegalArgumentException("move " + Integer.toHexString(move) + " is not enabled");
        }
        if (cells.get(map.level) != 0) {
            walk();
            return;
        }
        switch (interpreter.step(0, this)) {
            case Interpreter.LEFT -> halt(ToyState.ENDED, 0);
            case Interpreter.OVERFLOW -> halt(ToyState.FAILED, -EFAULT);
            default -> {}
        }
    }

    @Override
    public int pc(int cpu) {
        return interpreter.pc(cpu);
    }

    @Override
    public int line(int cpu) {
        int pc = interpreter.pc(cpu);
        return pc < 0 ? -1 : map.program.lineOf()[pc];
    }

    @Override
    public void attach(EventSink to) {
        sink = to;
    }

    @Override
    public long pure(int id, long a, long b, long c) {
        throw new IllegalArgumentException("no function " + id);
    }

    @Override
    public long system(int id, int cpu, long a, long b, long c) {
        switch (id) {
            case ToyIntrinsics.READ -> read(a);
            case ToyIntrinsics.STORE -> store(a + c, b);
            default -> flush();
        }
        return 0;
    }

    private void read(long address) {
        int slot = ToyMap.slot(address);
        event(Event.ACCESS_START, address, Event.READ, 0);
        if (cells.get(map.tags + slot) == ToyMap.page(address) + 1) {
            event(Event.TLB_HIT, address, slot, state.held(slot));
            done(address, state.held(slot));
            return;
        }
        event(Event.TLB_MISS, address, Event.READ, 1);
        cells.put(map.address, address);
        cells.put(map.table, ToyMap.BASE);
        cells.put(map.level, 1);
        interpreter.waits();
    }

    private void walk() {
        int level = (int) cells.get(map.level);
        long address = cells.get(map.address);
        long at = state.next();
        long word = state.word(at);
        event(Event.WALK_READ, at, word, level);
        if (ToyState.valid(word) && level == 1) {
            cells.put(map.table, ToyState.target(word));
            cells.put(map.level, 2);
            return;
        }
        for (int cell : new int[] {map.address, map.table, map.level}) {
            cells.put(cell, 0);
        }
        if (!ToyState.valid(word)) {
            event(Event.FAULT, address, at, Fault.of(Fault.TRANSLATION, level, Event.READ));
            halt(ToyState.FAILED, -EFAULT);
            return;
        }
        int slot = ToyMap.slot(address);
        if (state.cached(slot) >= 0) {
            event(Event.TLB_EVICT, slot, state.held(slot), 0);
        }
        cells.put(map.tags + slot, ToyMap.page(address) + 1);
        cells.put(map.held + slot, word);
        event(Event.TLB_FILL, slot, word, 0);
        done(address, word);
        interpreter.complete(0);
    }

    private void done(long address, long word) {
        event(Event.ACCESS_DONE, address, ToyState.target(word) | address & 0xfff, Event.READ);
    }

    /** A store outside of table memory is lost. */
    private void store(long at, long word) {
        int cell = map.cellOf(at);
        if (cell >= 0) {
            long old = cells.get(cell);
            cells.put(cell, word);
            event(Event.WORD_WRITE, at, old, word);
        }
    }

    private void flush() {
        int removed = 0;
        for (int slot = 0; slot < ToyMap.ENTRIES; slot++) {
            removed += state.cached(slot) >= 0 ? 1 : 0;
            cells.put(map.tags + slot, 0);
            cells.put(map.held + slot, 0);
        }
        event(Event.TLB_FLUSH, removed, -1, 0);
    }

    private void halt(int status, long result) {
        cells.put(map.status, status);
        event(Event.HALT, result, 0, 0);
    }

    private void event(int kind, long a, long b, long c) {
        sink.event(kind, 0, a, b, c);
    }
}
