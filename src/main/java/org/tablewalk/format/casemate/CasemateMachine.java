package org.tablewalk.format.casemate;

import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;
import org.tablewalk.machine.Layout;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.trace.casemate.ImportMap;
import org.tablewalk.trace.casemate.ImportedMemory;
import org.tablewalk.trace.casemate.ImportedRegisters;

/**
 * A trace as a machine whose only move is its next record, made by the record's thread. Thus an import is recorded, sought and
 * stepped back like any run, and there is nothing to choose in it; after the last record no move is enabled.
 *
 * <p>State is what the records alone tell: memory words with a bit for known, system registers, locks, roots. A store gives
 * {@code WORD_WRITE}, also each word that a mem-init or mem-set changes from one known value to another. What has no event of its
 * own (hints, mem-init, mem-set, mem-free) gives a {@code NOTE} with the record's index. A TLBI is told as done at the first DSB of
 * its thread that waits for it.
 */
public final class CasemateMachine implements Machine {
    private static final int EXCLUSIVE = 1;

    private final ImportMap map;
    private final Records records;
    private final RecordParser parser;
    private final Cells cells;
    private final ImportedMemory memory;
    private final ImportedRegisters registers;
    private EventSink sink = EventSink.NONE;
    // The record read last. It follows from the index alone, so it is no state of the machine.
    private int readIndex = -1;
    private CasemateRecord read;

    CasemateMachine(ImportMap map, Records records) {
        this.map = map;
        this.records = records;
        parser = records.parser();
        cells = map.cells();
        memory = new ImportedMemory(map, cells);
        registers = new ImportedRegisters(map, cells);
        for (int thread : map.threads()) {
            registers.setNext(thread, records.first(thread));
        }
    }

    /** Where everything lies among the cells. */
    public ImportMap map() {
        return map;
    }

    @Override
    public Cells cells() {
        return cells;
    }

    @Override
    public Layout layout() {
        return map.layout();
    }

    @Override
    public int cpus() {
        return map.lanes();
    }

    @Override
    public long enabled(int kind) {
        return kind == Move.RUN && next() < records.count() ? 1L << record(next()).origin().thread() : 0;
    }

    @Override
    public int alternatives(int kind, int actor) {
        return 1;
    }

    @Override
    public void attach(EventSink sink) {
        this.sink = sink;
    }

    /** Index of the record that the next step makes; the number of records at the end. */
    public int next() {
        return registers.made();
    }

    /** The next record of a thread, whether or not its turn has come; -1 after its last. */
    @Override
    public int pc(int cpu) {
        return registers.next(cpu);
    }

    /** The same as {@link #pc}: each record is a line of the listing. */
    @Override
    public int line(int cpu) {
        return pc(cpu);
    }

    private CasemateRecord record(int index) {
        if (index != readIndex) {
            read = records.get(parser, index);
            readIndex = index;
        }
        return read;
    }

    @Override
    public void step(int move) {
        if (!isEnabled(move)) {
            throw new IllegalArgumentException("move 0x" + Integer.toHexString(move) + " is not enabled");
        }
        int index = next();
        CasemateRecord made = record(index);
        int thread = made.origin().thread();
        registers.setMade(index + 1);
        registers.setNext(thread, records.follower(index));
        switch (made) {
            case CasemateRecord.MemWrite r -> memory.write(sink, thread, r.address(), r.value());
            case CasemateRecord.MemRead r -> memory.read(sink, thread, r.address(), r.value());
            case CasemateRecord.MemInit r -> {
                note(thread, index);
                memory.fill(sink, thread, r.address(), r.size(), 0);
            }
            case CasemateRecord.MemSet r -> {
                note(thread, index);
                memory.fill(sink, thread, r.address(), r.size(), r.value() * 0x0101_0101_0101_0101L);
            }
            case CasemateRecord.MemFree r -> {
                note(thread, index);
                memory.forget(sink, thread, r.address(), r.size());
            }
            case CasemateRecord.Barrier r -> barrier(thread, r.kind());
            case CasemateRecord.Tlbi r -> {
                int slot = registers.issue(thread, r.kind().broadcast());
                sink.event(Event.TLBI_ISSUE, thread, slot, r.kind().code(), r.operand());
            }
            case CasemateRecord.SysregWrite r -> {
                registers.write(thread, r.register(), r.value());
                sink.event(Event.MSR, thread, r.register().code(), r.value(), 0);
            }
            case CasemateRecord.Hint r -> {
                hint(r);
                note(thread, index);
            }
            case CasemateRecord.Lock r -> lock(thread, r.address());
            case CasemateRecord.TryLock r -> lock(thread, r.address());
            case CasemateRecord.Unlock r -> sink.event(Event.UNLOCK, thread, registers.unlock(r.address()), 0, 0);
        }
    }

    private void hint(CasemateRecord.Hint hint) {
        switch (hint.kind()) {
            case SET_ROOT_LOCK -> registers.rootLock(hint.location(), hint.value());
            case SET_OWNER_ROOT -> registers.pageOwner(hint.location(), hint.value());
            case RELEASE_TABLE -> registers.release(hint.location());
            case SET_PTE_THREAD_OWNER -> {
                // Who may write a descriptor matters to a checker of discipline; there is nothing of it to draw.
            }
        }
    }

    private void note(int thread, int index) {
        sink.event(Event.NOTE, thread, index, 0, 0);
    }

    private void lock(int thread, long address) {
        sink.event(Event.LOCK, thread, registers.lock(thread, address), EXCLUSIVE, 0);
    }

    private void barrier(int thread, BarrierKind kind) {
        if (kind == BarrierKind.ISB) {
            sink.event(Event.ISB, thread, 0, 0, 0);
            return;
        }
        long done = registers.finish(thread, kind.completesBroadcasts(), kind.completesLocal());
        for (long rest = done; rest != 0; rest &= rest - 1) {
            sink.event(Event.TLBI_DONE, thread, Long.numberOfTrailingZeros(rest), 0, 0);
        }
        sink.event(Event.DSB_DONE, thread, kind.code(), 0, 0);
    }
}
