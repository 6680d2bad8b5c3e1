package org.tablewalk.check.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tablewalk.check.tree.FakeTables.at;
import static org.tablewalk.check.tree.FakeTables.leaf;
import static org.tablewalk.check.tree.FakeTables.page;
import static org.tablewalk.check.tree.FakeTables.table;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tablewalk.check.judge.Debt;
import org.tablewalk.check.judge.Debt.Item;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.machine.Event;

/** Events by hand, of hardware that walks two trees, or two stages. The first tree has pages 0..3, the other 4..7; each maps a page at 1 GiB. */
class SeveralTreesTest {
    private static final int ISHST = 1;
    private static final int ISH = 2;
    private static final long GIB = 0x4000_0000L;
    private static final long FIRST = at(3, 0);
    private static final long OTHER = at(7, 0);
    private static final long FRAME = 0x1_4000_0000L;

    private final FakeTables tables = new FakeTables();
    private final FakeHardware hardware = new FakeHardware(tables);
    private final List<Rule> found = new ArrayList<>();
    private TreeJudge judge;

    @BeforeEach
    void trees() {
        tables.secondRoot = 4;
        tables.put(at(0, 1), table(2));
        tables.put(at(2, 0), table(3));
        tables.put(FIRST, leaf(FRAME, 3, true));
        tables.put(at(4, 1), table(6));
        tables.put(at(6, 0), table(7));
        tables.put(OTHER, leaf(FRAME + 0x1000, 3, true));
        hardware.roots = new long[] {page(0), page(0), page(4), page(4)};
    }

    private void event(int kind, int cpu, long a, long b, long c) {
        judge.before(0);
        judge.event(kind, cpu, a, b, c);
        judge.after();
        for (int i = 0; i < judge.found().size(); i++) {
            found.add(judge.found().rule(i));
        }
    }

    private void judge() {
        judge = new TreeJudge(tables, hardware);
    }

    private void clears(int cpu, long address) {
        event(Event.WORD_WRITE, cpu, address, tables.put(address, 0), 0);
        event(Event.DSB_DONE, cpu, ISHST, 0, 0);
    }

    private void tlbi(int cpu, int vmid, Hardware.Miss leaves) {
        hardware.tlbiVmid = vmid;
        hardware.miss = leaves;
        event(Event.TLBI_ISSUE, cpu, 0, 0, 0);
    }

    private void arrives(int... cpus) {
        for (int cpu : cpus) {
            event(Event.TLBI_ARRIVE, cpu, 0, 1, 0);
        }
    }

    private void uses(int cpu) {
        event(Event.ACCESS_START, cpu, GIB, 0, 0);
    }

    private List<Debt> debts() {
        return judge.debts();
    }

    // Two trees.

    @Test
    void aDebtBelongsToATreeAndIsPaidUnderItsVmidOnly() {
        hardware.vmids = new int[] {1, 1, 2, 2};
        judge();
        uses(1);
        uses(2);
        clears(0, OTHER);
        assertThat(debts()).extracting(Debt::tree).containsExactly(4);
        tlbi(0, 1, Hardware.Miss.NONE);
        event(Event.DSB_DONE, 0, ISH, 0, 0);
        assertThat(found).containsExactly(Rule.WRONG_VMID);
        assertThat(debts().getFirst().owed()).containsExactly(Item.TLBI, Item.COMPLETION);
        tlbi(0, 2, Hardware.Miss.NONE);
        event(Event.DSB_DONE, 0, ISH, 0, 0);
        assertThat(debts()).isEmpty();
    }

    @Test
    void aTreeUsedUnderTwoVmidsIsCleanUnderBothOnly() {
        hardware.vmids = new int[] {1, 1, 2, 2};
        judge();
        uses(1);
        hardware.vmids[1] = 5;
        uses(1);
        clears(0, FIRST);
        tlbi(0, 5, Hardware.Miss.NONE);
        assertThat(found).containsExactly(Rule.WRONG_VMID);
        // What is left under the old one goes, and then the new one is all there is.
        tlbi(0, 1, Hardware.Miss.NONE);
        arrives(0, 1, 2, 3);
        tlbi(0, 5, Hardware.Miss.NONE);
        event(Event.DSB_DONE, 0, ISH, 0, 0);
        assertThat(debts()).isEmpty();
    }

    @Test
    void anotherTreeUnderAVmidWhoseEntriesAreStillThereIsFoundInThatTlbOnly() {
        hardware.vmids = new int[] {1, 1, 2, 1};
        judge();
        uses(1);
        uses(3);
        assertThat(found).as("another CPU's TLB").isEmpty();
        hardware.roots[1] = page(4);
        uses(1);
        assertThat(found).containsExactly(Rule.TREE_SWITCHED);
        uses(1);
        assertThat(found).as("told once").hasSize(1);
    }

    @Test
    void cpusThatShareATlbAreOneInThat() {
        hardware.vmids = new int[] {1, 1, 2, 1};
        hardware.tlbs = new int[] {0, 1, 2, 1};
        judge();
        uses(1);
        uses(3);
        assertThat(found).containsExactly(Rule.TREE_SWITCHED);
    }

    @Test
    void aVmidIsFreeForAnotherTreeWhenItsInvalidationHasArrivedUnlessTheGuestWentOn() {
        hardware.vmids = new int[] {1, 1, 2, 2};
        for (boolean goesOn : new boolean[] {false, true}) {
            found.clear();
            hardware.roots[1] = page(0);
            judge();
            uses(1);
            tlbi(0, 1, Hardware.Miss.NONE);
            arrives(0, 1, 2, 3);
            if (goesOn) {
                uses(1);
            }
            hardware.roots[1] = page(4);
            uses(1);
            assertThat(found).as("goes on: " + goesOn).isEqualTo(goesOn ? List.of(Rule.TREE_SWITCHED) : List.of());
        }
    }

