package org.tablewalk.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;

/** The measure itself finds what it is there to find, and nothing in a picture that can be read. */
final class LegibilityTest {
    private static final FontMetrics METRICS = FontMetrics.load();

    private static List<String> faults(Sketch sketch) {
        return new Legibility(METRICS).faults(sketch.drawing());
    }

    private static Sketch sketch() {
        return new Sketch(METRICS, 300, 100);
    }

    private static void text(Sketch sketch, String text, double x, double y, double size) {
        sketch.text(text, x, y, Typeface.SANS, size, Shape.Anchor.START, Ink.TEXT);
    }

    @Test
    void whatCanBeReadIsNoFault() {
        Sketch sketch = sketch();
        sketch.rect(new Box(10, 10, 100, 20), Ink.PAGE, null, 3);
        sketch.label(new Box(10, 10, 100, 20), "PAGE RW", Typeface.MONO, 11, Ink.ON_PAGE);
        text(sketch, "beside it", 120, 24, 11);
        assertThat(faults(sketch)).isEmpty();
    }

    @Test
    void smallText() {
        Sketch sketch = sketch();
        text(sketch, "small", 10, 20, 10.5);
        assertThat(faults(sketch)).singleElement().asString().contains("'small'", "10.5 px");
    }

    @Test
    void textThatLeavesThePicture() {
        Sketch sketch = sketch();
        text(sketch, "too far right", 270, 20, 12);
        assertThat(faults(sketch)).singleElement().asString().contains("leaves the picture");
    }

    @Test
    void textOverText() {
        Sketch sketch = sketch();
        text(sketch, "under", 10, 20, 12);
        text(sketch, "over", 25, 22, 12);
        assertThat(faults(sketch)).singleElement().asString().contains("'over'", "lies over 'under'");
    }

    @Test
    void textOnAPlateIsNotOverWhatThePlateHides() {
        Sketch sketch = sketch();
        text(sketch, "under", 10, 20, 12);
        sketch.rect(new Box(5, 5, 100, 20), Ink.SURFACE, null, 0);
        text(sketch, "over", 25, 20, 12);
        assertThat(faults(sketch)).isEmpty();
    }

    @Test
    void textThatRunsOutOfItsBox() {
        Sketch sketch = sketch();
        sketch.rect(new Box(10, 10, 60, 20), Ink.PAGE, null, 3);
        text(sketch, "longer than its box", 12, 24, 12);
        assertThat(faults(sketch)).isNotEmpty().allMatch(f -> f.contains("runs over the edge"));
    }

    @Test
    void aBoxOverHalfOfAText() {
        Sketch sketch = sketch();
        text(sketch, "half of this is hidden", 10, 20, 12);
        sketch.rect(new Box(60, 5, 100, 20), Ink.PAGE, null, 3);
        assertThat(faults(sketch)).singleElement().asString().contains("half covered");
    }

    @Test
    void textThatWasCutIsAFaultUnlessATipTellsIt() {
        Sketch cut = sketch();
        cut.text("a long name of something", 10, 20, Typeface.SANS, 12, 60, Ink.TEXT);
        assertThat(faults(cut)).singleElement().asString().contains("is cut");
        cut.hot(new Box(5, 5, 80, 20), Target.of(Target.Kind.CPU, 0), "a long name of something");
        assertThat(faults(cut)).isEmpty();
    }

    @Test
    void everyBitOfAWordCanBeRead() {
        var layout = new BitsLayout(METRICS);
        for (long word : new long[] {0, 0x0040_0001_4000_07fdL, -1}) {
            for (int level = 1; level <= 3; level++) {
                for (int width = 180; width < 1000; width += 37) {
                    var drawing = layout.layOut(word, 0, Descriptor.fields(word, level, Granule.K4, false), -1, width);
                    assertThat(new Legibility(METRICS).faults(drawing)).as("word %x at level %d, width %d", word, level, width).isEmpty();
                }
            }
        }
    }
}
