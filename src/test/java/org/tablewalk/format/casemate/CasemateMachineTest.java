package org.tablewalk.format.casemate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.Machine;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.arm64.tlb.TlbiOp;
import org.tablewalk.trace.casemate.SystemRegister;
import org.tablewalk.trace.casemate.TlbiKind;

class CasemateMachineTest {
    static final List<String> NAMES = TestTraces.NAMES;

    private record Told(int kind, int actor, long a, long b, long c) {}

    @Test
    void onlyTheNextRecordCanBeMade() throws Exception {
        var machine = TestTraces.open("remap.log").machine();
        assertThat(machine.cpus()).isEqualTo(2);
        assertThat(machine.enabled(Move.RUN)).isEqualTo(1);
        for (int kind = 1; kind < Move.KINDS; kind++) {
            assertThat(machine.enabled(kind)).isZero();
        }
        assertThatThrownBy(() -> machine.step(Move.of(Move.RUN, 1, 0))).isInstanceOf(IllegalArgumentException.class);
        assertThat(List.of(machine.pc(0), machine.pc(1))).containsExactly(0, 13);
        run(machine, 13);
        assertThat(machine.enabled(Move.RUN)).isEqualTo(2);
        assertThat(List.of(machine.pc(0), machine.pc(1))).containsExactly(14, 13);
        run(machine, 100);
        assertThat(List.of(machine.pc(0), machine.pc(1))).containsExactly(-1, -1);
        assertThat(machine.next()).isEqualTo(31);
        assertThat(machine.enabled(Move.RUN)).isZero();
    }

    @Test
    void recordsBecomeEvents() throws Exception {
        var trace = TestTraces.open("remap.log");
        var machine = trace.machine();
        run(machine, 15);
        assertThat(events(machine, 4)).containsExactly(
                new Told(Event.LOCK, 1, 0, 1, 0),
                new Told(Event.WORD_READ, 1, 0x40103018L, 0x400000807507ffL, 0),
                new Told(Event.WORD_WRITE, 1, 0x40103018L, 0x400000807507ffL, 0),
                new Told(Event.DSB_DONE, 1, 1, 0, 0));
        assertThat(events(machine, 4)).containsExactly(
                new Told(Event.TLBI_ISSUE, 1, 0, TlbiKind.IPAS2E1IS.code(), 0x40403),
                new Told(Event.TLBI_DONE, 1, 0, 0, 0),
                new Told(Event.DSB_DONE, 1, 2, 0, 0),
                new Told(Event.TLBI_ISSUE, 1, 0, TlbiKind.VMALLE1IS.code(), 0),
                new Told(Event.TLBI_DONE, 1, 0, 0, 0),
                new Told(Event.DSB_DONE, 1, 2, 0, 0));
        assertThat(events(machine, 3)).containsExactly(
                new Told(Event.ISB, 1, 0, 0, 0),
                new Told(Event.WORD_WRITE, 1, 0x40103018L, 0, 0x400000901507ffL),
                new Told(Event.UNLOCK, 1, 0, 0, 0));
        assertThat(events(machine, 5)).containsExactly(
                new Told(Event.NOTE, 1, 26, 0, 0),
                new Told(Event.MSR, 1, SystemRegister.VTTBR_EL2.code(), 0, 0),
                new Told(Event.MSR, 0, SystemRegister.VTTBR_EL2.code(), 0, 0),
                new Told(Event.NOTE, 0, 29, 0, 0),
                new Told(Event.NOTE, 0, 30, 0, 0),
                new Told(Event.PAGE_FREE, 0, 0x40102000L, 0, 0),
                new Told(Event.PAGE_FREE, 0, 0x40103000L, 0, 0));
    }

