package org.tablewalk.picture.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Seeds;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.Drawing.Hot;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Hex;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;

@Tag("seeded")
public class TreeLayoutTest {
    private static final FontMetrics METRICS = FontMetrics.load();
    private final TreeLayout layout = new TreeLayout(METRICS);

    /** The moment of a break: root[1] invalid with its table still there, a TLB copy on CPU 2, a walk under way on CPU 1. */
    public static TreeScene breaking() {
        var tables = TestTables.of(16);
        long root1 = TestTables.BASE + 8;
        long l2 = tables.table(root1);
        long l3a = tables.table(l2);
        long l3b = tables.table(l2 + 8);
        tables.table(l2 + 16);
        for (int i = 0; i < 512; i++) {
            tables.put(l3a + 8L * i, TestTables.page(0x4000_0000L + 0x1000L * i, i >= 2));
            tables.put(l3b + 8L * i, TestTables.page(0x4020_0000L + 0x1000L * i, i != 19));
        }
        tables.put(TestTables.BASE + 24, TestTables.block(0x8000_0000L, 1, false));
        long old = tables.word(root1);
        tables.put(root1, old & ~Descriptor.VALID);
        var copies = List.of(new TreeScene.Copy(2, 0, 0x4000_8000L, 3, tables.word(l3a + 64)),
                new TreeScene.Copy(3, 0, 0xC000_0000L, 1, tables.word(TestTables.BASE + 24)));
        var walks = List.of(new TreeScene.Walk(1, 0x4021_3000L, 3, l3b, TreeScene.Walk.By.ACCESS));
        return new TreeScene("Stage 2  IPA 40 bits  4K  VMID 1", tables.snapshot(), 4, Map.of(root1, old), Set.of(root1), copies, walks,
                Set.of(root1), Map.of());
    }

    private TreePicture draw(TreeScene scene, TreeView view, TreeCache cache) {
        return layout.layOut(scene, view, 1600, 1200, cache);
    }

    @Test
    void theBreakIsToldInShapesAndWords() {
        Drawing drawing = draw(breaking(), TreeView.initial(), new TreeCache()).drawing();
        List<String> texts = texts(drawing);
        assertThat(texts).contains("root L1", "BRK 2/4", "TBL", "PAGE RO", "PAGE RW", "BLK 1G RW", "STALE", "vCPU 1 walks",
                "detached, not yet freed");
        assertThat(drawing.shapes()).anyMatch(s -> s instanceof Shape.Rect r && r.hatch() == Ink.UNCLEAN);
        assertThat(drawing.shapes()).anyMatch(s -> s instanceof Shape.Rect r && r.hatch() == Ink.STALE);
        assertThat(drawing.shapes()).anyMatch(s -> s instanceof Shape.Curve c && c.stroke().equals(Stroke.dotted(Ink.STALE, 2.5)));
        assertThat(entry(drawing, TestTables.BASE + 8, 1).tip()).contains("BRK 2/4").contains("old translation: 1, 2");
        // The copy of the unchanged block on CPU 3 is no holder.
        assertThat(entry(drawing, TestTables.BASE + 24, 1).tip()).contains("BLK 1G RW").doesNotContain("vCPUs");
    }

    @Test
    void aFreedTableStaysAsAGhostUntilItIsUsedAgain() {
        var tables = TestTables.of(8);
        long l2 = tables.table(TestTables.BASE);
        var cache = new TreeCache();
        TreePicture first = draw(TreeScene.of(tables.snapshot()), TreeView.initial(), cache);
        tables.put(TestTables.BASE, 0);
        TreePicture detached = draw(TreeScene.of(tables.snapshot()), first.view(), cache);
        assertThat(texts(detached.drawing())).contains("detached, not yet freed");
        tables.free(l2);
        TreePicture freed = draw(TreeScene.of(tables.snapshot()), detached.view(), cache);
        assertThat(texts(freed.drawing())).contains("freed: poison to a walk").doesNotContain("512 × INV");
        var table = new Target(Target.Kind.TABLE, l2, 2);
        assertThat(freed.drawing().find(table).orElseThrow().box().y()).isEqualTo(first.drawing().find(table).orElseThrow().box().y());
    }

