package org.tablewalk.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Seeds;
import org.tablewalk.Shipped;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.format.dump.ColumnStyle;
import org.tablewalk.format.dump.Dump;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.picture.dump.DumpTables;
import org.tablewalk.picture.stage2.ArmTables;
import org.tablewalk.picture.tree.TableOrigin;
import org.tablewalk.picture.tree.TableSource;
import org.tablewalk.session.ScenarioRun;
import org.tablewalk.session.stage2.Stage2Machines;
import org.tablewalk.trace.Recorder;
import tools.jackson.databind.json.JsonMapper;

/** A tree as a dump, the dump as a tree, and that as a dump again: the same to the last byte. */
@Tag("seeded")
class DumpRoundTripTest {
    private static final int TREES = 60;

    static List<String> arm() {
        return Shipped.scenarios().shipped().stream().filter(name -> load(name).kind().equals(Stage2Machines.NAME)).toList();
    }

    private static ScenarioRun load(String name) {
        try {
            return Shipped.opener().shipped(name, Map.of(), null);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String again(String dump, ColumnStyle style, String about) throws Exception {
        var opened = Dump.open(about, dump.getBytes(StandardCharsets.UTF_8));
        assertThat(opened.skipped()).as(about).isEmpty();
        return text(new DumpTables(opened.tree(), TableOrigin.NONE), style);
    }

    private static String text(TableSource tables, ColumnStyle style) {
        return new String(TablesExport.dump(tables, style), StandardCharsets.US_ASCII);
    }

    @Test
    void theVectorIsReadAndWrittenAgain() throws Exception {
        var lines = new ArrayList<String>();
        try (var in = DumpRoundTripTest.class.getResourceAsStream("/domain/arm64_vectors.json")) {
            new JsonMapper().readTree(in).required("ptdump_example").forEach(line -> lines.add(line.asString()));
        }
        String dump = String.join("\n", lines) + "\n";
        assertThat(lines).hasSize(6);
        assertEquals(dump, again(dump, ColumnStyle.XNX, "vector"));
    }

    /** The same tree, built of descriptors and not read from the lines. */
    @Test
    void theVectorIsWhatItsTreeGives() throws Exception {
        var tables = new WordTables(Stage2Geometry.of(Granule.K4, 40));
        long rw = Descriptor.AF | Descriptor.S2AP_R | Descriptor.S2AP_W | Descriptor.SH | Descriptor.MEMATTR;
        tables.set(0x40000000L, 1, Descriptor.leafOf(0x140000000L, 1, rw, Granule.K4, false));
        tables.set(0x80000000L, 2, Descriptor.leafOf(0x180000000L, 2, rw | Descriptor.XN, Granule.K4, false));
        for (long page = 0; page < 3; page++) {
            tables.set(0x80200000L + page * 4096, 3, Descriptor.leafOf(0x999000L - page * 4096, 3, rw & ~Descriptor.S2AP_W | Descriptor.XN, Granule.K4, false));
        }
        tables.set(0x80400000L, 2, Descriptor.leafOf(0x180400000L, 2, rw, Granule.K4, false));
        var lines = new ArrayList<String>();
        try (var in = DumpRoundTripTest.class.getResourceAsStream("/domain/arm64_vectors.json")) {
            new JsonMapper().readTree(in).required("ptdump_example").forEach(line -> lines.add(line.asString()));
        }
        assertThat(text(tables, ColumnStyle.XNX).lines().limit(lines.size())).isEqualTo(lines);
    }

    @ParameterizedTest
    @MethodSource("arm")
    void aShippedScenarioIsTheSameAtAnyStep(String name) throws Exception {
        ScenarioRun run = load(name);
        var machine = (ArmMachine) run.machine();
        var recorder = new Recorder(machine, List.of());
        var policy = run.policy();
        long most = Math.min(run.maxSteps(), 60_000);
        for (long stop = 0; stop <= most; stop = 2 * stop + 97) {
            recorder.run(policy, stop - recorder.recording().length());
            for (ColumnStyle style : ColumnStyle.values()) {
                String dump = text(new ArmTables(new ArmState(machine.map(), machine.cells().image())), style);
                assertEquals(dump, again(dump, style, name + ", step " + recorder.recording().length() + ", " + style.word()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTreeOfAnythingIsTheSame(ColumnStyle style) throws Exception {
        for (long seed : Seeds.of(0, TREES).toArray()) {
            var random = new Random(seed);
            var granule = Granule.values()[random.nextInt(3)];
            var tables = WordTables.random(Stage2Geometry.of(granule, 32 + random.nextInt(21)), random);
            String dump = text(tables, style);
            String again = again(dump, style, style.word() + ", seed " + seed);
            int at = java.util.Arrays.mismatch(dump.toCharArray(), again.toCharArray());
            assertThat(at < 0 ? "" : dump.substring(Math.max(0, at - 400), Math.min(dump.length(), at + 200)) + "\n ##### \n" + again.substring(Math.max(0, at - 100), Math.min(
                    again.length(), at + 200))).as(style.word() + ", seed " + seed).isEmpty();
        }
    }
}
