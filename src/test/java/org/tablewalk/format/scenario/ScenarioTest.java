package org.tablewalk.format.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Seeds;
import org.tablewalk.Shipped;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.stage2.ArmBlueprint;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.arm64.ArmConfig;

@Tag("seeded")
class ScenarioTest {
    static List<String> shipped() {
        return Shipped.scenarios().shipped();
    }

    @Test
    void makesTheMachineThatTheFileDescribes() throws FormatException {
        ScenarioMachine made = Samples.build(Samples.SMALL, Map.of());
        ArmConfig config = config(made);
        assertThat(config.cpus()).isEqualTo(2);
        assertThat(config.geometry().ipaBits()).isEqualTo(40);
        assertThat(config.slots()).containsExactly(new ArmConfig.Slot(0x40000000L, 2 << 20, 0x140000000L, 2 << 20, true));
        assertThat(config.mappings()).containsExactly(
                new ArmConfig.Mapping(0x40000000L, 0x140000000L, 4, 1, 3, ArmConfig.Rights.RW),
                new ArmConfig.Mapping(0x40004000L, 0x140004000L, 2, 2, 3, ArmConfig.Rights.R));
        assertThat(config.actors()).containsExactly(new ArmConfig.Actor(0, "reader", List.of(0x40000000L, 3L)),
                new ArmConfig.Actor(1, "program_1", List.of()));
        assertThat(made.order()).isEqualTo(Scenario.Order.SEEDED);
        assertThat(made.seed()).isEqualTo(7);
        assertThat(made.steps()).isEqualTo(1024);
        assertThat(made.parameters()).isEqualTo(Map.of("vcpus", "2", "flow", "old", "rule", "bbm", "noisy", "false"));
    }

    @Test
    void aRunOfItEnds() throws FormatException {
        ScenarioMachine made = Samples.build(Samples.SMALL, Map.of("vcpus", "64"));
        var machine = made.get();
        int last = Move.NONE;
        long position = 0;
        for (int move; (move = made.policy().choose(machine, position, last)) != Move.NONE; position++) {
            machine.step(move);
            last = move;
            assertThat(position).isLessThan(100_000);
        }
        assertThat(machine.enabled(Move.RUN)).isZero();
        assertThat(made.get().cells().hash()).isEqualTo(made.get().cells().hash()).isNotEqualTo(machine.cells().hash());
    }

    @Test
    void aDefaultFollowsAnotherParameterUnlessGiven() throws FormatException {
        assertThat(Samples.build(Samples.SMALL, Map.of("flow", "new")).parameters()).containsEntry("rule", "eagain");
        assertThat(Samples.build(Samples.SMALL, Map.of("flow", "new", "rule", "bbm")).parameters()).containsEntry("rule", "bbm");
    }

    @Test
    void listingsSeeParametersAndOptionsAsConstants() throws FormatException {
        String text = Samples.with("x = rule;", "x = rule == eagain; x = twice;");
        assertThat(Samples.build(text, Map.of("flow", "new")).blueprint().program().constants()).contains(1).contains(4);
    }

    @ParameterizedTest
    @CsvSource({
        "vcpus, 0, 'parameter vcpus: expected 1..80, found ''0'''",
        "vcpus, -1, 'parameter vcpus: expected 1..80, found ''-1'''",
        "vcpus, 99999999999999999999999, 'parameter vcpus: expected 1..80, found ''99999999999999999999999'''",
        "flow, never, 'parameter flow: expected one of old, new, found ''never'''",
        "noisy, yes, 'parameter noisy: expected one of false, true, found ''yes'''",
        "vcpu, 3, 'parameter vcpu: no such parameter in small; did you mean ''vcpus''?; it has vcpus, flow, rule, noisy'",
        "vcpus, 70, 'f:12:25: expected a number of CPUs of 1..64, found 70 ($vcpus is 70)'"
    })
    void sayWhatIsWrongWithAGivenValue(String name, String value, String message) {
        assertThatThrownBy(() -> Samples.build(Samples.SMALL, Map.of(name, value))).isInstanceOf(FormatException.class).hasMessage(message);
    }

    @Test
    void theCanonicalTextIsAScenarioWithTheSameCanonicalText() throws FormatException {
        for (var values : List.of(Map.<String, String>of(), Map.of("vcpus", "5", "flow", "new", "noisy", "true"))) {
            String canonical = Samples.build(Samples.SMALL, values).canonical();
            ScenarioMachine again = Samples.build(canonical, Map.of());
            assertThat(again.canonical()).isEqualTo(canonical);
            assertThat(config(again)).isEqualTo(config(Samples.build(Samples.SMALL, values)));
        }
    }

    @Test
    void aTlbIsWrittenOnlyWhereItIsNotTheUsualOne() throws FormatException {
        String canonical = Samples.build(Samples.SMALL, Map.of()).canonical();
        assertThat(Samples.build(Samples.with("\"tlbEntries\": 8", "\"tlbEntries\": 8, \"tlb\": { \"policy\": \"fifo\", \"contiguous\": \"one-entry\" }"), Map.of()).canonical())
                .isEqualTo(canonical);
        assertThat(Samples.build(Samples.with("\"tlbEntries\": 8", "\"tlbEntries\": 8, \"freedoms\": { \"hints\": \"entries\" }"), Map.of()).canonical()).isEqualTo(canonical);
        for (String tlb : List.of("\"sets\": 4, \"ways\": 6, \"policy\": \"lru\"", "\"sets\": 2, \"ways\": \"$vcpus\", \"policy\": \"any\", \"contiguous\": \"ignored\"")) {
            ScenarioMachine other = Samples.build(Samples.with("\"tlbEntries\": 8", "\"tlb\": { " + tlb + " }, \"freedoms\": { \"hints\": \"walks\" }"), Map.of());
            assertThat(config(Samples.build(other.canonical(), Map.of()))).isEqualTo(config(other)).isNotEqualTo(config(Samples.build(Samples.SMALL, Map.of())));
        }
    }