    @Test
    void aFrameOfAnotherGuestIsForeign() {
        judge();
        event(Event.ACCESS_DONE, 1, GIB, GIB, Event.READ);
        assertThat(found).isEmpty();
        hardware.owns = false;
        event(Event.ACCESS_DONE, 1, GIB, GIB, Event.READ);
        assertThat(found).containsExactly(Rule.FOREIGN_FRAME);
        event(Event.GIVE, 0, GIB, 0x1000, 2);
        hardware.guest = 2;
        event(Event.ACCESS_DONE, 1, GIB, GIB, Event.READ);
        assertThat(found).as("given to this guest").hasSize(1);
        hardware.guest = 1;
        event(Event.ACCESS_DONE, 1, GIB, GIB, Event.READ);
        assertThat(found).hasSize(2);
    }

    // Two stages.

    @Test
    void byIpaOnlyHalfIsPaidUntilStage1WasInvalidatedAfterIt() {
        hardware.stage1 = true;
        judge();
        clears(0, FIRST);
        assertThat(debts().getFirst().owed()).containsExactly(Item.TLBI, Item.COMPLETION, Item.STAGE_1, Item.STAGE_1_COMPLETION);
        tlbi(0, 0, Hardware.Miss.COMBINED);
        event(Event.DSB_DONE, 0, ISH, 0, 0);
        assertThat(debts().getFirst().owed()).containsExactly(Item.STAGE_1, Item.STAGE_1_COMPLETION);
        hardware.takesCombined = true;
        tlbi(0, 0, Hardware.Miss.STAGE);
        assertThat(debts().getFirst().owed()).containsExactly(Item.STAGE_1_COMPLETION);
        event(Event.DSB_DONE, 0, ISH, 0, 0);
        assertThat(debts()).isEmpty();
        assertThat(found).isEmpty();
    }

    @Test
    void whatIsInvalidatedOfStage1BeforeStage2IsKnownGoneDoesNotCount() {
        hardware.stage1 = true;
        hardware.takesCombined = true;
        judge();
        clears(0, FIRST);
        tlbi(0, 0, Hardware.Miss.COMBINED);
        tlbi(0, 0, Hardware.Miss.STAGE);
        event(Event.DSB_DONE, 0, ISH, 0, 0);
        assertThat(found).containsExactly(Rule.STAGE_1_TOO_EARLY);
        uses(0);
        assertThat(found).containsExactly(Rule.STAGE_1_TOO_EARLY, Rule.NO_STAGE_1_TLBI);
    }

    @Test
    void allOfTheVmidPaysBothStagesAtOnceAlsoHalfWay() {
        hardware.stage1 = true;
        for (boolean halfWay : new boolean[] {false, true}) {
            tables.put(FIRST, leaf(FRAME, 3, true));
            judge();
            clears(0, FIRST);
            if (halfWay) {
                tlbi(0, 0, Hardware.Miss.COMBINED);
                event(Event.DSB_DONE, 0, ISH, 0, 0);
            }
            tlbi(0, 0, Hardware.Miss.NONE);
            assertThat(debts().getFirst().owed()).containsExactly(Item.COMPLETION);
            event(Event.DSB_DONE, 0, ISH, 0, 0);
            assertThat(debts()).isEmpty();
        }
        assertThat(found).isEmpty();
    }

    @Test
    void aStage1InvalidationThatStaysOnItsCpuIsOfTheWrongScope() {
        hardware.stage1 = true;
        hardware.takesCombined = true;
        judge();
        clears(0, FIRST);
        tlbi(0, 0, Hardware.Miss.COMBINED);
        event(Event.DSB_DONE, 0, ISH, 0, 0);
        hardware.local = true;
        tlbi(0, 0, Hardware.Miss.STAGE);
        event(Event.DSB_DONE, 0, ISH, 0, 0);
        uses(0);
        assertThat(found).containsExactly(Rule.WRONG_SCOPE, Rule.NO_STAGE_1_TLBI);
    }

    @Test
    void aStaleAccessIsExplainedByWhatItUsedNotByWhatStage1GivesBy() {
        long va = 0x7000_0000L;
        hardware.stage1 = true;
        hardware.vmids = new int[] {1, 1, 2, 2};
        judge();
        event(Event.ACCESS_START, 1, va, 0, 0);
        clears(0, FIRST);     // the page at 1 GiB, whose frame is FRAME
        for (long now : new long[] {GIB, -1}) {
            hardware.ipa = now;
            found.clear();
            event(Event.ACCESS_DONE, 1, va, FRAME, Event.READ);
            event(Event.ACCESS_DONE, 1, GIB, FRAME, Event.READ);
            assertThat(found).as("of the entry that is being taken away").isEmpty();
            event(Event.ACCESS_DONE, 1, va, FRAME + 0x5000, Event.READ);
            assertThat(found).as("by a combined entry that led elsewhere").containsExactly(Rule.STALE_ACCESS);
            event(Event.ACCESS_DONE, 1, GIB + 0x5000, FRAME + 0x5000, Event.READ);
            assertThat(found).as("by another IPA").containsExactly(Rule.STALE_ACCESS, Rule.STALE_ACCESS);
        }
    }
}
