package org.tablewalk.app.kvmmmu;

import java.util.Optional;
import org.tablewalk.app.command.Kind;
import org.tablewalk.session.TraceKind;
import org.tablewalk.session.kvmmmu.KvmmmuTraces;
import org.tablewalk.viewmodel.kind.KindViews;
import org.tablewalk.viewmodel.kvmmmu.KvmmmuViews;

/** A trace of the kernel's kvmmmu tracepoints: what KVM's shadow MMU recorded of itself. */
public final class KvmmmuKind implements Kind {
    @Override
    public String name() {
        return KvmmmuTraces.NAME;
    }

    @Override
    public Optional<TraceKind> trace() {
        return Optional.of(new KvmmmuTraces());
    }

    @Override
    public Reporter reporter() {
        return KvmmmuReport::of;
    }

    @Override
    public KindViews views() {
        return new KvmmmuViews();
    }
}
