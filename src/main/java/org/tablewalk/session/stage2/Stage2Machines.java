package org.tablewalk.session.stage2;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.tablewalk.check.RunChecks;
import org.tablewalk.check.judge.Judge;
import org.tablewalk.check.stage2.Observers;
import org.tablewalk.check.stage2.Sighting;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.format.scenario.Architecture;
import org.tablewalk.format.scenario.stage2.ArmArchitecture;
import org.tablewalk.kvm.stage2.Walker;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.tlb.TlbTags;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.session.MachineKind;
import org.tablewalk.trace.walk.WalkLog;

/** Arm machines, as the engine runs them. */
public final class Stage2Machines implements MachineKind {
    /** The kind's name. */
    public static final String NAME = "stage2";

    private final Architecture architecture = ArmArchitecture.shipped();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Architecture architecture() {
        return architecture;
    }

    @Override
    public RunChecks checks(Machine machine) {
        return Stage2Checks.of((ArmMachine) machine);
    }

    @Override
    public Function<Machine, Judge> judges() {
        var judges = Stage2Checks.judges();
        return machine -> judges.apply((ArmMachine) machine);
    }

    @Override
    public WalkLog walks(Machine machine) {
        var program = ((ArmMachine) machine).map().program();
        return program.routine(Walker.VISIT) == null ? null : WalkLog.of(program, Walker.VISIT, machine.cpus());
    }

    @Override
    public List<String> freedoms(Machine machine) {
        var config = ((ArmMachine) machine).map().config();
        var freedoms = config.freedoms();
        var speculative = freedoms.speculative().stream().map(ipa -> "0x" + Long.toHexString(ipa)).toList();
        return List.of("storeBuffer " + freedoms.storeBuffer(),
                "eviction " + switch (freedoms.eviction()) {
                    case NONE -> "none";
                    case BOUNDED -> "at most " + freedoms.evictions() + " per CPU";
                    case ANY -> "any";
                },
                "speculation " + (speculative.isEmpty() ? "none" : String.join(", ", speculative)),
                "completion " + freedoms.completion().name().toLowerCase(Locale.ROOT),
                "TLBI hints heeded by " + switch (freedoms.hints()) {
                    case NOTHING -> "nothing";
                    case ENTRIES -> "entries, every walk under the address is marked";
                    case WALKS -> "entries and walks in flight";
                },
                "TLB " + switch (config.tlb().replacement()) {
                    case OLDEST -> "replaces the oldest";
                    case LEAST_RECENT -> "replaces the least recently used";
                    case ANY -> "replaces any";
                } + (config.tlb().groups() ? "" : ", ignores the contiguous bit"));
    }

    @Override
    public int cellOf(Machine machine, long address) {
        return ((ArmMachine) machine).map().cellOf(address);
    }

    @Override
    public boolean translates(Machine machine, long tag, long address) {
        return new TlbTags(((ArmMachine) machine).map().config().geometry()).overlaps(tag, address, 1);
    }

    @Override
    public boolean holdsOld(Machine machine, long entry, int cpu) {
        var state = new ArmState(((ArmMachine) machine).map(), machine.cells()::get);
        return Observers.of(state, entry).stream().anyMatch(s -> s.cpu() == cpu && s.way() == Sighting.Way.ACCESS);
    }

    @Override
    public String tlbiName(int operation) {
        return TlbiOp.of(operation).mnemonic();
    }
}
