package org.tablewalk.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.faulty.FaultyFiles;
import org.tablewalk.faulty.FullDisk;

/** A file is written whole or not at all, and whoever cannot write it says which and why. */
class WholeFileTest {
    private static final byte[] CONTENT = "x".repeat(5_000).getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4_999})
    void aFullDiskLeavesWhatWasThereAndIsTold(long room) throws IOException {
        Files.writeString(folder.resolve("out"), "before");
        assertThatThrownBy(() -> WholeFile.write(new FullDisk(folder, room).path(folder.resolve("out")), CONTENT)).isInstanceOf(FileSystemException.class)
                .hasMessage(folder.resolve("out") + ": No space left on device");
        assertThat(folder.resolve("out")).hasContent("before");
        assertThat(folder.toFile().list()).containsExactly("out");
    }

    @Test
    void aDiskThatTakesLittleAtATimeGetsAll() throws IOException {
        WholeFile.write(new FullDisk(folder, 5_000).path(folder.resolve("out")), CONTENT);
        assertThat(folder.resolve("out")).hasBinaryContent(CONTENT);
        assertThat(folder.toFile().list()).containsExactly("out");
    }

    @Test
    void everyOperationMayFail() throws IOException {
        Files.writeString(folder.resolve("out"), "before");
        var good = new FaultyFiles(folder) {};
        WholeFile.write(good.path(folder.resolve("out")), CONTENT);
        assertThat(good.operations()).hasSizeGreaterThan(2).last().asString().startsWith("move");
        for (int i = 0; i < good.operations().size(); i++) {
            Files.writeString(folder.resolve("out"), "before");
            int failing = i;
            var files = new FaultyFiles(folder) {
                @Override
                protected void before(String operation, Path file) throws IOException {
                    super.before(operation, file);
                    if (operations().size() == failing + 1) {
                        throw new IOException("lightning");
                    }
                }
            };
            assertThatThrownBy(() -> WholeFile.write(files.path(folder.resolve("out")), CONTENT)).hasMessage(folder.resolve("out") + ": lightning");
            assertThat(folder.resolve("out")).hasContent("before");
            assertThat(folder.toFile().list()).containsExactly("out");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linksAndRightsStay() throws IOException {
        Files.writeString(folder.resolve("target"), "before");
        Files.setPosixFilePermissions(folder.resolve("target"), PosixFilePermissions.fromString("rw-rw-r--"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));
        WholeFile.write(folder.resolve("link"), CONTENT);
        assertThat(folder.resolve("link")).isSymbolicLink();
        assertThat(folder.resolve("target")).hasBinaryContent(CONTENT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("target")))).isEqualTo("rw-rw-r--");
        Files.writeString(folder.resolve("usual"), "");
        WholeFile.write(folder.resolve("new"), CONTENT);
        assertThat(Files.getPosixFilePermissions(folder.resolve("new"))).isEqualTo(Files.getPosixFilePermissions(folder.resolve("usual")));
    }

    @Test
    void aFolderThatIsNotThereIsTold() {
        assertThatThrownBy(() -> WholeFile.write(folder.resolve("no/out"), CONTENT)).hasMessage(folder.resolve("no/out") + ": no such folder to write to");
    }
}
