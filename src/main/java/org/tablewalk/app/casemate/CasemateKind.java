package org.tablewalk.app.casemate;

import java.util.List;
import java.util.Optional;
import org.tablewalk.app.command.Kind;
import org.tablewalk.app.command.ScenarioSource;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.session.TraceKind;
import org.tablewalk.session.casemate.CasemateTraces;
import org.tablewalk.viewmodel.casemate.CasemateViews;
import org.tablewalk.viewmodel.kind.KindViews;

/** A casemate trace: what a hypervisor on Arm recorded of itself. */
public final class CasemateKind implements Kind {
    @Override
    public String name() {
        return CasemateTraces.NAME;
    }

    @Override
    public Optional<TraceKind> trace() {
        return Optional.of(new CasemateTraces());
    }

    @Override
    public Reporter reporter() {
        return CasemateReport::of;
    }

    @Override
    public KindViews views() {
        return new CasemateViews();
    }

    @Override
    public List<Object> commands(Terminal terminal, ScenarioSource scenarios) {
        return List.of(new CheckCommand(terminal, scenarios));
    }
}
