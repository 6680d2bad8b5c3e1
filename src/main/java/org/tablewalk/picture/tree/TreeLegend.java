package org.tablewalk.picture.tree;

import java.util.List;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.LegendItem;
import org.tablewalk.picture.LegendSamples;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Words;

/** The key to the picture of a tree. */
public final class TreeLegend {
    private TreeLegend() {}

    /** What needs the key most comes first: pages, tables and invalid entries say in the tree what they are. */
    public static List<LegendItem> items() {
        return List.of(
                LegendItem.of("BROKEN", (sketch, box) -> {
                    sketch.rect(box, Ink.RAISED, Stroke.solid(Ink.UNCLEAN, 2), Ink.UNCLEAN, 3, 0);
                    sketch.rect(new Box(box.x() + 7, box.y() + 3, box.width() - 14, box.height() - 6), Ink.RAISED, null);
                    LegendSamples.label(sketch, box, "BRK", Ink.TEXT);
                }),
                LegendItem.of("STALE", (sketch, box) -> sketch.rect(box, Ink.RAISED, Stroke.solid(Ink.STALE, 2), Ink.STALE, 3, 0)),
                LegendItem.of("NEW", LegendSamples.NEW),
                LegendItem.of("CHANGED", LegendSamples.CHANGED),
                LegendItem.of("REMOVED", LegendSamples.REMOVED),
                LegendItem.of("NEXT", LegendSamples.NEXT),
                LegendItem.of("WALK", (sketch, box) -> {
                    sketch.line(box.x(), box.centreY(), box.right() - 8, box.centreY(), Stroke.dotted(Ink.ACCENT, 2.5), false);
                    sketch.number(box.right() - 9, box.centreY(), "1", Ink.ACCENT, Ink.ON_ACCENT);
                }),
                LegendItem.of("DETACHED", (sketch, box) -> sketch.rect(box, Ink.RAISED, Stroke.dashed(Ink.UNCLEAN, 2), 5)),
                LegendItem.of("RESTRICTED", (sketch, box) -> {
                    sketch.rect(box, Ink.NT, Stroke.solid(Ink.TABLE, 2), null, 3, 7);
                    LegendSamples.label(sketch, box, "nT", Ink.ON_NT);
                }),
                LegendItem.of("GROUP", (sketch, box) -> {
                    var stroke = Stroke.solid(Ink.TEXT, 2);
                    sketch.line(box.x() + 2, box.y() + 1, box.x() + 2, box.bottom() - 1, stroke, false);
                    sketch.line(box.x() + 2, box.y() + 1, box.x() + 8, box.y() + 1, stroke, false);
                    sketch.line(box.x() + 2, box.bottom() - 1, box.x() + 8, box.bottom() - 1, stroke, false);
                    LegendSamples.label(sketch, box, "16\u00d7", Ink.TEXT);
                }),
                LegendItem.of("VIOLATION", (sketch, box) -> {
                    sketch.octagon(box.centreX(), box.centreY(), 9, Ink.VIOLATION);
                    LegendSamples.label(sketch, box, "!", Ink.ON_VIOLATION);
                }),
                LegendItem.of("BAR", LegendSamples.BAR),
                LegendItem.of("INVALID", (sketch, box) -> {
                    sketch.rect(box, null, Stroke.dashed(Ink.INVALID, 1.5), 3);
                    LegendSamples.label(sketch, box, "INV", Ink.MUTED);
                }),
                LegendItem.of("PAGE", LegendSamples.PAGE),
                new LegendItem(new Words().of("legend.BLOCK"), 2, (sketch, box) -> {
                    sketch.rect(box, Ink.PAGE, null, 3);
                    LegendSamples.label(sketch, box, "BLK", Ink.ON_PAGE);
                }),
                LegendItem.of("TABLE", LegendSamples.TABLE));
    }
}
