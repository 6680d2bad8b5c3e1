package org.tablewalk.kvm.stage2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.listing.ListingException;
import org.tablewalk.machine.listing.Source;

/** What Linux did with invalid entries up to v5.12 and as of v6.4, and that listings of the two do not mix. */
class ErasTest {
    private static final long IPA = 0x4000_0000L;
    private static final long PA = 0x1_4000_0000L;
    private static final int AGAIN = -11;

    private record Result(Run run, ArmState state) {
        long returned(String routine) {
            int index = state.map().program().routine(routine).index();
            return run.of(Event.RETURN).stream().filter(e -> e.a() == index).findFirst().orElseThrow().b();
        }

        /** The level-3 entry of a page. */
        long entry(int page) {
            return state.word(state.translate(IPA + 0x5000).descriptorAddress() - 8 * 5 + 8L * page);
        }
    }

    /** Pages 0, 1, 4, 5 of eight are mapped; one CPU runs the lines. */
    private static Result run(String flow, String lines) {
        var builder = new Machines.Builder();
        builder.map(IPA, PA, 2, 3, ArmConfig.Rights.RW).map(IPA + 0x4000, PA + 0x4000, 2, 3, ArmConfig.Rights.RW).actor("main");
        List<Source> sources = new ArrayList<>(ListingsAssembleTest.sources(flow));
        sources.add(new Source("main.tw", "routine main() {\n" + lines + "\n}\n"));
        ArmMachine machine = builder.build(sources, Map.of());
        Run run = new Run(machine, kind -> kind == Event.RETURN || kind == Event.TLBI_ISSUE || kind == Event.DSB_DONE).toTheEnd(new InOrder(), 100_000);
        return new Result(run, new ArmState(machine.map(), machine.cells().image()));
    }

    /** v5.11 clears bit 0 only; from v5.13 on (f60ca2f9321a) the entry is zero. */
    @ParameterizedTest
    @CsvSource({"v5.11,true", "rfc-as-posted,true", "nt-full,true", "direct,true", "v6.4,false"})
    void anUnmappedEntryKeepsItsBitsOrNot(String flow, boolean kept) {
        Result result = run(flow, "unmap_stage2_range(0x40001000, 0x1000);");
        assertEquals(kept, result.entry(1) != 0);
        assertEquals(0, result.entry(1) & 1);
    }

    /** A reference is dropped when an entry becomes invalid, and not once more when something is mapped there again. */
    @ParameterizedTest
    @CsvSource({"v5.11", "rfc-as-posted", "rfc-as-meant", "nt-full", "direct", "v6.4"})
    void mappingAgainKeepsCount(String flow) {
        Result result = run(flow, """
                unmap_stage2_range(0x40000000, 0x2000);
                kvm_fault_lock();
                kvm_pgtable_stage2_map(0x40000000, 0x2000, 0x140000000, 3);
                kvm_fault_unlock();
                """);
        assertTrue(result.state.translate(IPA + 0x1000).valid());
        CoalesceTest.assertReferences(result.state);
    }

    /** Linux 76259cca4795 (v6.3): where nothing is mapped any more, nothing is flushed and the guest tries again. */
    @ParameterizedTest
    @CsvSource({"v5.11,0,2", "rfc-as-meant,0,2", "v6.4,-11,0"})
    void relaxingAnInvalidEntry(String flow, int expected, int tlbis) {
        Result result = run(flow, "kvm_pgtable_stage2_relax_perms(0x40002000, 3);");
        assertEquals(expected, result.returned("kvm_pgtable_stage2_relax_perms"));
        assertEquals(tlbis, result.run.of(Event.TLBI_ISSUE).size());
    }

    /** Linux 7d29a2407df6 (v6.3): no barrier if no access flag was set. */
    @ParameterizedTest
    @CsvSource({"v5.11,0,1", "v6.4,-11,0"})
    void makingAnInvalidEntryYoung(String flow, int expected, int barriers) {
        Result result = run(flow, "kvm_pgtable_stage2_mkyoung(0x40002000);");
        assertEquals(expected, result.returned("kvm_pgtable_stage2_mkyoung"));
        assertEquals(barriers, result.run.of(Event.DSB_DONE).size());
    }

    /** Linux ddcadb297ce5 (v6.3): -EAGAIN ends only a walk on behalf of a fault; write protection goes on behind a hole. */
    @ParameterizedTest
    @CsvSource({"v5.11", "v6.4"})
    void writeProtectionPassesOverHoles(String flow) {
        Result result = run(flow, "kvm_mmu_wp_memory_region(0x40000000, 0x8000);");
        assertEquals(0, result.returned("kvm_pgtable_stage2_wrprotect"));
        for (int page : new int[] {0, 1, 4, 5}) {
            assertEquals(1, result.entry(page) & 1);
            assertEquals(0, result.entry(page) & 1 << 7, "page " + page);
        }
    }

    @Test
    void aWalkForAFaultStopsAtAnEntryThatIsGone() {
        Result result = run("v6.4", "stage2_update_leaf_attrs(0x40000000, 0x8000, 0, PTE_S2AP_W, WALK_HANDLE_FAULT);");
        assertEquals(AGAIN, result.returned("stage2_update_leaf_attrs"));
        assertTrue((result.entry(4) & 1 << 7) != 0, "behind the hole");
    }

    @ParameterizedTest
    @CsvSource({"map-v6.4,unmap", "map-v5.11,unmap-v6.4", "map-direct,unmap-v6.4"})
    void erasDoNotMix(String map, String unmap) {
        List<Source> sources = List.of(Listings.source("walker"), Listings.source("flush"), Listings.source("map-common"), Listings.source(map),
                Listings.source(unmap));
        var error = assertThrows(ListingException.class, () -> new Machines.Builder().actor("f").build(sources, Map.of()));
        String[] lines = Listings.text(unmap).split("\n");
        assertTrue(lines[error.line() - 1].startsWith("era "), error.getMessage());
        assertEquals(5, error.column());
        String[] eras = unmap.equals("unmap") ? new String[] {"v5_11", "v6_4"} : new String[] {"v6_4", "v5_11"};
        assertEquals(unmap + ".tw:" + error.line() + ":5: this listing is of era " + eras[0] + ", expected one of era " + eras[1] + " like " + map
                + ".tw, line " + (1 + List.of(Listings.text(map).split("\n")).indexOf("era " + eras[1] + ";")), error.getMessage());
    }

    @Test
    void anUnknownEraIsRefused() {
        var error = assertThrows(ListingException.class, () -> new Machines.Builder().actor("f")
                .build(List.of(new Source("mine.tw", "// Mine.\nera v7_0;\nroutine f() { }")), Map.of()));
        assertEquals("mine.tw:2:5: expected an era (v5_11, v6_4) but found 'v7_0'", error.getMessage());
        error = assertThrows(ListingException.class, () -> new Machines.Builder().actor("f")
                .build(List.of(new Source("mine.tw", "era v5_11;\nera v5_11;\nroutine f() { }")), Map.of()));
        assertTrue(error.getMessage().startsWith("mine.tw:2:1: expected 'routine', 'percpu', 'shared' or, once, 'era'"), error.getMessage());
    }

    @Test
    void everyMappingAndEveryUnmappingSaysItsEra() {
        for (String name : Listings.names()) {
            boolean era = Listings.text(name).contains("\nera ");
            assertEquals(name.startsWith("map-") && !name.equals("map-common") || name.startsWith("unmap") || name.startsWith("split"), era, name);
        }
    }
}
