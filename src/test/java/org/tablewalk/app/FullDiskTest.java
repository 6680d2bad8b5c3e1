package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.app.command.Terminal;
import org.tablewalk.faulty.FullDisk;
import org.tablewalk.faulty.Stuck;

/** Disks without room, and files that never answer, as the command line meets them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullDiskTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "render first-walk -o out.png, out.png",
        "render first-walk --view tree -o out.png, out.png",
        "render first-walk --view tree -o out.svg, out.svg",
        "run first-walk --trace out.json, out.json",
        "tour -o ., .png"
    })
    void aFullDiskIsToldWithTheFileAndTheReason(String command, String name) throws IOException {
        var terminal = new TestTerminal(new FullDisk(folder, 100).path(folder), Map.of());
        assertThat(terminal.run(command.split(" "))).isEqualTo(2);
        assertThat(terminal.err().lines()).singleElement().asString().startsWith("tablewalk: " + folder).endsWith(name.substring(name.lastIndexOf('.'))
                + ": No space left on device");
        assertThat(terminal.out()).isEmpty();
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run kmsg.log", "state kmsg.log", "render kmsg.log -o x.png", "scenarios show kmsg.log", "shadow kmsg.log"})
    void aFileThatNeverAnswersIsToldWithItsName(String command) throws Exception {
        Files.writeString(folder.resolve("kmsg.log"), "");
        var stuck = new Stuck(folder, "(".getBytes(StandardCharsets.UTF_8));
        var terminal = new TestTerminal(stuck.path(folder), Map.of());
        assertThat(terminal.run(command.split(" "))).isEqualTo(2);
        assertThat(terminal.err().lines()).singleElement().asString().contains("kmsg.log: no end");
        assertThat(stuck.isLetGo()).isTrue();
    }

    @Test
    @EnabledIf("hasDeviceThatIsFull")
    void anAnswerThatCannotBeWrittenIsNoSuccess() throws IOException {
        var err = new StringWriter();
        try (var full = new FileOutputStream("/dev/full")) {
            var terminal = new Terminal(new PrintWriter(full, true, StandardCharsets.UTF_8), new PrintWriter(err, true), folder, Map.of());
            assertThat(terminal.delivered(Commands.line(terminal).execute("scenarios"))).isEqualTo(2);
        }
        assertThat(err.toString()).isEqualTo("tablewalk: standard output: not everything could be written" + System.lineSeparator());
        var fine = new TestTerminal(folder, Map.of());
        assertThat(fine.terminal().delivered(fine.run("scenarios"))).isZero();
    }

    static boolean hasDeviceThatIsFull() {
        return Files.exists(Path.of("/dev/full"));
    }
}
