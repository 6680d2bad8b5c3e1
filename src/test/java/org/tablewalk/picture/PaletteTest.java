package org.tablewalk.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaletteTest {
    private static final List<Ink> BACKGROUNDS = List.of(Ink.SURFACE, Ink.RAISED);
    private static final List<Ink> TEXTS = List.of(Ink.TEXT, Ink.MUTED, Ink.ACCENT, Ink.UNCLEAN_TEXT, Ink.NEW_TEXT,
            Ink.VIOLATION_TEXT, Ink.STALE_TEXT, Ink.LINK, Ink.NEXT);
    private static final List<Ink> MARKS = List.of(Ink.ACCENT, Ink.PAGE, Ink.TABLE, Ink.INVALID, Ink.UNCLEAN, Ink.NEW,
            Ink.CHANGED, Ink.REMOVED, Ink.VIOLATION, Ink.STALE, Ink.NEXT);
    private static final Ink[][] FILLED = {{Ink.PAGE, Ink.ON_PAGE}, {Ink.NT, Ink.ON_NT}, {Ink.REMOVED, Ink.ON_VIOLATION}, {Ink.UNCLEAN, Ink.ON_UNCLEAN}, {Ink.NEW, Ink.ON_NEW},
        {Ink.VIOLATION, Ink.ON_VIOLATION}, {Ink.STALE, Ink.ON_STALE}, {Ink.WAIT, Ink.ON_WAIT}, {Ink.ACCENT, Ink.ON_ACCENT},
        {Ink.BROKEN_BAND, Ink.TEXT}, {Ink.ACCENT_SOFT, Ink.TEXT}};

    @ParameterizedTest
    @EnumSource
    void textIsReadableOnEveryBackground(Palette palette) {
        double least = palette == Palette.PROJECTOR ? 7 : 4.5;
        for (Ink background : BACKGROUNDS) {
            for (Ink ink : TEXTS) {
                assertThat(palette.contrast(ink, background)).as("%s: %s on %s", palette, ink, background).isGreaterThanOrEqualTo(least);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void textIsReadableOnEveryFill(Palette palette) {
        double least = palette == Palette.PROJECTOR ? 7 : 4.5;
        for (Ink[] pair : FILLED) {
            assertThat(palette.contrast(pair[0], pair[1])).as("%s: %s on %s", palette, pair[1], pair[0]).isGreaterThanOrEqualTo(least);
        }
    }

    @ParameterizedTest
    @EnumSource
    void marksStandOutFromEveryBackground(Palette palette) {
        double least = palette == Palette.PROJECTOR ? 4.5 : 3;
        for (Ink background : List.of(Ink.SURFACE, Ink.RAISED, Ink.BROKEN_BAND)) {
            for (Ink ink : MARKS) {
                assertThat(palette.contrast(ink, background)).as("%s: %s on %s", palette, ink, background).isGreaterThanOrEqualTo(least);
            }
        }
    }
}