    @Test
    void whatIsLeftOutIsARowThatSaysWhatItIs() {
        var tables = TestTables.of(8);
        long l2 = tables.table(TestTables.BASE);
        var cache = new TreeCache();
        long touched = l2 + 8 * 300;
        tables.put(touched, TestTables.block(0x4000_0000L, 2, false));
        var scene = new TreeScene("", tables.snapshot(), 1, Map.of(touched, 0L), Set.of(), List.of(), List.of(), Set.of(), Map.of());
        TreePicture picture = draw(scene, TreeView.initial().withRows(8), cache);
        // The first, what is left out, the touched one with company, what is left out, the last.
        assertThat(texts(picture.drawing())).containsSequence("0", "INV").containsSequence("…", "299 × INV").containsSequence("300", "BLK 2M RW").containsSequence("511", "INV");
        assertThat(picture.drawing().hots().stream().filter(h -> h.target().kind() == Target.Kind.RUN).map(Hot::tip))
                .anyMatch(tip -> tip.contains("L2[1..299]"));
    }

    @Test
    void everyTableFillsItsColumn() {
        TreePicture picture = draw(breaking(), TreeView.initial(), new TreeCache());
        for (double height : new double[] {300, 450, 700, 1200}) {
            Drawing drawing = layout.layOut(breaking(), TreeView.initial(), 830, height, new TreeCache()).drawing();
            Map<Double, Double> bottoms = new HashMap<>();
            Map<Double, Double> tops = new HashMap<>();
            drawing.hots().stream().filter(h -> h.target().kind() == Target.Kind.TABLE).forEach(h -> {
                bottoms.merge(h.box().x(), h.box().bottom(), Math::max);
                tops.merge(h.box().x(), h.box().y(), Math::min);
            });
            assertThat(bottoms).hasSize(3);
            assertThat(bottoms.values()).allSatisfy(bottom -> assertThat(bottom).isBetween(height - TreeLayout.BOTTOM - 2, height - TreeLayout.BOTTOM + 2));
            assertThat(tops.values()).allSatisfy(top -> assertThat(top).isEqualTo(TreeLayout.TOP));
            long rows = drawing.hots().stream().filter(h -> h.target().kind() == Target.Kind.DESCRIPTOR && h.target().b() == 1).count();
            assertThat(rows).as("rows of the root at %.0f", height).isGreaterThanOrEqualTo((long) ((height - TreeLayout.TOP - TreeLayout.BOTTOM - 46) / 22) - 2);
        }
        assertThat(picture.content().right()).isBetween(1600 - 2 * TreeLayout.LEFT - 1, 1600 - 2 * TreeLayout.LEFT + 1.0);
    }

    @Test
    void textIsLegibleOrAbsent() {
        for (double width : new double[] {300, 420, 560, 830, 1600}) {
            for (double zoom : new double[] {0.2, 0.5, 0.8, 0.95, 1, 1.3, 3}) {
                Drawing drawing = layout.layOut(breaking(), TreeView.initial().select(TestTables.BASE + 8).zoomed(zoom, 0, 0), width, 450, new TreeCache()).drawing();
                assertThat(drawing.shapes()).filteredOn(Shape.Text.class::isInstance).allSatisfy(s -> assertThat(((Shape.Text) s).size()).isGreaterThan(10.98));
                assertThat(texts(drawing)).noneMatch(t -> t.length() > 1 && t.endsWith("…"));
            }
        }
    }

    @Test
    void theBarTellsOfAllEntriesAndMarksThoseThatAreShown() {
        var tables = TestTables.of(8);
        long l2 = tables.table(TestTables.BASE);
        for (int i = 256; i < 512; i++) {
            tables.put(l2 + 8L * i, TestTables.block(0x4000_0000L + i * 0x20_0000L, 2, false));
        }
        Drawing drawing = draw(TreeScene.of(tables.snapshot()), TreeView.initial().withRows(8), new TreeCache()).drawing();
        Box bar = drawing.find(new Target(Target.Kind.BAR, l2, 512)).orElseThrow().box();
        assertThat(drawing.find(new Target(Target.Kind.BAR, l2, 512)).orElseThrow().tip()).contains("256 × INV").contains("256 × BLK 2M RW");
        List<Shape.Rect> leaves = rects(drawing, bar, Ink.PAGE);
        assertThat(leaves).hasSize(1);
        assertThat(leaves.getFirst().box().y()).isCloseTo(bar.centreY(), org.assertj.core.api.Assertions.within(2.0));
        assertThat(leaves.getFirst().box().bottom()).isCloseTo(bar.bottom(), org.assertj.core.api.Assertions.within(1.0));
        // Those shown at the top and the last one.
        assertThat(rects(drawing, bar, Ink.MUTED)).hasSize(2);
    }

