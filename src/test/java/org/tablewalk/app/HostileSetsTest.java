package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sets of machines that somebody made to break something: each is refused with its file, its place and the rule, and nothing of it is opened. */
class HostileSetsTest {
    private static final String HEAD = "{\"format\": \"tablewalk-lockstep-1\", \"name\": \"n\", \"title\": \"t\", ";
    private static final String TWO = "\"machines\": [\n{\"label\": \"a\"},\n{\"label\": \"b\"}]}";

    @TempDir
    private Path folder;

    private static Arguments set(String text, String message) {
        return Arguments.of(text.getBytes(StandardCharsets.UTF_8), message);
    }

    /** A set of two machines of a scenario, the second with more members. */
    private static Arguments second(String members, String message) {
        return set(HEAD + "\"scenario\": \"missing-tlbi\", \"machines\": [\n{\"label\": \"a\"},\n{\"label\": \"b\", " + members + "}]}", message);
    }

    static List<Arguments> hostile() {
        return List.of(
                Arguments.of(new byte[0], "set.json"),
                Arguments.of(("\uFEFF" + HEAD + TWO).getBytes(StandardCharsets.UTF_16LE), "set.json:1"),
                Arguments.of(new byte[] {(byte) 0xC3, 0x28, 0, 1, 2}, "set.json:1"),
                set("\u0000", "set.json:1:1"),
                set("null", "set.json:1:1: expected a set of machines (an object)"),
                set("[]", "set.json:1:1: expected a set of machines (an object)"),
                set(HEAD, "set.json:1"),
                set(HEAD + TWO + "{}", "set.json:3"),
                set(HEAD + "\"name\": \"m\", \"scenario\": \"missing-tlbi\", " + TWO, "set.json:1:"),
                set(HEAD + "\"seed\": NaN, " + TWO, "set.json:1:"),
                set(HEAD + "\"a\": " + "[".repeat(40) + "]".repeat(40) + ", " + TWO, "levels of nesting"),
                set(HEAD + "\"summary\": \"" + "x".repeat(70_000) + "\", \"scenario\": \"missing-tlbi\", " + TWO, "strings of at most 65536 characters"),
                set(HEAD + "\"x".concat("y".repeat(70_000)) + "\": 1, " + TWO, "set.json:1:"),
                set(HEAD + "\"scenario\": \"" + "x".repeat(201) + "\", " + TWO, "expected 'scenario' of 1..200 characters, found 201"),
                set(HEAD + "\"scenario\": \"missing-tlbi\", " + TWO.replace("\"b\"", "\"a\""), "set.json:3:11: expected a label that no other machine has, found 'a' again"),
                set(HEAD + "\"scenario\": \"missing-tlbi\", " + TWO.replace("\"b\"", "\" a \""), "set.json:3:11: expected a label that no other machine has"),
                set(HEAD + "\"scenario\": \"missing-tlbi\", \"machines\": {}}", "set.json:1:"),
                set(HEAD + "\"scenario\": \"missing-tlbi\", \"machines\": [1, 2]}", "expected a machine (an object)"),
                set(HEAD + "\"scenario\": \"missing-tlbi\", \"machines\": [" + "{\"label\": \"a\"},".repeat(1_000) + "{\"label\": \"b\"}]}", "at most 5"),
                set(HEAD + "\"scenario\": \"bbm-levels\", " + TWO, "set.json:2:1: in the machine 'a': "),
                set(HEAD + "\"file\": \"set.json\", " + TWO, "set.json:2:1: in the machine 'a': "),
                set(HEAD + "\"file\": \"nowhere.json\", " + TWO, "set.json:2:1: in the machine 'a': "),
                set(HEAD + "\"file\": \"a\\u0000b\", " + TWO, "expected the name of a file, found one that this system cannot have"),
                set(HEAD + "\"file\": \"..\", " + TWO, "expected a file in the folder of this one, or below, found '..'"),
                set(HEAD + "\"file\": \"a/../../set.json\", " + TWO, "expected a file in the folder of this one, or below"),
                set(HEAD + "\"file\": \".\", " + TWO, "set.json:"),
                second("\"scenario\": \"shadow-4-on-4\"",
                        "set.json:3:1: in the machine 'b': shadow-4-on-4: expected machines of one kind, found 'missing-tlbi' and 'shadow-4-on-4'"),
                second("\"scenario\": \"rule:../../x\"", "set.json:3:1: in the machine 'b': "),
                second("\"values\": {\"raeds\": 1}", "set.json:3:1: in the machine 'b': "),
                second("\"values\": {\"reads\": \"" + "9".repeat(60_000) + "\"}", "set.json:3:36: expected a value of at most 200 characters, found 60000"),
                second("\"values\": {\"reads\": -1}", "set.json:3:1: in the machine 'b': "),
                second("\"values\": {\"reads\": 1e999999999}", "set.json:3"),
                second("\"edits\": [{\"listing\": \"host\", \"line\": 99999, \"with\": []}]", "set.json:3:1: in the machine 'b': "),
                second("\"edits\": [{\"listing\": \"host\", \"line\": 19, \"count\": 1, \"with\": [\"}}}}\"]}]", "set.json:3:1: in the machine 'b': "),
                second("\"edits\": [{\"listing\": \"host\", \"line\": 19, \"count\": 1, \"with\": [\"" + "(".repeat(30_000) + "\"]}]", "set.json:3:1: in the machine 'b': "),
                second("\"edits\": [" + "{\"listing\": \"host\", \"line\": 1, \"count\": 0},".repeat(64) + "{\"listing\": \"host\", \"line\": 1}]", "at most 64"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void isRefusedWithItsPlaceAndTheRule(byte[] bytes, String message) throws IOException {
        Files.write(folder.resolve("set.json"), bytes);
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run("compare", "--sets", "set.json")).as(terminal::err).isEqualTo(2);
        assertThat(terminal.err()).contains(message).contains("set.json").doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(terminal.err().length()).as("a message, not the file again").isLessThan(2_000);
        assertThat(terminal.out()).isEmpty();
    }
}
