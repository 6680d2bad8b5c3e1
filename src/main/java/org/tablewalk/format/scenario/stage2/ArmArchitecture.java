package org.tablewalk.format.scenario.stage2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Architecture;
import org.tablewalk.format.scenario.Blueprint;
import org.tablewalk.format.scenario.Canonical;
import org.tablewalk.format.scenario.Dialect;
import org.tablewalk.format.scenario.Fields;
import org.tablewalk.format.scenario.Hardware;
import org.tablewalk.format.scenario.Library;
import org.tablewalk.format.scenario.Node;
import org.tablewalk.format.scenario.ProgramBuilder;
import org.tablewalk.format.scenario.Quoted;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.format.scenario.ScenarioReader;
import org.tablewalk.format.scenario.Scenarios;
import org.tablewalk.format.scenario.Values;
import org.tablewalk.kvm.stage2.Listings;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmIntrinsics;

/**
 * Arm machines in scenario files.
 *
 * @param library the listings that scenarios can name
 */
public record ArmArchitecture(Library library) implements Architecture {
    /** With KVM's listings of stage 2. */
    public static ArmArchitecture shipped() {
        return new ArmArchitecture(Library.of(Listings::text, Listings.names()));
    }

    @Override
    public String word() {
        return "arm64";
    }

    @Override
    public String owner() {
        return "Arm's";
    }

    @Override
    public Hardware read(ScenarioReader reader, Fields scenario) throws FormatException {
        if (scenario.has("vcpus")) {
            throw scenario.error("vcpus", "expected 'vcpus' with the arch x86 only; an Arm machine has 'cpus'");
        }
        return ArmReader.read(reader, scenario);
    }

    @Override
    public Optional<Scenario> other(ScenarioReader reader, Node.Struct root) throws FormatException {
        return WalkScenario.of(reader, root, this::lab);
    }

    private Scenario lab() throws FormatException {
        var scenarios = new Scenarios(List.of(this));
        try {
            return scenarios.read(WalkScenario.LAB, scenarios.bytes(WalkScenario.LAB));
        } catch (FormatException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Blueprint build(Scenario scenario, Values values) throws FormatException {
        var hardware = (ArmHardware) scenario.hardware();
        ArmConfig config = ArmConfigBuilder.build(scenario, hardware, values);
        return new ArmBlueprint(config, ProgramBuilder.build(scenario, values, dialect(hardware, config), library));
    }

    private static Dialect dialect(ArmHardware hardware, ArmConfig config) {
        ArmIntrinsics intrinsics = ArmIntrinsics.of(config);
        Quoted abort = hardware.machine().abortRoutine();
        return new Dialect(intrinsics, intrinsics::with, Set.of("leafRule", "reload", "tableFlush", "rights", "conflictHandler", "ALIGN_FIX",
                "HAS_TLBIRANGE", "HAS_DIC", "relaxFlush",
                "eagainEnds", "invalidEntry", "rangeCheck", "pgdStart", "LAB_MEMORY",
                "manualProtect", "initiallySet", "logFlush", "splitChunk", "splitBarrier", "mmuNotifier", "notifierRetry", "VHE", "walkerSync", "vmidFlush", "vmidKick",
                "vmidRecheck"),
                abort == null ? List.of() : List.of(new Dialect.Handler(abort, 2, "two parameters (ipa, fault)")), List.of());
    }

    @Override
    public boolean judged(Rule rule, Blueprint machine) {
        return switch (rule) {
            case GUEST_STALE, INVARIANT -> false;
            case UNLOCKED_WRITE -> !((ArmBlueprint) machine).config().guards().isEmpty();
            default -> true;
        };
    }

    @Override
    public void canonical(Canonical canonical, Hardware hardware, Map<String, Object> file) throws FormatException {
        new ArmCanonical(canonical).put((ArmHardware) hardware, file);
    }
}
