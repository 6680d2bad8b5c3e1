package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tablewalk.app.command.Version;

class CommandLineTest {
    @TempDir
    private Path folder;

    private TestTerminal terminal() {
        return new TestTerminal(folder, Map.of());
    }

    @Test
    void versionIsPrintedAndNothingElseHappens() {
        var terminal = terminal();
        assertThat(terminal.run("--version")).isZero();
        assertThat(terminal.out()).startsWith("tablewalk " + Version.NUMBER);
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    @DisabledOnOs({OS.WINDOWS, OS.MAC})
    void withoutADisplayItNamesTheTour() {
        var terminal = terminal();
        assertThat(terminal.run()).isEqualTo(2);
        assertThat(terminal.err().lines()).singleElement().asString().contains("tablewalk tour");
    }

    @Test
    void aWordThatIsNeitherCommandNorFileIsToldBeforeAnyWindowOpens() {
        var terminal = terminal();
        assertThat(terminal.run("rnu")).isEqualTo(2);
        assertThat(terminal.err()).contains("rnu").contains("no command of that name");
    }

    @Test
    void anUnknownOptionIsBadUsageInTwoLines() {
        var terminal = terminal();
        assertThat(terminal.run("--jsonn")).isEqualTo(2);
        assertThat(terminal.err().lines()).hasSizeBetween(2, 3).allMatch(line -> line.startsWith("tablewalk: "));
        assertThat(terminal.err()).contains("--jsonn").contains("tablewalk --help");
        assertThat(terminal.out()).isEmpty();
    }
}
