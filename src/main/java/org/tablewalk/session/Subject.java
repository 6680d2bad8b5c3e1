package org.tablewalk.session;

import java.util.List;
import java.util.Map;
import org.tablewalk.check.Checks;
import org.tablewalk.check.RunChecks;
import org.tablewalk.check.shadow.TraceChecks;
import org.tablewalk.format.casemate.CasemateMachine;
import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.format.casemate.TlbiKind;
import org.tablewalk.format.kvmmmu.KvmmmuMachine;
import org.tablewalk.format.kvmmmu.KvmmmuTrace;
import org.tablewalk.format.scenario.ArmBlueprint;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.format.scenario.X86Blueprint;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Policy;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.TlbiOp;
import org.tablewalk.machine.x86.X86Machine;

/** What is open: a scenario with values on our machine, or a trace from another producer. */
public sealed interface Subject {
    /** Short name. */
    String name();

    /** A title for people. */
    String title();

    /** A machine before its first step. */
    Machine machine();

    /** What judges a run of a machine that {@link #machine} made and nobody has stepped. */
    RunChecks checks(Machine machine);

    /** How moves are chosen. */
    Policy policy();

    /** The text that, with the choices, decides a run. */
    String canonical();

    /** The most steps a run makes. */
    long maxSteps();

    /** The values of the parameters; empty for a trace. */
    Map<String, String> parameters();

    /** The seed, or 0 for a trace. */
    long seed();

    /** Sentences on what cannot be shown of this; empty for a scenario. */
    List<String> limits();

    /** The mnemonic of a TLBI operation as events of this subject number it. */
    String tlbiName(int operation);

    /** Whether it is a trace: all there from the start, and nothing in it can be chosen. */
    default boolean recorded() {
        return !(this instanceof ScenarioRun);
    }

    /** The cell of a machine's memory word, or -1. */
    int cellOf(Machine machine, long address);

    /** A scenario. */
    record ScenarioRun(ScenarioMachine source, long seed) implements Subject {
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
            return ScenarioChecks.of(source.blueprint(), machine);
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
        public long maxSteps() {
            return source.steps();
        }

        @Override
        public Map<String, String> parameters() {
            return source.parameters();
        }

        @Override
        public List<String> limits() {
            return List.of();
        }

        @Override
        public int cellOf(Machine machine, long address) {
            return switch (source.blueprint()) {
                case ArmBlueprint arm -> ((ArmMachine) machine).map().cellOf(address);
                case X86Blueprint x86 -> ((X86Machine) machine).map().cellOf(address);
            };
        }

        @Override
        public String tlbiName(int operation) {
            return switch (source.blueprint()) {
                case ArmBlueprint arm -> TlbiOp.values()[operation].mnemonic();
                // There is one kind of request to another CPU: to empty its TLB.
                case X86Blueprint x86 -> "flush";
            };
        }
    }

    /** A trace from another producer: it is run from one record to the next, and nothing about it can be chosen. */
    sealed interface Imported extends Subject {
        /** The file, as it was named. */
        String file();

        /** The file's name without its folders: what fits a title. */
        @Override
        default String name() {
            return file().substring(Math.max(file().lastIndexOf('/'), file().lastIndexOf('\\')) + 1);
        }

        @Override
        default String title() {
            return name();
        }

        @Override
        default Policy policy() {
            return new InOrder();
        }

        @Override
        default Map<String, String> parameters() {
            return Map.of();
        }

        @Override
        default long seed() {
            return 0;
        }
    }

    /** A casemate trace. */
    record CasemateRun(CasemateTrace trace) implements Imported {
        @Override
        public String file() {
            return trace.name();
        }

        @Override
        public CasemateMachine machine() {
            return trace.machine();
        }

        @Override
        public RunChecks checks(Machine machine) {
            return Checks.of(trace.map(), machine.cells());
        }

        @Override
        public String canonical() {
            return "casemate\n" + trace.digest();
        }

        @Override
        public long maxSteps() {
            return trace.records();
        }

        @Override
        public List<String> limits() {
            return trace.limits();
        }

        @Override
        public int cellOf(Machine machine, long address) {
            return trace.map().cellOf(address);
        }

        @Override
        public String tlbiName(int operation) {
            return TlbiKind.ofCode(operation).map(TlbiKind::word).orElse("tlbi");
        }
    }

    /** A trace of the kernel's kvmmmu tracepoints. */
    record KvmmmuRun(KvmmmuTrace trace) implements Imported {
        @Override
        public String file() {
            return trace.name();
        }

        @Override
        public KvmmmuMachine machine() {
            return trace.machine();
        }

        @Override
        public RunChecks checks(Machine machine) {
            return new TraceChecks(trace.map());
        }

        @Override
        public String canonical() {
            return "kvmmmu\n" + trace.digest();
        }

        @Override
        public long maxSteps() {
            return trace.records();
        }

        @Override
        public List<String> limits() {
            return trace.limits();
        }

        @Override
        public int cellOf(Machine machine, long address) {
            // Entries are told by names, not by addresses.
            return -1;
        }

        @Override
        public String tlbiName(int operation) {
            return "flush";
        }
    }
}
