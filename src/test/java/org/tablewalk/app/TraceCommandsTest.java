package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code run} and {@code state} on traces from other producers, and on the last step where none is given. */
class TraceCommandsTest {
    private static final String FOLDER = Path.of("src/test/resources").toAbsolutePath() + "/";

    @TempDir
    private Path folder;

    private String text(String... args) {
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run(args)).as(terminal::err).isZero();
        return terminal.out();
    }

    private JsonNode json(String... args) {
        return new JsonMapper().readTree(text(args));
    }

    @ParameterizedTest
    @ValueSource(strings = {"casemate/remap.log", "casemate/short.log", "casemate/documented.log", "kvmmmu/nested.txt", "kvmmmu/pae.txt", "kvmmmu/tdp.txt", "kvmmmu/unsync.txt"})
    void aTraceIsGoneThroughToItsEnd(String name) {
        JsonNode run = json("run", FOLDER + name, "--json");
        assertThat(run.get("outcome").asString()).isEqualTo("ended");
        JsonNode end = json("state", FOLDER + name, "--json");
        assertThat(end.get("step")).isEqualTo(run.get("steps"));
        assertThat(end.get("stateHash")).isEqualTo(run.get("stateHash"));
        assertThat(json("state", FOLDER + name, "--step", "1", "--json").get("stateHash")).isNotEqualTo(end.get("stateHash"));
        assertThat(text("run", FOLDER + name)).contains("note: ", run.get("runHash").asString());
        assertThat(text("state", FOLDER + name, "--step", "0")).contains("step 0", "next: line ");
    }

    /** As {@code render} does. */
    @ParameterizedTest
    @ValueSource(strings = {"first-walk", "nested-npt-4-on-5"})
    void withoutAStepTheLastOneIsMeant(String name) {
        JsonNode run = json("run", name, "--json");
        JsonNode state = json("state", name, "--json");
        assertThat(state.get("step")).isEqualTo(run.get("steps"));
        assertThat(state.get("stateHash")).isEqualTo(run.get("stateHash")).isEqualTo(json("render", name, "--view", "tree", "-o", "x.svg", "--json").get("stateHash"));
    }

    @Test
    void aCasemateTraceTellsItsTablesRegistersAndLocks() {
        JsonNode before = json("state", FOLDER + "casemate/remap.log", "--step", "17", "--json");
        JsonNode root = before.get("roots").get(0);
        assertThat(root.get("address").asString()).isEqualTo("0x0000000040100000");
        assertThat(root.get("stage").asString()).isEqualTo("stage2");
        assertThat(root.get("status").asString()).isEqualTo("installed");
        assertThat(root.get("threads").toString()).isEqualTo("[0,1]");
        assertThat(root.get("space").asInt()).isEqualTo(5);
        JsonNode leaf = root.get("tables").get(3).get("entries").get(0);
        assertThat(leaf.get("input").asString()).isEqualTo("0x0000000040403000");
        assertThat(leaf.get("descriptor").asString()).isEqualTo("0x00400000807507ff");
        assertThat(leaf.get("kind").asString()).isEqualTo("page");
        assertThat(leaf.get("to").asString()).isEqualTo("0x0000000080750000");
        assertThat(before.get("threads").get(1).get("registers").get("vttbr_el2").asString()).isEqualTo("0x0005000040100000");
        assertThat(before.get("threads").get(1).get("next").get("text").asString()).contains("(mem-write (id 17)");
        assertThat(before.get("locks").get(0).get("owner").asInt()).isEqualTo(1);
        JsonNode cleared = json("state", FOLDER + "casemate/remap.log", "--step", "18", "--json");
        assertThat(cleared.get("roots").get(0).get("tables").get(3).get("entries")).isEmpty();
        assertThat(text("state", FOLDER + "casemate/remap.log", "--step", "17")).contains("[   3] 0x00400000807507ff  PAGE", "thread 1");
    }

    @Test
    void aKvmmmuTraceTellsItsPagesAndWhatFollows() {
        JsonNode end = json("state", FOLDER + "kvmmmu/nested.txt", "--json");
        JsonNode portal = end.get("pages").get(0);
        assertThat(portal.get("level").asInt()).isEqualTo(5);
        assertThat(portal.get("passthrough").asString()).isEqualTo("yes");
        assertThat(portal.get("entries").get(0).get("to").asString()).isEqualTo("page 2");
        assertThat(portal.get("entries").get(0).get("spte").isNull()).isTrue();
        JsonNode last = end.get("pages").get(5);
        assertThat(last.get("gfn").asString()).isEqualTo("0x1a2e");
        assertThat(StreamSupport.stream(last.get("entries").spliterator(), false).map(e -> e.get("to").asString())).containsExactly("pfn 0x1234567", "pfn 0x1234568");
        assertThat(last.get("parents").get(0).get("parent").asInt()).isEqualTo(4);
        assertThat(text("state", FOLDER + "kvmmmu/nested.txt")).contains("[145] not told            link page 5", "guest's root gfn 0x1a2b level 4");
    }

    /** What nobody recorded is not counted as 0. */
    @Test
    void onlyWhatATraceCanTellIsCounted() {
        JsonNode counters = json("run", FOLDER + "casemate/remap.log", "--json").get("counters");
        assertThat(counters.get("tlbiIssued").asInt()).isEqualTo(2);
        assertThat(counters.has("tlbHits")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"@a.json, @a.json", "@@a, @@a", "@, @"})
    void aNameThatBeginsWithAnAtSignIsAName(String argument, String file) throws Exception {
        Files.writeString(folder.resolve(file), "(barrier (id 0) (tid 0) isb)\n");
        assertThat(json("run", "./" + argument, "--json").get("steps").asInt()).isEqualTo(1);
        assertThat(json("state", argument.equals("@") ? "./@" : argument, "--json").get("trace").asString()).isEqualTo(file);
    }
}