    private static List<Shape.Rect> rects(Drawing drawing, Box within, Ink fill) {
        return drawing.shapes().stream().filter(s -> s instanceof Shape.Rect r && r.fill() == fill && within.atLeast(within.width() + 4).contains(r.box()))
                .map(Shape.Rect.class::cast).toList();
    }

    @Test
    void aTableBeingFilledIsReadBeforeItIsLinked() {
        var tables = TestTables.of(12);
        long l2 = tables.allocate();
        long l3 = tables.table(l2);
        tables.put(l3, TestTables.page(0x4000_0000L, true));
        Drawing drawing = draw(TreeScene.of(tables.snapshot()), TreeView.initial(), new TreeCache()).drawing();
        assertThat(drawing.find(new Target(Target.Kind.TABLE, l2, 2))).isPresent();
        assertThat(drawing.find(new Target(Target.Kind.TABLE, l3, 3))).isPresent();
        assertThat(texts(drawing)).contains("TBL", "PAGE RW", "in use, no entry links it");
    }

    @Test
    void everyGeometryDraws() {
        for (Granule granule : Granule.values()) {
            for (int bits = Stage2Geometry.MIN_IPA_BITS; bits <= Stage2Geometry.MAX_IPA_BITS; bits++) {
                Stage2Geometry geometry = Stage2Geometry.of(granule, bits);
                var tables = new TestTables(geometry, geometry.rootTables() + 2);
                int last = geometry.rootEntries() - 1;
                long child = tables.table(TestTables.BASE + 8L * last);
                TreePicture picture = draw(TreeScene.of(tables.snapshot()), TreeView.initial(), new TreeCache());
                String what = granule + " " + bits;
                assertThat(texts(picture.drawing())).as(what).anyMatch(t -> t.endsWith(" × INV"));
                assertThat(picture.view().places()).as(what).containsKey(child);
                TreeView there = picture.view().with(picture.view().scrolling().to(TestTables.BASE, last));
                Drawing scrolled = draw(TreeScene.of(tables.snapshot()), there, new TreeCache()).drawing();
                assertThat(entry(scrolled, TestTables.BASE + 8L * last, geometry.startLevel()).tip()).as(what)
                        .contains("TBL").contains(Hex.grouped(last * geometry.entrySize(geometry.startLevel())));
                Hot table = scrolled.find(new Target(Target.Kind.TABLE, child, geometry.startLevel() + 1)).orElseThrow();
                assertThat(table.tip()).as(what).contains(Hex.grouped(last * geometry.entrySize(geometry.startLevel())));
            }
        }
    }

    @Test
    void aTableIsKnownToBeDetachedByTheWordTheStepReplaced() {
        var tables = TestTables.of(8);
        tables.table(TestTables.BASE);
        long old = tables.word(TestTables.BASE);
        tables.put(TestTables.BASE, 0);
        var scene = new TreeScene("", tables.snapshot(), 1, Map.of(TestTables.BASE, old), Set.of(), List.of(), List.of(), Set.of(), Map.of());
        assertThat(texts(draw(scene, TreeView.initial(), new TreeCache()).drawing())).contains("detached, not yet freed", "L1[0]");
        // Without it nobody can tell where the table hung.
        assertThat(texts(draw(TreeScene.of(tables.snapshot()), TreeView.initial(), new TreeCache()).drawing()))
                .contains("in use, no entry links it");
    }

    @Test
    void nothingOverlaps() {
        for (long seed : Seeds.of(0, 30).toArray()) {
            var edits = new Edits(seed);
            for (int i = 0; i < 20; i++) {
                edits.step();
            }
            Drawing drawing = draw(edits.scene(), TreeView.initial(), new TreeCache()).drawing();
            List<Hot> boxes = drawing.hots().stream().filter(h -> h.target().kind() == Target.Kind.TABLE).toList();
            assertApart(boxes, "seed " + seed);
            List<Hot> rows = drawing.hots().stream()
                    .filter(h -> h.target().kind() == Target.Kind.DESCRIPTOR || h.target().kind() == Target.Kind.RUN).toList();
            assertApart(rows, "seed " + seed);
            for (Hot row : rows) {
                if (boxes.stream().noneMatch(b -> b.box().contains(row.box()))) {
                    fail("seed %d: %s is in no table", seed, row);
                }
            }
            List<Shape.Text> texts = drawing.shapes().stream().filter(Shape.Text.class::isInstance).map(Shape.Text.class::cast).toList();
            for (int i = 0; i < texts.size(); i++) {
                for (int k = 0; k < i; k++) {
                    if (texts.get(i).bounds(METRICS).inset(2).overlaps(texts.get(k).bounds(METRICS).inset(2))) {
                        fail("seed %d: %s and %s overlap", seed, texts.get(i), texts.get(k));
                    }
                }
            }
        }
    }

