package org.tablewalk.format.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.Shipped;
import org.tablewalk.check.judge.Rule;

/** The published schema accepts what ships and refuses what the program refuses by shape. */
class SchemaTest {
    static List<String> shipped() {
        return Shipped.scenarios().shipped();
    }

    @ParameterizedTest
    @EnumSource
    void acceptsTheExamplesOfTheRules(Rule rule) throws Exception {
        acceptsWhatShips(Scenarios.RULE + rule.id());
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void acceptsWhatShips(String name) throws Exception {
        String text = new String(Shipped.scenarios().bytes(name), StandardCharsets.UTF_8);
        assertThat(schema().validate(text, InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"machine\": {>\"machina\": {", "\"ipaBits\": 40>\"ipaBits\": -1", "\"ipaBits\": 40>\"ipaBits\": 4.5",
        "\"seeded\">\"recorded\"", "\"routine\": \"reader\", >", "\"integer\">\"int\"", "\"event\": \"fault\">\"event\": \"falut\"",
        "\"name\": \"small\",>", "\"tables\": [>\"expect\": {\"harm\": \"maybe\"}, \"tables\": [", "\"tables\": [>\"guards\": [{\"mode\": \"shared\"}], \"tables\": [",
        "\"tables\": [>\"contents\": [{\"words\": [1]}], \"tables\": [",
        "\"tables\": [>\"contents\": [{\"ipa\": 0, \"pa\": 0, \"words\": [1]}], \"tables\": ["})
    void refusesWhatHasAnotherShape(String change) throws Exception {
        assertThat(schema().validate(Samples.SMALL, InputFormat.JSON)).isEmpty();
        String[] parts = change.split(">", 2);
        assertThat(schema().validate(Samples.with(parts[0], parts[1]), InputFormat.JSON)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"arch\": \"x86\">\"arch\": \"arm64\"", "\"arch\": \"x86\", >", "\"hostPageLevel\": 1>\"granule\": \"4K\"", "\"vcpus\": [>\"vcpus\": [], \"notes\": [",
        "\"mode\": \"$mode\", >", "\"cr0\": \"0x80010001\", >", "\"target\": \"0x101\">\"ipa\": \"0x101\"", "\"gfn\": \"0x1000\">\"gfn\": true",
        "\"event\": \"shadowPage\">\"event\": \"shadow\""})
    void refusesAnX86MachineOfAnotherShape(String change) throws Exception {
        assertThat(schema().validate(X86ScenarioTest.SMALL, InputFormat.JSON)).isEmpty();
        String[] parts = change.split(">", 2);
        assertThat(X86ScenarioTest.SMALL).contains(parts[0]);
        assertThat(schema().validate(X86ScenarioTest.SMALL.replace(parts[0], parts[1]), InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void acceptsWhatAScenarioIsJudgedBy() throws Exception {
        String text = Samples.with("\"tables\": [", ExpectTest.JUDGED + "\"tables\": [");
        assertThat(schema().validate(text, InputFormat.JSON)).isEmpty();
    }

    @Test
    void acceptsVmsAndTheirRegime() throws Exception {
        String text = RegimeTest.TWO_VMS.replace("\"vms\": [", "\"regime\": {\"entry\": \"listing\", \"vmidBits\": 8, \"sharedTlbs\": [{\"cpus\": [0, 1]}]}, \"vms\": [");
        assertThat(schema().validate(text, InputFormat.JSON)).isEmpty();
        assertThat(schema().validate(text.replace("vmidBits", "vmidbits"), InputFormat.JSON)).isNotEmpty();
    }

    private static Schema schema() throws Exception {
        try (var in = Scenarios.class.getResourceAsStream("scenario.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        }
    }
}
