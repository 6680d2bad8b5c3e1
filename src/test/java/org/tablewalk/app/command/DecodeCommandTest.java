package org.tablewalk.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.app.Commands;
import tools.jackson.databind.json.JsonMapper;

class DecodeCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        var terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), Path.of(""), Map.of());
        return Commands.line(terminal).execute(args);
    }

    @Test
    void decodesAtEveryLevelWhenNoneIsGiven() {
        assertThat(run("decode", "0x00400001402007fd")).isZero();
        assertThat(out.toString())
                .contains("level 0: BLK", "level 1: BLK, 1 GiB at 0x0000000140000000", "level 3: RES")
                .contains("level 2: BLK, 2 MiB at 0x0000000140200000, rights RW");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void answersInJson() {
        assertThat(run("decode", "0040_0001_4021_17fd", "--level", "2", "--json")).isZero();
        var answer = JsonMapper.shared().readTree(out.toString());
        assertThat(answer.required("word").asString()).isEqualTo("0x00400001402117fd");
        assertThat(answer.required("levels").size()).isEqualTo(1);
        var level = answer.required("levels").required(0);
        assertThat(level.required("kind").asString()).isEqualTo("BLK");
        assertThat(level.required("outputAddress").asString()).isEqualTo("0x0000000140200000");
        assertThat(level.required("nextTable").isNull()).isTrue();
        assertThat(level.required("rights").asString()).isEqualTo("RW");
        assertThat(level.required("nT").asBoolean()).isTrue();
        assertThat(level.required("fields").valueStream().filter(f -> f.required("suspicious").asBoolean())
                .map(f -> f.required("high").asInt() + ":" + f.required("low").asInt())).containsExactly("15:12");
    }

    @Test
    void lpa2MovesAddressBits() {
        assertThat(run("decode", "0x00400000400007fd", "--level=1", "--lpa2")).isZero();
        assertThat(out.toString()).contains("1 GiB at 0x000c000040000000", "LPA2");
    }

    @Test
    void theGranuleDecidesWhichLevelsThereAre() {
        assertThat(run("decode", "0x3", "--granule", "64k")).isZero();
        assertThat(out.toString()).contains("level 1: TBL", "level 3: PAGE, 64 KiB").doesNotContain("level 0");
    }

    @ParameterizedTest
    @CsvSource({
        "decode 12, 0x00400001402007fd",
        "decode 0x, 0x00400001402007fd",
        "decode 0x10000000000000000, up to 16 hexadecimal digits",
        "decode 0xZZ, found '0xZZ'",
        "decode, WORD",
        "decode 0x3 --level 4, 0..3",
        "decode 0x3 --level=-1, 0..3",
        "decode 0x3 --level 0 --granule 64K, 1..3",
        "decode 0x3 --level two, --level",
        "'decode 0x3 --granule 8K', '4K, 16K or 64K'",
        "decode 0x3 --granule 64K --lpa2, --lpa2",
    })
    void badInputSaysWhatWasExpected(String line, String expected) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(expected).doesNotContain("\tat ");
        assertThat(out.toString()).isEmpty();
    }
}
