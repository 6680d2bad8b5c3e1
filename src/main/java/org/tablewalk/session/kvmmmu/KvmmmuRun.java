package org.tablewalk.session.kvmmmu;

import org.tablewalk.check.RunChecks;
import org.tablewalk.check.kvmmmu.TraceChecks;
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
    public RunChecks checks(Machine machine) {
        return new TraceChecks(trace.map());
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
