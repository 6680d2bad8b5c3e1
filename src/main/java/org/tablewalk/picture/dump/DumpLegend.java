package org.tablewalk.picture.dump;

import java.util.List;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.LegendItem;
import org.tablewalk.picture.LegendSamples;
import org.tablewalk.picture.Stroke;
import org.tablewalk.picture.Words;

/** The key to the picture of a dump: nothing moves in it, and what is not known matters most. */
public final class DumpLegend {
    private DumpLegend() {}

    /** What needs the key most first. */
    public static List<LegendItem> items() {
        return List.of(invalid("UNKNOWN", "?"), invalid("INVALID", "INV"), invalid("LEFT_OVER", "INV F"), LegendItem.of("PAGE", LegendSamples.PAGE),
                new LegendItem(new Words().of("legend.BLOCK"), 2, (sketch, box) -> {
                    sketch.rect(box, Ink.PAGE, null, 3);
                    LegendSamples.label(sketch, box, "BLK", Ink.ON_PAGE);
                }), LegendItem.of("TABLE", LegendSamples.TABLE), LegendItem.of("BAR", LegendSamples.BAR));
    }

    private static LegendItem invalid(String name, String label) {
        return LegendItem.of(name, (sketch, box) -> {
            sketch.rect(box, null, Stroke.dashed(Ink.INVALID, 1.5), 3);
            LegendSamples.label(sketch, box, label, Ink.MUTED);
        });
    }
}
