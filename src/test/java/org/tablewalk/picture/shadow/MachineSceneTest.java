package org.tablewalk.picture.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Shipped;
import org.tablewalk.machine.x86.X86Machine;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.picture.twotrees.ShadowScene;
import org.tablewalk.session.shadow.RoleWords;
import org.tablewalk.trace.Cursor;
import org.tablewalk.trace.Recorder;

/** What a picture of two trees is told of a moment. */
class MachineSceneTest {
    /** An address on its way is one that the guest used: what the hypervisor's frames do not hold any more is not taken for address 0. */
    @ParameterizedTest
    @CsvSource({"shadow-4-on-4", "split-2m", "tdp-mmu"})
    void addressesOnTheirWayAreThoseThatTheGuestUsed(String name) throws Exception {
        var scenario = Shipped.machine(name, Map.of());
        var recorder = new Recorder(scenario.get(), List.of());
        recorder.run(scenario.policy(), scenario.steps());
        var machine = (X86Machine) scenario.get();
        var cursor = new Cursor(recorder.recording(), machine, List.of());
        Set<Long> used = new HashSet<>();
        Set<Long> handled = new HashSet<>();
        while (cursor.forward()) {
            var state = new X86State(machine.map(), machine.cells().image());
            if (state.cpu(0).access() != null) {
                used.add(state.cpu(0).access().address());
            }
            for (ShadowScene.Walk walk : MachineScene.of(MachineShadow.of(state, RoleWords.meaning(machine.map())), cursor.step()).walks()) {
                assertThat(used).as("walks at step %d", cursor.position()).contains(walk.address());
                if (walk.fault()) {
                    handled.add(walk.address());
                }
            }
        }
        assertThat(handled).isNotEmpty().doesNotContain(0L);
    }
}
