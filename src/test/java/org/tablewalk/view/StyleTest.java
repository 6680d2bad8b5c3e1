package org.tablewalk.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.picture.Ink;
import org.tablewalk.picture.Palette;

class StyleTest {
    private static final Pattern TOKEN = Pattern.compile("(-tw-[a-z-]+)\\s*:\\s*#([0-9a-f]{6})");

    private static String sheet(String name) throws IOException {
        try (InputStream in = StyleTest.class.getResourceAsStream("style/" + name + ".css")) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Map<String, Integer> tokens(String theme) throws IOException {
        var tokens = new TreeMap<String, Integer>();
        var matcher = TOKEN.matcher(sheet(theme));
        while (matcher.find()) {
            tokens.put(matcher.group(1), Integer.parseInt(matcher.group(2), 16));
        }
        return tokens;
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark", "projector"})
    void textStandsOutFromEverythingItStandsOn(String theme) throws IOException {
        Map<String, Integer> tokens = tokens(theme);
        double least = theme.equals("projector") ? 7 : 4.5;
        for (String text : new String[] {"text", "muted", "accent", "alert", "fault", "good", "stale"}) {
            for (String ground : new String[] {"surface", "panel", "hover"}) {
                assertThat(contrast(tokens.get("-tw-" + text), tokens.get("-tw-" + ground))).as(theme + ": " + text + " on " + ground)
                        .isGreaterThanOrEqualTo(least);
            }
        }
        for (String[] pair : new String[][] {{"text", "done"}, {"muted", "done"}, {"text", "accent-soft"}, {"accent", "accent-soft"},
            {"muted", "accent-soft"}, {"on-accent", "accent"}, {"text", "banner"}, {"fault", "banner"}, {"panel", "text"}}) {
            assertThat(contrast(tokens.get("-tw-" + pair[0]), tokens.get("-tw-" + pair[1]))).as(theme + ": " + pair[0] + " on " + pair[1])
                    .isGreaterThanOrEqualTo(least);
        }
    }

    @Test
    void panesAndCanvasesShareTheirColours() throws IOException {
        for (Palette palette : Palette.values()) {
            Map<String, Integer> tokens = tokens(palette.name().toLowerCase(Locale.ROOT));
            assertThat(tokens.get("-tw-surface")).isEqualTo(palette.rgb(Ink.SURFACE));
            assertThat(tokens.get("-tw-panel")).isEqualTo(palette.rgb(Ink.RAISED));
            assertThat(tokens.get("-tw-text")).isEqualTo(palette.rgb(Ink.TEXT));
            assertThat(tokens.get("-tw-muted")).isEqualTo(palette.rgb(Ink.MUTED));
            assertThat(tokens.get("-tw-accent")).isEqualTo(palette.rgb(Ink.ACCENT));
            assertThat(tokens.get("-tw-stale")).isEqualTo(palette.rgb(Ink.STALE_TEXT));
        }
    }

    @Test
    void everyThemeDefinesEveryColourThatASheetNames() throws IOException {
        var used = Pattern.compile("-tw-[a-z-]+");
        for (String name : new String[] {"base", "top", "left", "right", "bottom", "overlay"}) {
            var matcher = used.matcher(sheet(name));
            while (matcher.find()) {
                for (Palette palette : Palette.values()) {
                    assertThat(sheet(palette.name().toLowerCase(Locale.ROOT))).as(name + ", " + palette).contains(matcher.group() + ":");
                }
            }
        }
    }

    @Test
    void noSheetNamesAColourThatIsNoToken() throws IOException {
        var literal = Pattern.compile("#[0-9a-fA-F]{3,8}\\s*[;,]|rgba?\\(");
        for (String name : new String[] {"base", "top", "left", "right", "bottom", "overlay"}) {
            assertThat(literal.matcher(sheet(name)).find()).as(name).isFalse();
        }
    }

    private static double contrast(int a, int b) {
        double la = luminance(a);
        double lb = luminance(b);
        return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
