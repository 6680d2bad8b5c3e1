package org.tablewalk.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tablewalk.faulty.FullDisk;

class CrashReportsTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private static Defect defect(String message) {
        return new Defect("tree", "first-walk", List.of("opening first-walk", "a step forward"), new IllegalStateException(message, new NullPointerException("deep")));
    }

    @Test
    void aReportSaysWhatIsNeededAndNothingOfAnyone() throws IOException {
        String home = System.getProperty("user.home");
        Path file = new CrashReports(folder.resolve("new/crashes"), "tablewalk 1", NOON).write(defect(home + "/secret/x.json: no"));
        assertThat(file).hasFileName("crash-2026-11-28T12-00-00Z.txt");
        assertThat(Files.readString(file)).contains("tablewalk 1", "2026-11-28T12:00:00Z", Runtime.version().toString(), System.getProperty("os.name"), "where:  tree",
                "open:   first-walk", "  opening first-walk\n  a step forward", "Caused by: java.lang.NullPointerException: deep", "at org.tablewalk.desk.CrashReportsTest",
                "~/secret/x.json").doesNotContain(home + "/");
    }

    @Test
    void onlyTheLastOnesAreKept() throws IOException {
        for (int i = 0; i < CrashReports.KEPT + 15; i++) {
            new CrashReports(folder, "tablewalk 1", Clock.fixed(Instant.parse("2026-11-28T12:00:00Z").plusSeconds(i), ZoneOffset.UTC)).write(defect("number " + i));
        }
        Files.writeString(folder.resolve("other.txt"), "not ours");
        new CrashReports(folder, "tablewalk 1", Clock.fixed(Instant.parse("2026-11-28T13:00:00Z"), ZoneOffset.UTC)).write(defect("last"));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).hasSize(CrashReports.KEPT + 1).contains("other.txt", "crash-2026-11-28T13-00-00Z.txt")
                    .doesNotContain("crash-2026-11-28T12-00-00Z.txt", "crash-2026-11-28T12-00-15Z.txt");
        }
    }

    @Test
    void twoOfOneMomentAreTwo() throws IOException {
        var reports = new CrashReports(folder, "tablewalk 1", NOON);
        assertThat(reports.write(defect("a"))).isNotEqualTo(reports.write(defect("b")));
    }

    @Test
    void aFullDiskLeavesNoHalfReport() {
        var reports = new CrashReports(new FullDisk(folder, 100).path(folder), "tablewalk 1", NOON);
        assertThatThrownBy(() -> reports.write(defect("a"))).hasMessageContaining("No space left on device");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatTheProgramRemembersIsWhereTheSystemWantsIt() {
        Path home = Path.of("/home/x");
        assertThat(StateFolder.of("Linux", Map.of(), home)).isEqualTo(Path.of("/home/x/.local/state/tablewalk"));
        assertThat(StateFolder.of("Linux", Map.of("XDG_STATE_HOME", "/var/s"), home)).isEqualTo(Path.of("/var/s/tablewalk"));
        assertThat(StateFolder.of("Linux", Map.of("XDG_STATE_HOME", "relative"), home)).isEqualTo(Path.of("/home/x/.local/state/tablewalk"));
        assertThat(StateFolder.of("Mac OS X", Map.of(), home)).isEqualTo(Path.of("/home/x/Library/Application Support/Tablewalk"));
        assertThat(StateFolder.of("Windows 11", Map.of(), home).toString()).endsWith("Tablewalk");
    }
}
