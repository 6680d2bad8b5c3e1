package org.tablewalk.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.Seeds;
import org.tablewalk.Shipped;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.session.stage2.Stage2Machines;

/** A search that was saved goes on to the same end. The judge is the real one: what it knows of broken windows stands outside of its cells. */
@Tag("seeded")
class CheckpointTest {
    private static final long SEED = Seeds.of(20262);
    private static final String NAME = "the same";

    @TempDir
    private Path folder;

    private Path file;
    private ScenarioMachine scenario;

    @BeforeEach
    void open() throws IOException {
        file = folder.resolve("search");
        scenario = Shipped.machine("cancelled-migration", Map.of("flow", "v5.11", "vcpus", "2", "accesses", "6", "populated", "2", "workingSet", "2"));
    }

    private Search search(SearchOptions options) {
        return new Search(scenario::get, new Stage2Machines().judges(), options);
    }

    private SearchResult resumed(SearchOptions options) throws IOException {
        var search = search(options);
        search.resume(file, NAME);
        return search.run(progress -> {});
    }

    private static void same(SearchResult one, SearchResult other) {
        assertThat(other.progress().states()).isEqualTo(one.progress().states());
        assertThat(other.progress().transitions()).isEqualTo(one.progress().transitions());
        assertThat(other.progress().depth()).isEqualTo(one.progress().depth());
        assertThat(other.causes()).hasSameSizeAs(one.causes());
        for (var cause : one.causes()) {
            assertThat(other.verdict(cause.property())).isEqualTo(Verdict.VIOLATED);
            assertThat(other.witness(other.first(cause.property()).orElseThrow())).hasSameSizeAs(one.witness(one.first(cause.property()).orElseThrow()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aSearchThatWasStoppedGoesOnToTheSameEnd(int workers) throws IOException {
        var whole = search(SearchOptions.DEFAULT).run(progress -> {});
        assertThat(whole.complete()).isTrue();
        assertThat(whole.verdict("spurious-fault")).isEqualTo(Verdict.VIOLATED);
        var stopped = search(SearchOptions.DEFAULT.withWorkers(workers).withMaxStates(whole.progress().states() / 2));
        stopped.saveTo(file, NAME, 1000);
        assertThat(stopped.run(progress -> {}).complete()).isFalse();
        var rest = resumed(SearchOptions.DEFAULT.withWorkers(workers));
        assertThat(rest.complete()).isTrue();
        same(whole, rest);
    }

    /** As after a kill: the file is from somewhere in the middle. */
    @Test
    void aFileThatWasWrittenOnTheWayIsWhole() throws IOException {
        var saving = search(SearchOptions.DEFAULT.withMaxStates(40_000));
        saving.saveTo(file, NAME, 0.02);
        var half = saving.run(progress -> {});
        assertThat(half.complete()).isFalse();
        var on = search(SearchOptions.DEFAULT);
        on.resume(file, NAME);
        Path later = folder.resolve("later");
        on.saveTo(later, NAME, 0.02);
        var whole = on.run(progress -> {});
        file = Files.exists(later) ? later : file;
        same(whole, resumed(SearchOptions.DEFAULT));
        assertThat(folder.resolve("search.part")).doesNotExist();
    }

    @Test
    void whatIsDamagedOrOfSomethingElseIsRefused() throws IOException {
        System.out.println("CheckpointTest seed " + SEED);
        var stopped = search(SearchOptions.DEFAULT.withMaxStates(500));
        stopped.saveTo(file, NAME, 1000);
        stopped.run(progress -> {});
        assertThatThrownBy(() -> search(SearchOptions.DEFAULT).resume(file, "another")).isInstanceOf(FileSystemException.class).hasMessageContaining("one of another");
        assertThatThrownBy(() -> search(SearchOptions.DEFAULT.withFuse(false)).resume(file, NAME)).hasMessageContaining("one of another");
        byte[] whole = Files.readAllBytes(file);
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < 60; i++) {
            byte[] damaged = i % 4 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            if (i % 4 != 0) {
                damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);
            assertThatThrownBy(() -> search(SearchOptions.DEFAULT).resume(file, NAME)).as("damage " + i).isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("search: expected ");
        }
    }
}
