package org.tablewalk.toy;

import java.util.Optional;
import org.tablewalk.app.command.Kind;
import org.tablewalk.check.RunChecks;
import org.tablewalk.format.scenario.Architecture;
import org.tablewalk.machine.Machine;
import org.tablewalk.session.MachineKind;
import org.tablewalk.viewmodel.kind.KindViews;

/** Toy machines. */
public final class ToyKind implements Kind {
    static final String NAME = "toy";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<MachineKind> machine() {
        return Optional.of(new Machines());
    }

    @Override
    public Reporter reporter() {
        return execution -> new ToyReport(execution, ((ToyMachine) execution.machine()).state());
    }

    @Override
    public KindViews views() {
        return new ToyViews();
    }

    /** As the engine runs them. */
    private record Machines(Architecture architecture) implements MachineKind {
        Machines() {
            this(new ToyArchitecture());
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public RunChecks checks(Machine machine) {
            return new ToyChecks(((ToyMachine) machine).state());
        }

        @Override
        public int cellOf(Machine machine, long address) {
            return ((ToyMachine) machine).state().map().cellOf(address);
        }

        @Override
        public String tlbiName(int operation) {
            return "flush";
        }
    }
}
