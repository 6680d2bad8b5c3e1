package org.tablewalk.format.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tablewalk.Shipped;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.MachineFactory;
import org.tablewalk.format.scenario.Scenario;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.machine.listing.Program;

class EditedScenarioTest {
    private static final String LISTING = "flush";

    private static ScenarioMachine built(List<LineEdit> edits) throws IOException {
        Scenario scenario = Shipped.scenarios().load("cancelled-migration");
        return new MachineFactory().build(EditedScenario.of(scenario, Map.of(), edits), Map.of());
    }

    private static List<String> lines() throws IOException {
        return Arrays.asList(Shipped.scenarios().load("cancelled-migration").architecture().library().text(LISTING).split("\n", -1));
    }

    private static int line(String part) throws IOException {
        for (int i = 0; i < lines().size(); i++) {
            if (lines().get(i).contains(part)) {
                return i + 1;
            }
        }
        throw new AssertionError(part);
    }

    private static String text(ScenarioMachine machine, int line) {
        return machine.blueprint().program().lines().stream().filter(l -> l.source().equals(LISTING) && l.number() == line).map(Program.Line::text).findFirst()
                .orElse("");
    }

    @Test
    void aShippedListingIsChangedWhereItIsEdited() throws IOException {
        int tlbi = line("tlbi(vmalls12e1is, 0);");
        ScenarioMachine whole = built(List.of());
        ScenarioMachine without = built(List.of(LineEdit.remove(LISTING, tlbi)));
        assertTrue(text(whole, tlbi).contains("tlbi"));
        assertEquals("{}", text(without, tlbi).strip());
        assertEquals(text(whole, tlbi + 1), text(without, tlbi + 1));
        assertNotEquals(whole.canonical(), without.canonical());
    }

    @Test
    void editsFollowEachOther() throws IOException {
        int tlbi = line("tlbi(vmalls12e1is, 0);");
        ScenarioMachine machine = built(List.of(LineEdit.insert(LISTING, tlbi - 1, "    isb();"), LineEdit.remove(LISTING, tlbi + 1)));
        assertEquals("    isb();", text(machine, tlbi));
        assertEquals("{}", text(machine, tlbi + 1).strip());
    }

    @Test
    void everyLineWeakensAsItsKindAllows() throws IOException {
        int dsb = line("dsb(ish);                           // it has arrived");
        assertEquals(List.of(LineEdit.replace(LISTING, dsb, "    dsb(ishst);")), Weakening.STORES_ONLY.edits(new ListingText(LISTING, 1, lines()), dsb));
        assertEquals(List.of(LineEdit.replace(LISTING, dsb, "    dsb(nsh);")), Weakening.NON_SHAREABLE.edits(new ListingText(LISTING, 1, lines()), dsb));
        assertEquals(List.of(), Weakening.LOCAL.edits(new ListingText(LISTING, 1, lines()), dsb));
        int tlbi = line("tlbi(vmalls12e1is, 0);");
        assertEquals(List.of(LineEdit.replace(LISTING, tlbi, "    tlbi(vmalls12e1, 0);")), Weakening.LOCAL.edits(new ListingText(LISTING, 1, lines()), tlbi));
        assertEquals(List.of(LineEdit.replace(LISTING, tlbi, lines().get(tlbi), lines().get(tlbi - 1))), Weakening.SWAP.edits(new ListingText(LISTING, 1, lines()), tlbi));
        assertEquals(List.of(), Weakening.REMOVE.edits(new ListingText(LISTING, 1, lines()), line("routine __kvm_tlb_flush_vmid()")));
    }

    @Test
    void aLockGoesWithItsUnlock() {
        List<String> lines = List.of("routine f() {", "    lock(mmu_lock);", "    *p = 0;", "    unlock(mmu_lock);   // done", "}");
        assertEquals(List.of(LineEdit.remove("l", 2), LineEdit.remove("l", 4)), Weakening.UNLOCKED.edits(new ListingText("l", 1, lines), 2));
        assertEquals(List.of(LineEdit.replace("l", 2, "    read_lock(mmu_lock);"), LineEdit.replace("l", 4, "    read_unlock(mmu_lock);")),
                Weakening.SHARED.edits(new ListingText("l", 1, lines), 2));
    }

    @Test
    void aLineThatIsNotThereIsNamed() {
        FormatException e = assertThrows(FormatException.class, () -> built(List.of(LineEdit.remove(LISTING, 9_999))));
        assertTrue(e.getMessage().contains("'flush', found 9999"), e.getMessage());
        FormatException none = assertThrows(FormatException.class, () -> built(List.of(LineEdit.remove("flash", 1))));
        assertTrue(none.getMessage().contains("found 'flash'"), none.getMessage());
    }
}
