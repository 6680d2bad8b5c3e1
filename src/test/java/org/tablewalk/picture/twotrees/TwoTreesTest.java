package org.tablewalk.picture.twotrees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Processor;
import org.tablewalk.Seeds;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.shadow.MachineShadow;

/** The drawing of the two trees. */
@Tag("seeded")
class TwoTreesTest {
    private static final FontMetrics METRICS = FontMetrics.load();
    private final TwoTrees trees = new TwoTrees(METRICS);

    private Drawing draw(ShadowScene scene) {
        return trees.layOut(scene, TwoTreesView.initial(), 840, 460).drawing();
    }

    @ParameterizedTest
    @CsvSource({"840,460", "560,310", "1900,900"})
    void nothingOverlapsAndEverythingIsOnThePage(int width, int height) {
        var page = new Box(-0.5, -0.5, width + 1, height + 1);
        for (ShadowScene scene : List.of(Scenes.fault(0), Scenes.growing(), Scenes.fault(2), Scenes.whole(), ShadowScene.of(HandMade.twoLevel(256).shadow()))) {
            Drawing drawing = trees.layOut(scene, TwoTreesView.initial(), width, height).drawing();
            List<Box> boxes = frames(drawing);
            for (int i = 0; i < boxes.size(); i++) {
                assertThat(page.contains(boxes.get(i))).as("%s", boxes.get(i)).isTrue();
                for (int j = 0; j < i; j++) {
                    assertThat(boxes.get(i).overlaps(boxes.get(j))).as("%s and %s", boxes.get(i), boxes.get(j)).isFalse();
                }
            }
            for (Shape shape : drawing.shapes()) {
                if (shape instanceof Shape.Text text) {
                    assertThat(page.contains(text.bounds(METRICS))).as("%s", text).isTrue();
                }
            }
        }
    }

    /** Frames of tables: what a target of a table begins at the top left of. */
    private static List<Box> frames(Drawing drawing) {
        List<Box> frames = new ArrayList<>();
        for (Drawing.Hot hot : drawing.hots()) {
            if (hot.target().kind() == Target.Kind.SHADOW_PAGE || hot.target().kind() == Target.Kind.GUEST_TABLE) {
                drawing.shapes().stream().filter(s -> s instanceof Shape.Rect r && r.box().x() == hot.box().x() && r.box().y() == hot.box().y()
                        && r.box().width() == hot.box().width()).map(s -> ((Shape.Rect) s).box()).findFirst().ifPresent(frames::add);
            }
        }
        assertThat(frames).isNotEmpty();
        return frames;
    }

    @Test
    void aPortalHasADashedGreenFrameAndSaysSoAndHasNoRibbon() {
        Drawing drawing = draw(Scenes.fault(4));
        assertThat(texts(drawing)).contains("portal: shadows nothing");
        assertThat(drawing.shapes()).anyMatch(s -> s instanceof Shape.Rect r && r.stroke() != null && r.stroke().ink() == Ink.NEW
                && r.stroke().dash() == Stroke.Dash.DASHED && r.box().width() > 80);
        // Four pages are made from guest tables, the portal is the fifth.
        assertThat(ribbons(drawing, Stroke.Dash.SOLID)).hasSize(4);
        Box portal = box(drawing, page(Scenes.fault(4), 5));
        assertThat(ribbons(drawing, Stroke.Dash.SOLID)).noneMatch(c -> c.y2() <= portal.bottom());
    }

    @Test
    void pagesToComeHaveDottedRibbonsAndTurnIntoPagesWhereTheyStand() {
        HandMade machine = HandMade.fourOnFive(0);
        ShadowScene before = Scenes.fault(machine.shadow(), Set.of());
        TwoTreesPicture first = trees.layOut(before, TwoTreesView.initial(), 840, 460);
        assertThat(ribbons(first.drawing(), Stroke.Dash.DOTTED)).hasSize(4);
        assertThat(texts(first.drawing())).contains("to come L4", "to come L3", "to come L2", "to come L1");
        long table = machine.page(0x100, HandMade.role(4, 7));
        TwoTreesPicture second = trees.layOut(Scenes.fault(machine.shadow(), Set.of(table)), first.view(), 840, 460);
        assertThat(ribbons(second.drawing(), Stroke.Dash.DOTTED)).hasSize(3);
        assertThat(ribbons(second.drawing(), Stroke.Dash.SOLID)).hasSize(1);
        assertThat(texts(second.drawing())).contains("new");
        Shape.Text coming = text(first.drawing(), "to come L4");
        Shape.Text page = text(second.drawing(), "SP 2 L4");
        assertThat(page.x()).isEqualTo(coming.x());
        assertThat(page.y()).isEqualTo(coming.y());
    }