    @Test
    void theCanonicalTextTellsRunsApartAndNotLayouts() throws FormatException {
        String canonical = Samples.build(Samples.SMALL, Map.of()).canonical();
        assertThat(Samples.build(Samples.SMALL.replace("\n", " "), Map.of()).canonical()).isEqualTo(canonical);
        assertThat(Samples.build(Samples.with("\"2M\", \"pa\"", "\"1M + 1024 * 1K\", \"pa\""), Map.of()).canonical()).isEqualTo(canonical);
        assertThat(Samples.build(Samples.with("\"tlbEntries\": 8", "\"tlbEntries\": 9"), Map.of()).canonical()).isNotEqualTo(canonical);
        assertThat(Samples.build(Samples.with("read(ipa);", "write(ipa);"), Map.of()).canonical()).isNotEqualTo(canonical);
        assertThat(Samples.build(Samples.SMALL, Map.of("noisy", "true")).canonical()).isNotEqualTo(canonical);
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void whatShipsMakesMachines(String name) throws Exception {
        var scenario = Shipped.scenarios().load(name);
        assertThat(scenario.name().text()).isEqualTo(name);
        assertThat(scenario.title()).isNotEqualTo(name);
        assertThat(scenario.summary()).isNotEmpty();
        assertThat(scenario.parameters()).allSatisfy(p -> assertThat(p.help()).isNotEmpty());
        ScenarioMachine made = new MachineFactory().build(scenario, Map.of());
        assertThat(made.get().enabled(Move.RUN)).isNotZero();
        var again = new MachineFactory().build(Shipped.scenarios().read("f", made.canonical().getBytes(StandardCharsets.UTF_8)), Map.of());
        assertThat(again.canonical()).isEqualTo(made.canonical());
        assertThat(again.get().cells().hash()).isEqualTo(made.get().cells().hash());
    }

    @Test
    void filesAreReadThroughPathsAndNeverPastTheLimit(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("own.json");
        Files.writeString(file, "\uFEFF" + Samples.SMALL);
        assertThat(Shipped.scenarios().read(file).name().text()).isEqualTo("small");
        Path large = folder.resolve("large.json");
        Files.write(large, new byte[(4 << 20) + 1]);
        assertThatThrownBy(() -> Shipped.scenarios().read(large)).isInstanceOf(FormatException.class)
                .hasMessage(large + ":1:1: expected at most 4194304 bytes, found more");
        assertThatThrownBy(() -> Shipped.scenarios().load("first-wolk")).isInstanceOf(FormatException.class)
                .hasMessageContaining("did you mean 'first-walk'?");
    }

    @Test
    void choicesComeBackAsTheyWere() throws FormatException {
        int[] moves = new int[5000];
        var random = new Random(Seeds.of(3));
        for (int i = 0; i < moves.length; i++) {
            moves[i] = i > 0 && random.nextInt(3) > 0 ? moves[i - 1] : Move.of(random.nextInt(6), random.nextInt(64), random.nextInt(3));
        }
        List<String> lines = Choices.text(moves);
        assertThat(lines).allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(120));
        RecordedMoves again = Choices.parse("f", lines.stream().map(l -> Quoted.plain(l, 1, 1)).toList());
        assertThat(again.length()).isEqualTo(moves.length);
        assertThat(IntStream.range(0, moves.length).map(again::move).toArray()).isEqualTo(moves);
    }

    @Test
    void longRecordingsStaySmall() throws FormatException {
        RecordedMoves moves = Choices.parse("f", List.of(Quoted.plain("R0*900000000000 A1", 1, 1)));
        assertThat(moves.length()).isEqualTo(900_000_000_001L);
        assertThat(moves.move(899_999_999_999L)).isEqualTo(Move.of(Move.RUN, 0, 0));
        assertThat(moves.move(900_000_000_000L)).isEqualTo(Move.of(Move.ARRIVE, 1, 0));
    }

    @Test
    void aRecordedScheduleEndsWithItsMoves() throws FormatException {
        String text = Samples.with("\"policy\": \"seeded\", \"seed\": 7", "\"policy\": \"recorded\", \"choices\": [\"R0*2 R1\"]");
        ScenarioMachine made = Samples.build(text, Map.of());
        var machine = made.get();
        assertThat(made.policy().choose(machine, 0, Move.NONE)).isEqualTo(Move.of(Move.RUN, 0, 0));
        assertThat(made.policy().choose(machine, 2, Move.NONE)).isEqualTo(Move.of(Move.RUN, 1, 0));
        assertThat(made.policy().choose(machine, 3, Move.NONE)).isEqualTo(Move.NONE);
    }

    private static ArmConfig config(ScenarioMachine made) {
        return ((ArmBlueprint) made.blueprint()).config();
    }

    @Test
    void bytesOfTheShippedFilesAreAscii() throws Exception {
        for (String name : shipped()) {
            assertThat(new String(Shipped.scenarios().bytes(name), StandardCharsets.US_ASCII)).doesNotContain("\uFFFD");
        }
    }
}
