package org.tablewalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every package says what lives there and what may not. */
class PackageInfoTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern FORBIDS = Pattern.compile("\\b(no|not|never|nothing|only|cannot)\\b", Pattern.CASE_INSENSITIVE);

    static List<Path> packages() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(f -> f.toString().endsWith(".java") && !f.endsWith("module-info.java"))
                    .map(Path::getParent).distinct().sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("packages")
    void saysWhatLivesThereAndWhatMayNot(Path folder) throws IOException {
        var file = folder.resolve("package-info.java");
        assertThat(file).exists();
        var text = Files.readString(file);
        assertThat(text).startsWith("/**").contains("package " + SOURCES.relativize(folder).toString().replace('/', '.').replace('\\', '.') + ";");
        assertThat(text.substring(0, text.indexOf("*/"))).as("what may not live there").containsPattern(FORBIDS);
    }

    /** More could not be taken in at a glance: what has grown beyond it are two packages. */
    @ParameterizedTest
    @MethodSource("packages")
    void hasNoMoreFilesThanCanBeTakenInAtAGlance(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(f -> f.toString().endsWith(".java")).count()).as(folder.toString()).isLessThanOrEqualTo(31);
        }
    }
}