    @Test
    void whatWasThereStaysWhereItWas() {
        HandMade machine = HandMade.fourOnFive(4);
        TwoTreesPicture first = trees.layOut(ShadowScene.of(machine.shadow()), TwoTreesView.initial(), 840, 460);
        long directory = machine.shadow().pages(2).getFirst().table();
        long direct = machine.page(0x200, HandMade.role(1, 7) | 1 << 7);
        machine.link(directory + 8 * 5, direct);
        long other = machine.page(0x104, HandMade.role(3, 7));
        TwoTreesPicture second = trees.layOut(new ShadowScene(machine.shadow(), Map.of(directory + 8 * 5, 0L), Map.of(), Set.of(direct, other), Set.of(), Set.of(),
                Set.of(), List.of()), first.view(), 840, 460);
        for (Drawing.Hot hot : first.drawing().hots()) {
            if (hot.target().kind() == Target.Kind.SHADOW_PAGE || hot.target().kind() == Target.Kind.GUEST_TABLE) {
                Box now = second.drawing().find(hot.target()).orElseThrow().box();
                // Where another table came beside it, it only makes room.
                boolean joined = hot.target().kind() == Target.Kind.SHADOW_PAGE && Set.of(1, 3).contains(machine.shadow().page(hot.target().a()).level());
                assertThat(joined ? new Box(now.x(), now.y(), hot.box().width(), hot.box().height()) : now).as(hot.tip()).isEqualTo(hot.box());
            }
        }
        assertThat(texts(second.drawing())).contains("new, direct");
    }

    @Test
    void anEntryNeverMovesBecauseAnotherChanged() {
        int compared = 0;
        for (long seed : Seeds.of(0, 20).toArray()) {
            var random = new Random(seed);
            HandMade machine = HandMade.twoLevel(8);
            MachineShadow source = machine.shadow();
            List<ShadowSource.Page> pages = new ArrayList<>(source.pages(1));
            pages.addAll(source.pages(2));
            TwoTreesPicture last = trees.layOut(ShadowScene.of(source), TwoTreesView.initial(), 840, 460);
            for (int step = 0; step < 60; step++) {
                long entry = pages.get(random.nextInt(pages.size())).table() + 8L * (random.nextBoolean() ? step : random.nextInt(512));
                long old = source.entry(entry & -4096, (int) (entry & 4095) / 8).word();
                machine.put(entry, HandMade.PFN << 12 | 0xe67);
                source = machine.next(source);
                TwoTreesPicture next = trees.layOut(new ShadowScene(source, Map.of(entry, old), Map.of(), Set.of(), Set.of(), Set.of(), Set.of(), List.of()),
                        last.view(), 840, 460);
                assertThat(next.drawing().hots()).as("seed %d step %d: the written entry shows", seed, step)
                        .anyMatch(h -> h.target().kind() == Target.Kind.SHADOW_ENTRY && h.target().a() == entry);
                if (tables(next.drawing()).equals(tables(last.drawing()))) {
                    Map<Target, Box> before = new HashMap<>();
                    last.drawing().hots().stream().filter(TwoTreesTest::entry).forEach(h -> before.put(h.target(), h.box()));
                    for (Drawing.Hot hot : next.drawing().hots()) {
                        if (entry(hot) && before.containsKey(hot.target())) {
                            assertThat(hot.box()).as("seed %d step %d: %s", seed, step, hot.tip()).isEqualTo(before.get(hot.target()));
                            compared++;
                        }
                    }
                }
                last = next;
            }
        }
        assertThat(compared).isGreaterThan(3_000);
    }

    private static boolean entry(Drawing.Hot hot) {
        return hot.target().kind() == Target.Kind.SHADOW_ENTRY || hot.target().kind() == Target.Kind.GUEST_ENTRY;
    }

