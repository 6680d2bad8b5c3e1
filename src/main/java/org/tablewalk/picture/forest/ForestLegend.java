package org.tablewalk.picture.forest;

import java.util.List;
import org.tablewalk.picture.Box;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.LegendItem;
import org.tablewalk.picture.LegendSamples;
import org.tablewalk.picture.Stroke;

/** The key to what only a picture of several trees has. */
public final class ForestLegend {
    private ForestLegend() {}

    /** What needs the key most comes first. */
    public static List<LegendItem> items() {
        return List.of(
                LegendItem.of("EFFECT", (sketch, box) -> {
                    sketch.line(box.x(), box.bottom() - 1, box.right(), box.bottom() - 1, Stroke.solid(Ink.ACCENT, 3), false);
                    sketch.number(box.centreX(), box.centreY() - 2, "1", Ink.ACCENT, Ink.ON_ACCENT);
                }),
                LegendItem.of("COMING", (sketch, box) -> {
                    sketch.rect(new Box(box.centreX() - 8, box.centreY() - 8, 16, 16), Ink.RAISED, Stroke.dashed(Ink.UNCLEAN, 2), 8);
                    LegendSamples.label(sketch, box, "1", Ink.TEXT);
                }),
                LegendItem.of("WAY", (sketch, box) -> sketch.link(box.x(), box.bottom() - 4, box.right() - 2, box.y() + 4, Stroke.solid(Ink.ACCENT, 2), true)),
                LegendItem.of("LOST", (sketch, box) -> sketch.link(box.x(), box.bottom() - 4, box.right() - 2, box.y() + 4, Stroke.dashed(Ink.UNCLEAN, 2), true)),
                LegendItem.of("STALE_WAY", (sketch, box) -> sketch.link(box.x(), box.bottom() - 4, box.right() - 2, box.y() + 4, Stroke.dotted(Ink.STALE, 2.5), true)));
    }
}
