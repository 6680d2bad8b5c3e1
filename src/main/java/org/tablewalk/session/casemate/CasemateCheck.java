package org.tablewalk.session.casemate;

import java.util.Optional;
import org.tablewalk.check.casemate.ArchitectureJudge;
import org.tablewalk.check.casemate.CasemateProtocol;
import org.tablewalk.check.casemate.CasemateVerdict;
import org.tablewalk.check.casemate.CheckLimitException;
import org.tablewalk.check.casemate.Ground;
import org.tablewalk.check.casemate.Refusal;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.Move;

/** A trace, checked from its first record until one is refused. */
public final class CasemateCheck {
    private CasemateCheck() {}

    /**
     * Casemate's own verdict.
     *
     * @param locked whether its rules on locks and owners count
     * @throws FormatException if there is a record before the refused one that casemate's checker cannot read
     */
    public static CasemateVerdict casemate(CasemateTrace trace, boolean locked) throws FormatException {
        var protocol = new CasemateProtocol(locked);
        for (int i = 0; i < trace.records(); i++) {
            var record = trace.record(i);
            String expected = CasemateProtocol.expectedFor(record);
            if (expected != null) {
                throw trace.refuse(i, expected);
            }
            try {
                protocol.step(record);
            } catch (Refusal e) {
                return CasemateVerdict.violation(i, record.origin().id(), e.getMessage());
            } catch (CheckLimitException e) {
                return CasemateVerdict.unknown(e.getMessage());
            }
        }
        return CasemateVerdict.accepted();
    }

    /** Why the architecture's rules do not simply accept a trace: because one is broken, or because that depends on what the trace does not tell. Empty if they accept it. */
    public static Optional<? extends Ground> architecture(CasemateTrace trace) {
        var machine = trace.machine();
        var judge = new ArchitectureJudge(trace.map(), machine.cells());
        machine.attach(judge.sink());
        var order = new InOrder();
        for (int i = 0; i < trace.records() && !judge.gaveUp(); i++) {
            var record = trace.record(i);
            judge.before(i, record);
            machine.step(order.choose(machine, i, Move.NONE));
            var broken = judge.after(i, record);
            if (broken.isPresent()) {
                return broken;
            }
        }
        return judge.end();
    }
}
