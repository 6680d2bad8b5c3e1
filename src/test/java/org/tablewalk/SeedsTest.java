package org.tablewalk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No test draws lots of its own: a suite that passed passes again. */
class SeedsTest {
    private static final Pattern CHANCE = Pattern.compile(
            "Random\\(\\)|Random\\(System|ThreadLocalRandom|Math\\.random|randomUUID|shuffle\\([^,()]*\\)|eed\\b[^;]*(nanoTime|currentTimeMillis)|\"tablewalk\\.seed\"");
    private static final Pattern ASKS = Pattern.compile("\\bSeeds\\.of\\(");

    private static List<Path> tests() throws IOException {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(f -> f.toString().endsWith(".java") && !f.endsWith("Seeds.java") && !f.endsWith("SeedsTest.java")).toList();
        }
    }

    @Test
    void chanceBeginsAtASeedThatIsWrittenDown() throws IOException {
        for (Path test : tests()) {
            assertThat(CHANCE.matcher(Files.readString(test)).results().map(found -> found.group()).toList()).as(test.toString()).isEmpty();
        }
    }

    @Test
    void whereASeedIsAskedForTheLongTestsDrawOne() throws IOException {
        int asking = 0;
        for (Path test : tests()) {
            String text = Files.readString(test);
            if (ASKS.matcher(text).find()) {
                asking++;
                assertThat(text).as(test.toString()).contains("@Tag(\"seeded\")");
            }
        }
        assertThat(asking).isGreaterThan(30);
    }
}