    private static Set<Target> tables(Drawing drawing) {
        return drawing.hots().stream().map(Drawing.Hot::target).filter(t -> t.kind() == Target.Kind.SHADOW_PAGE || t.kind() == Target.Kind.GUEST_TABLE)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({"840,460", "560,300", "440,230", "300,120", "1900,900"})
    void textIsLegibleOrAbsentAndTablesFillTheirHalves(int width, int height) {
        for (ShadowScene scene : List.of(Scenes.fault(0), Scenes.whole(), ShadowScene.of(HandMade.twoLevel(256).shadow()))) {
            for (double zoom : new double[] {0.4, 0.8, 1, 2}) {
                Drawing drawing = trees.layOut(scene, TwoTreesView.initial().zoomed(zoom, 0, 0), width, height).drawing();
                assertThat(drawing.shapes()).filteredOn(Shape.Text.class::isInstance).allSatisfy(s -> assertThat(((Shape.Text) s).size()).isGreaterThan(10.98));
            }
        }
        Drawing drawing = trees.layOut(Scenes.fault(4), TwoTreesView.initial(), width, height).drawing();
        double bottom = frames(drawing).stream().mapToDouble(Box::bottom).max().orElseThrow();
        assertThat(bottom).isBetween(height - 12.0, height + 0.0);
        if (width == 840) {
            assertThat(frames(drawing)).filteredOn(box -> box.x() > 420).allSatisfy(box -> assertThat(box.width()).isGreaterThan(300));
            assertThat(drawing.hots()).anyMatch(h -> h.target().kind() == Target.Kind.BAR && h.tip().contains("511 empty"));
        }
    }

    @Test
    void specialPagesAreNotShadowPagesAndAFreedPageStaysAsAGhostForAStep() {
        HandMade machine = HandMade.twoLevel(8);
        TwoTreesPicture first = trees.layOut(ShadowScene.of(machine.shadow()), TwoTreesView.initial(), 840, 460);
        assertThat(texts(first.drawing())).contains("pae_root", "not a shadow page", "→ SP 1");
        long gone = machine.shadow().pages(1).getFirst().table();
        machine.put(machine.header(gone) + X86Map.SP_ID, 0);
        TwoTreesPicture second = trees.layOut(new ShadowScene(machine.shadow(), Map.of(), Map.of(), Set.of(), Set.of(gone), Set.of(), Set.of(), List.of()),
                first.view(), 840, 460);
        assertThat(texts(second.drawing())).contains("freed");
        assertThat(texts(trees.layOut(ShadowScene.of(machine.shadow()), second.view(), 840, 460).drawing())).doesNotContain("freed");
    }

    @Test
    void aPageWhoseHeaderDoesNotNameItsTableYetIsDrawnWithoutEntries() {
        HandMade machine = HandMade.fourOnFive(4);
        machine.put(machine.header(machine.shadow().pages(2).getFirst().table()) + X86Map.SP_SPT, 0);
        assertThat(texts(draw(Scenes.fault(machine.shadow(), Set.of())))).contains("SP 4 L2");
    }

    @Test
    void anUnsyncPageIsHatchedAndNamed() {
        Drawing drawing = draw(Scenes.whole());
        assertThat(texts(drawing)).contains("unsync", "zapped, still in use");
        assertThat(drawing.shapes()).anyMatch(s -> s instanceof Shape.Rect r && r.hatch() == Ink.UNCLEAN);
    }

    @Test
    void theDrawingOfManyPagesIsBoundedAndShowsWhatIsSelectedWithAllThatLeadsThere() {
        MachineShadow big = HandMade.twoLevel(1024).shadow();
        assertThat(big.size()).isEqualTo(2052);
        ShadowSource.Page page = big.pages(1).get(1500);
        Drawing drawing = trees.layOut(ShadowScene.of(big), TwoTreesView.initial().select(new Target(Target.Kind.SHADOW_PAGE, page.table(), page.id())),
                840, 460).drawing();
        assertThat(drawing.shapes()).hasSizeLessThan(450);
        assertThat(texts(drawing)).contains("SP " + page.id() + " L1").anyMatch(text -> text.endsWith("SP " + page.id()));
        assertThat(drawing.find(new Target(Target.Kind.MORE, 1, 1)).orElseThrow().tip()).contains("more shadow pages of level 1");
        TwoTreesPicture first = trees.layOut(ShadowScene.of(big), TwoTreesView.initial(), 840, 460);
        TwoTreesPicture next = trees.layOut(ShadowScene.of(big), first.view().leaf(new Target(Target.Kind.MORE, 1, 1)), 840, 460);
        assertThat(texts(next.drawing())).isNotEqualTo(texts(first.drawing()));
    }

    /**
     * The budget of the two-tree frame: what has to be painted is at most 1.5 times as much, and laying it out, a fraction of a millisecond, is of the same
     * order. In both, an address is on its way and a leaf's accessed bit is written, as steps do.
     */
    @Test
    void aFrameOfTheBigGuestCostsHardlyMoreThanOneOfTheSmallest() {
        HandMade small = HandMade.fourOnFive(4);
        HandMade big = HandMade.twoLevel(1024);
        assertThat(draw(moment(big.shadow())).shapes().size()).isLessThanOrEqualTo(draw(moment(small.shadow())).shapes().size() * 3 / 2);
        double[] ratios = new double[3];
        for (int attempt = 0; attempt < ratios.length; attempt++) {
            ratios[attempt] = (double) median(big) / median(small);
        }
        Arrays.sort(ratios);
        assertThat(ratios[0]).as("ratios %s", Arrays.toString(ratios)).isLessThan(3);
    }

    @Test
    void countsOfTrackingAndFloodingAreSaid() {
        HandMade machine = HandMade.fourOnFive(4);
        long leaves = machine.shadow().pages(1).getFirst().table();
        machine.put(machine.header(leaves) + X86Map.SP_WRITE_FLOODING_COUNT, 2);
        assertThat(texts(draw(ShadowScene.of(machine.shadow())))).contains("writes since use: 2");
    }

    @Test
    void aNarrowHeadingSaysTheCountsInASecondLine() {
        Drawing drawing = trees.layOut(Scenes.fault(4), TwoTreesView.initial(), 580, 320).drawing();
        assertThat(texts(drawing)).contains("Shadow tables", "5-level, 5 shadow pages");
        Drawing narrow = trees.layOut(Scenes.fault(4), TwoTreesView.initial(), 350, 320).drawing();
        assertThat(texts(narrow)).as("cut nowhere").contains("Shadow tables · 5 SP");
    }

    private static ShadowScene moment(MachineShadow source) {
        return new ShadowScene(source, Map.of(source.pages(1).getLast().table() + 8 * 359, 0L), Map.of(), Set.of(), Set.of(), Set.of(), Set.of(),
                List.of(new ShadowScene.Walk(0, Scenes.ADDRESS, true, 0, 0)));
    }

    private long median(HandMade machine) {
        TwoTreesView view = TwoTreesView.initial();
        MachineShadow source = machine.shadow();
        long entry = source.pages(1).getLast().table();
        long[] times = new long[150];
        for (int i = -150; i < times.length; i++) {
            machine.put(entry + 8 * 359, HandMade.PFN << 12 | 0xe67 ^ (i & 1) << 5);
            long start = Processor.nanos();
            source = machine.next(source);
            view = trees.layOut(moment(source), view, 840, 460).view();
            if (i >= 0) {
                times[i] = Processor.nanos() - start;
            }
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private static ShadowSource.Page page(ShadowScene scene, int level) {
        return scene.source().pages(level).getFirst();
    }

    private static Box box(Drawing drawing, ShadowSource.Page page) {
        return drawing.find(new Target(Target.Kind.SHADOW_PAGE, page.table(), page.id())).orElseThrow().box();
    }

    private static List<String> texts(Drawing drawing) {
        return drawing.shapes().stream().filter(s -> s instanceof Shape.Text).map(s -> ((Shape.Text) s).text()).toList();
    }

    private static Shape.Text text(Drawing drawing, String text) {
        return drawing.shapes().stream().filter(s -> s instanceof Shape.Text t && t.text().equals(text)).map(s -> (Shape.Text) s).findFirst().orElseThrow();
    }

    private static List<Shape.Curve> ribbons(Drawing drawing, Stroke.Dash dash) {
        return drawing.shapes().stream().filter(s -> s instanceof Shape.Curve c && c.stroke().ink() == Ink.ACCENT_SOFT && c.stroke().dash() == dash)
                .map(s -> (Shape.Curve) s).toList();
    }
}
