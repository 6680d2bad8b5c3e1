package org.tablewalk.session;

import java.util.List;
import java.util.Map;
import org.tablewalk.check.RunChecks;
import org.tablewalk.format.edit.LineEdit;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Policy;
import org.tablewalk.trace.walk.WalkLog;

/**
 * A scenario with values.
 *
 * @param source  the scenario and its machine
 * @param machineKind of the machine
 * @param seed    of the seeded order
 * @param file    that the scenario was read from, or null if it ships
 * @param original the scenario as it was read
 * @param edits   of its listings that made the source of it
 */
public record ScenarioRun(ScenarioMachine source, MachineKind machineKind, long seed, String file, Scenario original, List<LineEdit> edits) implements Subject {
    public ScenarioRun {
        edits = List.copyOf(edits);
    }

    /** A scenario of which nothing was edited. */
    public ScenarioRun(ScenarioMachine source, MachineKind machineKind, long seed, String file) {
        this(source, machineKind, seed, file, source.scenario(), List.of());
    }

    @Override
    public String kind() {
        return machineKind.name();
    }

    @Override
    public String name() {
        return source.scenario().name().text();
    }

    @Override
    public String title() {
        return source.scenario().title();
    }

    @Override
    public Machine machine() {
        return source.get();
    }

    @Override
    public RunChecks checks(Machine machine) {
        return machineKind.checks(machine);
    }

    @Override
    public WalkLog walks(Machine machine) {
        return machineKind.walks(machine);
    }

    @Override
    public Policy policy() {
        return source.policy(source.order(), seed);
    }

    @Override
    public String canonical() {
        return source.canonical();
    }

    @Override
    public boolean whole() {
        return source.scenario().schedule().whole();
    }

    @Override
    public long maxSteps() {
        return source.steps();
    }

    @Override
    public Map<String, String> parameters() {
        return source.parameters();
    }

    @Override
    public Map<String, String> changed() {
        return source.scenario().changed(source.parameters());
    }

    @Override
    public boolean seeded() {
        return source.order() == Scenario.Order.SEEDED;
    }

    @Override
    public List<String> limits() {
        return List.of();
    }

    @Override
    public boolean recorded() {
        return false;
    }

    @Override
    public int cellOf(Machine machine, long address) {
        return machineKind.cellOf(machine, address);
    }

    @Override
    public long hostAddress(Machine machine, long gpa) {
        return machineKind.hostAddress(machine, gpa);
    }

    @Override
    public boolean translates(Machine machine, long tag, long address) {
        return machineKind.translates(machine, tag, address);
    }

    @Override
    public boolean holdsOld(Machine machine, long entry, int cpu) {
        return machineKind.holdsOld(machine, entry, cpu);
    }

    @Override
    public String tlbiName(int operation) {
        return machineKind.tlbiName(operation);
    }
}