    @Test
    void anEntryNeverMovesBecauseAnotherChanged() {
        for (long seed : Seeds.of(100, 12).toArray()) {
            var edits = new Edits(seed);
            var cache = new TreeCache();
            TreePicture last = draw(edits.scene(), TreeView.initial(), cache);
            Map<Target, Box> before = places(last.drawing());
            int compared = 0;
            for (int i = 0; i < 120; i++) {
                edits.step();
                var standing = last.view().places().keySet();
                last = draw(edits.scene(), last.view(), cache);
                Map<Target, Box> now = places(last.drawing());
                if (!last.view().places().keySet().equals(standing)) {
                    before = now;
                    continue;
                }
                for (Map.Entry<Target, Box> e : now.entrySet()) {
                    if (before.containsKey(e.getKey())) {
                        if (!e.getValue().equals(before.get(e.getKey()))) {
                            fail("seed %d step %d: %s moved", seed, i, e.getKey());
                        }
                        compared++;
                    }
                }
                before = now;
            }
            assertThat(compared).isGreaterThan(500);
        }
    }

    @Test
    void theSameSceneDrawsTheSame() {
        var cache = new TreeCache();
        TreeScene scene = breaking();
        TreePicture first = draw(scene, TreeView.initial(), cache);
        TreePicture second = draw(scene, first.view(), cache);
        assertThat(second.view()).isEqualTo(draw(scene, second.view(), cache).view());
        assertThat(texts(second.drawing())).isEqualTo(texts(first.drawing()));
    }

    @Test
    void theCostOfAFrameDoesNotGrowWithTheTree() {
        var small = TestTables.of(8);
        long l2 = small.table(TestTables.BASE + 8);
        long l3 = small.table(l2);
        for (int k = 0; k < 512; k++) {
            small.put(l3 + 8L * k, TestTables.page(0x4000_0000L + k * 0x1000L, k % 3 == 0));
        }
        var large = TestTables.gigabyte(7);
        var smallCache = new TreeCache();
        var largeCache = new TreeCache();
        TreePicture s = draw(TreeScene.of(small.snapshot()), TreeView.initial(), smallCache);
        TreePicture l = draw(TreeScene.of(large.snapshot()), TreeView.initial(), largeCache);
        // Three level-3 tables instead of one; from there on the number of tables makes no difference.
        assertThat(l.drawing().shapes().size()).isLessThan(3 * s.drawing().shapes().size());
        assertThat(l.view().places()).hasSizeLessThanOrEqualTo(1 + 2 * TreePlaces.FILL);
        long before = largeCache.computed();
        var random = new Random(Seeds.of(7));
        TreeView view = l.view();
        for (int i = 0; i < 100; i++) {
            long address = TestTables.BASE + 0x3000 + 8L * random.nextInt(512 * 512);
            large.put(address, TestTables.page(random.nextInt(1 << 20) * 0x1000L, true));
            TreePicture next = draw(new TreeScene("", large.snapshot(), 4, Map.of(address, 0L), Set.of(), List.of(), List.of(), Set.of(), Map.of()),
                    view, largeCache);
            view = next.view();
            assertThat(next.drawing().shapes().size()).isLessThan(1_200);
            assertThat(next.drawing().find(new Target(Target.Kind.DESCRIPTOR, address, 3))).as("the touched entry shows").isPresent();
        }
        // At most the eight chunks of a newly shown table are read per frame.
        assertThat(largeCache.computed() - before).isLessThanOrEqualTo(100 * 9);
    }

