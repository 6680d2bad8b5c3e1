package org.tablewalk.picture.twotrees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.picture.Drawing;
import org.tablewalk.picture.FontMetrics;
import org.tablewalk.picture.Shape;
import org.tablewalk.picture.Target;
import org.tablewalk.picture.shadow.MachineShadow;

/** Hash, reverse map and truth table as drawings. */
class ShadowTablesTest {
    private static final FontMetrics METRICS = FontMetrics.load();

    private static List<String> texts(Drawing drawing) {
        return drawing.shapes().stream().filter(s -> s instanceof Shape.Text).map(s -> ((Shape.Text) s).text()).toList();
    }

    @Test
    void portalAndRealRootStandInOneBucketWithDifferentRoles() {
        MachineShadow source = HandMade.fourOnFive(4).shadow();
        Drawing drawing = new HashBuckets(METRICS).layOut(source, source.pages(4).getFirst().table(), 0, 420, 400);
        assertThat(texts(drawing)).contains("0x00061705", "0x00021704", "same gfn, another role");
        Drawing big = new HashBuckets(METRICS).layOut(HandMade.twoLevel(1024).shadow(), 0, 10, 420, 400);
        assertThat(big.shapes()).hasSizeLessThan(250);
    }

    @Test
    void theReverseMapShowsAnEntryInstalledForAnotherFrame() {
        HandMade machine = HandMade.fourOnFive(4);
        MachineShadow source = machine.shadow();
        long leaf = source.pages(1).getFirst().table() + 8 * 359;
        machine.put(machine.map().rmapHead(0x145, 1), leaf);
        Drawing drawing = new ReverseMap(METRICS).layOut(machine.shadow(), 0x145, 420, 200);
        assertThat(texts(drawing)).anyMatch(t -> t.startsWith("SP 5 [359] L1 installed for"));
        machine.put(machine.header(leaf & -4096) + X86Map.SP_GFNS, X86Map.GFNS);
        machine.put(X86Map.GFNS + 8 * 359, 0x145);
        assertThat(texts(new ReverseMap(METRICS).layOut(machine.shadow(), 0x145, 420, 200))).contains("SP 5 [359] L1");
    }

    @Test
    void theTruthTableMarksWhatCollidesAndWhatIsWrong() {
        var truths = new Truths();
        assertThat(truths.size()).isEqualTo(62);
        assertThat(truths.collides(RoleDesign.V5_17, truths.find(RoleDesign.V5_17, 4, 5, 5, false))).isTrue();
        assertThat(truths.collides(RoleDesign.MAINLINE, truths.find(RoleDesign.MAINLINE, 4, 5, 5, false))).isFalse();
        Drawing drawing = new TruthTablePicture(METRICS).layOut(truths, 0, new Target(Target.Kind.TRUTH, 3, 1), RoleDesign.MAINLINE, 840, 460);
        assertThat(drawing.find(new Target(Target.Kind.TRUTH, 3, 1))).isPresent();
        assertThat(drawing.shapes()).hasSizeLessThan(1200);
        for (RoleDesign design : RoleDesign.values()) {
            assertThat(texts(drawing)).as("headings are whole").contains(design.label().split("-", 3));
        }
    }
}
