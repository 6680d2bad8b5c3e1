package org.tablewalk.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Shipped;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.format.scenario.MachineFactory;
import org.tablewalk.machine.arm64.ArmMachine;

/** The cases from the field that lie beside the project, in all schedules: the breach is there in each, the harm in some; the whole sequence holds. */
class SharedFieldTest {
    static Stream<Arguments> cases() {
        return Stream.of(
                Arguments.of("local-flush-all", Set.of("wrong-scope", "no-tlbi", "stale-access")),
                Arguments.of("no-dsb-after-tlbi", Set.of("no-completion", "stale-access")),
                Arguments.of("free-before-flush", Set.of("freed-while-owed", "freed-walk")),
                Arguments.of("map-without-dsb", Set.of("make-not-visible", "late-make", "access-unhandled")),
                Arguments.of("flush-before-switch", Set.of("tree-switched")),
                Arguments.of("dsb-before-tlbi", Set.of()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isJudgedAsItsReadmeSays(String name, Set<String> expected) throws Exception {
        Path file = Path.of("../shared/field", name + ".json");
        assumeTrue(Files.exists(file), "no cases from the field beside the project");
        var machine = new MachineFactory().build(Shipped.scenarios().read(file), Map.of());
        var judges = Stage2Checks.judges();
        var result = new Search(machine, m -> judges.apply((ArmMachine) m), SearchOptions.DEFAULT).run(progress -> {});
        assertTrue(result.complete());
        assertEquals(new TreeSet<>(expected), result.causes().stream().map(Cause::property).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The same case with the switch before the flush. */
    @Test
    void aFlushAfterTheSwitchIsEnough() throws Exception {
        Path file = Path.of("../shared/field/flush-before-switch.json");
        assumeTrue(Files.exists(file), "no cases from the field beside the project");
        String flush = "\"    tlbi(vmalls12e1is, 0);\",\n    \"    dsb(ish);\",\n";
        String given = Files.readString(file);
        assertTrue(given.contains(flush));
        String right = given.replace(flush, "").replace("\"    isb();\",\n", "\"    isb();\",\n" + flush);
        var machine = new MachineFactory().build(Shipped.scenarios().read("right.json", right.getBytes(StandardCharsets.UTF_8)), Map.of());
        var judges = Stage2Checks.judges();
        var result = new Search(machine, m -> judges.apply((ArmMachine) m), SearchOptions.DEFAULT).run(progress -> {});
        assertTrue(result.complete());
        assertEquals(List.of(), result.causes());
    }
}
