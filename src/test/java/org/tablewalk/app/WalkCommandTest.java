package org.tablewalk.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code tablewalk walk} from a case file to its answer. */
class WalkCommandTest {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String SMALL = """
            { "name": "a small case", "granule": "4K", "iaBits": 40, "startLevel": 1, "rootTables": 2,
              "leaves": [ { "ipa": "0x40000000", "level": 3, "pa": "0x80000000" },
                { "ipa": "0x40200000", "level": 2, "pa": "0x80200000" } ],
              "emptyTables": [ { "ipa": "0x40400000", "entryLevel": 2 } ],
              "walkAddr": "0x40000000", "walkSize": "0x1000", "flags": [ "LEAF", "TABLE_PRE", "TABLE_POST" ],
              "callback": "returns 0, changes nothing" }
            """;

    @TempDir
    private Path folder;

    private TestTerminal run(int code, String... args) {
        var terminal = new TestTerminal(folder, Map.of());
        assertThat(terminal.run(args)).as(terminal::err).isEqualTo(code);
        return terminal;
    }

    private JsonNode walk(String text, String... options) throws IOException {
        Files.writeString(folder.resolve("case.json"), text);
        var args = new ArrayList<>(List.of("walk", "case.json", "--json"));
        args.addAll(List.of(options));
        return MAPPER.readTree(run(0, args.toArray(String[]::new)).out());
    }

    private String refused(String text) throws IOException {
        Files.writeString(folder.resolve("case.json"), text);
        var terminal = run(2, "walk", "case.json", "--json");
        assertThat(terminal.out()).isEmpty();
        return terminal.err();
    }

    static List<JsonNode> vectors() throws IOException {
        try (var in = WalkCommandTest.class.getResourceAsStream("/domain/arm64_vectors.json")) {
            return MAPPER.readTree(in).required("walker_cases").valueStream().toList();
        }
    }

