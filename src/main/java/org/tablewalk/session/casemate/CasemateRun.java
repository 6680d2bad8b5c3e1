package org.tablewalk.session.casemate;

import org.tablewalk.check.RunChecks;
import org.tablewalk.check.casemate.CasemateChecks;
import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.machine.Machine;
import org.tablewalk.session.RecordedRun;
import org.tablewalk.trace.casemate.TlbiKind;

/** A casemate trace. */
public record CasemateRun(CasemateTrace trace) implements RecordedRun {
    @Override
    public String kind() {
        return CasemateTraces.NAME;
    }

    @Override
    public RunChecks checks(Machine machine) {
        return CasemateChecks.of(trace.map(), machine.cells());
    }

    @Override
    public int cellOf(Machine machine, long address) {
        return trace.map().cellOf(address);
    }

    @Override
    public String tlbiName(int operation) {
        return TlbiKind.ofCode(operation).map(TlbiKind::word).orElse("tlbi");
    }
}
