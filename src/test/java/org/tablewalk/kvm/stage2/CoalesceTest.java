package org.tablewalk.kvm.stage2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.TlbiRange;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.machine.listing.Source;
import tools.jackson.databind.JsonNode;

/** Coalescing on the machine, one CPU: stores, invalidations and barriers in the order of the domain vectors; counts; references. */
class CoalesceTest {
    private static final String MAIN = """
            routine coalesce(ipa, size, pa, prot) {
                kvm_fault_lock();
                kvm_pgtable_stage2_map(ipa, size, pa, prot);
                kvm_fault_unlock();
            }
            """;
    private static final long IPA = 0x4000_0000L;
    private static final long PA = 0x1_4000_0000L;
    private static final long M2 = 2L << 20;
    private static final long G1 = 1L << 30;
    private static final Set<Integer> KINDS = Set.of(Event.WORD_WRITE, Event.DSB_DONE, Event.TLBI_ISSUE, Event.ISB, Event.MSR, Event.CALLBACK,
            Event.PAGE_FREE, Event.RETURN, Event.HALT);

    private record Result(ArmMachine machine, Run run, ArmState state) {
        long returned(String routine) {
            int index = machine.map().program().routine(routine).index();
            return run.of(Event.RETURN).stream().filter(e -> e.a() == index).findFirst().orElseThrow().b();
        }
    }

    private static Result coalesce(String flow, int bbmLevel, long size, int pages, String leafRule) {
        var builder = new Machines.Builder();
        builder.bbmLevel = bbmLevel;
        builder.map(IPA, PA, pages, 3, ArmConfig.Rights.R).actor("coalesce", IPA, size, PA, 3L);
        return run(builder, flow, leafRule);
    }

    private static Result run(Machines.Builder builder, String flow, String leafRule) {
        var sources = new ArrayList<>(ListingsAssembleTest.sources(flow));
        sources.add(new Source("main.tw", MAIN));
        ArmMachine machine = builder.build(sources, Map.of("leafRule", leafRule.equals("eagain") ? 1L : 0L, "reload", flow.equals("v6.4") ? 1L : 0L));
        var run = new Run(machine, KINDS::contains).toTheEnd(new InOrder(), 30_000_000);
        return new Result(machine, run, new ArmState(machine.map(), machine.cells().image()));
    }

    @ParameterizedTest
    @CsvSource({"v5_11,v5.11,0", "rfc_level0_as_posted,rfc-as-posted,0", "rfc_level1_2_as_posted,rfc-as-posted,1",
        "rfc_level1_2_as_posted,rfc-as-posted,2", "nT_correct,nt-full,1", "nT_correct,nt-full,2", "level2_correct,direct,2", "v6_2_plus,v6.4,0"})
    void sequence(String vector, String flow, int bbmLevel) throws IOException {
        List<String> expected = Sequences.expected(vector);
        if (vector.endsWith("_correct")) {
            expected.add("dsb ishst");  // those two tell the change of the entry only; every map ends with this barrier
        }
        Result result = coalesce(flow, bbmLevel, M2, 512, flow.equals("v5.11") ? "bbm" : "eagain");
        assertEquals(0, result.returned("kvm_pgtable_stage2_map"));
        assertEquals(expected, Sequences.seen(result.run.events, result.state.translate(IPA).descriptorAddress()));
        assertEquals(0x0040_0001_4000_07fdL, result.state.translate(IPA).descriptor(), "a RW block");
    }

