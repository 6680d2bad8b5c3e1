package org.tablewalk.app.shadow;

import java.util.List;
import java.util.Optional;
import org.tablewalk.app.command.Kind;
import org.tablewalk.app.command.ScenarioSource;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.machine.x86.X86Machine;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.session.MachineKind;
import org.tablewalk.session.shadow.RoleWords;
import org.tablewalk.session.shadow.ShadowMachines;
import org.tablewalk.viewmodel.kind.KindViews;
import org.tablewalk.viewmodel.shadow.ShadowViews;

/** Our x86 machine: a guest under KVM's shadow MMU. */
public final class ShadowKind implements Kind {
    @Override
    public String name() {
        return ShadowMachines.NAME;
    }

    @Override
    public Optional<MachineKind> machine() {
        return Optional.of(new ShadowMachines());
    }

    @Override
    public Reporter reporter() {
        return execution -> {
            var state = new X86State(((X86Machine) execution.machine()).map(), execution.machine().cells().image());
            return new X86Report(execution, state, new ShadowPageFacts(state, RoleWords.meaning(state.map())));
        };
    }

    @Override
    public KindViews views() {
        return new ShadowViews();
    }

    @Override
    public List<Object> commands(Terminal terminal, ScenarioSource scenarios) {
        return List.of(new ShadowCommand(terminal, scenarios));
    }
}
