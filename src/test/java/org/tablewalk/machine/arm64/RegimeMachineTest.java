package org.tablewalk.machine.arm64;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.Shipped;
import org.tablewalk.format.scenario.MachineFactory;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.Move;

/** Registers of the translation regime, entry and exit by listings, walks that outlive an exception, CPUs that share a TLB. */
class RegimeMachineTest {
    private static final String FILE = """
            { "format": "tablewalk-scenario-1", "name": "regime",
              "machine": { "cpus": 2, "ipaBits": 39, "vmid": 1, "tlbEntries": 8, "walkCacheEntries": 0, "freedoms": { "speculative": ["0x40000000"] } },
              "regime": { "entry": "listing", "vmidBits": 8 SHARED },
              "memory": { "poolBase": "0x80000000", "poolPages": 64, "slots": [ { "ipa": "0x40000000", "size": "2M", "pa": "0x140000000", "block": "4K" } ] },
              "tables": [ { "ipa": "0x40000000", "pa": "0x140000000", "count": 4 } ],
              "vms": [ { "name": "b", "vmid": 2, "ipaBits": 34, "slots": [ { "ipa": "0x40000000", "size": "2M", "pa": "0x150000000", "block": "4K" } ],
                         "tables": [ { "ipa": "0x40000000", "pa": "0x150000000", "count": 4 } ] } ],
              "contents": [ { "pa": "0x200000000", "size": "4K" } ],
              "actors": [ { "cpu": 0, "routine": "zero" }, { "cpu": 1, "routine": "one" } ],
              "listings": [ "vcpu", { "name": "test", "lines": [ LINES ] } ] }
            """;

    private final List<long[]> events = new ArrayList<>();
    private ArmMachine machine;
    private String shared;

    @BeforeEach
    void alone() {
        shared = "";
    }

    private void run(String zero, String one) throws Exception {
        start(zero, one);
        while (machine.enabled(Move.RUN) != 0) {
            run(0);
            run(1);
        }
    }

    private void start(String zero, String one) throws Exception {
        String lines = "\"routine zero() { " + zero + " }\", \"routine one() { " + one + " }\"";
        String text = FILE.replace("LINES", lines).replace("SHARED", shared);
        machine = (ArmMachine) new MachineFactory().build(Shipped.scenarios().read("test.json", text.getBytes(StandardCharsets.UTF_8)), Map.of()).get();
        events.clear();
        machine.attach((kind, actor, a, b, c) -> events.add(new long[] {kind, actor, a, b, c}));
    }

    /** A CPU runs until it waits or stops; TLBIs arrive at once. */
    private void run(int cpu) {
        while ((machine.enabled(Move.RUN) >>> cpu & 1) != 0) {
            machine.step(Move.of(Move.RUN, cpu, 0));
            arrive();
        }
    }

    private void arrive() {
        for (int cpu = 0; cpu < 2; cpu++) {
            while ((machine.enabled(Move.ARRIVE) >>> cpu & 1) != 0) {
                machine.step(Move.of(Move.ARRIVE, cpu, 0));
            }
        }
    }

    /** A CPU runs until an event. */
    private void runTo(int cpu, int kind) {
        int before = of(kind).size();
        while (of(kind).size() == before) {
            machine.step(Move.of(Move.RUN, cpu, 0));
            arrive();
        }
    }

    private List<long[]> of(int kind) {
        return events.stream().filter(e -> e[0] == kind).toList();
    }

    private List<Long> performed() {
        return of(Event.ACCESS_DONE).stream().map(e -> e[3]).toList();
    }

    private RegimeState state() {
        return new ArmState(machine.map(), machine.cells()::get).regime();
    }

    private ArmState.Status status(int cpu) {
        return new ArmState(machine.map(), machine.cells()::get).cpu(cpu).status();
    }

    @Test
    void twoGuestsOnOneCpuReadTheirOwnMemory() throws Exception {
        run("for (i = 0; i < 2; i++) { vcpu_enter(vm_vttbr(0), vm_vtcr(0)); read(0x40001000); vcpu_exit(); vcpu_enter(vm_vttbr(1), vm_vtcr(1)); read(0x40001000); vcpu_exit(); }",
                "");
        assertThat(performed()).containsExactly(0x140001000L, 0x150001000L, 0x140001000L, 0x150001000L);
        assertThat(of(Event.TLB_HIT)).hasSize(2);
    }

    @Test
    void aVcpuMovesWithItsRegistersAsWordsOfHostMemory() throws Exception {
        start("msr(ttbr0_el1, 0x1234); msr(sctlr_el1, 7); vcpu_save(0x200000000); msr(ttbr0_el1, 0x99); isb(); *(0x200000100) = 1;",
                "do { } while (!*(0x200000100)); vcpu_restore(0x200000000); isb(); assert(mrs(ttbr0_el1) == 0x1234); assert(mrs(sctlr_el1) == 7); assert(mrs(tcr_el1) == 0);");
        run(0);
        run(1);
        assertThat(of(Event.ASSERT_FAILED)).isEmpty();
        assertThat(state().register(0, ArmIntrinsics.TTBR0_EL1).inEffect()).isEqualTo(0x99);
        assertThat(state().register(1, ArmIntrinsics.TTBR0_EL1).inEffect()).isEqualTo(0x1234);
    }

