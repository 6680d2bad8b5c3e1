package org.tablewalk.toy;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.tablewalk.app.command.Execution;
import org.tablewalk.app.command.Json;
import org.tablewalk.app.command.Report;

/** The report on a toy machine. */
record ToyReport(Execution execution, ToyState machine) implements Report {
    /** What {@code state --json} tells. */
    record Answer(String scenario, long step, String stateHash, List<List<String>> tables, List<Cached> tlb) {}

    /** A slot of the TLB that is filled. */
    record Cached(int slot, String address, String word, boolean stale) {}

    @Override
    public List<Cpu> cpus() {
        boolean failed = machine.status() == ToyState.FAILED;
        String status = failed ? "failed" : machine.status() == ToyState.LIVE ? "running" : "ended";
        return List.of(new Cpu(0, status, failed ? -ToyMachine.EFAULT : 0));
    }

    @Override
    public Answer state() {
        ToyMap map = machine.map();
        var tables = IntStream.range(0, map.tables).mapToObj(t -> IntStream.range(0, ToyMap.ENTRIES)
                .mapToObj(i -> Json.hex(machine.word(map.tableAt(t) + 8L * i))).toList()).toList();
        var tlb = IntStream.range(0, ToyMap.ENTRIES).filter(s -> machine.cached(s) >= 0)
                .mapToObj(s -> new Cached(s, Json.hex(machine.cached(s)), Json.hex(machine.held(s)), machine.stale(s))).toList();
        return new Answer(execution.chosen().name(), execution.steps(), execution.stateHash(), tables, tlb);
    }

    @Override
    public void print(PrintWriter out) {
        Answer state = state();
        out.println(state.scenario() + ", step " + state.step() + ", stateHash " + state.stateHash());
        for (int t = 0; t < state.tables().size(); t++) {
            out.println("table " + t + ": " + String.join(" ", state.tables().get(t)));
        }
        state.tlb().forEach(e -> out.println("tlb " + e.slot() + ": " + e.address() + " " + e.word() + (e.stale() ? " stale" : "")));
    }
}
