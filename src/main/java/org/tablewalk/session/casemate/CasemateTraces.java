package org.tablewalk.session.casemate;

import java.io.IOException;
import java.nio.file.Path;
import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.session.Subject;
import org.tablewalk.session.TraceKind;

/** Casemate traces, as files are known and opened. */
public final class CasemateTraces implements TraceKind {
    /** The kind's name. */
    public static final String NAME = "casemate";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String phrase() {
        return "a casemate trace";
    }

    @Override
    public boolean looksLike(byte[] start) {
        return CasemateTrace.looksLike(start);
    }

    @Override
    public Subject open(Path file) throws IOException {
        return new CasemateRun(CasemateTrace.open(file));
    }
}
