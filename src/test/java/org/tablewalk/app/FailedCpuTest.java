package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A CPU that fails says why, in which line, and who called it. */
class FailedCpuTest {
    private static final String ARM = """
            {"format": "tablewalk-scenario-1", "name": "failing", "machine": {"cpus": 1%s},
             "memory": {"poolBase": "0x80000000", "slots": [{"ipa": "0x40000000", "size": "2M", "pa": "0x140000000", "block": "4K"}]},
             "actors": [{"cpu": 0, "routine": "first"}],
             "listings": [{"name": "mine", "lines": [
              "routine second(n) {", "%s", "return 0;", "}", "routine first() {", "second(3);", "}", "routine gives_up(ipa, fault) {", "return -ENOMEM;", "}"]}]}
            """;

    @TempDir
    private Path folder;

    private TestTerminal run(String line, String handler, String... more) throws Exception {
        Files.writeString(folder.resolve("failing.json"), ARM.formatted(handler, line));
        var terminal = new TestTerminal(folder, Map.of());
        List<String> arguments = new ArrayList<>(List.of("run", "failing.json"));
        arguments.addAll(List.of(more));
        terminal.run(arguments.toArray(String[]::new));
        assertThat(terminal.err()).isEmpty();
        return terminal;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            second(n + 1);                   | callStack
            *0x1000 = 1;                     | misuse
            x = *0x1000;                     | misuse
            free_page(0x1000);               | misuse
            p = alloc_page(); free_page(p); free_page(p); | misuse
            unlock(1);                       | misuse
            (*n)();                          | misuse
            read(0x40000000);                | unhandled
            """)
    void saysWhyAndInWhichLine(String line, String reason) throws Exception {
        JsonNode exit = new JsonMapper().readTree(run(line, "", "--json").out()).get("exits").get(0);
        assertThat(exit.get("error").asInt()).isEqualTo(-14);
        JsonNode failure = exit.get("failure");
        assertThat(failure.get("reason").asString()).isEqualTo(reason);
        assertThat(failure.get("line").get("listing").asString()).isEqualTo("mine");
        assertThat(failure.get("line").get("number").asInt()).isEqualTo(2);
        assertThat(failure.get("line").get("text").asString()).isEqualTo(line);
        assertThat(failure.get("stack").get(0).get("routine").asString()).isEqualTo("second");
        assertThat(failure.get("stack").get(1).get("routine").asString()).isEqualTo("first");
        assertThat(failure.get("stack").get(1).get("line").get("number").asInt()).isEqualTo(6);
    }

    @Test
    void anErrorThatTheHandlerReturnedIsToldFromTheOthers() throws Exception {
        JsonNode exit = new JsonMapper().readTree(run("read(0x40000000);", ", \"abortRoutine\": \"gives_up\"", "--json").out()).get("exits").get(0);
        assertThat(exit.get("error").asInt()).isEqualTo(-12);
        assertThat(exit.get("failure").get("reason").asString()).isEqualTo("error");
    }

    @Test
    void recursionIsOneLineOfText() throws Exception {
        String out = run("second(n + 1);", "").out();
        assertThat(out).contains("CPU 0: failed, -EFAULT: its call stack is used up").containsPattern("in second, mine:2 {2}second\\(n \\+ 1\\);  \\(\\d{2,} times\\)")
                .contains("in first, mine:6  second(3);");
    }
}
