package org.tablewalk.picture;

/** A drawing that only says, in a sentence, why there is nothing to draw. */
public final class Notice {
    private static final double MARGIN = 20;
    private static final double SIZE = 16;
    private static final double LINE = 24;

    private Notice() {}

    /** The sentence, broken into lines at its spaces; an empty one gives an empty drawing. */
    public static Drawing of(FontMetrics metrics, String sentence, double width, double height) {
        var sketch = new Sketch(metrics, width, height);
        double y = MARGIN + LINE;
        var line = new StringBuilder();
        for (String word : sentence.split(" ")) {
            if (!line.isEmpty() && metrics.width(Typeface.SANS, SIZE, line + " " + word) > width - 2 * MARGIN) {
                sketch.text(line.toString(), MARGIN, y, Typeface.SANS, SIZE, width - 2 * MARGIN, Ink.MUTED);
                line.setLength(0);
                y += LINE;
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            sketch.text(line.toString(), MARGIN, y, Typeface.SANS, SIZE, width - 2 * MARGIN, Ink.MUTED);
        }
        return sketch.drawing();
    }
}
