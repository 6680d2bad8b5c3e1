package org.tablewalk.machine.arm64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Eviction;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Policy;
import org.tablewalk.machine.listing.Disassembler;
import org.tablewalk.machine.listing.Program;

/** What a listing says about itself is told and changes nothing. */
class SayingsTest {
    private record Told(int kind, int actor, long a, long b, long c) {}

    private final List<Told> events = new ArrayList<>();

    private ArmMachine run(ArmFixture fixture) {
        ArmMachine m = fixture.machine();
        m.attach((kind, actor, a, b, c) -> events.add(new Told(kind, actor, a, b, c)));
        Policy order = new InOrder();
        int last = Move.NONE;
        for (int i = 0; i < 1000 && (last = order.choose(m, i, last)) != Move.NONE; i++) {
            // CPUs before their buffers.
            last = m.enabled(Move.RUN) != 0 ? Move.of(Move.RUN, Long.numberOfTrailingZeros(m.enabled(Move.RUN)), 0) : last;
            m.step(last);
        }
        return m;
    }

    private List<Told> of(int kind) {
        return events.stream().filter(e -> e.kind() == kind).toList();
    }

    @Test
    void onlyAnAssertionThatDoesNotHoldIsTold() {
        ArmMachine m = run(ArmFixture.of("""
                routine host() {
                    x = 3;
                    assert(x == 3);
                    assert(x < 3);
                }""").actor(0, "host"));
        assertThat(of(Event.ASSERT_FAILED)).singleElement().satisfies(e -> {
            Program program = m.map().program();
            assertThat(program.lines().get(program.lineOf()[(int) e.a()]).number()).isEqualTo(4);
        });
    }

    @Test
    void whoOwnsMemoryAndWhatIsDirtyIsTold() {
        run(ArmFixture.of("""
                routine host() {
                    give(0x140000000, 4096, host);
                    give(0x140001000, 8192, guest);
                    give(0x140001000, 8192, 7);
                    log_dirty(0x40000000, 8192, 1);
                    collect_dirty(0x40000000, 4096);
                }""").actor(0, "host"));
        assertThat(of(Event.GIVE)).extracting("a", "b", "c").containsExactly(tuple(0x140000000L, 4096L, 0L), tuple(0x140001000L, 8192L, 1L),
                tuple(0x140001000L, 8192L, 7L));
        assertThat(of(Event.LOG_DIRTY)).extracting("a", "b", "c").containsExactly(tuple(0x40000000L, 8192L, 1L));
        assertThat(of(Event.COLLECT_DIRTY)).extracting("a", "b").containsExactly(tuple(0x40000000L, 4096L));
    }

    @Test
    void anOwnerOutOfRangeOrNoMemoryAtAllStopsTheCpu() {
        for (String wrong : List.of("0, 4096, 256", "0, 4096, -1", "0, 0, host")) {
            events.clear();
            run(ArmFixture.of("routine host() { give(" + wrong + "); }").actor(0, "host"));
            assertThat(of(Event.HALT)).as(wrong).extracting("a").containsExactly(-14L);
            assertThat(of(Event.GIVE)).as(wrong).isEmpty();
        }
    }

    @Test
    void anAccessThatMustNotFaultSaysSoJustBeforeItBeginsAndMakesItsCpuAGuest() {
        run(ArmFixture.of("routine vcpu() { must_read(0x40000000); must_write(0x40000008); must_exec(0x40000010); }").actor(0, "vcpu")
                .map(0, 1, 3, ArmConfig.Rights.RWX));
        Program program = ArmFixture.of("routine vcpu() { must_read(0); } routine host() { isb(); }").actor(0, "vcpu").machine().map().program();
        assertThat(GuestCode.reaches(program, program.routine("vcpu"))).isTrue();
        assertThat(GuestCode.reaches(program, program.routine("host"))).isFalse();
        assertThat(of(Event.MUST)).extracting("a", "b").containsExactly(tuple(0x40000000L, 0L), tuple(0x40000008L, 1L), tuple(0x40000010L, 2L));
        for (Told must : of(Event.MUST)) {
            assertThat(events.get(events.indexOf(must) + 1)).isEqualTo(new Told(Event.ACCESS_START, 0, must.a(), must.b(), 0));
        }
        assertThat(of(Event.ACCESS_DONE)).hasSize(3);
    }

    @Test
    void aBufferedStoreIsToldInProgramOrderAndAgainWhenItIsSeen() {
        run(ArmFixture.of("routine host() { *ROOT = 5; *(ROOT + 8) = 6; dsb(ishst); }").actor(0, "host")
                .freedoms(new ArmConfig.Freedoms(Eviction.NONE, 0, List.of(), 2, ArmConfig.Completion.PROMISED)));
        assertThat(events.stream().map(Told::kind).filter(k -> k == Event.STORE || k == Event.WORD_WRITE).toList()).containsExactly(Event.STORE, Event.STORE,
                Event.WORD_WRITE, Event.WORD_WRITE);
        assertThat(of(Event.STORE)).extracting("a", "b").containsExactly(tuple(ArmFixture.POOL, 5L), tuple(ArmFixture.POOL + 8, 6L));
        events.clear();
        run(ArmFixture.of("routine host() { *ROOT = 5; }").actor(0, "host"));
        assertThat(of(Event.STORE)).as("without a buffer").isEmpty();
    }

    @Test
    void theOwnerStandsInTheDisassembly() {
        ArmFixture fixture = ArmFixture.of("routine host() { give(0x1000, 64, host); }").actor(0, "host");
        Program program = fixture.machine().map().program();
        assertThat(Disassembler.text(program, ArmIntrinsics.of(fixture.config()), 0)).isEqualTo("give #4096, #64, host");
    }
}
