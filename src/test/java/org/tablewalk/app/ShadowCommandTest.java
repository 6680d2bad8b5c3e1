package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.kvm.shadow.Listings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code tablewalk shadow} from a case file to its answer, against the allocation vectors. */
class ShadowCommandTest {
    private static final Map<String, String> DESIGNS = Map.of("v5.17", "v5.17", "mainline", "mainline", "v3", "glevel-posted", "v3fixed", "glevel-fixed");

    private static final String NPT4 = "\"virtualization\": \"nested-npt\", \"hostLevels\": 4";
    private static final String NPT5 = "\"virtualization\": \"nested-npt\", \"hostLevels\": 5";
    private static final String SHADOW = "\"hostLevels\": 5";
    private static final String[] PAE = {"0x300 0 0x303 1", "0x300 2 0x301 1", "0x301 3 0x302", "0x302 1 0x2222"};
    private static final String[] TWO_LEVEL = {"0x400 769 0x401", "0x401 513 0x555"};
    private static final String[] FOUR_LEVEL = {"0x100 254 0x101", "0x101 72 0x102", "0x102 418 0x103", "0x103 359 0x12345", "0x103 360 0x12346"};

    /** Hardware, vCPU and guest tables of the vectors' cases. */
    private static final Map<String, String> CASES = Map.ofEntries(
            Map.entry("c01", text(SHADOW, "4-level", "0x100000", FOUR_LEVEL)),
            Map.entry("c02", text(SHADOW, "4-level", "0x100000", "0x100 254 0x101", "0x101 72 0x102", "0x102 418 0x40000 0xe7")),
            Map.entry("c04", text(NPT5, "4-level", "0x100000", "0x100 0 0x101", "0x101 0 0x102", "0x102 418 0x103", "0x103 359 0x12345")),
            Map.entry("c05", text(NPT5, "5-level", "0x200000", "0x200 1 0x201", "0x201 70 0x202", "0x202 277 0x203", "0x203 316 0x204", "0x204 154 0x12345")),
            Map.entry("c06", text(SHADOW, "5-level", "0x200000", "0x200 18 0x201", "0x201 104 0x202", "0x202 345 0x203", "0x203 452 0x204", "0x204 427 0x12345")),
            Map.entry("c07", text(NPT4, "pae", "0x300000", PAE)),
            Map.entry("c08", text(NPT5, "pae", "0x300000", PAE)),
            Map.entry("c09", text(SHADOW, "pae", "0x300000", PAE)),
            Map.entry("c10", text(SHADOW, "two-level", "0x400000", TWO_LEVEL)),
            Map.entry("c11", text(NPT4, "two-level", "0x400000", TWO_LEVEL)),
            Map.entry("c12", text(NPT5, "two-level", "0x400000", TWO_LEVEL)),
            Map.entry("c13", text(SHADOW, "two-level", "0x400000", "0x400 1 0x1000 0xe7")),
            Map.entry("c14", text(SHADOW, "two-level", "0x400000", "0x400 5 0x401", "0x401 1 0x5001", "0x401 513 0x5201", "0x401 2 0x5002")),
            Map.entry("c15", text(SHADOW, "none", "0")),
            Map.entry("c16", text("\"virtualization\": \"direct\"", "4-level", "0")),
            Map.entry("c17", text("\"virtualization\": \"nested-ept\", \"hostLevels\": 5", "4-level", "0x100000", "0x100 0 0x101 7", "0x101 0 0x102 7",
                    "0x102 418 0x103 7", "0x103 359 0x12345 0x37")),
            Map.entry("c18", text(SHADOW, "4-level", "0x100000", "0x100 0 0x101", "0x101 1 0x102", "0x101 2 0x103", "0x102 0 0x110", "0x103 0 0x110", "0x110 0 0x7000")),
            Map.entry("c19", text(SHADOW, "4-level", "0x100000", "0x100 0 0x101", "0x101 1 0x102", "0x101 2 0x103", "0x102 0 0x110", "0x103 0 0x110 0x25", "0x110 0 0x7000")),
            Map.entry("c20", text(SHADOW, "4-level", "0x100000", FOUR_LEVEL)));

    @TempDir
    private Path folder;

    private final JsonMapper mapper = new JsonMapper();

    /** A case; each entry is {@code table index target [flags]}. */
    private static String text(String machine, String mode, String cr3, String... entries) {
        List<String> tables = new ArrayList<>();
        for (String entry : entries) {
            String[] part = entry.split(" ");
            tables.add("{ \"gfn\": \"%s\", \"index\": %s, \"target\": \"%s\", \"flags\": \"%s\" }".formatted(part[0], part[1], part[2],
                    part.length > 3 ? part[3] : "0x67"));
        }
        return """
                { "format": "tablewalk-scenario-1", "name": "vector", "machine": { "arch": "x86", "design": "DESIGN", %s },
                  "memory": { "slots": [ { "gfn": 0, "pages": 256 }, { "gfn": "0x100", "pages": 32, "contents": true },
                    { "gfn": "0x200", "pages": 16, "contents": true }, { "gfn": "0x300", "pages": 16, "contents": true },
                    { "gfn": "0x400", "pages": 16, "contents": true }, { "gfn": "0x555", "pages": 1 }, { "gfn": "0x1000", "pages": 1024 },
                    { "gfn": "0x2222", "pages": 1 }, { "gfn": "0x5000", "pages": 1024 }, { "gfn": "0x7000", "pages": 1 }, { "gfn": "0x12345", "pages": 2 },
                    { "gfn": "0x40000", "pages": 512 }, { "gfn": "0x123456", "pages": 1 } ] },
                  "vcpus": [ { "mode": "%s", "cr3": "%s" } ], "tables": [ %s ], "actors": [ { "cpu": 0, "lines": [ READS ] } ] }
                """.formatted(machine, mode, cr3, String.join(", ", tables));
    }