    /** v6.4 takes the whole VMID; the range came with v6.6 (defc8cc7abf0), its alignment with v6.9 (4c36a1567388). Without FEAT_TLBIRANGE nothing changed. */
    @ParameterizedTest
    @CsvSource({"0,1,0,0", "1,1,0x40003000,0x200000", "2,1,0x40000000,0x200000", "1,0,0,0", "2,0,0,0"})
    void whatIsInvalidatedWhenATableGoes(long tableFlush, long rangeTlbi, String base, String size) {
        var builder = new Machines.Builder().map(IPA, PA, 512, 3, ArmConfig.Rights.RW).actor("main");
        var sources = new ArrayList<>(ListingsAssembleTest.sources("v6.4"));
        sources.add(new Source("main.tw", """
                routine main() {
                    ptep = follow(*(ROOT + 8)) + 8 * entry_index(0x40000000, 2);
                    stage2_try_break_pte(0x40003000, 2, ptep, *ptep);
                }
                """));
        ArmMachine machine = builder.build(sources, Map.of("tableFlush", tableFlush, "HAS_TLBIRANGE", rangeTlbi));
        var issued = new ArrayList<ArmState.InFlight>();
        machine.attach((kind, _, _, _, _) -> {
            if (kind == Event.TLBI_ISSUE) {
                issued.add(new ArmState(machine.map(), machine.cells().image()).tlbis().getLast());
            }
        });
        var policy = new InOrder();
        int last = Move.NONE;
        for (int move, n = 0; (move = policy.choose(machine, n, last)) != Move.NONE; n++) {
            machine.step(move);
            last = move;
        }
        if (tableFlush == 0 || rangeTlbi == 0) {
            assertEquals(List.of(TlbiOp.VMALLS12E1IS), issued.stream().map(ArmState.InFlight::op).toList());
        } else {
            assertEquals(List.of(TlbiOp.RIPAS2E1IS, TlbiOp.VMALLE1IS), issued.stream().map(ArmState.InFlight::op).toList());
            var range = TlbiRange.of(issued.getFirst().operand(), Granule.K4, false);
            assertEquals(Long.decode(base), range.base());
            assertEquals(Long.decode(size), range.size());
        }
    }

    /** As meant: the posted sequence without its first store. */
    @ParameterizedTest
    @CsvSource({"1", "2"})
    void asMeantIsNeverInvalid(int bbmLevel) throws IOException {
        List<String> expected = Sequences.expected("rfc_level1_2_as_posted");
        assertEquals("store invalid", expected.removeFirst());
        Result result = coalesce("rfc-as-meant", bbmLevel, M2, 512, "eagain");
        assertEquals(expected, Sequences.seen(result.run.events, result.state.translate(IPA).descriptorAddress()));
    }

    @Test
    void aLaterLevelEndsBothRfcFlowsOnlyThePostedOneBroken() {
        Result posted = coalesce("rfc-as-posted", 3, M2, 512, "eagain");
        assertEquals(-22, posted.returned("kvm_pgtable_stage2_map"));
        assertFalse(posted.state.translate(IPA).valid());
        Result meant = coalesce("rfc-as-meant", 3, M2, 512, "eagain");
        assertEquals(-22, meant.returned("kvm_pgtable_stage2_map"));
        assertEquals(3, meant.state.translate(IPA).level());
        assertTrue(meant.state.translate(IPA).valid());
    }

    @ParameterizedTest
    @CsvSource({"two_mib,2097152,512", "one_gib,1073741824,262144"})
    void counts(String vector, long size, int pages) throws IOException {
        JsonNode expected = Sequences.vectors("coalesce_counts").required(vector);
        Result result = coalesce("v5.11", 0, size, pages, "bbm");
        // The root's own entry is a visit too when the block goes below it.
        long above = size == M2 ? 1 : 0;
        assertEquals(expected.required("pre").asLong() + above, visits(result, 2));
        assertEquals(expected.required("leaf").asLong(), visits(result, 1));
        assertEquals(expected.required("post").asLong() + above, visits(result, 4));
        assertEquals(expected.required("table_pages_freed").asInt(), result.run.of(Event.PAGE_FREE).size());
        assertReferences(result.state);
    }

    @ParameterizedTest
    @CsvSource({"v5.11,bbm,0", "v5.11,eagain,0", "rfc-as-posted,eagain,0", "rfc-as-posted,eagain,1", "rfc-as-meant,eagain,0", "rfc-as-meant,eagain,2",
        "nt-full,eagain,0", "nt-full,eagain,3", "direct,eagain,2", "v6.4,eagain,0"})
    void everyFlowFreesTheTablesAndKeepsCount(String flow, String leafRule, int bbmLevel) {
        for (int pages : new int[] {1, 700}) {
            Result result = coalesce(flow, bbmLevel, G1, pages, leafRule);
            assertEquals(0, result.returned("kvm_pgtable_stage2_map"));
            assertEquals(1, result.state.translate(IPA).level());
            assertEquals(0, result.run.of(Event.HALT).getFirst().a());
            assertEquals(pages == 1 ? 2 : 3, result.run.of(Event.PAGE_FREE).size());
            assertReferences(result.state);
        }
    }

