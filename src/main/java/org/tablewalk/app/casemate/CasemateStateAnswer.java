package org.tablewalk.app.casemate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tablewalk.app.command.Execution;
import org.tablewalk.app.command.Json;
import org.tablewalk.app.command.Report;
import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.trace.casemate.ImportState;
import org.tablewalk.trace.casemate.SystemRegister;
import org.tablewalk.trace.casemate.TableRoot;

/**
 * What {@code tablewalk state} tells of one moment of a casemate trace: only what records up to this moment say.
 *
 * @param step          records made
 * @param stateHash     of the cells, 16 hexadecimal digits
 * @param limits        what the trace cannot show
 * @param roots         that a record has named, with the tables below them
 * @param tlbisInFlight invalidations that no DSB of their thread has waited for
 */
record CasemateStateAnswer(String trace, long step, String stateHash, List<String> limits, List<Worker> threads, List<Root> roots, List<Lock> locks, int tlbisInFlight) {
    /** A thread: running until its last record is made, then ended; registers it has written; its next record, or null. */
    record Worker(int thread, String status, Map<String, String> registers, Next next) {}

    /** A record that is to come, and its line in the file. */
    record Next(int line, String text) {}

    /**
     * A root table.
     *
     * @param stage        stage2, el2Stage1 or notKnown
     * @param status       named, installed, left or released
     * @param space        VMID or ASID it was last installed with, or -1
     * @param lock         address of the lock that protects it, or null if no hint says
     * @param threads      that have it in their register
     * @param inputBits    size of its input addresses
     * @param assumedShape no record tells the shape
     */
    record Root(String address, String stage, String status, int space, String lock, List<Integer> threads, int inputBits, boolean assumedShape, List<Table> tables) {}

    /**
     * A table below a root.
     *
     * @param known   entries that records told, zero or not
     * @param freed   its page is given back
     * @param entries known ones that are not zero
     */
    record Table(String address, int level, String input, int size, int known, boolean freed, List<Entry> entries) {}

    /** A descriptor; {@code to} is the output address or the next table, null for the other kinds. */
    record Entry(int index, String input, String descriptor, String kind, String label, String to) {}

    /** A lock; owner -1 for none. */
    record Lock(String address, int owner) {}

    static CasemateStateAnswer of(Execution execution, CasemateTrace trace, ImportState state) {
        var threads = trace.threads().stream().map(thread -> thread(execution, trace, state, thread)).toList();
        var roots = state.roots().stream().filter(root -> root.status() != TableRoot.Status.LATER).map(root -> root(state, root)).toList();
        var locks = IntStream.range(0, trace.map().locks()).mapToObj(lock -> new Lock(Json.hex(trace.map().lockAddress(lock)), state.lockOwner(lock))).toList();
        return new CasemateStateAnswer(execution.chosen().name(), execution.steps(), execution.stateHash(), trace.limits(), threads, roots, locks,
                state.tlbisInFlight());
    }

    private static Worker thread(Execution execution, CasemateTrace trace, ImportState state, int thread) {
        var registers = new LinkedHashMap<String, String>();
        for (var register : SystemRegister.values()) {
            state.register(thread, register).ifPresent(value -> registers.put(register.word(), Json.hex(value)));
        }
        int next = execution.machine().pc(thread);
        return new Worker(thread, next < 0 ? "ended" : "running", registers, next < 0 ? null : new Next(trace.line(next), trace.text(next)));
    }

    private static Root root(ImportState state, TableRoot root) {
        var threads = new ArrayList<Integer>();
        for (long rest = root.threads(); rest != 0; rest &= rest - 1) {
            threads.add(Long.numberOfTrailingZeros(rest));
        }
        return new Root(Json.hex(root.address()), Report.word(root.stage()), Report.word(root.status()), root.space(),
                root.lock() < 0 ? null : Json.hex(state.map().lockAddress(root.lock())), threads, root.shape().inputBits(), root.shape().assumed(),
                new KnownTables(state, root).list());
    }
}