    static List<String> cases() {
        return CASES.keySet().stream().sorted().toList();
    }

    private TestTerminal run(int code, String... args) {
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run(args)).as(terminal::err).isEqualTo(code);
        return terminal;
    }

    private JsonNode vector(String id) throws IOException {
        try (InputStream in = Listings.class.getResourceAsStream("x86_vectors.json")) {
            for (JsonNode allocation : mapper.readTree(in).get("allocation")) {
                if (allocation.get("id").asString().equals(id)) {
                    return allocation;
                }
            }
        }
        throw new AssertionError("no vector " + id);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tellsWhatTheVectorsTell(String id) throws IOException {
        for (JsonNode expected : vector(id).get("runs")) {
            List<String> reads = new ArrayList<>();
            expected.get("faults").forEach(f -> reads.add("\"read(" + f.get("va").asString() + ");\""));
            String design = DESIGNS.get(expected.get("design").asString());
            Files.writeString(folder.resolve("case.json"), CASES.get(id).replace("DESIGN", design).replace("READS", String.join(", ", reads)));
            JsonNode answer = mapper.readTree(run(0, "shadow", "case.json", "--json").out());
            assertThat(texts(answer.get("eventsRoot"))).as("%s %s, root", id, design).isEqualTo(due(id, expected.get("events_root")));
            assertThat(answer.get("faults")).as("%s %s", id, design).hasSize(expected.get("faults").size());
            for (int i = 0; i < reads.size(); i++) {
                assertThat(answer.get("faults").get(i).get("va")).isEqualTo(expected.get("faults").get(i).get("va"));
                assertThat(texts(answer.get("faults").get(i).get("events"))).as("%s %s, fault %d", id, design, i)
                        .isEqualTo(due(id, expected.get("faults").get(i).get("events")));
            }
            assertThat(answer.get("counts").get("shadowPages")).isEqualTo(expected.get("counts").get("shadow_pages"));
            assertThat(answer.get("counts").get("passthrough")).isEqualTo(expected.get("counts").get("passthrough"));
            assertThat(answer.get("shadowPages")).hasSize(expected.get("counts").get("shadow_pages").asInt());
        }
    }

    /** The vectors suppose that L1's EPT uses accessed and dirty bits; here it does without, and its role words say so by bit 16 (domain section 2.2). */
    private static List<String> due(String id, JsonNode events) {
        List<String> texts = texts(events);
        return id.equals("c17") ? texts.stream().map(t -> t.replace("roleWord=0x0002", "roleWord=0x0003")).toList() : texts;
    }

    /** Events as text, with the names of the vectors' keys or of the answer's. */
    private static List<String> texts(JsonNode events) {
        List<String> texts = new ArrayList<>();
        for (JsonNode e : events) {
            var text = new StringBuilder();
            for (String[] key : new String[][] {{"op"}, {"id"}, {"level"}, {"index"}, {"gfn"}, {"direct"}, {"passthrough"}, {"glevel"}, {"quadrant"}, {"access"},
                {"has4ByteGpte", "has_4_byte_gpte"}, {"roleWord", "role_word"}, {"parent"}, {"parentIndex", "parent_index"}}) {
                JsonNode value = e.has(key[0]) ? e.get(key[0]) : e.get(key[key.length - 1]);
                text.append(key[0]).append('=').append(value == null || value.isNull() ? "-" : value.asString()).append(' ');
            }
            texts.add(text.toString());
        }
        return texts;
    }

    @Test
    void theTdpMmuHasNoShadowPages() {
        JsonNode answer = mapper.readTree(run(0, "shadow", "tdp-mmu", "--json").out());
        assertThat(answer.get("shadowPages")).isEmpty();
        assertThat(answer.get("counts").get("shadowPages").asInt()).isZero();
        assertThat(answer.get("tdpPages")).hasSize(4).allMatch(page -> page.get("direct").asInt() == 1);
    }

    @Test
    void everyX86ScenarioThatShipsIsTold() {
        for (JsonNode line : mapper.readTree(run(0, "scenarios", "--json").out()).get("scenarios")) {
            String name = line.get("name").asString();
            boolean arm = new TestTerminal(folder, Map.of()).run("shadow", name) == 2;
            if (!arm) {
                JsonNode answer = mapper.readTree(run(0, "shadow", name, "--json").out());
                var run = new TestTerminal(folder, Map.of());
                assertThat(run.run("run", name, "--json")).as(name).isLessThanOrEqualTo(1);
                assertThat(answer.get("runHash")).as(name).isEqualTo(mapper.readTree(run.out()).get("runHash"));
                JsonNode state = mapper.readTree(run(0, "state", name, "--step", answer.get("steps").asString(), "--json").out());
                assertThat(state.get("stateHash")).as(name).isEqualTo(answer.get("stateHash"));
                assertThat(state.get("shadowPages")).as(name).hasSize(answer.get("shadowPages").size() + answer.get("tdpPages").size());
            }
        }
    }

    @Test
    void anArmScenarioHasNoShadowPages() {
        assertThat(run(2, "shadow", "first-walk").err()).contains("expected a scenario of an x86 machine, found first-walk");
    }
}
