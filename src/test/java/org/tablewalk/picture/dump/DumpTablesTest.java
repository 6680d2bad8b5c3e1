package org.tablewalk.picture.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.format.dump.Dump;
import org.tablewalk.picture.BitsLayout;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.tree.TableFormat;
import org.tablewalk.picture.tree.TableOrigin;
import org.tablewalk.picture.tree.TreeCache;
import org.tablewalk.picture.tree.TreeLayout;
import org.tablewalk.picture.tree.TreeScene;
import org.tablewalk.picture.tree.TreeView;

/** What a dump does not tell is drawn as unknown, and nothing else is. */
class DumpTablesTest {
    private static final String DUMP = """
            0x0000000000000000-0x0000000040000000           1G 1   R W px ux  AF BLK
            0x0000000040000000-0x0000000080000000           1G 1   R   PXNux  AF BLK
            0x0000000080000000-0x00000000c0000000           1G 1   R   px UXN AF BLK
            0x00000000c0000000-0x0000000100000000           1G 1 F     px ux  AF\s\s\s\s
            0x0000000100000000-0x0000000100001000           4K 3   R W PXNUXN AF\s\s\s\s
            0x0000000100001000-0x0000000100200000        2044K 3
            0x0000000100200000-0x0000000140000000        1022M 2
            """;

    private final DumpTables tables = tables();

    private static DumpTables tables() {
        try {
            return new DumpTables(Dump.open("d", DUMP.getBytes(StandardCharsets.US_ASCII)).tree(), TableOrigin.NONE);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void anEntryIsCalledWhatItsColumnsSay() {
        var format = tables.format();
        List<String> labels = List.of("BLK 1G RWX", "BLK 1G RuX", "BLK 1G RpX", "INV F", "TBL", "?");
        for (int i = 0; i < labels.size(); i++) {
            assertThat(format.label(tables.word(8L * i), 1)).isEqualTo(labels.get(i));
        }
        assertThat(List.of(0, 1, 2, 3, 4, 5).stream().map(i -> format.entryClass(tables.word(8L * i), 1)).distinct()).hasSize(6);
        assertThat(format.kind(tables.word(8L * 1023), 1)).isEqualTo(TableFormat.Kind.INVALID);
        assertThat(format.known(tables.word(8L * 1023))).isFalse();
        assertThat(tables.input(8L * 1023)).isEqualTo(1023L << 30);
    }

    @Test
    void placesInMemoryAreDrawnAsUnknown() {
        Drawing drawing = new TreeLayout(FontMetrics.load()).layOut(TreeScene.of(tables), TreeView.initial(), 1200, 600, new TreeCache()).drawing();
        var tips = drawing.hots().stream().map(Drawing.Hot::tip).toList();
        assertThat(tips).anyMatch(tip -> tip.contains("PAGE RW") && tip.contains("?"));
        assertThat(tips).as("the numbers that stand for addresses").noneMatch(tip -> tip.contains("0x2000") || tip.contains("0x3000"));
    }

    @Test
    void bitsThatAreNotPrintedAreNeitherSetNorClear() {
        long page = tables.root() + tables.pageAddress(tables.pages() - 1);
        long known = tables.known(page);
        assertThat(known).isEqualTo(Descriptor.VALID | Descriptor.TYPE | Descriptor.S2AP_R | Descriptor.S2AP_W | Descriptor.AF | Descriptor.XN | Descriptor.XN0);
        var geometry = tables.tree().geometry();
        var fields = Descriptor.fields(tables.word(page), 3, geometry.granule(), geometry.lpa2()).stream()
                .map(f -> (f.mask() & ~known) == 0 ? f : f.unknown("not printed")).toList();
        var tips = new BitsLayout(FontMetrics.load()).layOut(-1, -1, fields, -1, 1400).hots().stream().map(Drawing.Hot::tip).toList();
        assertThat(tips).anyMatch(tip -> tip.startsWith("Bit 54 = 1")).anyMatch(tip -> tip.startsWith("Bit 12: not known"));
    }
}
