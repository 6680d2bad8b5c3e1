package org.tablewalk.format.casemate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.Move;
import org.tablewalk.trace.casemate.ImportState;
import org.tablewalk.trace.casemate.SystemRegister;
import org.tablewalk.trace.casemate.TableRoot;
import org.tablewalk.trace.casemate.TreeShape;

class CasemateStateTest {
    private static ImportState after(String name, int records) throws Exception {
        return after(TestTraces.open(name), records);
    }

    private static ImportState after(CasemateTrace trace, int records) {
        var machine = trace.machine();
        for (int i = 0; i < records; i++) {
            machine.step(new InOrder().choose(machine, i, Move.NONE));
        }
        return new ImportState(trace.map(), machine.cells().image());
    }

    @Test
    void memoryIsKnownOnceARecordTellsIt() throws Exception {
        assertThat(after("remap.log", 0).known(0x40100000L)).isFalse();
        var one = after("remap.log", 1);
        assertThat(one.known(0x40100000L)).isTrue();
        assertThat(one.known(0x40100ff8L)).isTrue();
        assertThat(one.known(0x40101000L)).isFalse();
        assertThat(one.known(0x40100004L)).isFalse();
        assertThat(one.known(0x50000000L)).isFalse();
        var written = after("remap.log", 11);
        assertThat(written.word(0x40103018L)).isEqualTo(0x400000807507ffL);
        assertThat(written.known(0x40103000L)).isTrue();
        var freed = after("remap.log", 31);
        assertThat(freed.known(0x40103018L)).isFalse();
        assertThat(freed.word(0x40103018L)).isZero();
        assertThat(freed.known(0x40101008L)).isTrue();
        var map = freed.map();
        assertThat(freed.freed(map.pageOf(0x40103000L))).isTrue();
        assertThat(freed.freed(map.pageOf(0x40101000L))).isFalse();
        var again = TestTraces.of("(mem-free 0 0 1000 2000)(mem-write 1 0 plain 1008 1)(mem-read 2 0 2000 5)");
        assertThat(after(again, 1).freed(0)).isTrue();
        assertThat(after(again, 2).freed(0)).isFalse();
        assertThat(after(again, 2).freed(1)).isTrue();
        assertThat(after(again, 3).freed(1)).isFalse();
    }

    @Test
    void aReadTellsTheWord() throws Exception {
        var trace = TestTraces.of("(mem-write 0 0 plain 1000 5)(mem-read 1 1 1000 7)(mem-read 2 0 1008 9)");
        assertThat(after(trace, 1).known(0x1008)).isFalse();
        assertThat(after(trace, 3).word(0x1000)).isEqualTo(7);
        assertThat(after(trace, 3).word(0x1008)).isEqualTo(9);
        assertThat(after(trace, 3).known(0x1008)).isTrue();
    }

    @Test
    void partOfAPageIsSet() throws Exception {
        var state = after("short.log", 13);
        assertThat(state.word(0x7f001000L)).isEqualTo(-1);
        assertThat(state.word(0x7f001038L)).isEqualTo(-1);
        assertThat(state.word(0x7f001040L)).isZero();
        assertThat(state.known(0x7f001040L)).isTrue();
    }

    @Test
    void aRootComesAndGoes() throws Exception {
        var trace = TestTraces.open("remap.log");
        var expected = Map.of(3, TableRoot.Status.LATER, 4, TableRoot.Status.NAMED, 13, TableRoot.Status.INSTALLED,
                28, TableRoot.Status.INSTALLED, 29, TableRoot.Status.LEFT, 30, TableRoot.Status.RELEASED);
        expected.forEach((records, status) -> assertThat(after(trace, records).roots().getFirst().status()).as("after " + records).isEqualTo(status));
        var root = after(trace, 14).roots().getFirst();
        assertThat(root).isEqualTo(new TableRoot(0x40100000L, TableRoot.Stage.STAGE_2, TableRoot.Status.INSTALLED, 5, 0, 3,
                new TreeShape(false, 48, 0, true)));
        assertThat(trace.map().lockAddress(0)).isEqualTo(0x40200040L);
        assertThat(after(trace, 28).roots().getFirst().threads()).isEqualTo(1);
        assertThat(after(trace, 7).ownerRoot(trace.map().pageOf(0x40102000L))).hasValue(0x40100000L);
        assertThat(after(trace, 4).ownerRoot(trace.map().pageOf(0x40102000L))).isEmpty();
    }

