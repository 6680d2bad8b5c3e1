package org.tablewalk.app.stage2;

import java.util.ArrayList;
import java.util.Set;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.machine.arm64.ArmConfig;
import picocli.CommandLine.Option;

/** What decides which VMs can be created: the host's limit, the kernel, and with old kernels the host's own tables. */
final class CreationOptions {
    private static final int MIN_VA_BITS = 36;
    private static final int MAX_VA_BITS = 52;

    @Option(names = "--limit", paramLabel = "BITS", description = "The host's limit of IPA sizes, 32..52 bits: its physical address range, as KVM_CAP_ARM_VM_IPA_SIZE reports it.")
    private Integer limit;

    @Option(names = "--era", paramLabel = "ERA", description = "4.20-5.9, 5.10-5.11 or 5.12+, or a version such as 5.4.")
    private String era;

    @Option(names = "--va-bits", paramLabel = "BITS",
            description = "Size of the host's own virtual addresses, 36..52 bits. Kernels 4.20-5.9 cut the limit to what as many levels reach; without it they do not.")
    private Integer vaBits;

    private Set<KernelEra> eras;

    /** Whether any of it was given. */
    boolean given() {
        return limit != null || era != null || vaBits != null;
    }

    /** Checks them all; both limit and era are needed. */
    void check(CalculatorInput input) {
        if (limit == null || era == null) {
            throw input.error("expected both --limit and --era, which decide together which VMs can be created; found "
                    + (limit == null ? era == null ? "neither" : "no --limit" : "no --era"));
        }
        input.bits("--limit", "a limit", limit, Stage2Geometry.MIN_IPA_BITS, Stage2Geometry.MAX_IPA_BITS);
        if (vaBits != null) {
            input.bits("--va-bits", "virtual addresses", vaBits, MIN_VA_BITS, MAX_VA_BITS);
        }
        try {
            eras = KernelEra.touched(era);
        } catch (IllegalArgumentException e) {
            throw input.error("--era: " + e.getMessage());
        }
    }

    int limit() {
        return limit;
    }

    /** The era as it is named, or the range that was given if it touches several. */
    String era() {
        return eras.size() == 1 ? eras.iterator().next().label() : era.strip();
    }

    /** What creating a VM gives; kernels of several eras must agree. */
    VmCreation create(CalculatorInput input, Granule granule, boolean lpa2, long type) {
        var host = new ArmConfig.Host(limit, vaBits == null ? MAX_VA_BITS : vaBits, type);
        var results = new ArrayList<VmCreation>();
        for (var e : eras) {
            results.add(VmCreation.of(e, granule, host, lpa2));
        }
        if (results.stream().map(VmCreation::ipaBits).distinct().count() > 1) {
            throw input.error("--era: the kernels of " + era.strip() + " do not agree about this type; expected one of "
                    + String.join(", ", eras.stream().map(KernelEra::label).toList()));
        }
        return results.getLast();
    }
}
