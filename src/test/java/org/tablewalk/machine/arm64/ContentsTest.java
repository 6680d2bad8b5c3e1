package org.tablewalk.machine.arm64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tablewalk.machine.arm64.ArmFixture.RAM_PA;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Eviction;
import org.tablewalk.machine.Move;

/** Memory with contents: what the host stores it loads again, and what nobody touches is not there. */
class ContentsTest {
    private static final long OWN = 0x3_0000_0000L;
    private static final Contents SOME = new Contents(List.of(new Contents.Memory(OWN, 4096)),
            List.of(new Contents.Words(RAM_PA + 16, List.of(7L, 8L), 2), new Contents.Words(OWN, List.of(-1L), 512)));

    private static ArmMachine run(ArmMachine machine) {
        while (machine.enabled(Move.RUN) != 0) {
            machine.step(Move.of(Move.RUN, 0, 0));
        }
        return machine;
    }

    private static long word(ArmMachine machine, long pa) {
        return machine.cells().get(machine.map().cellOf(pa));
    }

    @Test
    void wordsHoldWhatTheyAreGivenAndTheRestZero() {
        ArmMachine machine = ArmFixture.of("routine main() { }").actor(0, "main").contents(SOME).machine();
        assertThat(List.of(word(machine, RAM_PA + 8), word(machine, RAM_PA + 16), word(machine, RAM_PA + 24), word(machine, RAM_PA + 32), word(machine, RAM_PA + 40),
                word(machine, RAM_PA + 48), word(machine, RAM_PA + (1L << 30) - 8), word(machine, OWN), word(machine, OWN + 4088)))
                .containsExactly(0L, 7L, 8L, 7L, 8L, 0L, 0L, -1L, -1L);
        assertThat(machine.map().cellOf(RAM_PA + 12)).isEqualTo(-1);
        assertThat(machine.map().cellOf(RAM_PA + (1L << 30))).isEqualTo(-1);
        assertThat(machine.map().cellOf(OWN + 4096)).isEqualTo(-1);
        assertThat(new ArmState(machine.map(), machine.cells().image()).word(RAM_PA + 24)).isEqualTo(8);
    }

    @Test
    void theHostLoadsWhatItStored() {
        String listing = """
                routine main(from, to) {
                    for (i = 0; i < 4; i++)
                        WRITE_ONCE(*(to + 8 * i), READ_ONCE(*(from + 8 * i)));
                    x = cmpxchg(to, 7, 9);
                    fetch_or(to + 8, 0x100);
                    assert(x == 7 && load(to) == 9 && load(to + 8) == 0x108);
                }
                """;
        for (int depth : new int[] {0, 2}) {
            var free = new ArmConfig.Freedoms(Eviction.NONE, 0, List.of(), depth, ArmConfig.Completion.PROMISED);
            ArmMachine machine = ArmFixture.of(listing).actor(0, "main", RAM_PA + 16, OWN).contents(SOME).freedoms(free).machine();
            List<Integer> kinds = new ArrayList<>();
            List<Long> written = new ArrayList<>();
            machine.attach((kind, actor, a, b, c) -> {
                kinds.add(kind);
                if (kind == Event.WORD_WRITE) {
                    written.add(c);
                }
            });
            while (machine.enabled(Move.RUN) != 0 || machine.enabled(Move.DRAIN) != 0) {
                machine.step(Move.of(machine.enabled(Move.RUN) != 0 ? Move.RUN : Move.DRAIN, 0, 0));
            }
            assertThat(kinds).doesNotContain(Event.ASSERT_FAILED);
            assertThat(written).containsExactly(7L, 8L, 7L, 8L, 9L, 0x108L);
            assertThat(word(machine, OWN + 24)).isEqualTo(8);
        }
    }

    /** Two slots with one page of the host's: the page is there once. */
    @Test
    void sharedMemoryIsThereOnce() {
        ArmMachine machine = ArmFixture.of("routine main(a) { store(a, 5); }").actor(0, "main", RAM_PA).contents(new Contents(List.of(), List.of()))
                .slot(new ArmConfig.Slot(0x1000, 8192, RAM_PA, 4096, true)).machine();
        assertThat(word(run(machine), RAM_PA)).isEqualTo(5);
        assertThat(machine.layout().farSize()).isEqualTo(1 << 27);
    }

    @Test
    void aGigabyteThatNobodyTouchesCostsNothing() {
        ArmFixture without = ArmFixture.of("routine main(a) { store(a, 5); }").actor(0, "main", RAM_PA + (1L << 29));
        ArmMachine machine = ArmFixture.of("routine main(a) { store(a, 5); }").actor(0, "main", RAM_PA + (1L << 29)).contents(new Contents(List.of(), List.of())).machine();
        assertThat(machine.cells().hash()).as("the state of the machine without contents").isEqualTo(without.machine().cells().hash());
        assertThat(machine.cells().size()).isEqualTo(without.machine().cells().size());
        var before = machine.cells().image();
        run(machine);
        assertThat(machine.cells().image().bytesBeyond(before)).as("bytes for one word that is written").isLessThan(10_000);
        // Other threads of this process allocate too: the least of some looks.
        long more = Long.MAX_VALUE;
        for (int look = 0; look < 5; look++) {
            long each = bytes(() -> ArmFixture.of("routine main(a) { store(a, 5); }").actor(0, "main", RAM_PA).contents(new Contents(List.of(), List.of())).machine());
            more = Math.min(more, each - bytes(without::machine));
        }
        System.out.println("bytes more of a machine with 1 GiB of contents: " + more);
        assertThat(more).isLessThan(20_000);
    }

    /** Bytes that one of many machines takes. */
    private static long bytes(Supplier<ArmMachine> machines) {
        long used = used();
        List<ArmMachine> many = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            many.add(machines.get());
        }
        return (used() - used) / many.size();
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
