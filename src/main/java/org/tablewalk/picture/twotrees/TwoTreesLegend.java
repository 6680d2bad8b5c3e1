package org.tablewalk.picture.twotrees;

import java.util.List;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.LegendItem;
import org.tablewalk.picture.LegendSamples;
import org.tablewalk.picture.Stroke;

/** The key to the picture of guest tables and shadow tables. */
public final class TwoTreesLegend {
    private TwoTreesLegend() {}

    /** What needs the key most comes first. */
    public static List<LegendItem> items() {
        return List.of(
                LegendItem.of("SHADOWS", (sketch, box) -> {
                    sketch.line(box.x(), box.centreY(), box.right(), box.centreY(), Stroke.solid(Ink.ACCENT_SOFT, 10), false);
                    sketch.line(box.x(), box.centreY(), box.right(), box.centreY(), Stroke.solid(Ink.TABLE, 1), false);
                }),
                LegendItem.of("PORTAL", (sketch, box) -> {
                    sketch.rect(box, null, Stroke.dashed(Ink.NEW, 2.5), 6);
                    sketch.rect(box.inset(4), Ink.RAISED, Stroke.solid(Ink.INVALID, 1), 3);
                }),
                LegendItem.of("UNLINKED", (sketch, box) -> {
                    sketch.rect(box, Ink.RAISED, Stroke.dashed(Ink.NEW, 2), 5);
                    LegendSamples.label(sketch, box, "SP", Ink.TEXT);
                }),
                LegendItem.of("SPECIAL", (sketch, box) -> {
                    sketch.rect(box, null, Stroke.solid(Ink.INVALID, 1.5), 2);
                    sketch.rect(box.inset(3), null, Stroke.solid(Ink.INVALID, 1), 1);
                }),
                LegendItem.of("NEW", LegendSamples.NEW),
                LegendItem.of("CHANGED", LegendSamples.CHANGED),
                LegendItem.of("UNSYNC", (sketch, box) -> {
                    sketch.rect(box, Ink.SURFACE, Stroke.solid(Ink.UNCLEAN, 1.5), Ink.UNCLEAN, 5, 0);
                    sketch.rect(box.inset(4), Ink.RAISED, Stroke.solid(Ink.UNCLEAN, 1.5), 3);
                }),
                LegendItem.of("REMOVED", LegendSamples.REMOVED),
                LegendItem.of("NEXT", LegendSamples.NEXT),
                LegendItem.of("BAR", LegendSamples.BAR),
                LegendItem.of("PAGE", LegendSamples.PAGE),
                LegendItem.of("TABLE", LegendSamples.TABLE),
                LegendItem.of("INFERRED", (sketch, box) -> {
                    sketch.rect(box, Ink.RAISED, Stroke.dashed(Ink.TABLE, 2), 3);
                    LegendSamples.label(sketch, box, "TBL", Ink.TEXT);
                }),
                LegendItem.of("EMPTY", (sketch, box) -> sketch.rect(box, null, Stroke.dashed(Ink.INVALID, 1.5), 3)));
    }
}
