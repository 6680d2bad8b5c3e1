package org.tablewalk.app.dump;

import java.util.Optional;
import org.tablewalk.app.command.Kind;
import org.tablewalk.session.TraceKind;
import org.tablewalk.session.dump.Dumps;
import org.tablewalk.viewmodel.dump.DumpViews;
import org.tablewalk.viewmodel.kind.KindViews;

/** A dump of stage-2 tables, as a kernel prints it. */
public final class DumpKind implements Kind {
    @Override
    public String name() {
        return Dumps.NAME;
    }

    @Override
    public Optional<TraceKind> trace() {
        return Optional.of(new Dumps());
    }

    @Override
    public Reporter reporter() {
        return DumpReport::of;
    }

    @Override
    public KindViews views() {
        return new DumpViews();
    }
}
