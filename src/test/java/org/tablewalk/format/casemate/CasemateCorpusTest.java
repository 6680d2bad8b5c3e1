package org.tablewalk.format.casemate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.tablewalk.Seeds;
import org.tablewalk.machine.InOrder;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.Recorder;
import org.tablewalk.trace.casemate.ImportState;

/** Traces that other people's programs recorded: they are no part of this project, so the tests are skipped where they are absent. */
@Tag("seeded")
class CasemateCorpusTest {
    private static final Path FOLDER = Path.of("..", "shared", "oracles", "casemate");

    @TestFactory
    List<DynamicTest> everyTraceOpensAndRuns() throws Exception {
        if (!Files.isDirectory(FOLDER)) {
            return List.of(DynamicTest.dynamicTest("absent", () -> assumeTrue(false, "no recorded traces in " + FOLDER)));
        }
        var tests = new ArrayList<DynamicTest>();
        try (var files = Files.newDirectoryStream(FOLDER, "*.log")) {
            for (Path file : files) {
                tests.add(DynamicTest.dynamicTest(file.getFileName().toString(), () -> run(file)));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void run(Path file) throws Exception {
        var trace = CasemateTrace.open(file);
        var recorder = new Recorder(trace.machine(), List.of());
        assertThat(recorder.run(new InOrder(), Long.MAX_VALUE)).isEqualTo(trace.records());
        assertThat(trace.claim().isPresent()).isEqualTo(file.getFileName().toString().startsWith("bad_"));
        CasemateReplay.compare(trace, recorder.recording(), new Random(Seeds.of(1)));
        var end = new ImportState(trace.map(), recorder.machine().cells().image());
        assertThat(end.next()).isEqualTo(trace.records());
        if (!file.getFileName().toString().equals("simple.log")) {
            assertThat(end.roots()).isNotEmpty();
        }
        var cursor = new Cursor(recorder.recording(), trace.machine(), List.of());
        cursor.seek(trace.records());
        while (cursor.back()) {
            assertThat(cursor.machine().pc(0)).isGreaterThanOrEqualTo(-1);
        }
    }
}