    @Test
    void fillingTellsOnlyWhatChanges() throws Exception {
        var machine = TestTraces.of("(mem-write 0 0 plain 2008 5)(mem-set 1 0 2000 20 1)(mem-init 2 0 1ff8 18)").machine();
        run(machine, 1);
        assertThat(events(machine, 1)).containsExactly(new Told(Event.NOTE, 0, 1, 0, 0),
                new Told(Event.WORD_WRITE, 0, 0x2008, 5, 0x0101010101010101L));
        assertThat(events(machine, 1)).containsExactly(new Told(Event.NOTE, 0, 2, 0, 0),
                new Told(Event.WORD_WRITE, 0, 0x2000, 0x0101010101010101L, 0),
                new Told(Event.WORD_WRITE, 0, 0x2008, 0x0101010101010101L, 0));
    }

    @Test
    void aLocalBarrierFinishesLocalInvalidationsOnly() throws Exception {
        var machine = TestTraces.of("(tlbi 0 0 vmalle1)(tlbi 1 0 vmalle1is)(barrier 2 0 dsb ishst)(barrier 3 0 dsb nsh)(barrier 4 1 dsb ish)"
                + "(barrier 5 0 dsb sy)").machine();
        run(machine, 2);
        assertThat(events(machine, 4)).containsExactly(
                new Told(Event.DSB_DONE, 0, 1, 0, 0),
                new Told(Event.TLBI_DONE, 0, 0, 0, 0), new Told(Event.DSB_DONE, 0, 3, 0, 0),
                new Told(Event.DSB_DONE, 1, 2, 0, 0),
                new Told(Event.TLBI_DONE, 0, 1, 0, 0), new Told(Event.DSB_DONE, 0, 4, 0, 0));
    }

    @Test
    void moreInvalidationsThanSlots() throws Exception {
        var machine = TestTraces.of("(tlbi 0 0 alle1is)".repeat(70) + "(barrier 0 0 dsb ish)").machine();
        run(machine, 70);
        assertThat(events(machine, 1)).hasSize(65);
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void backRestoresEveryState(String name) throws Exception {
        var trace = TestTraces.open(name);
        var machine = trace.machine();
        var images = new ArrayList<Image>();
        images.add(machine.cells().image());
        while (machine.enabled(Move.RUN) != 0) {
            run(machine, 1);
            images.add(machine.cells().image());
        }
        assertThat(images).hasSize(trace.records() + 1);
        for (int i = images.size() - 1; i >= 0; i--) {
            machine.cells().restore(images.get(i));
            assertThat(machine.next()).isEqualTo(i);
            assertThat(machine.cells().hash()).isEqualTo(images.get(i).hash());
            var again = trace.machine();
            run(again, i);
            assertThat(again.cells().hash()).isEqualTo(images.get(i).hash());
            run(machine, 1);
            assertThat(machine.cells().hash()).isEqualTo(images.get(Math.min(i + 1, images.size() - 1)).hash());
        }
    }

    @Test
    void everyCodeNamesItsOperation() {
        // No trace records the last-level operation on a range, nor what a guest issues for one address or one ASID of its own.
        assertThat(Arrays.stream(TlbiOp.values()).filter(op -> TlbiKind.ofCode(op.ordinal()).isEmpty())).containsExactlyElementsOf(
                Arrays.stream(TlbiOp.values()).filter(op -> op == TlbiOp.RIPAS2LE1IS || op.scope().guests() && op.scope() != TlbiOp.Scope.STAGE_1).toList());
        for (TlbiKind kind : TlbiKind.values()) {
            assertThat(TlbiKind.ofCode(kind.code())).contains(kind);
            assertThat(kind.code() >= 64 || TlbiOp.values()[kind.code()].name().equals(kind.name())).as("%s", kind).isTrue();
        }
    }

    private static void run(Machine machine, int steps) {
        for (int i = 0; i < steps; i++) {
            int move = new InOrder().choose(machine, i, Move.NONE);
            if (move == Move.NONE) {
                return;
            }
            machine.step(move);
        }
    }

    private static List<Told> events(Machine machine, int steps) {
        var told = new ArrayList<Told>();
        machine.attach((kind, actor, a, b, c) -> told.add(new Told(kind, actor, a, b, c)));
        run(machine, steps);
        return told;
    }
}
