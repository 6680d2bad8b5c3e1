package org.tablewalk.check.casemate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tablewalk.check.BrokenWindow;
import org.tablewalk.check.tree.Checks;
import org.tablewalk.check.tree.Counter;
import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.machine.InOrder;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.Mark;
import org.tablewalk.trace.MarkKind;
import org.tablewalk.trace.Recorder;

/** Broken windows, marks and counters of imports. */
class ImportChecksTest {
    private static Checks run(CasemateTrace trace) {
        var machine = trace.machine();
        var checks = CasemateChecks.of(trace.map(), machine.cells());
        new Recorder(machine, List.of(checks)).run(new InOrder(), Long.MAX_VALUE);
        return checks;
    }

    private static CasemateTrace remap() throws Exception {
        try (var in = ImportChecksTest.class.getResourceAsStream("/casemate/remap.log")) {
            return CasemateTrace.open("remap.log", in.readAllBytes());
        }
    }

    private static CasemateTrace trace(String text) throws Exception {
        return CasemateTrace.open("t", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPageIsBrokenAndMadeAgain() throws Exception {
        var checks = run(remap());
        assertThat(checks.windows()).containsExactly(new BrokenWindow(0x40103018L, 3, 0x40403000L, 0x1000, 17, 24));
        assertThat(checks.count(Counter.PTE_WRITES)).isEqualTo(6);
        assertThat(checks.count(Counter.TLBI_ISSUED)).isEqualTo(2);
        assertThat(checks.marks()).extracting(Mark::kind).containsExactly(MarkKind.BREAK, MarkKind.TLBI, MarkKind.COMPLETE, MarkKind.TLBI,
                MarkKind.COMPLETE, MarkKind.MAKE);
    }

    @Test
    void aTreeThatIsNotInstalledHasNoWindows() throws Exception {
        String build = "(hint 0 0 set_root_lock 1000 8)(mem-write 1 0 plain 1000 2003)(mem-write 2 0 plain 1000 0)";
        assertThat(run(trace(build)).windows()).isEmpty();
        assertThat(run(trace("(msr 0 0 vttbr_el2 1000)" + build)).windows()).hasSize(1);
        assertThat(run(trace("(msr 0 0 vttbr_el2 1000)(hint 0 0 release_table 1000 0)" + build)).windows()).isEmpty();
    }

    @Test
    void aWordBehindTheLastEntryOfTheRootHasNoPlace() throws Exception {
        // 38 bits from level 1: 256 entries.
        String root = "(msr 0 0 vtcr_el2 5a)(msr 1 0 vttbr_el2 4000)";
        assertThat(run(trace(root + "(mem-write 2 0 plain 47f8 40000441)(mem-write 3 0 plain 47f8 0)")).windows()).hasSize(1);
        assertThat(run(trace(root + "(mem-write 2 0 plain 4800 40000441)(mem-write 3 0 plain 4800 0)")).windows()).isEmpty();
    }

    @Test
    void theSecondOfTwoRootTables() throws Exception {
        var windows = run(trace("(msr 0 0 vtcr_el2 58)(msr 1 0 vttbr_el2 4000)"
                + "(mem-write 2 0 plain 5008 40000441)(mem-write 3 0 plain 5008 0)")).windows();
        assertThat(windows).containsExactly(new BrokenWindow(0x5008, 1, 513L << 30, 1L << 30, 3, -1));
    }

    @Test
    void wordsOffTheTreeAreNotJudged() throws Exception {
        // The table is taken out before its entry is cleared; and words that point at each other in a ring lead nowhere.
        assertThat(run(trace("(msr 0 0 vttbr_el2 1000)(mem-write 1 0 plain 1000 2003)"
                + "(mem-write 2 0 plain 2000 40000001)(mem-write 3 0 plain 1000 0)"
                + "(mem-write 4 0 plain 2000 0)")).windows()).extracting(BrokenWindow::descriptorAddress).containsExactly(0x1000L);
        assertThat(run(trace("(mem-write 0 0 plain 1000 2003)(mem-write 1 0 plain 2000 1003)"
                + "(mem-write 2 0 plain 2000 0)")).windows()).isEmpty();
    }

    @Test
    void seekingRestoresThem() throws Exception {
        var trace = remap();
        var machine = trace.machine();
        var recorder = new Recorder(machine, List.of(CasemateChecks.of(trace.map(), machine.cells())));
        recorder.run(new InOrder(), Long.MAX_VALUE);
        var again = trace.machine();
        var checks = CasemateChecks.of(trace.map(), again.cells());
        var cursor = new Cursor(recorder.recording(), again, List.of(checks));
        cursor.seek(31);
        cursor.seek(20);
        assertThat(checks.windows()).containsExactly(new BrokenWindow(0x40103018L, 3, 0x40403000L, 0x1000, 17, -1));
        cursor.seek(17);
        assertThat(checks.windows()).isEmpty();
    }
}
