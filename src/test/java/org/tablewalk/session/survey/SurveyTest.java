package org.tablewalk.session.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.explore.SearchOptions;
import org.tablewalk.format.edit.EditedScenario;
import org.tablewalk.format.edit.LineEdit;
import org.tablewalk.format.scenario.MachineFactory;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.session.stage2.Stage2Machines;

/**
 * What each line of the invalidation is good for, and the table of the seeds. Both tables were written down from the domain notes (sections 4.2, 5 and 7 of the notes on outside models)
 * before the first run; where a run showed something else the reason stands beside the row.
 */
class SurveyTest {
    /** Small enough to be searched completely in well under a second, and large enough for a page and the block over it to be in one TLB. */
    private static final Map<String, String> SMALL = Map.of("region", "2M", "populated", "2", "workingSet", "2", "vcpus", "2", "accesses", "3");

    /** Lines of the routine that invalidates everything of the VMID; before it are the two that it calls. */
    private static final List<String> FLUSH = listing("flush");
    private static final int FIRST_OF_VMID = FLUSH.indexOf("routine __kvm_tlb_flush_vmid() {") + 1;
    private static final int LAST_OF_VMID = FIRST_OF_VMID + 7;

    private static ScenarioRun migration(Map<String, String> more) throws Exception {
        var values = new LinkedHashMap<>(SMALL);
        values.putAll(more);
        return Shipped.opener().shipped("cancelled-migration", values, null);
    }

    private static List<Cell> survey(List<Variant> variants) {
        return new Survey(variants, SearchOptions.DEFAULT.withProgress(false).withWorkers(2)).run(cell -> {});
    }

    /** One word for a cell: its verdict, or of the rules that it violates those that say what is wrong with the line. */
    private static String word(Cell cell) {
        for (String rule : List.of("tlbi-before-store", "no-isb", "wrong-vmid", "wrong-scope", "cpu-failed", "make-before-clean")) {
            if (cell.violated().contains(rule) && (!rule.equals("cpu-failed") || cell.violated().size() == 1)) {
                return rule;
            }
        }
        return cell.verdict();
    }

    @Test
    void everyLineOfTheInvalidationIsGoodForSomething() throws Exception {
        var run = migration(Map.of("flow", "rfc-as-meant", "accesses", "1"));
        var found = new LinkedHashMap<String, String>();
        var vmid = new Variants(run).weakened(List.of("flush")).stream().filter(v -> line(v) <= LAST_OF_VMID && !ofVhe(line(v))).toList();
        for (Cell cell : survey(vmid)) {
            String text = cell.variant().labels().getLast().replaceAll(" *//.*", "");
            found.put((line(cell.variant()) >= FIRST_OF_VMID ? "" : "switch: ") + text + " " + cell.variant().line().change().word(), word(cell));
        }
        var expected = new LinkedHashMap<String, String>();
        expected.put("switch: msr(vttbr_el2, GUEST_VTTBR); remove", "wrong-vmid");
        expected.put("switch: msr(vttbr_el2, GUEST_VTTBR); swap", "no-isb");
        expected.put("switch: msr(vttbr_el2, GUEST_VTTBR); duplicate", "holds");
        expected.put("switch: isb(); remove", "no-isb");
        expected.put("switch: isb(); duplicate", "holds");
        expected.put("switch: msr(vttbr_el2, 0); remove", "holds");
        expected.put("switch: msr(vttbr_el2, 0); duplicate", "holds");
        expected.put("dsb(ishst); remove", "tlbi-before-store");
        expected.put("dsb(ishst); non-shareable", "tlbi-before-store");
        expected.put("dsb(ishst); dmb", "not-modelled");
        expected.put("dsb(ishst); swap", "holds");
        expected.put("dsb(ishst); duplicate", "holds");
        expected.put("__tlb_switch_to_guest(); remove", "wrong-vmid");
        expected.put("__tlb_switch_to_guest(); swap", "wrong-vmid");
        expected.put("__tlb_switch_to_guest(); duplicate", "holds");
        expected.put("tlbi(vmalls12e1is, 0); remove", "make-before-clean");
        expected.put("tlbi(vmalls12e1is, 0); local", "wrong-scope");
        expected.put("tlbi(vmalls12e1is, 0); swap", "make-before-clean");
        expected.put("tlbi(vmalls12e1is, 0); duplicate", "holds");
        expected.put("dsb(ish); remove", "make-before-clean");
        expected.put("dsb(ish); stores-only", "make-before-clean");
        expected.put("dsb(ish); non-shareable", "make-before-clean");
        expected.put("dsb(ish); dmb", "not-modelled");
        expected.put("dsb(ish); swap", "holds");
        expected.put("dsb(ish); duplicate", "holds");
        expected.put("isb(); remove", "holds");
        expected.put("isb(); swap", "holds");
        expected.put("isb(); duplicate", "holds");
        expected.put("__tlb_switch_to_host(); remove", "holds");
        expected.put("__tlb_switch_to_host(); duplicate", "holds");
        assertEquals(expected.toString().replace(", ", "\n"), sortedLike(expected, found).toString().replace(", ", "\n"));
    }

    /** Whether a line is for a host at EL2 only, which this one is not. */
    private static boolean ofVhe(int line) {
        String text = FLUSH.get(line - 1);
        return text.startsWith("        ") || text.contains("VHE");
    }

