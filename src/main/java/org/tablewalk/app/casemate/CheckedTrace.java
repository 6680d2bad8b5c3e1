package org.tablewalk.app.casemate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.tablewalk.app.command.Report;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.check.casemate.CasemateVerdict;
import org.tablewalk.check.casemate.Ground;
import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.narrate.casemate.GroundTexts;
import org.tablewalk.session.casemate.CasemateCheck;
import org.tablewalk.session.casemate.CasemateRun;

/**
 * A trace with the verdicts on it.
 *
 * @param name as the user named it
 */
record CheckedTrace(String name, CasemateTrace trace, CasemateVerdict casemate, CasemateVerdict architecture) {
    /** Verdicts in the answer; flaggedId and message are null where there is none. */
    record Line(String file, String verdict, Long flaggedId, String message, Words architecture) {}

    /** A verdict in the answer. */
    record Words(String verdict, Long flaggedId, String message) {
        static Words of(CasemateVerdict verdict) {
            return new Words(Report.word(verdict.outcome()), verdict.record() < 0 ? null : verdict.id(), verdict.message());
        }
    }

    static CheckedTrace of(String name, Path path, boolean locked) throws IOException {
        var trace = CasemateTrace.open(path);
        return new CheckedTrace(name, trace, CasemateCheck.casemate(trace, locked), architecture(trace));
    }

    private static CasemateVerdict architecture(CasemateTrace trace) {
        var ground = CasemateCheck.architecture(trace);
        if (ground.isEmpty()) {
            return CasemateVerdict.accepted();
        }
        var texts = new GroundTexts(new CasemateRun(trace)::tlbiName, record -> trace.record(record).origin().id());
        String message = texts.text(ground.get());
        if (ground.get() instanceof Ground.Broken broken) {
            int record = (int) broken.finding().step();
            return CasemateVerdict.violation(record, trace.record(record).origin().id(), message);
        }
        return CasemateVerdict.unknown(message);
    }

    Line answer() {
        var words = Words.of(casemate);
        return new Line(name, words.verdict(), words.flaggedId(), words.message(), Words.of(architecture));
    }

    void print(PrintWriter out) {
        out.println(Terminal.plain(name));
        print("casemate", casemate, out);
        print("architecture", architecture, out);
    }

    private void print(String who, CasemateVerdict verdict, PrintWriter out) {
        out.println("  %-13s %s%s".formatted(who + ":", Report.word(verdict.outcome()), verdict.message() == null ? "" : ": " + verdict.message()));
        if (verdict.record() >= 0) {
            out.println("    line " + trace.line(verdict.record()) + "  " + Terminal.plain(trace.text(verdict.record())));
        }
    }
}
