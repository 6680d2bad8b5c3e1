package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

    @ParameterizedTest
    @ValueSource(strings = {"run first-walk", "state first-walk --step 10", "state nested-npt-4-on-5 --step 40", "shadow nested-npt-4-on-5"})
    void numbersAreTheSameInEveryCountry(String command) {
        var here = terminal();
        assertThat(here.run(command.split(" "))).isZero();
        var there = terminal();
        Locale usual = Locale.getDefault();
        Locale.setDefault(Locale.of("ar", "EG"));
        try {
            assertThat(there.run(command.split(" "))).isZero();
        } finally {
            Locale.setDefault(usual);
        }
        assertThat(there.out()).isEqualTo(here.out());
    }
}