    @Test
    void theUserOpensClosesScrollsAndZooms() {
        var tables = TestTables.gigabyte(3);
        var cache = new TreeCache();
        TreePicture picture = draw(TreeScene.of(tables.snapshot()), TreeView.initial(), cache);
        long far = TestTables.BASE + (3 + 300) * 0x1000L;
        assertThat(picture.view().places()).doesNotContainKey(far);
        picture = draw(TreeScene.of(tables.snapshot()), picture.view().toggle(far).with(picture.view().scrolling().to(far, 77)), cache);
        assertThat(picture.view().places()).containsKey(far);
        assertThat(picture.drawing().find(new Target(Target.Kind.DESCRIPTOR, far + 8 * 77, 3))).isPresent();
        picture = draw(TreeScene.of(tables.snapshot()), picture.view().toggle(far), cache);
        assertThat(picture.view().places()).doesNotContainKey(far);
        TreeView zoomed = picture.view().zoomed(2, 100, 200);
        Box at = entry(picture.drawing(), TestTables.BASE + 8, 1).box();
        Box then = entry(draw(TreeScene.of(tables.snapshot()), zoomed, cache).drawing(), TestTables.BASE + 8, 1).box();
        assertThat(then.x() - 100).isCloseTo(2 * (at.x() - 100), org.assertj.core.api.Assertions.within(2.0));
        assertThat(then.y() - 200).isCloseTo(2 * (at.y() - 200), org.assertj.core.api.Assertions.within(2.0));
    }

    /** Seeded random life of a small tree: leaves written, tables linked, broken and freed. */
    private static final class Edits {
        private final Random random;
        private final TestTables tables = TestTables.of(60);
        private final List<Long> level2 = new ArrayList<>();
        private final List<Long> level3 = new ArrayList<>();
        private Map<Long, Long> before = Map.of();
        private int allocated = 2;

        Edits(long seed) {
            random = new Random(seed);
            for (int i = 0; i < 3; i++) {
                link(level2, TestTables.BASE + 8L * random.nextInt(1024));
            }
        }

        private void link(List<Long> list, long descriptor) {
            if (allocated < 60 && !Descriptor.valid(tables.word(descriptor))) {
                allocated++;
                list.add(tables.table(descriptor));
            }
        }

        void step() {
            Map<Long, Long> old = new HashMap<>();
            switch (random.nextInt(6)) {
                case 0 -> link(level2, TestTables.BASE + 8L * random.nextInt(1024));
                case 1 -> link(level3, any(level2, old));
                case 2 -> {
                    long address = any(level2, old);
                    tables.put(address, tables.word(address) & ~Descriptor.VALID);
                }
                default -> {
                    if (!level3.isEmpty()) {
                        tables.put(any(level3, old), TestTables.page(random.nextInt(1 << 16) * 0x1000L, random.nextBoolean()));
                    }
                }
            }
            before = old;
        }

        private long any(List<Long> list, Map<Long, Long> old) {
            long address = list.get(random.nextInt(list.size())) + 8L * (random.nextInt(3) == 0 ? random.nextInt(512) : random.nextInt(6));
            old.put(address, tables.word(address));
            return address;
        }

        TreeScene scene() {
            long touched = before.isEmpty() ? TestTables.BASE : before.keySet().iterator().next();
            List<TreeScene.Copy> copies = List.of(new TreeScene.Copy(random.nextInt(4), 0, (long) random.nextInt(1 << 16) << 21, 2,
                    TestTables.block(0, 2, false)));
            return new TreeScene("Stage 2", tables.snapshot(), 4, before, Set.of(touched), copies, List.of(), Set.of(), Map.of());
        }
    }

    private static Map<Target, Box> places(Drawing drawing) {
        Map<Target, Box> places = new HashMap<>();
        for (Hot hot : drawing.hots()) {
            if (hot.target().kind() == Target.Kind.DESCRIPTOR) {
                places.put(hot.target(), hot.box());
            }
        }
        return places;
    }

    private static void assertApart(List<Hot> hots, String what) {
        for (int i = 0; i < hots.size(); i++) {
            for (int k = 0; k < i; k++) {
                if (hots.get(i).box().overlaps(hots.get(k).box())) {
                    fail("%s: %s and %s overlap", what, hots.get(i), hots.get(k));
                }
            }
        }
    }

    private static Hot entry(Drawing drawing, long address, int level) {
        return drawing.find(new Target(Target.Kind.DESCRIPTOR, address, level)).orElseThrow();
    }

    public static List<String> texts(Drawing drawing) {
        return drawing.shapes().stream().filter(Shape.Text.class::isInstance).map(s -> ((Shape.Text) s).text()).toList();
    }
}
