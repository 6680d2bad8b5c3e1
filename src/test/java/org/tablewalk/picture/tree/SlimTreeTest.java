package org.tablewalk.picture.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Legibility;
import org.tablewalk.picture.Target;

/** A tree beside others: where columns leave no room for words, its levels stand one above the other. */
class SlimTreeTest {
    private static final FontMetrics METRICS = FontMetrics.load();
    private static final TreeLayout SLIM = new TreeLayout(METRICS, true);

    private static List<Drawing.Hot> tables(Drawing drawing) {
        return drawing.hots().stream().filter(h -> h.target().kind() == Target.Kind.TABLE).toList();
    }

    @ParameterizedTest
    @CsvSource({"240, 200", "256, 240", "200, 210", "300, 420", "330, 600"})
    void everyLevelHasItsEntryInWords(double width, double height) {
        TreePicture picture = SLIM.layOut(TreeLayoutTest.breaking(), TreeView.initial(), width, height, new TreeCache());
        Drawing drawing = picture.drawing();
        assertThat(TreeLayoutTest.texts(drawing)).contains("root L1", "L2", "L3", "BRK 2/4").anyMatch(text -> text.startsWith("PAGE R")).contains("TBL");
        assertThat(new Legibility(METRICS).faults(drawing)).isEmpty();
        List<Drawing.Hot> tables = tables(drawing);
        assertThat(tables).hasSize(3).allSatisfy(t -> assertThat(t.box().right()).isLessThanOrEqualTo(width)).allSatisfy(t -> assertThat(t.box().bottom()).isLessThanOrEqualTo(
                height));
        assertThat(tables.stream().map(t -> t.target().b())).as("from the root down").containsExactly(1L, 2L, 3L);
        for (int i = 1; i < 3; i++) {
            assertThat(tables.get(i).box().y()).isGreaterThan(tables.get(i - 1).box().bottom());
        }
        TreeView fitted = picture.view().fitted(picture.content(), width, height);
        assertThat(fitted.zoom()).as("all of it fits as it is").isEqualTo(1);
        assertThat(tables(SLIM.layOut(TreeLayoutTest.breaking(), fitted, width, height, new TreeCache()).drawing())).isEqualTo(tables);
    }

    @Test
    void whereThereIsRoomItIsTheUsualPicture() {
        Drawing slim = SLIM.layOut(TreeLayoutTest.breaking(), TreeView.initial(), 900, 400, new TreeCache()).drawing();
        assertThat(slim).isEqualTo(new TreeLayout(METRICS).layOut(TreeLayoutTest.breaking(), TreeView.initial(), 900, 400, new TreeCache()).drawing());
    }

    @Test
    void nothingMovesWhenABlockBecomesATable() {
        var tables = TestTables.of(8);
        long l2 = tables.table(TestTables.BASE + 8);
        tables.put(l2, TestTables.block(0x4000_0000L, 2, false));
        var cache = new TreeCache();
        TreePicture block = SLIM.layOut(TreeScene.of(tables.snapshot()), TreeView.initial(), 250, 300, cache);
        assertThat(tables(block.drawing())).hasSize(2);
        long old = tables.word(l2);
        long l3 = tables.table(l2);
        tables.put(l3, TestTables.page(0x4000_0000L, true));
        var scene = new TreeScene("", tables.snapshot(), 1, Map.of(l2, old), Set.of(), List.of(), List.of(), Set.of(), Map.of());
        TreePicture table = SLIM.layOut(scene, block.view(), 250, 300, cache);
        Map<Target, Box> before = boxes(block.drawing());
        Map<Target, Box> after = boxes(table.drawing());
        assertThat(after.keySet()).hasSize(3).containsAll(before.keySet());
        before.forEach((target, box) -> assertThat(after.get(target)).isEqualTo(box));
    }

    private static Map<Target, Box> boxes(Drawing drawing) {
        return tables(drawing).stream().collect(java.util.stream.Collectors.toMap(Drawing.Hot::target, Drawing.Hot::box));
    }
}