    private static List<String> listing(String name) {
        try (var in = SurveyTest.class.getResourceAsStream("/org/tablewalk/kvm/stage2/" + name + ".tw")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int line(Variant variant) {
        return Integer.parseInt(variant.labels().getFirst().split(":")[1]);
    }

    private static Map<String, String> sortedLike(Map<String, String> order, Map<String, String> found) {
        var sorted = new LinkedHashMap<String, String>();
        order.keySet().stream().filter(found::containsKey).forEach(key -> sorted.put(key, found.get(key)));
        found.forEach(sorted::putIfAbsent);
        return sorted;
    }

    /** A row of the notes: flow, level, response to nT, leaf rule; whether a fault may be spurious, two entries may match, a freed table may be walked. */
    private record Row(String flow, int level, String response, String leafRule, boolean spurious, boolean two, boolean freed) {}

    @Test
    void theTableOfTheSeeds() throws Exception {
        var rows = List.of(
                new Row("v5.11", 0, "translate", "bbm", true, false, false),
                new Row("rfc-as-posted", 1, "translate", "eagain", true, false, false),
                new Row("rfc-as-meant", 1, "translate", "eagain", false, false, false),
                new Row("rfc-as-meant", 1, "fault", "eagain", true, false, false),
                new Row("rfc-as-meant", 2, "ignore", "eagain", false, true, false),
                new Row("nt-full", 1, "translate", "eagain", false, false, false),
                new Row("direct", 2, "ignore", "eagain", false, true, false),
                new Row("direct", 2, "translate", "eagain", false, true, false),
                new Row("rfc-as-posted", 3, "fault", "bbm", false, false, false),
                new Row("v6.4", 0, "translate", "eagain", true, false, false));
        var wrong = new ArrayList<String>();
        for (Row row : rows) {
            var values = Map.of("flow", row.flow(), "bbmLevel", "" + row.level(), "ntResponse", row.response(), "leafRule", row.leafRule());
            Cell cell = survey(new Variants(migration(values)).combinations(Map.of("flow", List.of(row.flow())))).getFirst();
            assertTrue(cell.complete(), row.toString());
            var found = new Row(row.flow(), row.level(), row.response(), row.leafRule(), cell.violated().contains("spurious-fault"), cell.violated().contains("two-entries"),
                    cell.violated().contains("freed-walk"));
            if (!found.equals(row)) {
                wrong.add("expected " + row + ", found " + cell.violated());
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** A row of the notes in which a line is missing or hardware is not what it should be, in the flow as meant: what breach it is, and what it can come to. */
    private record Fault(String name, Map<String, String> values, List<LineEdit> edits, String harm, String breach) {}

    /** Where tables are cached a walk goes on below the old one; where they are not it finds the block while the pages are in the TLB still. */
    @Test
    void whatTheSeedsSayOfMissingLines() throws Exception {
        var faults = new ArrayList<Fault>();
        for (String cached : List.of("0", "2")) {
            String harm = cached.equals("0") ? "two-entries" : "freed-walk";
            Map<String, String> walk = Map.of("walkCacheEntries", cached);
            faults.add(new Fault("second DSB dropped", walk, List.of(LineEdit.remove("flush", FIRST_OF_VMID + 4)), harm, "make-before-clean"));
            faults.add(new Fault("first DSB dropped, store buffer", Map.of("walkCacheEntries", cached, "storeBuffer", "2"), List.of(LineEdit.remove("flush", FIRST_OF_VMID + 1)),
                    harm,
                    "tlbi-before-store"));
            faults.add(new Fault("TLBI local", walk, List.of(LineEdit.replace("flush", FIRST_OF_VMID + 3, "    tlbi(vmalls12e1, 0);")), harm, "wrong-scope"));
            faults.add(new Fault("no TLBI", walk, List.of(LineEdit.remove("flush", FIRST_OF_VMID + 3)), harm, "make-before-clean"));
        }
        faults.add(new Fault("DSB that does not wait for walks", Map.of("walkCacheEntries", "2", "completion", "early"), List.of(), "freed-walk", null));
        var wrong = new ArrayList<String>();
        for (Fault fault : faults) {
            var values = new LinkedHashMap<>(SMALL);
            values.put("flow", "rfc-as-meant");
            values.putAll(fault.values());
            var scenario = EditedScenario.of(Shipped.scenarios().load("cancelled-migration"), values, fault.edits());
            var run = new ScenarioRun(new MachineFactory().build(scenario, values), new Stage2Machines(), 1, null);
            Cell cell = survey(List.of(new Variant(List.of(fault.name()), null, run, null))).getFirst();
            boolean breach = fault.breach() == null || cell.violated().contains(fault.breach());
            if (!cell.complete() || !cell.violated().contains(fault.harm()) || !breach) {
                wrong.add("expected " + fault.name() + " " + fault.values() + " " + fault.harm() + ", found " + cell.violated() + (cell.complete() ? "" : ", not complete"));
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** vCPUs of different rights on one page: by the rule of v5.11 each breaks what the other has made, for ever; by the rule since v5.12 they come to an end. */
    @Test
    void theFightForRightsIsALivelock() throws Exception {
        for (String rule : List.of("bbm", "eagain")) {
            var run = Shipped.opener().shipped("cancelled-migration",
                    Map.of("region", "2M", "populated", "1", "workingSet", "1", "vcpus", "2", "accesses", "2", "rights", "mixed", "leafRule", rule), null);
            Cell cell = new Survey(new Variants(run).combinations(Map.of("leafRule", List.of(rule))), SearchOptions.DEFAULT).run(done -> {}).getFirst();
            assertTrue(cell.complete());
            assertEquals(rule.equals("bbm"), cell.violated().contains("livelock"), rule + ": " + cell.violated());
        }
    }
}
