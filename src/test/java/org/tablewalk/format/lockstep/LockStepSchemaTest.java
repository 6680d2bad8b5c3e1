package org.tablewalk.format.lockstep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.format.FormatException;

/** The published schema of sets accepts those that ship, and accepts and refuses by shape what the reader does. */
class LockStepSchemaTest {
    private static final String GOOD = """
            {"$schema": "x", "format": "tablewalk-lockstep-1", "name": "mine", "title": "Mine", "summary": "", "scenario": "missing-tlbi", "values": {"reads": 2}, "seed": 4, "machines": [
            { "label": "one", "file": "below/one.json", "seed": "0x10" },
            { "label": "two", "seed": 5, "values": { "reads": 3, "invalidate": "everywhere", "flag": true },
              "edits": [ { "listing": "host", "line": 19, "count": 1, "with": [ "{}" ] } ] } ] }
            """;

    static List<String> shipped() {
        return LockStepSets.shipped();
    }

    private static List<?> wrong(String text) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("assets", "lockstep.schema.json")), InputFormat.JSON);
        return schema.validate(text, InputFormat.JSON);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void acceptsWhatShips(String name) throws IOException {
        try (var in = LockStepSets.class.getResourceAsStream(name + ".json")) {
            assertThat(wrong(new String(in.readAllBytes(), StandardCharsets.UTF_8))).isEmpty();
        }
        assertThat(LockStepSets.load(name).name()).isEqualTo(name);
    }

    /** What is changed into what; both must say the same of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '>', quoteCharacter = '`', nullValues = "nothing", value = {
        "\"mine\" > \"mine\" > true", "\"$schema\": \"x\", > nothing > true", "\"summary\": \"\", > nothing > true", "\"count\": 1, > nothing > true",
        "4, \"machines\" > 18446744073709551615, \"machines\" > true",
        "tablewalk-lockstep-1 > tablewalk-lockstep-2 > false", "\"name\": \"mine\", > nothing > false", "\"title\": \"Mine\", > nothing > false",
        "\"title\": \"Mine\" > \"title\": \"  \" > false",
        "\"title\": \"Mine\" > \"title\": [] > false", "\"label\": \"one\", > nothing > false", "\"label\": \"one\" > \"lable\": \"one\" > false",
        "\"label\": \"one\" > \"label\": 1 > false",
        "\"label\": \"one\" > \"label\": \"0123456789012345678901234567890123456789+\" > false",
        "\"label\": \"one\" > \"label\": \"one\", \"scenario\": \"x\" > false", "\"scenario\": \"missing-tlbi\" > \"scenario\": \"missing-tlbi\", \"file\": \"x\" > false",
        "below/one.json > ../one.json > false", "below/one.json > /one.json > false", "below/one.json > below/../../one.json > false", "below/one.json > ./one.json > false",
        "\"reads\": 3 > \"reads\": [3] > false", "\"reads\": 3 > \"reads\": null > false", "\"values\": {\"reads\": 2} > \"values\": [] > false",
        "4, \"machines\" > -4, \"machines\" > false", "4, \"machines\" > 4.5, \"machines\" > false", "4, \"machines\" > \"four\", \"machines\" > false",
        "4, \"machines\" > 18446744073709551616, \"machines\" > false",
        "\"line\": 19 > \"line\": 0 > false", "\"line\": 19 > \"line\": 1000001 > false", "\"line\": 19, > nothing > false", "\"count\": 1 > \"count\": -1 > false",
        "\"count\": 1 > \"count\": 1001 > false",
        "[ \"{}\" ] > [ 1 ] > false", "[ \"{}\" ] > \"{}\" > false", "\"listing\": \"host\" > \"listing\": \"\" > false"})
    void saysOfTheShapeWhatTheReaderSays(String what, String with, boolean good) throws IOException {
        assertThat(GOOD).contains(what);
        String text = GOOD.replace(what, with == null ? "" : with);
        if (good) {
            assertThat(wrong(text)).isEmpty();
            assertThat(LockStepReader.read("set.json", text.getBytes(StandardCharsets.UTF_8), Path.of("")).machines()).hasSize(2);
        } else {
            assertThat(wrong(text)).isNotEmpty();
            assertThatExceptionOfType(FormatException.class).isThrownBy(() -> LockStepReader.read("set.json", text.getBytes(StandardCharsets.UTF_8), Path.of("")))
                    .satisfies(e -> assertThat(e.problem().line()).isPositive());
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "6"})
    void refusesTooFewAndTooMany(int machines) throws IOException {
        String all = String.join(", ", java.util.Collections.nCopies(machines, "{\"label\": \"a\"}"));
        String text = "{\"format\": \"tablewalk-lockstep-1\", \"name\": \"n\", \"title\": \"t\", \"scenario\": \"missing-tlbi\", \"machines\": [" + all + "]}";
        assertThat(wrong(text)).isNotEmpty();
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> LockStepReader.read("set.json", text.getBytes(StandardCharsets.UTF_8), null))
                .withMessageContaining(machines == 6 ? "5" : "2..5");
    }
}
