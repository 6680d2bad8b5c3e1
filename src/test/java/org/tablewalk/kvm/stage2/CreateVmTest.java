package org.tablewalk.kvm.stage2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.listing.Source;

/** The listings of KVM_CREATE_VM make the VM that the machine then runs; sizes are counted by {@link ArchitectureReading}. */
class CreateVmTest {
    private static final List<String> ERAS = List.of("v4.20", "v5.10", "v5.12");

    static Stream<Arguments> sizes() {
        var cases = new ArrayList<Arguments>();
        for (var granule : Granule.values()) {
            for (int bits = Stage2Geometry.MIN_IPA_BITS; bits <= Stage2Geometry.MAX_IPA_BITS; bits++) {
                for (boolean lpa2 : granule == Granule.K64 ? List.of(false) : bits > 48 ? List.of(true) : List.of(false, true)) {
                    cases.add(Arguments.of(granule, bits, lpa2));
                }
            }
        }
        return cases.stream();
    }

    /** Every granule, size, LPA2 and era: the VM is made, its registers say what the rule says, and the guest's accesses go through the root entry that they should. */
    @ParameterizedTest
    @MethodSource("sizes")
    void everySizeIsCreatedAndRuns(Granule granule, int bits, boolean lpa2) {
        var expected = ArchitectureReading.of(granule, bits);
        var geometry = Stage2Geometry.of(granule, bits, lpa2);
        long page = granule.bytes();
        long[] addresses = {0, (0x123456789abcdL & (1L << bits) - 1) / page * page, (1L << bits) - page};
        for (String era : lpa2 ? List.of("v5.12") : ERAS) {
            var machine = run(geometry, new ArmConfig.Host(52, 52, bits), era, addresses);
            var state = new ArmState(machine.map(), machine.cells()::get);
            assertThat(state.cpu(0).exit()).as(era).isZero();
            assertThat(state.sharedVariable("kvm->pgd_pages")).as("root tables").isEqualTo(expected.rootTables());
            assertThat(state.sharedVariable("kvm->pgd")).as("root").isEqualTo(Machines.POOL);
            long vtcr = state.vtcr(0);
            assertThat(64 - (vtcr & 0x3f)).as("T0SZ").isEqualTo(bits);
            assertThat(vtcr >> 6 & 3).as("SL0").isEqualTo(expected.sl0());
            assertThat(vtcr >> 14 & 3).as("TG0").isEqualTo(Map.of(Granule.K4, 0L, Granule.K64, 1L, Granule.K16, 2L).get(granule));
            assertThat(vtcr >> 32).as("DS").isEqualTo(lpa2 ? 1 : 0);
            assertThat(vtcr >> 8 & 0x3f).as("walks").isEqualTo(0b110101);
            assertThat(geometry.startLevel()).isEqualTo(expected.startLevel());
            assertThat(geometry.rootEntries()).isEqualTo((int) expected.rootEntries());
            for (long address : addresses) {
                assertThat(state.translate(address).valid()).as("%x", address).isTrue();
                assertThat(state.translate(address).pa()).isEqualTo(address);
                assertThat(state.word(Machines.POOL + address / expected.entrySpan() * 8) & 1).as("root entry of %x", address).isOne();
            }
        }
    }

    /** The cap equals the largest size with as many levels as the host has; kernels from 5.10 on do not have it. */
    @ParameterizedTest
    @CsvSource({"4K, 39, 43", "4K, 48, 52", "16K, 36, 40", "16K, 47, 51", "64K, 42, 46"})
    void olderKernelsCutTheLimitByTheHostsOwnTables(String label, int vaBits, int cap) {
        var granule = Granule.of(label);
        // What the kernel is built for cuts it first: 48 bits with 4K and 16K.
        int kernel = granule == Granule.K64 ? 52 : 48;
        int largest = Math.min(cap, kernel);
        assertThat(exit(granule, vaBits, "v4.20", largest)).isZero();
        assertThat(exit(granule, vaBits, "v4.20", largest + 1)).isEqualTo(-22);
        assertThat(exit(granule, vaBits, "v5.10", kernel)).isZero();
        assertThat(exit(granule, vaBits, "v5.10", kernel + 1)).isEqualTo(-22);
    }

    @Test
    void aGuestWithoutItsTreesRegistersDoesNotRun() {
        var geometry = Stage2Geometry.of(Granule.K4, 40);
        // The VM is created for 36 bits, the hardware of this machine walks a tree of 40.
        var machine = run(geometry, new ArmConfig.Host(48, 48, 36), "v5.12", new long[] {0});
        assertThat(new ArmState(machine.map(), machine.cells()::get).cpu(0).exit()).isEqualTo(-14);
    }

    @Test
    void aRefusedTypeLeavesNothing() {
        var machine = run(Stage2Geometry.of(Granule.K4, 40), new ArmConfig.Host(36, 48, 0), "v5.12", new long[] {0});
        var state = new ArmState(machine.map(), machine.cells()::get);
        assertThat(state.cpu(0).exit()).isEqualTo(-22);
        assertThat(state.vtcr(0)).isZero();
        assertThat(state.use(0)).isEqualTo(ArmState.PageUse.FREE);
    }

    private static long exit(Granule granule, int vaBits, String era, int type) {
        var machine = run(Stage2Geometry.of(granule, 40), new ArmConfig.Host(52, vaBits, type), era, new long[0]);
        return new ArmState(machine.map(), machine.cells()::get).cpu(0).exit();
    }

    private static ArmMachine run(Stage2Geometry geometry, ArmConfig.Host host, String era, long[] addresses) {
        var code = new StringBuilder("// A VM and a vCPU.\nroutine vmm() {\n    create_vm_and_vcpu();\n");
        for (long address : addresses) {
            code.append("    write(").append(address).append(");\n");
        }
        var sources = new ArrayList<>(ListingsAssembleTest.sources("v5.11"));
        sources.addAll(List.of(Listings.source("create-vm"), Listings.source("create-vm-" + era), new Source("vmm", code + "}\n")));
        var machine = new Machines.Builder();
        machine.geometry = geometry;
        machine.host = host;
        machine.poolPages = 32;
        machine.slot(0, geometry.limit(), 0, geometry.granule().bytes());
        machine.abortRoutine = "handle_guest_abort";
        machine.actor("vmm");
        var built = machine.build(sources, Map.of());
        var run = new Run(built, kind -> kind == Event.ASSERT_FAILED).toTheEnd(new InOrder(), 100_000);
        assertThat(run.events).as("assertions that failed").isEmpty();
        return built;
    }
}
