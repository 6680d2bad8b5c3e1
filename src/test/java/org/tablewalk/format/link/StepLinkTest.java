package org.tablewalk.format.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Seeds;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.link.ForcedMoves.Stretch;
import org.tablewalk.machine.Move;

@Tag("seeded")
class StepLinkTest {
    private static final long SEED = Seeds.of(9);
    private static final String NASTY = "ab 0&=?%#+:;/\\\"'<\u00e9\u6f22\uD83D\uDE00.$seed";

    private static String word(SplittableRandom random, int most) {
        var text = new StringBuilder();
        for (int i = random.nextInt(most) + 1; i > 0; i--) {
            text.appendCodePoint(NASTY.codePointAt(NASTY.offsetByCodePoints(0, random.nextInt(NASTY.codePointCount(0, NASTY.length())))));
        }
        return text.toString();
    }

    /** Whatever a link says, it says the same when it is read, written and read again. */
    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        System.out.println("StepLinkTest seed " + SEED);
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < 2_000; i++) {
            var values = new LinkedHashMap<String, String>();
            for (int n = random.nextInt(4); n > 0; n--) {
                values.put(random.nextInt(3) == 0 ? "step" : "k" + word(random, 5), word(random, 8));
            }
            var choices = ForcedMoves.NONE;
            long position = 0;
            for (int n = random.nextInt(9); n > 0; n--) {
                position += 1 + random.nextInt(3);
                choices = choices.with(position, Move.of(random.nextInt(Move.KINDS), random.nextInt(3), random.nextInt(2)));
            }
            long step = random.nextLong(1L << 30);
            boolean file = random.nextBoolean();
            var link = new StepLink(word(random, 9), file ? "x" + word(random, 9) : null, values, random.nextBoolean() ? random.nextLong() : null, choices,
                    step, step + random.nextInt(2), file || random.nextBoolean() ? StepLink.hash(word(random, 5)) : null);
            String text = link.text();
            assertThat(text).matches("[!-~]+");
            assertThat(StepLink.parse("  " + text + "\n")).as(text).isEqualTo(link);
        }
    }

    @Test
    void equalMovesInARowAreOneStretch() throws Exception {
        int again = Move.of(Move.RUN, 1, 0);
        var choices = ForcedMoves.NONE.with(600, again).with(601, again).with(602, Move.of(Move.ARRIVE, 3, 2)).with(700, again);
        assertThat(choices.stretches()).containsExactly(new Stretch(600, again, 2), new Stretch(602, Move.of(Move.ARRIVE, 3, 2), 1), new Stretch(700, again, 1));
        assertThat(new StepLink("a", null, java.util.Map.of(), null, choices, 9, 9, null).text()).isEqualTo("tablewalk:a?choices=600:R1*2,602:A3.2,700:R1&step=9");
        assertThat(choices.before(601).stretches()).containsExactly(new Stretch(600, again, 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "http://x | 1 | expected a link",
        "tablewalk: | 11 | the name of a scenario",
        "tablewalk:?step=1 | 11 | the name of a scenario",
        "tablewalk:a b | 12 | found ' '",
        "tablewalk:a?step | 13 | a name and =",
        "tablewalk:a?=4 | 13 | a name and =",
        "tablewalk:a?step=1&step=2 | 20 | each name once",
        "tablewalk:a?step=-1 | 18 | expected 0..",
        "tablewalk:a?step=99999999999999999999 | 18 | expected 0..",
        "tablewalk:a?step=1000000000001 | 18 | expected 0..",
        "tablewalk:a?step=9&steps=8 | 26 | expected at least 9",
        "tablewalk:a?seed=9223372036854775808 | 18 | 64 bits",
        "tablewalk:a?hash=xyz | 18 | 16 hexadecimal digits",
        "tablewalk:a?v=%2 | 15 | two hexadecimal digits",
        "tablewalk:a?v=%zz | 15 | two hexadecimal digits",
        "tablewalk:a?v=%ff | 15 | UTF-8",
        "tablewalk:a?v=%1b[2J | 15 | no control character",
        "tablewalk:a?v=%0a | 15 | no control character",
        "tablewalk:a?choices=R1 | 21 | a later position and a move",
        "tablewalk:a?choices=5:R1,5:R2 | 21 | a later position and a move",
        "tablewalk:a?choices=5:R64 | 21 | a later position and a move",
        "tablewalk:a?choices=5:R1*0 | 21 | a later position and a move",
        "tablewalk:a?choices=5:R1*9999999999999 | 21 | a later position and a move",
        "tablewalk:a?choices=5:R1, | 21 | a later position and a move",
        "tablewalk:a?file=x.json | 18 | hash= of the file",
        "tablewalk:a?file=//evil/share&hash=0123456789abcdef | 18 | on this computer",
        "tablewalk:a?file=%5C%5Cevil%5Cshare&hash=0123456789abcdef | 18 | on this computer"
    })
    void whatIsWrongIsToldWithItsPlace(String text, int column, String what) {
        assertThatThrownBy(() -> StepLink.parse(text.replace("[2J", "2J"))).isInstanceOfSatisfying(FormatException.class, e -> {
            assertThat(e.problem().message()).contains(what);
            assertThat(e.problem().column()).isEqualTo(column);
            assertThat(e.problem().message()).doesNotContainPattern("\\p{Cntrl}").hasSizeLessThan(250);
        });
    }

    /** No text makes it do anything but read the link or say what is wrong with it, and that at once. */
    @Test
    void anyTextIsReadOrRefused() throws Exception {
        System.out.println("StepLinkTest seed " + SEED);
        var random = new SplittableRandom(SEED);
        String good = "tablewalk:posted-invalid-moment?flow=rfc&file=a.json&seed=-1&choices=600:R1*2,700:A3.1&steps=900&step=640&hash=0123456789abcdef";
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(good);
            for (int n = random.nextInt(4) + 1; n > 0; n--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
                    case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(9)));
                    default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(20))));
                }
            }
            try {
                StepLink.parse(text.toString());
                read++;
            } catch (FormatException e) {
                assertThat(e.problem().column()).isBetween(1, text.length() + 1);
            }
        }
        assertThat(read).isBetween(100, 19_000);
    }

    @Test
    void aTextThatIsTooLongIsNotLookedAt() {
        assertThatThrownBy(() -> StepLink.parse("tablewalk:" + "a".repeat(StepLink.LONGEST))).hasMessageContaining("at most 8192");
    }
}
