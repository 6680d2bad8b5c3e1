package org.tablewalk.picture;

import java.util.ArrayList;
import java.util.List;

/** The key to colours, shapes and words: samples drawn by the same painter as the picture, in one line or in as many as the width needs. */
public final class Legend {
    private static final double LINE = 26;
    private static final double SAMPLE = 40;
    private static final double SIZE = 12;
    private static final double GAP = 22;
    private static final double LEFT = 16;

    private final FontMetrics metrics;
    private final Words words = new Words();

    public Legend(FontMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * The legend for a width; its height follows.
     *
     * @param items what needs it most first
     * @param whole all of it, else one line of what needs it most; both end with a word to change that, a target of kind {@code EXPAND}
     */
    public Drawing layOut(List<LegendItem> items, double width, boolean whole) {
        String more = words.of(whole ? "legend.less" : "legend.more");
        double moreWidth = metrics.width(Typeface.SANS_BOLD, SIZE, more);
        double edge = whole ? width : width - moreWidth - GAP;
        List<Box> boxes = new ArrayList<>();
        double x = LEFT;
        double y = 4;
        for (LegendItem item : items) {
            double need = width(item);
            if (x > LEFT && x + need > edge) {
                if (!whole) {
                    break;
                }
                x = LEFT;
                y += LINE;
            }
            boxes.add(new Box(x, y + 4, item.boxes() * SAMPLE, 17));
            x += need + GAP;
        }
        if (x > LEFT && x + moreWidth > width) {
            x = LEFT;
            y += LINE;
        }
        var sketch = new Sketch(metrics, width, y + LINE + 4);
        for (int i = 0; i < boxes.size(); i++) {
            LegendItem item = items.get(i);
            Box box = boxes.get(i);
            item.sample().paint(sketch, box);
            sketch.text(item.text(), box.right() + 8, sketch.baseline(box, Typeface.SANS, SIZE), Typeface.SANS, SIZE, Shape.Anchor.START, Ink.TEXT);
        }
        var box = new Box(x, y + 4, moreWidth, 17);
        sketch.text(more, x, sketch.baseline(box, Typeface.SANS_BOLD, SIZE), Typeface.SANS_BOLD, SIZE, Shape.Anchor.START, Ink.ACCENT);
        sketch.hot(box, Target.of(Target.Kind.EXPAND, 0), more);
        return sketch.drawing();
    }

    private double width(LegendItem item) {
        return item.boxes() * SAMPLE + 8 + metrics.width(Typeface.SANS, SIZE, item.text());
    }
}