    @Test
    void noRootAtAddress0() throws Exception {
        assertThat(TestTraces.open("remap.log").map().roots()).hasSize(1);
    }

    @Test
    void aRootThatOnlyHintsName() throws Exception {
        var trace = TestTraces.of("(hint 0 0 set_owner_root 5000 4000)(hint 1 0 set_root_lock 6000 10)");
        var roots = after(trace, 2).roots();
        assertThat(roots).extracting(TableRoot::address).containsExactly(0x4000L, 0x6000L);
        assertThat(roots).extracting(TableRoot::stage).containsOnly(TableRoot.Stage.NOT_KNOWN);
        assertThat(roots).extracting(TableRoot::lock).containsExactly(-1, 0);
        assertThat(after(trace, 2).known(0x4000)).isFalse();
    }

    @Test
    void el2sOwnTree() throws Exception {
        var state = after("documented.log", 4);
        var root = state.roots().getFirst();
        assertThat(root.address()).isEqualTo(0xffff000000L);
        assertThat(root.stage()).isEqualTo(TableRoot.Stage.EL2_STAGE_1);
        assertThat(root.space()).isZero();
        assertThat(root.status()).isEqualTo(TableRoot.Status.INSTALLED);
        assertThat(root.shape()).isEqualTo(TreeShape.assumed(true));
    }

    @Test
    void aStageThatIsOffInstallsNothing() throws Exception {
        var trace = TestTraces.of("(msr 0 0 hcr_el2 0)(msr 1 0 vttbr_el2 1000)(msr 2 0 hcr_el2 1)");
        assertThat(after(trace, 2).roots().getFirst().status()).isEqualTo(TableRoot.Status.LEFT);
        assertThat(after(trace, 3).roots().getFirst().status()).isEqualTo(TableRoot.Status.INSTALLED);
        assertThat(after(trace, 2).register(0, SystemRegister.HCR_EL2)).hasValue(0);
        assertThat(after(trace, 2).register(0, SystemRegister.VTCR_EL2)).isEmpty();
    }

    @Test
    void locksHaveOwners() throws Exception {
        var trace = TestTraces.open("short.log");
        assertThat(after(trace, 6).lockOwner(0)).isEqualTo(-1);
        assertThat(after(trace, 8).lockOwner(0)).isEqualTo(2);
        assertThat(after(trace, 14).lockOwner(0)).isEqualTo(2);
        assertThat(after(trace, 15).lockOwner(0)).isEqualTo(-1);
        assertThat(after(trace, 11).tlbisInFlight()).isEqualTo(1);
        assertThat(after(trace, 12).tlbisInFlight()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // T0SZ 24 with SL0 1: two tables of level 1 side by side, as KVM does.
        "0x80023f58, 40, 1, 1024, 2, false",
        "0x18, 40, 0, 2, 1, false",
        "0x10, 48, 0, 512, 1, false",
        "0x90, 48, 0, 512, 1, false",
        "0x59, 39, 1, 512, 1, false",
        "0x27, 25, 2, 16, 1, false",
        "0x0, 48, 0, 512, 1, true",
        "0x4018, 48, 0, 512, 1, true",
        "0x3f, 48, 0, 512, 1, true",
    })
    void shapesOfStage2(String vtcr, int bits, int level, int entries, int pages, boolean assumed) {
        var shape = TreeShape.ofVtcr(Long.decode(vtcr));
        assertThat(shape).isEqualTo(new TreeShape(false, bits, level, assumed));
        assertThat(shape.rootEntries()).isEqualTo(entries);
        assertThat(shape.rootPages()).isEqualTo(pages);
    }

    @ParameterizedTest
    @CsvSource({"0x19, 39, 1, 512", "0x18, 40, 0, 2", "0x10, 48, 0, 512", "0x20, 32, 1, 4"})
    void shapesOfStage1(String tcr, int bits, int level, int entries) {
        var shape = TreeShape.ofTcr(Long.decode(tcr));
        assertThat(shape).isEqualTo(new TreeShape(true, bits, level, false));
        assertThat(shape.rootEntries()).isEqualTo(entries);
    }
}
