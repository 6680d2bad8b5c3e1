package org.tablewalk.format.scenario.shadow;

import java.util.List;
import java.util.Map;
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
import org.tablewalk.format.scenario.ProgramBuilder;
import org.tablewalk.format.scenario.Quoted;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.format.scenario.ScenarioReader;
import org.tablewalk.format.scenario.Values;
import org.tablewalk.kvm.shadow.Listings;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Intrinsics;

/**
 * x86 machines under a shadow MMU in scenario files.
 *
 * @param library the listings that scenarios have and can name
 */
public record X86Architecture(Library library) implements Architecture {
    /** With KVM's listings of the shadow MMU. */
    public static X86Architecture shipped() {
        return new X86Architecture(Library.of(Listings::text, Listings.names()));
    }

    @Override
    public String word() {
        return "x86";
    }

    @Override
    public String owner() {
        return "x86's";
    }

    @Override
    public Hardware read(ScenarioReader reader, Fields scenario) throws FormatException {
        return X86Reader.read(reader, scenario);
    }

    @Override
    public Blueprint build(Scenario scenario, Values values) throws FormatException {
        var hardware = (X86Hardware) scenario.hardware();
        X86Config config = X86ConfigBuilder.build(scenario, hardware, values);
        return new X86Blueprint(config, ProgramBuilder.build(scenario, values, dialect(hardware, config), library));
    }

    /** All of KVM's listings belong to it but guests, hosts, the other designs' role words, and what deals with PCIDs where there are none. */
    private Dialect dialect(X86Hardware hardware, X86Config config) {
        X86Intrinsics intrinsics = X86Intrinsics.of(config);
        String role = "role-" + config.design().label();
        Quoted design = hardware.machine().design();
        return new Dialect(intrinsics, intrinsics::with, Set.of("reuse_check", "write_flood", "prefetch", "CONFIG_FREE_ONLY"),
                List.of(new Dialect.Handler(Quoted.plain(config.exitRoutine(), design.line(), design.column()), 3, "three parameters (reason, a, b)")),
                library.names().stream().filter(n -> n.equals(role) || belongs(n, config)).toList());
    }

    private static boolean belongs(String listing, X86Config config) {
        return listing.equals("role-common") || !listing.startsWith("role-") && !listing.startsWith("guest-") && !listing.startsWith("host-")
                && (config.caching().tagged() || !listing.equals("pcid"));
    }

    @Override
    public boolean judged(Rule rule, Blueprint machine) {
        return switch (rule) {
            case GUEST_STALE, INVARIANT, FOREIGN_FRAME, FREED_WALK, MUST_NOT_FAULT, ASSERTION, CPU_FAILED, ACCESS_UNHANDLED, STUCK, LIVELOCK -> true;
            default -> false;
        };
    }

    @Override
    public void canonical(Canonical canonical, Hardware hardware, Map<String, Object> file) throws FormatException {
        new X86Canonical(canonical).put((X86Hardware) hardware, file);
    }
}