    /** A block in the way of a page becomes a table; the rest of it is unmapped. */
    @ParameterizedTest
    @CsvSource({"v5.11,bbm", "rfc-as-meant,eagain", "v6.4,eagain"})
    void aPageSplitsABlock(String flow, String leafRule) {
        var builder = new Machines.Builder();
        builder.map(IPA, PA, 1, 2, ArmConfig.Rights.R).actor("coalesce", IPA + 0x5000, 0x1000L, PA + 0x5000, 3L);
        Result result = run(builder, flow, leafRule);
        assertEquals(0, result.returned("kvm_pgtable_stage2_map"));
        assertEquals(PA + 0x5000, result.state.translate(IPA + 0x5000).pa());
        assertEquals(3, result.state.translate(IPA + 0x5000).level());
        assertFalse(result.state.translate(IPA).valid());
        assertReferences(result.state);
    }

    /** Only the rights differ: broken and made again, or left alone. */
    @Test
    void leafRules() {
        Result bbm = permissionChange("v5.11", "bbm");
        assertEquals(0, bbm.returned("kvm_pgtable_stage2_map"));
        var flush = new ArrayList<>(List.of("store invalid"));
        flush.addAll(Sequences.FLUSH_IPA);
        flush.addAll(List.of("store block", "dsb ishst"));
        assertEquals(flush, Sequences.seen(bbm.run.events, bbm.state.translate(IPA).descriptorAddress()));
        for (String flow : List.of("v5.11", "v6.4")) {
            Result eagain = permissionChange(flow, "eagain");
            assertEquals(-11, eagain.returned("kvm_pgtable_stage2_map"));
            assertEquals(List.of("dsb ishst"), Sequences.seen(eagain.run.events, eagain.state.translate(IPA).descriptorAddress()));
        }
    }

    private static Result permissionChange(String flow, String leafRule) {
        var builder = new Machines.Builder();
        builder.map(IPA, PA, 1, 2, ArmConfig.Rights.R).actor("coalesce", IPA, M2, PA, 3L);
        return run(builder, flow, leafRule);
    }

    @ParameterizedTest
    @CsvSource({"flush_vmid_nvhe_v5_11,0,__kvm_tlb_flush_vmid();", "flush_vmid_ipa_nvhe_v5_11,0,'__kvm_tlb_flush_vmid_ipa(0x40000000, 2);'",
        "flush_vmid_vhe,1,__kvm_tlb_flush_vmid();", "flush_vmid_ipa_vhe,0,'__kvm_tlb_flush_vmid_ipa(0x40000000, 2);'"})
    void flushes(String vector, long vhe, String call) throws IOException {
        // The vectors have no switch of HCR_EL2 in the last one: there it is what an nVHE host does.
        List<String> expected = Sequences.expected(vector);
        var builder = new Machines.Builder().actor("main");
        ArmMachine machine = builder.build(List.of(Listings.source("flush"), new Source("m.tw", "routine main() { " + call + " }")), Map.of("VHE", vhe));
        assertEquals(expected, Sequences.seen(new Run(machine, KINDS::contains).toTheEnd(new InOrder(), 1000).events, 0));
    }

    private static long visits(Result result, int flag) {
        return result.run.of(Event.CALLBACK).stream().filter(e -> e.c() == flag).count();
    }

    /** Every table page counts itself and its entries in use, and every page in use is reached from the root. */
    static void assertReferences(ArmState state) {
        var geometry = state.map().config().geometry();
        var open = new ArrayList<long[]>();
        state.rootTables().forEach(root -> open.add(new long[] {root, geometry.startLevel()}));
        int reached = 0;
        while (!open.isEmpty()) {
            long[] table = open.removeLast();
            reached++;
            long inUse = 0;
            for (long at = table[0]; at < table[0] + geometry.granule().bytes(); at += 8) {
                long word = state.word(at);
                inUse += word != 0 ? 1 : 0;
                if (Descriptor.table(word, (int) table[1])) {
                    open.add(new long[] {Descriptor.nextTable(word, geometry.granule(), geometry.lpa2()), table[1] + 1});
                }
            }
            int page = (int) ((table[0] - state.map().config().poolBase()) / geometry.granule().bytes());
            assertEquals(ArmState.PageUse.TABLE, state.use(page));
            assertEquals(1 + inUse, state.references(page), "references of the table at 0x" + Long.toHexString(table[0]));
        }
        long used = IntStream.range(0, state.pages()).filter(page -> state.use(page) == ArmState.PageUse.TABLE).count();
        assertEquals(reached, used, "table pages in use");
    }
}
