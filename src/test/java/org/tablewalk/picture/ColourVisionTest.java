package org.tablewalk.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tablewalk.Shipped;
import org.tablewalk.viewmodel.kind.KindViews;

/** Nothing is told by colour alone: what two samples of a legend mean can be told apart without the receptors for green, and without any colour but grey. */
class ColourVisionTest {
    /** Difference of L* that is seen at a glance between two fills of the same shape. */
    private static final double SEEN = 12;

    /** A sample without its colours: what kinds of shapes, filled or hatched or outlined how, with which words. */
    private static String shape(LegendItem item) {
        var parts = new ArrayList<String>();
        for (Shape shape : shapes(item)) {
            parts.add(switch (shape) {
                case Shape.Rect r -> "rect" + (neutral(r.fill()) ? "" : " filled") + (r.hatch() == null ? "" : " hatched") + line(r.stroke()) + (r.notch() > 0 ? " notch" : "")
                        + " " + Math.round(r.box().width()) + "x" + Math.round(r.box().height());
                case Shape.Line l -> "line" + line(l.stroke()) + (l.arrow() ? " arrow" : "") + (l.stroke().width() > 5 ? " band" : "");
                case Shape.Curve c -> "curve" + line(c.stroke());
                case Shape.Polygon p -> "polygon " + p.xs().length;
                case Shape.Disc d -> "disc" + (d.fill() == null ? "" : " filled") + " at " + Math.round(d.x());
                case Shape.Text t -> "text " + t.text();
            });
        }
        return String.join(", ", parts);
    }

    private static boolean neutral(Ink ink) {
        return ink == null || ink == Ink.RAISED || ink == Ink.SURFACE;
    }

    private static String line(Stroke stroke) {
        return stroke == null ? "" : " " + stroke.dash();
    }

    private static List<Shape> shapes(LegendItem item) {
        var sketch = new Sketch(FontMetrics.load(), 200, 60);
        item.sample().paint(sketch, new Box(10, 10, 40 * item.boxes(), 17));
        return sketch.drawing().shapes();
    }

    private static Ink ink(LegendItem item) {
        for (Shape shape : shapes(item)) {
            Ink ink = switch (shape) {
                case Shape.Rect r -> !neutral(r.fill()) ? r.fill() : r.stroke() == null ? null : r.stroke().ink();
                case Shape.Line l -> l.stroke().ink();
                case Shape.Curve c -> c.stroke().ink();
                case Shape.Polygon p -> p.fill();
                case Shape.Disc d -> d.fill();
                case Shape.Text t -> null;
            };
            if (ink != null) {
                return ink;
            }
        }
        throw new AssertionError(item.text() + " has no colour");
    }

    @ParameterizedTest
    @EnumSource
    void samplesDifferInShapeOrInLightness(Palette palette) {
        for (KindViews views : Shipped.views()) {
            List<LegendItem> items = views.legend();
            for (int i = 0; i < items.size(); i++) {
                for (int j = 0; j < i; j++) {
                    LegendItem a = items.get(i);
                    LegendItem b = items.get(j);
                    if (shape(a).equals(shape(b))) {
                        double seen = Math.abs(ColourVision.lightness(ColourVision.deuteranopia(palette.rgb(ink(a))))
                                - ColourVision.lightness(ColourVision.deuteranopia(palette.rgb(ink(b)))));
                        assertThat(seen).as("%s, %s: '%s' and '%s' have the same shape: %s", views.kind(), palette, a.text(), b.text(), shape(a)).isGreaterThanOrEqualTo(SEEN);
                    }
                }
            }
        }
    }

    /** White, greys and black are seen as they are; red and green of the same lightness are not told apart. */
    @Test
    void theSimulationIsOne() {
        for (int grey : new int[] {0x000000, 0x808080, 0xffffff}) {
            assertThat(ColourVision.deuteranopia(grey)).isEqualTo(grey);
        }
        int red = ColourVision.deuteranopia(0xc00000);
        int green = ColourVision.deuteranopia(0x5f6f00);
        assertThat(Math.abs((red >> 16 & 0xff) - (green >> 16 & 0xff))).isLessThan(20);
        assertThat(Math.abs((red & 0xff) - (green & 0xff))).isLessThan(20);
        assertThat(ColourVision.lightness(0xffffff)).isEqualTo(100, org.assertj.core.api.Assertions.offset(0.01));
    }
}
