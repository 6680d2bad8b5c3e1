package org.tablewalk.format.casemate;

import org.tablewalk.machine.Event;
import org.tablewalk.machine.EventSink;
import org.tablewalk.trace.RecordMachine;
import org.tablewalk.trace.casemate.BarrierKind;
import org.tablewalk.trace.casemate.CasemateRecord;
import org.tablewalk.trace.casemate.ImportMap;
import org.tablewalk.trace.casemate.ImportedMemory;
import org.tablewalk.trace.casemate.ImportedRegisters;

/**
 * The machine of a casemate trace. Its lanes are the threads.
 *
 * <p>State is what the records alone tell: memory words with a bit for known, system registers, locks, roots. A store gives
 * {@code WORD_WRITE}, also each word that a mem-init or mem-set changes from one known value to another. What has no event of its
 * own (hints, mem-init, mem-set, mem-free) gives a {@code NOTE} with the record's index. A TLBI is told as done at the first DSB of
 * its thread that waits for it.
 */
public final class CasemateMachine extends RecordMachine {
    private static final int EXCLUSIVE = 1;

    private final ImportMap map;
    private final Records records;
    private final RecordParser parser;
    private final ImportedMemory memory;
    private final ImportedRegisters registers;

    CasemateMachine(ImportMap map, Records records) {
        super(map, records.order());
        this.map = map;
        this.records = records;
        parser = records.parser();
        memory = new ImportedMemory(map, cells);
        registers = new ImportedRegisters(map, cells);
    }

    /** Where everything lies among the cells. */
    public ImportMap map() {
        return map;
    }

    @Override
    protected void make(int index, int thread, EventSink events) {
        switch (records.get(parser, index)) {
            case CasemateRecord.MemWrite r -> memory.write(events, thread, r.address(), r.value());
            case CasemateRecord.MemRead r -> memory.read(events, thread, r.address(), r.value());
            case CasemateRecord.MemInit r -> {
                note(events, thread, index);
                memory.fill(events, thread, r.address(), r.size(), 0);
            }
            case CasemateRecord.MemSet r -> {
                note(events, thread, index);
                memory.fill(events, thread, r.address(), r.size(), r.value() * 0x0101_0101_0101_0101L);
            }
            case CasemateRecord.MemFree r -> {
                note(events, thread, index);
                memory.forget(events, thread, r.address(), r.size());
            }
            case CasemateRecord.Barrier r -> barrier(events, thread, r.kind());
            case CasemateRecord.Tlbi r -> {
                int slot = registers.issue(thread, r.kind(), r.operand());
                events.event(Event.TLBI_ISSUE, thread, slot, r.kind().code(), r.operand());
            }
            case CasemateRecord.SysregWrite r -> {
                registers.write(thread, r.register(), r.value());
                events.event(Event.MSR, thread, r.register().code(), r.value(), 0);
            }
            case CasemateRecord.Hint r -> {
                hint(r);
                note(events, thread, index);
            }
            case CasemateRecord.Lock r -> lock(events, thread, r.address());
            case CasemateRecord.TryLock r -> lock(events, thread, r.address());
            case CasemateRecord.Unlock r -> events.event(Event.UNLOCK, thread, registers.unlock(r.address()), 0, 0);
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

    private void note(EventSink events, int thread, int index) {
        events.event(Event.NOTE, thread, index, 0, 0);
    }

    private void lock(EventSink events, int thread, long address) {
        events.event(Event.LOCK, thread, registers.lock(thread, address), EXCLUSIVE, 0);
    }

    private void barrier(EventSink events, int thread, BarrierKind kind) {
        if (kind == BarrierKind.ISB) {
            events.event(Event.ISB, thread, 0, 0, 0);
            return;
        }
        long done = registers.finish(thread, kind.completesBroadcasts(), kind.completesLocal());
        for (long rest = done; rest != 0; rest &= rest - 1) {
            events.event(Event.TLBI_DONE, thread, Long.numberOfTrailingZeros(rest), 0, 0);
        }
        events.event(Event.DSB_DONE, thread, kind.code(), 0, 0);
    }
}
