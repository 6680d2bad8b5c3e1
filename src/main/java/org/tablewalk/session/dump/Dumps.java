package org.tablewalk.session.dump;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.tablewalk.format.dump.Dump;
import org.tablewalk.session.Subject;
import org.tablewalk.session.TraceKind;

/** Dumps of stage-2 tables, as files are known and opened. */
public final class Dumps implements TraceKind {
    /** The kind's name. */
    public static final String NAME = "dump";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String phrase() {
        return "a dump of stage-2 tables";
    }

    @Override
    public Optional<Path> in(Path folder) {
        return Dump.in(folder);
    }

    @Override
    public boolean looksLike(byte[] start) {
        return Dump.looksLike(start);
    }

    @Override
    public Subject open(Path file) throws IOException {
        return new DumpRun(Dump.open(file));
    }
}
