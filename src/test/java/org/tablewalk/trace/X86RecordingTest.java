package org.tablewalk.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Seeds;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Seeded;
import org.tablewalk.machine.x86.X86Fixture;
import org.tablewalk.machine.x86.X86Machine;

@Tag("seeded")
class X86RecordingTest {
    private static final long SEED = Seeds.of(11);
    /** Two guests whose faults set entries and clear others in the same tables, under the lock, with remote flushes. */
    private static final String LISTING = """
            routine guest(n) {
                for (i = 0; i < n; i++) {
                    page = random(i + (cpu_id() << 20), 64) << 12;
                    if ((i & 3) == 0) write(page); else if ((i & 3) == 1) guest_store(page + 8, i, 8); else read(page);
                    if ((i & 63) == 0) invlpg(page);
                }
            }
            routine handle_exit(reason, a, b) {
                if (reason == EXIT_INVLPG) { flush_tlb_gva(a); return 1; }
                lock(mmu_lock);
                *TABLES = link_spte(TABLES + 0x1000);
                *(TABLES + 0x1000) = link_spte(TABLES + 0x2000);
                *(TABLES + 0x2000) = link_spte(TABLES + 0x3000);
                if (reason == EXIT_NO_ROOT) load_hw_root(TABLES, 4);
                else {
                    *(TABLES + 0x3000 + 8 * spte_index(a, 1)) = make_spte(host_pfn(0x100 + (a >> 12)), 0x20107, 1);
                    if ((a >> 12 & 3) == 0) {
                        *(TABLES + 0x3000 + 8 * spte_index(random(a, 64) << 12, 1)) = 0;
                        flush_remote_tlbs();
                    }
                }
                unlock(mmu_lock);
                return 0;
            }
            """;

    private static X86Machine machine() {
        return X86Fixture.of(LISTING).cpu("guest", 800L).cpu("guest", 800L).machine();
    }

    @Test
    void everyPositionCanBeReachedFromEveryOtherAndEveryEndIsTheSame() {
        System.out.println("X86RecordingTest seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        X86Machine m = machine();
        Recorder recorder = new Recorder(m, List.of());
        List<Long> hashes = new ArrayList<>(List.of(m.cells().hash()));
        Seeded policy = new Seeded(SEED);
        while (recorder.recording().length() < 60_000 && recorder.run(policy, 1) == 1) {
            hashes.add(m.cells().hash());
        }
        long length = recorder.recording().length();
        assertThat(length).isGreaterThan(2L * Recording.BLOCK);
        X86Machine other = machine();
        Cursor cursor = new Cursor(recorder.recording(), other, List.of());
        for (int i = 0; i < 200; i++) {
            long target = switch (random.nextInt(3)) {
                case 0 -> random.nextLong(length + 1);
                case 1 -> Math.min(length, cursor.position() + 1);
                default -> Math.max(0, cursor.position() - 1);
            };
            cursor.seek(target);
            assertThat(other.cells().hash()).as("position %d", target).isEqualTo(hashes.get((int) target));
        }
    }

    @Test
    void everyScheduleEndsWithBothGuestsDoneAndAllKindsOfWaitingOccur() {
        Set<Integer> seen = new HashSet<>();
        for (long seed = SEED; seed < SEED + 20; seed++) {
            X86Machine m = machine();
            m.attach((kind, actor, a, b, c) -> {
                seen.add(kind);
                assertThat(kind != Event.HALT || a == 0).as("exit %d", a).isTrue();
            });
            Seeded policy = new Seeded(seed);
            long steps = 0;
            for (int move = policy.choose(m, 0, -1); move >= 0; move = policy.choose(m, ++steps, move)) {
                m.step(move);
            }
            assertThat(new org.tablewalk.machine.x86.X86State(m.map(), m.cells().image()).cpu(1).exit()).as("seed %d", seed).isZero();
            assertThat(m.cells().get(0)).as("no CPU is left waiting, seed %d", seed).isZero();
            assertThat(m.pc(0) + m.pc(1)).as("seed %d", seed).isEqualTo(-2);
        }
        assertThat(seen).contains(Event.LOCK_WAIT, Event.DSB_WAIT, Event.TLBI_ARRIVE, Event.TLB_FLUSH, Event.AD_UPDATE, Event.TLB_EVICT);
    }
}