    @Test
    void aWriteIsReadAtOnceAndInEffectAfterSynchronisation() throws Exception {
        start("msr(vttbr_el2, 0x7000080000000); msr(vtcr_el2, 5); assert(mrs(vttbr_el2) == 0x7000080000000); isb();", "");
        runTo(0, Event.MSR);
        runTo(0, Event.MSR);
        var vttbr = state().register(0, ArmIntrinsics.VTTBR_EL2);
        assertThat(vttbr.pending()).isTrue();
        assertThat(vttbr.inEffect()).isZero();
        assertThat(vttbr.written()).isEqualTo(0x7000080000000L);
        assertThat(state().vmid(vttbr.written())).isEqualTo(7);
        runTo(0, Event.ISB);
        assertThat(state().registers(0)).noneMatch(RegimeState.Register::pending);
        assertThat(state().register(0, ArmIntrinsics.VTCR_EL2).inEffect()).isEqualTo(5);
        run(0);
        assertThat(of(Event.ASSERT_FAILED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"vm_vtcr(0) & ~63, 0", "vm_vtcr(0) | 0xc0, 0", "vm_vtcr(1), 2", "0, 0"})
    void aShapeThatContradictsItselfFaultsAtLevel0(String vtcr, int level) throws Exception {
        // The third is a shape, but not of this tree: its root looks like a table of level 2 whose entry 0x200 is not there.
        run("vcpu_enter(vm_vttbr(0), " + vtcr + "); read(0x40000000);", "");
        long fault = of(Event.FAULT).getFirst()[4];
        assertThat(Fault.kind(fault)).isEqualTo(Fault.TRANSLATION);
        assertThat(Fault.level(fault)).isEqualTo(level);
    }

    @Test
    void aRootOutsideMemoryIsNoTable() throws Exception {
        run("vcpu_enter(0x1000070000000, vm_vtcr(0)); read(0x40000000);", "");
        assertThat(of(Event.FREED_TABLE_READ)).hasSize(1);
        assertThat(of(Event.FAULT)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read(0x40000000);", "hvc();", "vcpu_enter(vm_vttbr(0), vm_vtcr(0)); eret();", "vcpu_enter(vm_vttbr(0), vm_vtcr(0)); msr(vttbr_el2, 0);", "msr(9, 0);"})
    void whatTheHardwareForbidsStopsTheCpu(String code) throws Exception {
        run(code, "");
        assertThat(status(0)).isEqualTo(ArmState.Status.FAILED);
    }

    /** The walk for VM 0 is under way when the guest is left. Which VMIDs can it have when it fills, and when does a barrier return? */
    @Test
    void aWalkThatOutlivesItsGuestMeetsWhatTheHostWrites() throws Exception {
        Set<Integer> filled = new HashSet<>();
        for (int choice = 0; choice < 3; choice++) {
            start("vcpu_enter(vm_vttbr(0), vm_vtcr(0)); read(0x40003000); hvc(); msr(vttbr_el2, 0); isb(); msr(vttbr_el2, vm_vttbr(1)); eret(); read(0x40000000);", "");
            runTo(0, Event.RESUME);
            machine.step(Move.of(Move.SPECULATE, 0, 0));
            machine.step(Move.of(Move.WALKER, 0, 0));
            machine.step(Move.of(Move.WALKER, 0, 0));
            runTo(0, Event.ISB);
            runTo(0, Event.MSR);
            assertThat(machine.alternatives(Move.WALKER, 0)).isEqualTo(3);
            machine.step(Move.of(Move.WALKER, 0, choice));
            filled.add((int) (of(Event.TLB_FILL).getLast()[2] >>> 45) & 0xffff);
        }
        assertThat(filled).containsExactlyInAnyOrder(1, 0, 2);
    }

    @ParameterizedTest
    @CsvSource({"nsh, true", "ish, true", "sy, true", "ishst, false", "nshst, false"})
    void aBarrierAtEl2WaitsForTheWalker(String barrier, boolean waits) throws Exception {
        start("vcpu_enter(vm_vttbr(0), vm_vtcr(0)); read(0x40003000); hvc(); dsb(" + barrier + ");", "");
        runTo(0, Event.ACCESS_DONE);
        machine.step(Move.of(Move.SPECULATE, 0, 0));
        run(0);
        assertThat(status(0)).isEqualTo(waits ? ArmState.Status.WAITS_DSB : ArmState.Status.ENDED);
        while (machine.enabled(Move.WALKER) != 0) {
            machine.step(Move.of(Move.WALKER, 0, 0));
        }
        run(0);
        assertThat(status(0)).isEqualTo(ArmState.Status.ENDED);
    }

    private static final String READS = "vcpu_enter(vm_vttbr(0) | 1, vm_vtcr(0)); read(0x40000000); hvc();";

    @Test
    void cpusThatShareATlbHitWhatTheOtherFilled() throws Exception {
        run(READS, READS);
        assertThat(of(Event.TLB_HIT)).isEmpty();
        shared = ", \"sharedTlbs\": [{\"cpus\": [0, 1]}]";
        run(READS, READS);
        assertThat(of(Event.TLB_FILL)).hasSize(1);
        assertThat(of(Event.TLB_HIT)).hasSize(1);
    }

    @Test
    void aLocalInvalidationTakesOfAllThatShare() throws Exception {
        shared = ", \"sharedTlbs\": [{\"cpus\": [0, 1]}]";
        start(READS, "msr(vttbr_el2, vm_vttbr(0)); isb(); tlbi(vmalls12e1, 0); dsb(nsh);");
        run(0);
        assertThat(new ArmState(machine.map(), machine.cells()::get).tlb(0)).hasSize(1);
        run(1);
        assertThat(new ArmState(machine.map(), machine.cells()::get).tlb(0)).isEmpty();
    }

    @Test
    void withoutCnpNothingIsSharedAndNothingCached() throws Exception {
        shared = ", \"sharedTlbs\": [{\"cpus\": [0, 1]}]";
        String alone = READS.replace(" | 1", "");
        run(READS, alone + alone);
        assertThat(of(Event.TLB_FILL)).hasSize(1);
        assertThat(of(Event.TLB_HIT)).isEmpty();
        assertThat(performed()).hasSize(3);
    }
}
