package org.tablewalk.machine.arm64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tablewalk.machine.arm64.ArmFixture.RAM;
import static org.tablewalk.machine.arm64.ArmFixture.RAM_PA;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Eviction;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.listing.ListingException;

/** Guest accesses that carry values: what memory holds when they are performed. */
class GuestDataTest {
    private static final Contents SOME = new Contents(List.of(), List.of(new Contents.Words(RAM_PA, List.of(7L), 1), new Contents.Words(RAM_PA + 4096, List.of(9L), 1)));
    private final List<String> told = new ArrayList<>();

    private ArmMachine machine(ArmFixture fixture) {
        ArmMachine machine = fixture.map(0, 2, 3, ArmConfig.Rights.RW).contents(SOME).machine();
        machine.attach((kind, actor, a, b, c) -> {
            switch (kind) {
                case Event.ACCESS_DONE -> told.add("done " + Long.toHexString(a) + " " + Long.toHexString(b));
                case Event.WORD_READ -> told.add("read " + Long.toHexString(a) + " " + b);
                case Event.WORD_WRITE -> told.add("write " + Long.toHexString(a) + " " + b + " " + c);
                case Event.ASSERT_FAILED -> told.add("assert");
                case Event.HALT -> told.add("halt " + a + " " + b);
                default -> {}
            }
        });
        return machine;
    }

    private static void run(ArmMachine machine, int cpu) {
        while ((machine.enabled(Move.RUN) >>> cpu & 1) != 0) {
            machine.step(Move.of(Move.RUN, cpu, 0));
        }
    }

    @Test
    void aLoadGivesWhatTheStoreLeft() {
        ArmMachine machine = machine(ArmFixture.of("""
                routine main(a) {
                    x = ldr(a);
                    if (ldr(a + 0x1000) != 9)
                        assert(0);
                    str(a + 8, x * 3);
                    str(a, ldr(a + 8) + 1);
                    assert(ldr(a) == 22);
                    ldr(a);
                }
                """).actor(0, "main", RAM));
        run(machine, 0);
        assertThat(told).containsExactly("done 40000000 140000000", "read 140000000 7", "done 40001000 140001000", "read 140001000 9", "done 40000008 140000008",
                "write 140000008 0 21", "done 40000008 140000008", "read 140000008 21", "done 40000000 140000000", "write 140000000 7 22", "done 40000000 140000000",
                "read 140000000 22", "done 40000000 140000000", "read 140000000 22", "halt 0 0");
    }

    /** The value is that of the moment at which the access is performed: neither that of its beginning nor of a later one. */
    @Test
    void theValueIsThatOfTheMomentItIsPerformedAt() {
        String listing = "routine guest(a) { x = ldr(a); assert(x == 8); }  routine host(pa) { store(pa, 8); store(pa, 9); }";
        int micro = 0;
        ArmMachine probe = machine(ArmFixture.of(listing).actor(0, "guest", RAM).actor(1, "host", RAM_PA));
        while (!told.contains("read 140000000 7")) {
            probe.step(Move.of(Move.RUN, 0, 0));
            micro++;
        }
        for (int before = 0; before <= micro; before++) {
            told.clear();
            ArmMachine machine = machine(ArmFixture.of(listing).actor(0, "guest", RAM).actor(1, "host", RAM_PA));
            for (int i = 0; i < before; i++) {
                machine.step(Move.of(Move.RUN, 0, 0));
            }
            while (!told.contains("write 140000000 7 8")) {
                machine.step(Move.of(Move.RUN, 1, 0));
            }
            run(machine, 0);
            run(machine, 1);
            assertThat(told.contains("assert")).as("the load was performed after %s of %s micro-steps", before, micro).isEqualTo(before == micro);
        }
    }

    @Test
    void aFaultDeliversNothingUntilTheAccessIsMadeAgain() {
        ArmMachine machine = machine(ArmFixture.of("""
                routine guest(a) { assert(ldr(a) == 9); str(a, 1); assert(ldr(a) == 1); }
                routine abort(ipa, fault) {
                    table = follow(load(ROOT + 8));
                    store(follow(load(table)) + 16, leaf_pte(%d, stage2_attr(PROT_R | PROT_W), 3));
                    return 0;
                }
                """.formatted(RAM_PA + 4096))
                .actor(0, "guest", RAM + 8192));
        run(machine, 0);
        assertThat(told).doesNotContain("assert").contains("read 140001000 9", "write 140001000 9 1").endsWith("halt 0 0");
    }

    @Test
    void storesOfTheGuestWaitInItsCpusBufferBehindThoseOfTheHostAndItsLoadsSeeThem() {
        var free = new ArmConfig.Freedoms(Eviction.NONE, 0, List.of(), 2, ArmConfig.Completion.PROMISED);
        ArmMachine machine = machine(ArmFixture.of("routine main(pa, a) { store(pa + 8, 1); str(a + 8, 2); assert(ldr(a + 8) == 2); }").actor(0, "main", RAM_PA, RAM).freedoms(
                free));
        run(machine, 0);
        assertThat(told).containsExactly("done 40000008 140000008", "done 40000008 140000008", "read 140000008 2", "halt 0 0");
        told.clear();
        for (int store = 0; store < 2; store++) {
            assertThat(machine.enabled(Move.DRAIN)).isEqualTo(1);
            machine.step(Move.of(Move.DRAIN, 0, 0));
        }
        assertThat(told).containsExactly("write 140000008 0 1", "write 140000008 1 2");
        assertThat(machine.enabled(Move.DRAIN)).isZero();
    }

    @Test
    void whatHasNoMemoryStopsTheCpu() {
        ArmMachine machine = machine(ArmFixture.of("routine main(a) { ldr(a + 4); }").actor(0, "main", RAM));
        run(machine, 0);
        assertThat(told).containsExactly("halt -14 2");
        told.clear();
        ArmFixture far = ArmFixture.of("routine main(a) { ldr(a); }").actor(0, "main", 0L).mapping(new ArmConfig.Mapping(0, 0x7_0000_0000L, 1, 1, 3, ArmConfig.Rights.RW));
        machine = machine(far);
        run(machine, 0);
        assertThat(told).containsExactly("done 0 700000000", "halt -14 2");
    }

    @Test
    void withoutContentsThereAreNoValues() {
        ArmFixture fixture = ArmFixture.of("routine main(a) { x = ldr(a); }").actor(0, "main", RAM);
        assertThatThrownBy(fixture::machine).isInstanceOf(ListingException.class).hasMessageContaining("'ldr'");
    }
}
