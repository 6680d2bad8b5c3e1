package org.tablewalk.kvm.stage2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.check.tree.Counter;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Seeded;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmConfig.NtResponse;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.trace.Recorder;

/** Four vCPUs at work while a split 2 MiB block is put back: every flow, under seeded schedules. */
class CancelledMigrationTest {
    private static final long IPA = 0x4000_0000L;
    private static final long PA = 0x1_4000_0000L;
    private static final int SEEDS = 40;
    private static final int FEW = 10;

    private static ArmMachine machine(String flow, int bbmLevel, NtResponse response, String leafRule, String rights) {
        var builder = new Machines.Builder();
        builder.bbmLevel = bbmLevel;
        builder.ntResponse = response;
        builder.abortRoutine = "handle_guest_abort";
        builder.handler = ArmConfig.ConflictHandler.FLUSH_RETRY;
        builder.poolPages = 16;
        // A walk cache would hide the new block from a CPU that has pages below it until the invalidation arrives.
        builder.walkCacheEntries = 0;
        builder.slot(IPA, 4L << 20, PA, 2L << 20).map(IPA, PA, 48, 3, ArmConfig.Rights.RW);
        // One page in 49 is unmapped. CPU 0 comes to it when the others have met most of theirs and still miss some.
        builder.actor("guest_scan_reader", IPA, 49L, 60L, 1L);
        for (int cpu = 1; cpu < 4; cpu++) {
            builder.actor("guest_mixed", IPA, 49L, 120L);
        }
        return builder.build(ListingsAssembleTest.sources(flow), Map.of("leafRule", leafRule.equals("eagain") ? 1L : 0L,
                "reload", flow.equals("v6.4") ? 1L : 0L, "rights", rights.equals("mixed") ? 1L : 0L));
    }

    /** Sums over the seeds; every vCPU comes to its end. */
    private static Map<Counter, Long> run(String flow, int bbmLevel, NtResponse response, String leafRule, String rights, int seeds) {
        var sums = new EnumMap<Counter, Long>(Counter.class);
        for (long seed = 1; seed <= seeds; seed++) {
            ArmMachine machine = machine(flow, bbmLevel, response, leafRule, rights);
            var checks = Stage2Checks.of(machine);
            new Recorder(machine, List.of(checks)).run(new Seeded(seed), 2_000_000);
            checks.counters().forEach((counter, n) -> sums.merge(counter, n, Long::sum));
            var state = new ArmState(machine.map(), machine.cells().image());
            for (int cpu = 0; cpu < 4; cpu++) {
                assertEquals(ArmState.Status.ENDED, state.cpu(cpu).status(), flow + ", seed " + seed + ": CPU " + cpu + " " + state.cpu(cpu));
            }
            assertEquals(2, state.translate(IPA).level(), flow + ", seed " + seed);
            CoalesceTest.assertReferences(state);
        }
        return sums;
    }

    /** Nothing of a flow depends on luck: every vCPU ends, the block stands, references balance, no walk meets a freed table. */
    @ParameterizedTest
    @CsvSource({"v5.11,bbm,0", "v5.11,eagain,0", "rfc-as-posted,eagain,0", "rfc-as-posted,eagain,1", "rfc-as-meant,eagain,0", "rfc-as-meant,eagain,1",
        "rfc-as-meant,eagain,2", "nt-full,eagain,0", "nt-full,eagain,1", "nt-full,eagain,2", "direct,eagain,2", "v6.4,eagain,0"})
    void everyFlowEndsWell(String flow, String leafRule, int bbmLevel) {
        var equal = run(flow, bbmLevel, NtResponse.FAULT, leafRule, "equal", FEW);
        assertEquals(0, equal.get(Counter.PERMISSION_FAULTS));
        assertEquals(0, equal.get(Counter.FREED_TABLE_FAULTS));
        var mixed = run(flow, bbmLevel, bbmLevel == 1 ? NtResponse.TRANSLATE : NtResponse.IGNORE, leafRule, "mixed", FEW);
        assertEquals(0, mixed.get(Counter.FREED_TABLE_FAULTS));
    }

    @Test
    void brokenWindowsMakeSpuriousFaultsAndNtAvoidsThem() {
        assertTrue(run("v5.11", 0, NtResponse.TRANSLATE, "bbm", "equal", SEEDS).get(Counter.SPURIOUS_FAULTS) > 0);
        assertEquals(0, run("rfc-as-meant", 1, NtResponse.TRANSLATE, "eagain", "equal", SEEDS).get(Counter.SPURIOUS_FAULTS));
        assertTrue(run("rfc-as-meant", 1, NtResponse.FAULT, "eagain", "equal", SEEDS).get(Counter.SPURIOUS_FAULTS) > 0);
        var direct = run("direct", 2, NtResponse.TRANSLATE, "eagain", "equal", SEEDS);
        assertEquals(0, direct.get(Counter.SPURIOUS_FAULTS));
        assertTrue(direct.get(Counter.TLB_OVERLAPS) > 0, direct.toString());
    }

    /** A level of later hardware: KVM_RUN fails and the VM stops; what the posted series leaves behind is an entry nobody can use. */
    @ParameterizedTest
    @CsvSource({"rfc-as-posted,false", "rfc-as-meant,true"})
    void aLaterLevelEndsInAnError(String flow, boolean usable) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            ArmMachine machine = machine(flow, 3, NtResponse.TRANSLATE, "eagain", "equal");
            new Recorder(machine, List.of()).run(new Seeded(seed), 200_000);
            var state = new ArmState(machine.map(), machine.cells().image());
            assertEquals(0, machine.enabled(Move.RUN), flow + ", seed " + seed + " does not end");
            assertEquals(usable, state.translate(IPA).valid(), "seed " + seed);
            assertEquals(1, IntStream.range(0, 4).filter(cpu -> state.cpu(cpu).exit() == -22).count(), "seed " + seed);
        }
    }
}
