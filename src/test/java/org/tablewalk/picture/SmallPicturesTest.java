package org.tablewalk.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Seeds;
import org.tablewalk.arch.BitField;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.machine.arm64.ArmState.Kind;
import org.tablewalk.picture.Drawing.Hot;
import org.tablewalk.picture.timeline.SeekBarLayout;
import org.tablewalk.picture.timeline.TimelineLayoutTest;
import org.tablewalk.picture.timeline.TimelineScene;
import org.tablewalk.picture.tree.TestTables;
import org.tablewalk.picture.tree.TreeLayoutTest;
import org.tablewalk.picture.tree.TreeLegend;
import org.tablewalk.picture.twotrees.TwoTreesLegend;

/** Bits, TLB table, seek bar, legend. */
@Tag("seeded")
class SmallPicturesTest {
    private static final FontMetrics METRICS = FontMetrics.load();

    @Test
    void everyBitIsThereOnceAndSaysWhetherItChanged() {
        long seed = Seeds.of(42);
        var random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            long word = random.nextLong();
            long before = random.nextInt(3) == 0 ? word : random.nextLong();
            int level = 1 + random.nextInt(3);
            List<BitField> fields = Descriptor.fields(word, level, Granule.K4, false);
            double width = 280 + random.nextInt(800);
            Drawing drawing = new BitsLayout(METRICS).layOut(word, before, fields, -1, width);
            List<Hot> bits = drawing.hots().stream().filter(h -> h.target().kind() == Target.Kind.BIT).toList();
            assertThat(bits).hasSize(64);
            for (Hot bit : bits) {
                int number = (int) bit.target().a();
                assertThat(bit.tip().contains("from")).isEqualTo(((word ^ before) >>> number & 1) != 0);
                assertThat(bit.box().right()).isLessThanOrEqualTo(width);
            }
            assertThat(drawing.shapes().stream().filter(Shape.Polygon.class::isInstance)).hasSize(Long.bitCount(word ^ before));
            assertTextsApart(drawing, "seed " + seed + " word " + Long.toHexString(word));
            assertThat(drawing.bounds(METRICS).right()).isLessThanOrEqualTo(width + 1);
        }
    }

    @Test
    void theNarrowInspectorNamesTheFieldsOfALeaf() {
        long word = TestTables.page(0x4000_1000L, true);
        Drawing drawing = new BitsLayout(METRICS).layOut(word, word, Descriptor.fields(word, 3, Granule.K4, false), -1, 290);
        assertThat(TreeLayoutTest.texts(drawing)).contains("OA", "AF", "SH", "S2AP", "MemAttr", "valid", "XN");
    }

    @Test
    void staleTlbEntriesSaySoAndOnlyWhatIsInSightIsLaidOut() {
        List<TlbTable.Cell> entries = new ArrayList<>();
        for (int i = 0; i < 1536; i++) {
            entries.add(FakeTlb.cell(i, i == 101 ? TlbTable.State.STALE : i == 103 ? TlbTable.State.NEW : TlbTable.State.AGREES, false, TlbTable.Story.NONE));
        }
        Drawing drawing = new TlbLayout(METRICS).layOut(2, new FakeTlb(1536, entries, List.of()), 100, 700, 224);
        List<Hot> lines = drawing.hots();
        assertThat(lines).hasSize(10);
        assertThat(lines.getFirst().target()).isEqualTo(new Target(Target.Kind.TLB_ENTRY, 2, 100));
        assertThat(lines.get(1).tip()).contains("STALE");
        assertThat(TreeLayoutTest.texts(drawing)).containsOnlyOnce("STALE").containsOnlyOnce("new").contains("4K RW", "agrees");
        assertTextsApart(drawing, "tlb");
        assertThat(TreeLayoutTest.texts(new TlbLayout(METRICS).layOut(0, new FakeTlb(16, List.of(), List.of()), 0, 700, 200)))
                .contains("no entries");
    }

    @Test
    void theSeekBarShowsMarksAndBandsAndKnowsPositions() {
        TimelineScene scene = TimelineLayoutTest.scene(0, 9000, 0);
        SeekBarLayout.Picture picture = new SeekBarLayout(METRICS).layOut(9000, 4500, scene.marks(), scene.windows(), null, 800, 40);
        assertThat(picture.axis().position(400)).isEqualTo(4500);
        assertThat(picture.drawing().shapes()).anyMatch(s -> s instanceof Shape.Disc d && d.x() == 400);
        long bands = picture.drawing().hots().stream().filter(h -> h.target().b() == -1).count();
        assertThat(bands).isEqualTo(scene.windows().size());
        for (int i = 0; i < picture.drawing().hots().size(); i++) {
            Box box = picture.drawing().hots().get(i).box();
            assertThat(box.x()).isGreaterThanOrEqualTo(0);
            assertThat(box.right()).isLessThanOrEqualTo(800);
        }
    }

    @Test
    void anEmptyRunHasABarToo() {
        SeekBarLayout.Picture picture = new SeekBarLayout(METRICS).layOut(0, 0, List.of(), List.of(), null, 300, 40);
        assertThat(picture.drawing().hots()).isEmpty();
        assertThat(picture.axis().position(150)).isBetween(0.0, 1.0);
    }

    @Test
    void theLegendFitsEveryWidth() {
        for (double width = 300; width < 1600; width += 130) {
            for (List<LegendItem> items : List.of(TreeLegend.items(), TwoTreesLegend.items())) {
                Drawing drawing = new Legend(METRICS).layOut(items, width, true);
                assertTextsApart(drawing, "width " + width);
                Box bounds = drawing.bounds(METRICS);
                assertThat(bounds.bottom()).isLessThanOrEqualTo(drawing.height());
                assertThat(bounds.right()).isLessThanOrEqualTo(Math.max(width, 420));
            }
        }
    }

    private static void assertTextsApart(Drawing drawing, String what) {
        List<Shape.Text> texts = drawing.shapes().stream().filter(Shape.Text.class::isInstance).map(Shape.Text.class::cast).toList();
        for (int i = 0; i < texts.size(); i++) {
            for (int k = 0; k < i; k++) {
                if (texts.get(i).bounds(METRICS).inset(2).overlaps(texts.get(k).bounds(METRICS).inset(2))) {
                    throw new AssertionError(what + ": " + texts.get(i) + " and " + texts.get(k) + " overlap");
                }
            }
        }
    }
}
