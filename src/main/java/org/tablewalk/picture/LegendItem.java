package org.tablewalk.picture;

/**
 * An entry of a legend.
 *
 * @param text   what the sample means
 * @param boxes  boxes that the sample is wide
 * @param sample paints it
 */
public record LegendItem(String text, int boxes, Sample sample) {
    /** Paints a sample as the picture would. */
    @FunctionalInterface
    public interface Sample {
        void paint(Sketch sketch, Box box);
    }

    /** An entry whose text is a key {@code legend.NAME} of this package's words, one box wide. */
    public static LegendItem of(String name, Sample sample) {
        return new LegendItem(new Words().of("legend." + name), 1, sample);
    }
}