    /** The input half of a row, its keys as a case has them. */
    private static String input(JsonNode row) {
        var one = ((ObjectNode) row).deepCopy();
        one.remove(List.of("expected", "note", "expected_before_align_fix", "expected_before_reload_fix"));
        return one.toString().replace("ia_bits", "iaBits").replace("start_level", "startLevel").replace("root_tables", "rootTables").replace("empty_tables", "emptyTables")
                .replace("entry_level", "entryLevel").replace("walk_addr", "walkAddr").replace("walk_size", "walkSize");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void answersWhatTheVectorsSay(JsonNode row) throws IOException {
        agree(walk(input(row)), row.required("expected"));
    }

    /** Each column of the table of cases; v6.4 sees the error of the case that is a fault handler's walk if it is told so. */
    @ParameterizedTest
    @MethodSource("vectors")
    void answersWhatTheVectorsSayOfOlderVersions(JsonNode row) throws IOException {
        JsonNode now = row.required("expected");
        if (now.required("count").asInt() > 1000) {
            return; // read-only and aligned: the same in every version, and long
        }
        JsonNode unaligned = row.has("expected_before_align_fix") ? row.get("expected_before_align_fix") : now;
        JsonNode unloaded = row.has("expected_before_reload_fix") ? row.get("expected_before_reload_fix") : now;
        agree(walk(input(row), "--set", "version=v3"), unaligned);
        agree(walk(input(row), "--set", "version=v5.10"), unaligned);
        agree(walk(input(row), "--set", "version=v5.12"), unloaded);
        agree(walk(input(row), "--set", "version=v6.3", "--set", "handleFault=true"), unloaded);
        agree(walk(input(row), "--set", "version=v6.4", "--set", "handleFault=true"), now);
    }

    private static void agree(JsonNode answer, JsonNode expected) {
        assertThat(answer.get("ret")).isEqualTo(expected.get("ret"));
        assertThat(answer.get("count")).isEqualTo(expected.get("count"));
        assertThat(answer.get("visits")).hasSize(expected.get("count").asInt());
        int at = 0;
        for (JsonNode visit : expected.get("visits")) {
            if (visit.isString()) {
                // Of a long list the beginning and the end are given.
                at = answer.get("visits").size() - (expected.get("visits").size() - 1 - at);
            } else {
                assertThat(answer.get("visits").get(at++)).isEqualTo(visit);
            }
        }
    }

    @Test
    void eagainEndsAWalkOrNotByVersionAndFlag() throws IOException {
        String stops = SMALL.replace("returns 0, changes nothing", "returns -EAGAIN for LEAF").replace("0x1000\"", "0x2000\"");
        assertThat(walk(stops).toString()).contains("\"ret\":\"-EAGAIN\",\"count\":3");
        assertThat(walk(stops, "--set", "ignoreEagain=true").toString()).contains("\"ret\":0,\"count\":6");
        assertThat(walk(stops, "--set", "version=v6.4").toString()).contains("\"ret\":0,\"count\":6");
        assertThat(walk(stops, "--set", "version=v6.4", "--set", "handleFault=true").toString()).contains("\"ret\":\"-EAGAIN\",\"count\":3");
        assertThat(walk(stops, "--set", "version=v5.10", "--set", "ignoreEagain=true").toString()).contains("\"ret\":\"-EAGAIN\",\"count\":3");
    }

    @Test
    void tellsPeopleSlotAndReload() throws IOException {
        Files.writeString(folder.resolve("case.json"), SMALL.replace("returns 0, changes nothing", "on TABLE_PRE at level 2 overwrites the entry with a block"));
        assertThat(run(0, "walk", "case.json").out()).contains("TABLE_PRE   level 1  slot 0:1       cursor 0x40000000  TBL", "reloaded: BLK", "3 visits, returned 0");
    }

    /** What the reviewer proposed for the range: the last page cannot be walked, nor can everything be. */
    @Test
    void greaterOrEqualShutsOutTheLastPage() throws IOException {
        String last = SMALL.replace("\"walkAddr\": \"0x40000000\"", "\"walkAddr\": \"0xfffffff000\"");
        String all = SMALL.replace("\"walkAddr\": \"0x40000000\"", "\"walkAddr\": 0").replace("\"walkSize\": \"0x1000\"", "\"walkSize\": \"0x10000000000\"")
                .replace("\"LEAF\", \"TABLE_PRE\", ", "");
        assertThat(walk(last).get("ret").asInt(-1)).isZero();
        assertThat(walk(all).toString()).contains("\"ret\":0,\"count\":3");
        assertThat(walk(last, "--set", "rangeCheck=greater-or-equal").toString()).isEqualTo("{\"ret\":\"-ERANGE\",\"count\":0,\"visits\":[]}");
        assertThat(walk(all, "--set", "rangeCheck=greater-or-equal").toString()).isEqualTo("{\"ret\":\"-ERANGE\",\"count\":0,\"visits\":[]}");
    }

    /** What the reviewer proposed for the root: more pages than there are. */
    @Test
    void theSuggestedStartLevelAsksForTooMuch() throws IOException {
        assertThat(walk(SMALL, "--set", "pgdStart=suggested").toString()).isEqualTo("{\"ret\":\"-ENOMEM\",\"count\":0,\"visits\":[]}");
        assertThat(run(0, "walk", "case.json", "--set", "pgdStart=suggested").out()).contains("asks for 268435456 pages of root; it has 2, the pool ", "returned -ENOMEM");
    }

    @Test
    void anEntryThatWasZeroedLeadsToNoTable() throws IOException {
        String breaks = SMALL.replace("returns 0, changes nothing", "on TABLE_PRE at level 2 clears the entry; on TABLE_POST at level 2 frees the table the entry names");
        assertThat(walk(breaks, "--set", "version=v5.10").get("count").asInt()).isEqualTo(5);
        assertThat(MAPPER.readTree(run(1, "walk", "case.json", "--json", "--set", "version=v3").out()).get("ret").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', value = {
        "\"4K\" > \"8K\" > expected a granule of 4K, 16K, 64K, found '8K'",
        "\"iaBits\": 40 > \"iaBits\": 31 > case.json:1:54: expected 'iaBits' of 32..52, found 31",
        "\"iaBits\": 40 > \"iaBits\": 53 > expected 'iaBits' of 32..52, found 53",
        "\"iaBits\": 40 > \"iaBits\": 39 > expected 'rootTables' 1, which the 4K granule has with 39 bits, found 2",
        "\"startLevel\": 1 > \"startLevel\": 2 > case.json:1:72: expected 'startLevel' 1, which the 4K granule has with 40 bits, found 2",
        "\"rootTables\": 2 > \"rootTables\": 17 > expected 'rootTables' of 1..16, found 17",
        "\"ipa\": \"0x40200000\", \"level\": 2 > \"ipa\": \"0x40201000\", \"level\": 2 > case.json:3:15: expected an IPA that is a multiple of 0x200000, the size of a block at level 2",
        "\"pa\": \"0x80200000\" > \"pa\": \"0x80201000\" > expected a physical address that is a multiple of 0x200000",
        "\"pa\": \"0x80000000\" > \"pa\": \"0x1000000000000\" > expected a physical address of 0..",
        "\"level\": 2 > \"level\": 0 > expected a level of 1..3, where the 4K granule with 40 bits of IPA has blocks or pages, found 0",
        "\"level\": 2 > \"level\": 4 > expected 'level' of 0..3, found 4",
        "\"0x40200000\" > \"0x10000000000\" > expected an IPA of 0..0xffffffffff",
        "\"0x40200000\" > \"0x40000000\" > expected memory apart from 0x40000000..0x40000fff of line 2, found 0x40000000..0x401fffff",
        "\"0x40400000\", \"entryLevel\": 2 > \"0x40200000\", \"entryLevel\": 2 > case.json:4:30: expected entries apart from those of line 3, found both at IPA 0x40200000",
        "\"0x40400000\", \"entryLevel\": 2 > \"0x40401000\", \"entryLevel\": 2 > expected an IPA that is a multiple of 0x200000",
        "\"0x40400000\", \"entryLevel\": 2 > \"0x40000000\", \"entryLevel\": 1 > expected entries apart from those of line 2",
        "\"entryLevel\": 2 > \"entryLevel\": 3 > expected a level of 1..2, where the 4K granule with 40 bits of IPA has entries of tables, found 3",
        "\"walkAddr\": \"0x40000000\" > \"walkAddr\": \"0x10000000000000000\" > expected 'walkAddr' of 0..0xffffffffffffffff, found 0x10000000000000000",
        "\"walkSize\": \"0x1000\" > \"walkSize\": -1 > expected 'walkSize' of 0..0xffffffffffffffff, found -1",
        "\"walkSize\": \"0x1000\", > '' > expected 'walkSize' in a walker case, which has none",
        "\"LEAF\", > \"LAEF\", > expected a flag of LEAF, TABLE_PRE, TABLE_POST, HANDLE_FAULT, IGNORE_EAGAIN, found 'LAEF'",
        "\"LEAF\", > \"LEAF\", \"LEAF\", > the flag 'LEAF' is given twice",
        "\"name\" > \"nmae\" > 'nmae' is not known in a walker case; did you mean 'name'?",
        "\"callback\" > \"version\": \"v5.13\", \"callback\" > expected a version of v3, v5.10, v5.12, v6.3, v6.4, mainline, found 'v5.13'",
        "\"a small case\" > \"\" > expected a name of 1..200 characters, found 0"})
    void saysWhatIsWrongAndWhere(String good, String bad, String message) throws IOException {
        assertThat(SMALL).contains(good);
        assertThat(refused(SMALL.replace(good, bad))).contains(message).hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '>', value = {
        "does nothing > case.json:6:16: expected 'installs an empty table',",
        "on PRE at level 2 clears the entry > case.json:6:19: expected LEAF, TABLE_PRE or TABLE_POST in the callback, found 'PRE'",
        "on TABLE_PRE at level 3 clears the entry > expected a level at which tables of such a tree can be (1..2) and this can be done, found none that fits",
        "on LEAF at level 0 clears the entry > expected a level of 1..3 in the callback, found '0'",
        "on TABLE_PRE with invalid entry clears the entry > expected a valid entry on TABLE_PRE",
        "on LEAF installs an empty table > expected 'at level<3' for installing a table",
        "on LEAF at level 3 frees the table > expected 'on TABLE_PRE' or 'on TABLE_POST' for freeing a table",
        "on LEAF at level 2 writes a page > found none that fits",
        "on LEAF at 0x40000800 clears the entry > expected an address such as 0x40000000 that is a multiple of 0x1000 and below 0x10000000000 in the callback, found '0x40000800'",
        "on LEAF at 0x10000000000 clears the entry > below 0x10000000000 in the callback, found '0x10000000000'",
        "on LEAF at visit 0 clears the entry > expected the number of a visit, from 1 in the callback, found '0'",
        "returns -EPERM for LEAF > expected one of -EINTR, -E2BIG, -EAGAIN, -ENOMEM, -EFAULT, -EINVAL, -ERANGE in the callback, found '-EPERM'",
        "on LEAF clears the entry; > expected what the callback does in the callback, found its end",
        "on LEAF clears the entry on > expected ';' or the end in the callback, found 'on'",
        "on LEAF clears the > expected 'entry' in the callback, found its end"})
    void saysWhatIsWrongWithACallback(String callback, String message) throws IOException {
        assertThat(refused(SMALL.replace("returns 0, changes nothing", callback))).contains(message).hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 120, 250, 400})
    void aTruncatedCaseIsRefused(int length) throws IOException {
        assertThat(refused(SMALL.substring(0, length))).contains("case.json:").hasLineCount(1);
    }

    @Test
    void refusesWhatIsNoCase() {
        assertThat(run(2, "walk", "first-walk").err()).contains("expected a walker case or the scenario walker-lab, found first-walk");
    }
}
