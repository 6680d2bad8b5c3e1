package org.tablewalk.session.kvmmmu;

import java.io.IOException;
import java.nio.file.Path;
import org.tablewalk.format.kvmmmu.KvmmmuTrace;
import org.tablewalk.session.Subject;
import org.tablewalk.session.TraceKind;

/** Traces of the kernel's kvmmmu tracepoints, as files are known and opened. */
public final class KvmmmuTraces implements TraceKind {
    /** The kind's name. */
    public static final String NAME = "kvmmmu";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String phrase() {
        return "a trace of kvmmmu events";
    }

    @Override
    public boolean looksLike(byte[] start) {
        return KvmmmuTrace.looksLike(start);
    }

    @Override
    public Subject open(Path file) throws IOException {
        return new KvmmmuRun(KvmmmuTrace.open(file));
    }
}
