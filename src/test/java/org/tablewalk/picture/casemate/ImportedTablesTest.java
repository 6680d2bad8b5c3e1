package org.tablewalk.picture.casemate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.Move;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.tree.TableFormat;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.picture.tree.TreeCache;
import org.tablewalk.picture.tree.TreeLayout;
import org.tablewalk.picture.tree.TreeScene;
import org.tablewalk.picture.tree.TreeView;
import org.tablewalk.trace.casemate.ImportState;

class ImportedTablesTest {
    private static final TreeLayout LAYOUT = new TreeLayout(FontMetrics.load());

    private static ImportState after(CasemateTrace trace, int records) {
        var machine = trace.machine();
        for (int i = 0; i < records; i++) {
            machine.step(new InOrder().choose(machine, i, Move.NONE));
        }
        return new ImportState(trace.map(), machine.cells().image());
    }

    private static CasemateTrace remap() throws Exception {
        try (var in = ImportedTablesTest.class.getResourceAsStream("/casemate/remap.log")) {
            return CasemateTrace.open("remap.log", in.readAllBytes());
        }
    }

    private static ImportedTables of(ImportState state) {
        return new ImportedTables(state, state.roots().getFirst());
    }

    private static List<String> texts(TableSource tables) {
        var picture = LAYOUT.layOut(TreeScene.of(tables), TreeView.initial().withRows(16), 1600, 1200, new TreeCache());
        return picture.drawing().shapes().stream().filter(Shape.Text.class::isInstance).map(s -> ((Shape.Text) s).text()).toList();
    }

    @Test
    void theTreeOfARecordedProgram() throws Exception {
        var trace = remap();
        assertThat(texts(of(after(trace, 15)))).contains("root L0", "L3", "TBL", "PAGE RW").anyMatch(t -> t.endsWith(" × INV")).noneMatch(t -> t.contains("?"));
        assertThat(texts(of(after(trace, 18)))).doesNotContain("PAGE RW");
        assertThat(texts(of(after(trace, 25)))).contains("PAGE RW");
        assertThat(texts(of(after(trace, 31)))).anyMatch(t -> t.startsWith("freed"));
    }

    @Test
    void whatNobodyRecordedIsAQuestionMark() throws Exception {
        var trace = remap();
        assertThat(texts(of(after(trace, 0)))).anyMatch(t -> t.contains("?")).doesNotContain("INV");
        var tables = of(after(trace, 8));
        assertThat(tables.word(0x40100000L)).isEqualTo(0x40101003L);
        assertThat(tables.word(0x40104000L)).isEqualTo(ImportedFormat.UNKNOWN);
        assertThat(tables.format().label(ImportedFormat.UNKNOWN, 2)).isEqualTo("?");
        assertThat(tables.format().kind(ImportedFormat.UNKNOWN, 2)).isEqualTo(TableFormat.Kind.INVALID);
        assertThat(tables.format().entryClass(ImportedFormat.UNKNOWN, 2)).isNotEqualTo(tables.format().entryClass(0, 2));
    }

    @Test
    void pagesOfTheRootComeFirst() throws Exception {
        var trace = trace("(mem-init 0 0 1000 1000)(mem-init 1 0 5000 1000)(mem-init 2 0 9000 1000)(msr 3 0 vtcr_el2 80000058)(msr 4 0 vttbr_el2 4000)");
        var tables = of(after(trace, 5));
        assertThat(tables.rootPages()).isEqualTo(2);
        assertThat(tables.pages()).isEqualTo(4);
        assertThat(List.of(tables.pageAddress(0), tables.pageAddress(1), tables.pageAddress(2), tables.pageAddress(3)))
                .containsExactly(0x4000L, 0x5000L, 0x1000L, 0x9000L);
        for (int page = 0; page < tables.pages(); page++) {
            assertThat(tables.pageOf(tables.pageAddress(page) + 8)).isEqualTo(page);
        }
        assertThat(tables.pageOf(0x6000)).isEqualTo(-1);
        assertThat(tables.word(0x4000)).isEqualTo(ImportedFormat.UNKNOWN);
        assertThat(tables.word(0x5000)).isZero();
        assertThat(tables.tableOf(0x5008)).isEqualTo(0x4000);
        assertThat(texts(tables)).contains("root L1");
    }

    @Test
    void eachTreeHasItsOwnPages() throws Exception {
        var trace = trace("(mem-init 0 0 1000 4000)(hint 1 0 set_owner_root 3000 1000)(hint 2 0 set_owner_root 4000 2000)");
        var state = after(trace, 3);
        var first = new ImportedTables(state, state.roots().getFirst());
        assertThat(first.use(first.pageOf(0x3000))).isEqualTo(TableSource.Use.TABLE);
        assertThat(first.use(first.pageOf(0x4000))).isEqualTo(TableSource.Use.FREE);
        assertThat(first.use(first.pageOf(0x2000))).isEqualTo(TableSource.Use.FREE);
    }

    @Test
    void rightsOfStage1() throws Exception {
        var trace = trace("(msr 0 0 tcr_el2 18)(mem-write 1 0 plain 1000 2003)(mem-write 2 0 plain 1010 1)(msr 3 0 ttbr0_el2 1000)");
        var tables = of(after(trace, 4));
        assertThat(tables.rootEntries()).isEqualTo(2);
        // Beyond the two entries of this root the page holds something else.
        assertThat(tables.word(0x1010)).isZero();
        var format = tables.format();
        assertThat(format.label(0x80000403L, 3)).isEqualTo("PAGE RWX");
        assertThat(format.label(0x80000483L, 3)).isEqualTo("PAGE RX");
        assertThat(format.label(0x40000080000481L, 2)).isEqualTo("BLK 2M RO");
        assertThat(format.label(0x80000003L, 2)).isEqualTo("TBL");
    }

    @Test
    void sharedChunksAreTheSame() throws Exception {
        var trace = remap();
        var machine = trace.machine();
        for (int i = 0; i < 15; i++) {
            machine.step(new InOrder().choose(machine, i, Move.NONE));
        }
        var before = of(new ImportState(trace.map(), machine.cells().image()));
        for (int i = 15; i < 18; i++) {
            machine.step(new InOrder().choose(machine, i, Move.NONE));
        }
        var after = of(new ImportState(trace.map(), machine.cells().image()));
        assertThat(after.sameChunk(before, 0x40101000L)).isTrue();
        assertThat(after.sameChunk(before, 0x40103018L)).isFalse();
        assertThat(after.sameChunk(of(after(trace, 15)), 0x40101000L)).isFalse();
    }

    private static CasemateTrace trace(String text) throws Exception {
        return CasemateTrace.open("t", text.getBytes(StandardCharsets.UTF_8));
    }
}
