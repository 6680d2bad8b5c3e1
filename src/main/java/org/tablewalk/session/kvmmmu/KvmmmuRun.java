package org.tablewalk.session.kvmmmu;

import java.util.List;
import org.tablewalk.check.RunChecks;
import org.tablewalk.check.kvmmmu.TraceChecks;
import org.tablewalk.format.kvmmmu.KvmmmuMachine;
import org.tablewalk.format.kvmmmu.KvmmmuTrace;
import org.tablewalk.machine.Machine;
import org.tablewalk.session.RecordedRun;

/** A trace of the kernel's kvmmmu tracepoints. */
public record KvmmmuRun(KvmmmuTrace trace) implements RecordedRun {
    @Override
    public String kind() {
        return KvmmmuTraces.NAME;
    }

    @Override
    public String file() {
        return trace.name();
    }

    @Override
    public String digest() {
        return trace.digest();
    }

    @Override
    public int records() {
        return trace.records();
    }

    @Override
    public KvmmmuMachine machine() {
        return trace.machine();
    }

    @Override
    public RunChecks checks(Machine machine) {
        return new TraceChecks(trace.map());
    }

    @Override
    public List<String> limits() {
        return trace.limits();
    }

    @Override
    public int cellOf(Machine machine, long address) {
        // Entries are told by names, not by addresses.
        return -1;
    }

    @Override
    public String tlbiName(int operation) {
        return "flush";
    }
}
