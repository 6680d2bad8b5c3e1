package org.tablewalk.format.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Shipped;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.stage2.ArmBlueprint;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.Layout;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Policy;
import org.tablewalk.machine.Seeded;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;

/** The translation regime in scenarios: what it changes, what it leaves as it was, and what is refused. */
class RegimeTest {
    static final String TWO_VMS = Samples.with("\"tables\": [", """
            "vms": [ { "name": "b", "vmid": 2, "ipaBits": 33, "slots": [ { "ipa": "0x40000000", "size": "2M", "pa": "0x150000000", "block": "2M" } ],
                       "tables": [ { "ipa": "0x40000000", "pa": "0x150000000" } ] } ],
            "tables": [""").replace("\"cpu\": \"1..\",", "\"cpu\": \"1..\", \"vm\": \"b\",").replace("\"poolPages\": 8", "\"poolPages\": 32");

    static List<String> armScenarios() throws Exception {
        List<String> names = new ArrayList<>();
        for (String name : Shipped.scenarios().shipped()) {
            String text = text(name);
            if (!text.contains("\"x86\"") && !text.contains("\"host\"") && !text.contains("\"regime\"") && !text.contains("\"vms\"")) {
                names.add(name);
            }
        }
        return names;
    }

    private static String text(String name) throws Exception {
        return new String(Shipped.scenarios().bytes(name), StandardCharsets.UTF_8);
    }

    private static ScenarioMachine machine(String text, Map<String, String> values) throws Exception {
        return new MachineFactory().build(Shipped.scenarios().read("test.json", text.getBytes(StandardCharsets.UTF_8)), values);
    }

    /** With one VM that the machine enters, registers change nothing: the same moves are enabled, the same events happen, and all cells that were there before hold the same. */
    @ParameterizedTest
    @MethodSource("armScenarios")
    void oneVmOfARegimeIsTheMachineOfBefore(String name) throws Exception {
        String text = text(name);
        assertThat(text).contains("\"machine\":");
        var before = machine(text, Map.of());
        var spelledOut = machine(text.replaceFirst("\"machine\":", "\"regime\": {}, \"machine\":"), Map.of());
        for (long seed = 0; seed <= 3; seed++) {
            sameRuns(before.get(), spelledOut.get(), seed == 0 ? new InOrder() : new Seeded(seed), seed == 0 ? new InOrder() : new Seeded(seed));
        }
    }

    private static void sameRuns(Machine a, Machine b, Policy first, Policy second) {
        List<String> events = new ArrayList<>();
        List<String> others = new ArrayList<>();
        a.attach((kind, actor, x, y, z) -> events.add(kind + " " + actor + " " + x + " " + y + " " + z));
        b.attach((kind, actor, x, y, z) -> others.add(kind + " " + actor + " " + x + " " + y + " " + z));
        int cells = a.layout().size();
        Layout.Region end = a.layout().regions().getLast();
        assertThat(b.layout().regions()).contains(end);
        int last = Move.NONE;
        for (int step = 0; step < 3000 && a.enabled(Move.RUN) != 0; step++) {
            int move = first.choose(a, step, last);
            assertThat(second.choose(b, step, last)).isEqualTo(move);
            last = move;
            a.step(move);
            b.step(move);
            assertThat(others).isEqualTo(events);
            events.clear();
            others.clear();
        }
        for (int cell = 0; cell < cells; cell++) {
            assertThat(b.cells().get(cell)).as("cell " + cell).isEqualTo(a.cells().get(cell));
        }
    }

    @Test
    void eachVmHasItsTreeAndItsSize() throws Exception {
        var made = machine(TWO_VMS, Map.of());
        var machine = (ArmMachine) made.get();
        var state = new ArmState(machine.map(), machine.cells()::get).regime();
        assertThat(state.vms()).isEqualTo(2);
        assertThat(state.root(0)).isEqualTo(0x80000000L);
        // 33 bits start at level 2 with 8 tables: the next multiple of 8 pages.
        assertThat(state.root(1)).isEqualTo(0x80008000L);
        assertThat(state.translate(0, 0x40000000L).pa()).isEqualTo(0x140000000L);
        assertThat(state.translate(1, 0x40000000L).pa()).isEqualTo(0x150000000L);
        assertThat(state.loaded(1)).isEqualTo(1);
        List<Long> performed = new ArrayList<>();
        machine.attach((kind, actor, x, y, z) -> {
            if (kind == Event.ACCESS_DONE) {
                performed.add(y);
            }
        });
        var policy = new InOrder();
        int last = Move.NONE;
        for (int step = 0; machine.enabled(Move.RUN) != 0; step++) {
            last = policy.choose(machine, step, last);
            machine.step(last);
        }
        assertThat(performed).containsExactly(0x140000000L, 0x140000000L, 0x140000000L, 0x150000000L);
    }

