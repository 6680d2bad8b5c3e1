package org.tablewalk.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FontMetricsTest {
    private final FontMetrics metrics = FontMetrics.load();

    /** The JDK's own reader of the same files is the oracle; it lays text out without kerning unless asked. */
    @ParameterizedTest
    @EnumSource
    void widthsAreThoseOfAnotherReader(Typeface face) throws Exception {
        Font font;
        try (InputStream in = FontMetrics.class.getResourceAsStream(face.resource())) {
            font = Font.createFont(Font.TRUETYPE_FONT, in).deriveFont(100f);
        }
        var context = new FontRenderContext(null, true, true);
        for (String text : new String[] {"PAGE RW", "0x8000 0000", "vCPU 1 walking", "508 × TBL", "…", "é ▲ → −"}) {
            double sum = 0;
            for (int c : text.codePoints().toArray()) {
                if (font.canDisplay(c)) {
                    sum += font.createGlyphVector(context, new String(Character.toChars(c))).getGlyphMetrics(0).getAdvanceX();
                }
            }
            String shown = text.codePoints().filter(font::canDisplay)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
            assertThat(metrics.width(face, 100, shown)).as(text).isCloseTo(sum, within(0.2));
        }
    }

    @Test
    void monospacedIsMonospaced() {
        assertThat(metrics.width(Typeface.MONO, 10, "iiii")).isEqualTo(metrics.width(Typeface.MONO, 10, "WWWW"));
        assertThat(metrics.width(Typeface.SANS, 10, "iiii")).isLessThan(metrics.width(Typeface.SANS, 10, "WWWW"));
    }

    @Test
    void everySignThatDrawingsUseIsInItsFont() {
        "…×·→−ΔµBRKk/n".codePoints().forEach(c -> {
            assertThat(metrics.has(Typeface.MONO, c)).as("MONO %c", c).isTrue();
            assertThat(metrics.has(Typeface.SANS, c)).as("SANS %c", c).isTrue();
        });
        assertThat(metrics.has(Typeface.SANS, 0x1F600)).isFalse();
    }

    @Test
    void whatDoesNotFitEndsInAnEllipsis() {
        double whole = metrics.width(Typeface.SANS, 12, "detached, not yet freed");
        assertThat(metrics.fit(Typeface.SANS, 12, "detached, not yet freed", whole)).isEqualTo("detached, not yet freed");
        String cut = metrics.fit(Typeface.SANS, 12, "detached, not yet freed", whole - 1);
        assertThat(cut).startsWith("detached, not").endsWith("…");
        assertThat(metrics.width(Typeface.SANS, 12, cut)).isLessThanOrEqualTo(whole - 1);
        assertThat(metrics.fit(Typeface.SANS, 12, "detached", 2)).isEmpty();
    }
}
