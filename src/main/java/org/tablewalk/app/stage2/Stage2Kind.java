package org.tablewalk.app.stage2;

import java.util.List;
import java.util.Optional;
import org.tablewalk.app.command.Kind;
import org.tablewalk.app.command.ScenarioSource;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.session.MachineKind;
import org.tablewalk.session.stage2.Stage2Machines;
import org.tablewalk.viewmodel.kind.KindViews;
import org.tablewalk.viewmodel.stage2.Stage2Views;

/** Our Arm machine: stage 2 under KVM. */
public final class Stage2Kind implements Kind {
    @Override
    public String name() {
        return Stage2Machines.NAME;
    }

    @Override
    public Optional<MachineKind> machine() {
        return Optional.of(new Stage2Machines());
    }

    @Override
    public List<Object> commands(Terminal terminal, ScenarioSource scenarios) {
        return List.of(new GeometryCommand(terminal), new VmTypeCommand(terminal), new TlbiCommand(terminal), new WalkCommand(terminal, scenarios));
    }

    @Override
    public Reporter reporter() {
        return execution -> new ArmReport(execution,
                new ArmState(((ArmMachine) execution.machine()).map(), execution.machine().cells().image()));
    }

    @Override
    public KindViews views() {
        return new Stage2Views();
    }
}