    @Test
    void theCanonicalTextIsAScenarioOfTheSameMachine() throws Exception {
        var made = machine(TWO_VMS, Map.of());
        var again = machine(made.canonical(), Map.of());
        assertThat(again.canonical()).isEqualTo(made.canonical());
        assertThat(((ArmBlueprint) again.blueprint()).config()).isEqualTo(((ArmBlueprint) made.blueprint()).config());
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                arguments("\"vmid\": 2", "\"vmid\": 1", "expected a VMID that no other VM has"),
                arguments("\"name\": \"b\"", "\"name\": \"vm0\"", "expected a name that no other VM has"),
                arguments("\"vm\": \"b\"", "\"vm\": \"c\"", "expected a VM of vm0, b, found 'c'"),
                arguments("\"vmid\": 2", "\"vmid\": 65536", "expected a VMID of 0..65535"),
                arguments("\"vmid\": 2", "\"vmid\": 256", null),
                arguments("\"vmid\": 2,", "\"vmid\": 256, \"vmid8\": 0,", "'vmid8' is not known in a VM"),
                arguments("\"vms\": [", "\"regime\": {\"vmidBits\": 12}, \"vms\": [", "expected VMIDs of 8 or 16 bits"),
                arguments("\"vms\": [", "\"regime\": {\"entry\": \"hand\"}, \"vms\": [", "expected 'entry' of machine, listing"),
                arguments("\"vms\": [", "\"regime\": {\"sharedTlbs\": [{\"cpus\": [0, 1]}, {\"cpus\": [1]}]}, \"vms\": [", "found CPU 1 again"),
                arguments("\"vms\": [", "\"regime\": {\"sharedTlbs\": [{\"cpus\": [0, 2]}]}, \"vms\": [", "expected a CPU of 0..1, found 2"),
                arguments("\"ipaBits\": 33", "\"ipaBits\": 53", "expected an IPA size in bits of 32..48"),
                arguments("\"pa\": \"0x150000000\", \"block\"", "\"pa\": \"0x80010000\", \"block\"", "expected a pool apart from the guest's memory"),
                arguments("\"poolBase\": \"0x80000000\"", "\"poolBase\": \"0x80004000\"", "multiple of 0x8000, the size of the root of the tables"),
                arguments("\"poolBase\": \"0x80000000\"", "\"poolBase\": \"0x1000000000000\"", "expected a physical address of 0..0xffffffffffff"),
                arguments("\"poolPages\": 32", "\"poolPages\": 18", "expected a pool of at least 19 pages"),
                arguments("\"block\": \"2M\" } ],\n           ", "\"block\": \"2M\", \"dirtyBitmap\": \"0x10000000\" } ],\n           ", "own VM only"));
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void refusesWhatContradictsItself(String old, String replacement, String message) throws Exception {
        assertThat(TWO_VMS).contains(old);
        String changed = TWO_VMS.replace(old, replacement);
        if (message == null) {
            assertThat(machine(changed, Map.of())).isNotNull();
            return;
        }
        assertThatThrownBy(() -> machine(changed, Map.of())).isInstanceOf(FormatException.class).hasMessageContaining(message);
    }

    @Test
    void vmidsKeepToTheirWidth() {
        String narrow = TWO_VMS.replace("\"vms\": [", "\"regime\": {\"vmidBits\": 8}, \"vms\": [").replace("\"vmid\": 2", "\"vmid\": 256");
        assertThatThrownBy(() -> machine(narrow, Map.of())).isInstanceOf(FormatException.class)
                .hasMessageContaining("expected a VMID of 0..255, for VMIDs have 8 bits here, found 256");
    }

    @Test
    void anActorNamesAVmOnlyWhereThereAreVms() {
        String alone = Samples.with("\"cpu\": \"1..\",", "\"cpu\": \"1..\", \"vm\": \"b\",");
        assertThatThrownBy(() -> machine(alone, Map.of())).isInstanceOf(FormatException.class).hasMessageContaining("expected no 'vm' of an actor without 'vms' or 'regime'");
    }
}
