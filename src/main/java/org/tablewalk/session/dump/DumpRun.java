package org.tablewalk.session.dump;

import org.tablewalk.check.RunChecks;
import org.tablewalk.format.dump.Dump;
import org.tablewalk.machine.Machine;
import org.tablewalk.session.RecordedRun;

/** A dump: a run of no steps. */
public record DumpRun(Dump trace) implements RecordedRun {
    @Override
    public String kind() {
        return Dumps.NAME;
    }

    @Override
    public RunChecks checks(Machine machine) {
        return new NoChecks();
    }

    /** Where tables lie is not known, and what is not written has no history. */
    @Override
    public int cellOf(Machine machine, long address) {
        return -1;
    }

    @Override
    public String tlbiName(int operation) {
        return "tlbi";
    }
}
