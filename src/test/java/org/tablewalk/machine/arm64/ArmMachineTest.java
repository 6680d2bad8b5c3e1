package org.tablewalk.machine.arm64;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Eviction;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Policy;
import org.tablewalk.machine.arm64.tlb.TlbShape;

class ArmMachineTest {
    private final List<long[]> events = new ArrayList<>();

    @Test
    void aMissWalksEveryLevelFillsAndTheNextAccessHits() {
        ArmMachine m = start(ArmFixture.of("routine guest() { read(0x40001000); read(0x40001008); }").actor(0, "guest")
                .map(0, 512, 3, ArmConfig.Rights.RW));
        finish(m);
        assertThat(kinds()).containsSubsequence(Event.TLB_MISS, Event.WALK_READ, Event.WALK_READ, Event.WALK_READ, Event.TLB_FILL,
                Event.ACCESS_DONE, Event.TLB_HIT, Event.ACCESS_DONE, Event.HALT);
        assertThat(of(Event.WALK_READ)).hasSize(3);
        assertThat(of(Event.ACCESS_DONE).get(1)[3]).isEqualTo(ArmFixture.RAM_PA + 0x1008);
    }

    @Test
    void theWalkCacheSkipsTheTablesAlreadyRead() {
        ArmMachine m = start(ArmFixture.of("routine guest() { read(0x40001000); read(0x40002000); }").actor(0, "guest")
                .map(0, 512, 3, ArmConfig.Rights.RW));
        finish(m);
        assertThat(of(Event.WALK_READ)).hasSize(4);
    }

    @Test
    void anInvalidEntryFaultsAndIsNotCachedButTheTablesAboveItAre() {
        ArmMachine m = start(ArmFixture.of("""
                routine guest() { read(0x40201000); }
                routine abort(ipa, fault) {
                    if (fault_kind(fault) != FAULT_TRANSLATION) return -EINVAL;
                    table = follow(*(follow(*(ROOT + 8)) + 8));
                    *(table + 8) = leaf_pte(0x140201000, stage2_attr(PROT_R), 3);
                    return 0;
                }""").actor(0, "guest").map(0x200000, 1, 3, ArmConfig.Rights.RW));
        finish(m);
        long[] fault = of(Event.FAULT).getFirst();
        assertThat(Fault.kind(fault[4])).isEqualTo(Fault.TRANSLATION);
        assertThat(Fault.level(fault[4])).isEqualTo(3);
        assertThat(of(Event.ACCESS_DONE)).hasSize(1);
        // The retry starts at the last level: both tables were cached by the walk that faulted.
        assertThat(of(Event.WALK_READ)).hasSize(4);
    }

    @Test
    void aPermissionFaultLeavesTheEntryCached() {
        ArmMachine m = start(ArmFixture.of("routine guest() { write(0x40000000); }").actor(0, "guest").map(0, 1, 3, ArmConfig.Rights.R));
        finish(m);
        assertThat(Fault.kind(of(Event.FAULT).getFirst()[4])).isEqualTo(Fault.PERMISSION);
        assertThat(new ArmState(m.map(), m.cells().image()).tlbSize(0)).isEqualTo(1);
        assertThat(new ArmState(m.map(), m.cells().image()).cpu(0).exit()).isEqualTo(-14);
    }

    @Test
    void dsbWaitsForArrivalEverywhereAndForWhatWasMarked() {
        ArmMachine m = start(ArmFixture.of("""
                routine guest() { read(0x40000000); }
                routine host() { msr(vttbr_el2, GUEST_VTTBR); isb(); tlbi(vmalls12e1is, 0); dsb(ish); }""")
                .actor(0, "host").actor(1, "guest").map(0, 1, 3, ArmConfig.Rights.R));
        m.step(Move.of(Move.RUN, 1, 0));
        run(m, 0, 5);
        assertThat(of(Event.DSB_WAIT)).hasSize(1);
        assertThat(m.enabled(Move.RUN)).isEqualTo(0b10);
        m.step(Move.of(Move.ARRIVE, 0, 0));
        m.step(Move.of(Move.ARRIVE, 1, 0));
        assertThat(of(Event.TLBI_ARRIVE).get(1)[4]).as("the walk in flight is marked").isEqualTo(1);
        assertThat(m.enabled(Move.RUN)).as("the barrier waits for the marked walk").isEqualTo(0b10);
        run(m, 1, 4);
        assertThat(of(Event.TLB_FILL)).as("a marked walk fills nothing").isEmpty();
        assertThat(of(Event.ACCESS_DONE)).hasSize(1);
        assertThat(m.enabled(Move.RUN) & 1).isEqualTo(1);
        finish(m);
        assertThat(of(Event.DSB_DONE)).hasSize(1);
    }

    @Test
    void storeBarriersNeverWaitForATlbi() {
        ArmMachine m = start(ArmFixture.of("routine host() { tlbi(alle1is, 0); dsb(ishst); }").actor(0, "host"));
        run(m, 0, 2);
        assertThat(of(Event.DSB_DONE)).hasSize(1);
        assertThat(of(Event.DSB_WAIT)).isEmpty();
    }

    @Test
    void aTlbiBeforeTheIsbMayCarryTheOldVmid() {
        ArmMachine m = start(ArmFixture.of("routine host() { msr(vttbr_el2, GUEST_VTTBR); tlbi(vmalls12e1is, 0); }").actor(0, "host"));
        run(m, 0, 1);
        assertThat(m.alternatives(Move.RUN, 0)).isEqualTo(2);
        m.step(Move.of(Move.RUN, 0, 1));
        assertThat(new ArmState(m.map(), m.cells().image()).tlbis().getFirst().vmid()).isEqualTo(1);
    }

    @Test
    void aWrongLevelHintLeavesTheEntry() {
        String text = """
                routine guest() { read(0x40000000); }
                routine host() { msr(vttbr_el2, GUEST_VTTBR); isb(); tlbi(ipas2e1is, ttl(0x40000000, %s)); dsb(ish); }""";
        for (String hint : List.of("3", "2", "TTL_UNKNOWN")) {
            events.clear();
            ArmMachine m = start(ArmFixture.of(text.formatted(hint)).actor(0, "host").actor(1, "guest").map(0, 1, 3, ArmConfig.Rights.R));
            run(m, 1, 6);
            finish(m);
            assertThat(new ArmState(m.map(), m.cells().image()).tlbSize(1)).as("hint %s", hint).isEqualTo(hint.equals("2") ? 1 : 0);
        }
    }

    @Test
    void aWalkOfAFreedTableIsCaughtAndFindsPoison() {
        ArmMachine m = start(ArmFixture.of("""
                routine guest() { read(0x40000000); read(0x40001000); }
                routine host() { free_page(follow(*(follow(*(ROOT + 8))))); }""").actor(0, "guest").actor(1, "host")
                .map(0, 2, 3, ArmConfig.Rights.R));
        run(m, 0, 6);
        run(m, 1, 8);
        finish(m);
        assertThat(of(Event.PAGE_FREE)).hasSize(1);
        assertThat(of(Event.FREED_TABLE_READ)).hasSize(1);
        assertThat(Fault.kind(of(Event.FAULT).getFirst()[4])).isEqualTo(Fault.TRANSLATION);
    }

    @Test
    void locksAreGrantedInTheOrderAskedFor() {
        ArmMachine m = start(ArmFixture.of("routine host() { lock(mmu_lock); unlock(mmu_lock); }")
                .actor(0, "host").actor(1, "host").actor(2, "host"));
        run(m, 2, 1);
        run(m, 1, 1);
        run(m, 0, 1);
        assertThat(m.enabled(Move.RUN)).isEqualTo(0b100);
        run(m, 2, 1);
        assertThat(m.enabled(Move.RUN)).isEqualTo(0b110);
        finish(m);
        assertThat(of(Event.LOCK).stream().map(e -> e[1])).containsExactly(2L, 1L, 0L);
        assertThat(of(Event.LOCK_WAIT)).hasSize(2);
    }

    @Test
    void readersShareAndAWriterWaitsForAll() {
        ArmMachine m = start(ArmFixture.of("""
                routine reader() { read_lock(mmu_lock); read_unlock(mmu_lock); }
                routine writer() { lock(mmu_lock); unlock(mmu_lock); }""")
                .actor(0, "reader").actor(1, "reader").actor(2, "writer").actor(3, "reader"));
        run(m, 0, 1);
        run(m, 1, 1);
        run(m, 2, 1);
        run(m, 3, 1);
        assertThat(m.enabled(Move.RUN)).as("a reader behind a queued writer waits too").isEqualTo(0b11);
        finish(m);
        assertThat(of(Event.LOCK).stream().map(e -> e[1])).containsExactly(0L, 1L, 2L, 3L);
    }

    /** Linux, Documentation/RCU: rcu_read_lock() never waits; synchronize_rcu() waits for the readers that were there, and for no other. */
    @Test
    void anRcuReaderNeverWaitsAndAGracePeriodIsOfTheReadersThatWereThere() {
        ArmMachine m = start(ArmFixture.of("""
                routine reader() { rcu_read_lock(); rcu_read_unlock(); }
                routine writer() { synchronize_rcu(); }""")
                .actor(0, "reader").actor(1, "writer").actor(2, "reader").actor(3, "writer"));
        run(m, 0, 1);
        run(m, 1, 1);
        run(m, 2, 1);
        assertThat(m.enabled(Move.RUN)).as("the writer waits, the reader that came after it does not").isEqualTo(0b1101);
        assertThat(of(Event.LOCK).stream().map(e -> e[1])).containsExactly(0L, 2L);
        run(m, 3, 1);
        run(m, 0, 1);
        assertThat(m.enabled(Move.RUN)).as("the first writer's reader has left; the second waits for the later one too").isEqualTo(0b0111);
        run(m, 1, 1);
        run(m, 2, 1);
        assertThat(m.enabled(Move.RUN) & 0b1000).isNotZero();
        finish(m);
        assertThat(of(Event.LOCK_WAIT).stream().map(e -> e[1])).containsExactly(1L, 3L);
        ArmState state = new ArmState(m.map(), m.cells().image());
        for (int cpu = 0; cpu < 4; cpu++) {
            assertThat(state.cpu(cpu).status()).isEqualTo(ArmState.Status.ENDED);
        }
    }

    @Test
    void anRcuReaderThatIsNoneStopsWithEfault() {
        for (String mistake : List.of("rcu_read_unlock();", "rcu_read_lock(); rcu_read_lock();")) {
            events.clear();
            ArmMachine m = start(ArmFixture.of("routine host() { " + mistake + " }").actor(0, "host"));
            finish(m);
            assertThat(of(Event.HALT).getFirst()[2]).as(mistake).isEqualTo(-14);
        }
    }

    @Test
    void abufferedStoreIsSeenByItsOwnCpuOnlyUntilItDrains() {
        ArmMachine m = start(ArmFixture.of("""
                routine writer() { *(ROOT + 16) = 7; x = *(ROOT + 16); dsb(ishst); }
                routine reader() { x = *(ROOT + 16); }""").actor(0, "writer").actor(1, "reader")
                .freedoms(new ArmConfig.Freedoms(Eviction.NONE, 0, List.of(), 2, ArmConfig.Completion.PROMISED)));
        Predicate<long[]> sees7 = e -> e[3] == 7;
        run(m, 0, 3);
        run(m, 1, 2);
        assertThat(of(Event.WORD_READ)).hasSize(2);
        assertThat(of(Event.WORD_READ).stream().filter(sees7).map(e -> e[1])).containsExactly(0L);
        assertThat(of(Event.WORD_WRITE)).isEmpty();
        finish(m);
        assertThat(of(Event.WORD_WRITE)).hasSize(1);
        assertThat(of(Event.DSB_DONE)).hasSize(1);
    }

    @Test
    void aBlockStoredOverATableMakesTwoEntriesMatch() {
        String text = """
                routine guest() { read(0x40000000); read(0x40001000); read(0x40000000); }
                routine host() { *(follow(*(ROOT + 8))) = leaf_pte(0x140000000, stage2_attr(PROT_R), 2); }""";
        for (int level = 0; level <= 3; level++) {
            events.clear();
            ArmMachine m = start(ArmFixture.of(text).actor(0, "guest").actor(1, "host").map(0, 512, 3, ArmConfig.Rights.R)
                    .bbm(level, ArmConfig.NtResponse.FAULT, ArmConfig.Overlap.ABORT));
            run(m, 0, 5);
            run(m, 1, 8);
            // Only a walk from the root sees the block: the table is still in the walk cache.
            evictWalkCache(m);
            finish(m);
            assertThat(of(Event.TLB_OVERLAP)).as("level %d", level).hasSize(1);
            assertThat(of(Event.CONFLICT_ABORT)).as("level %d", level).hasSize(level == 3 ? 0 : 1);
        }
    }

    /** Domain section 5: below level 3 an abort may be the answer, and what a level promises it promises only where nothing but the size differs. */
    @ParameterizedTest
    @CsvSource({
        // overlap, another output address, answers at levels 0 to 3
        "ABORT, false, 1 1 1 2", "EITHER, false, 3 3 3 2", "MIXTURE, false, 4 3 3 2",
        "ABORT, true, 1 1 1 1", "EITHER, true, 3 3 3 3", "MIXTURE, true, 4 4 4 4",
    })
    void twoEntriesThatMatchHaveTheAnswersOfTheirLevel(ArmConfig.Overlap overlap, boolean moved, String answers) {
        for (int level = 0; level <= 3; level++) {
            ArmMachine m = overlapping(level, overlap, moved ? 0x150000000L : 0x140000000L, "PROT_R");
            assertThat(m.alternatives(Move.RUN, 0)).as("level %d", level).isEqualTo(answers.charAt(2 * level) - '0');
        }
    }

    @Test
    void aMixtureHasTheAddressOfOneEntryAndTheRightsOfTheOther() {
        List<Long> pages = new ArrayList<>();
        for (int answer = 1; answer < 4; answer++) {
            ArmMachine m = overlapping(0, ArmConfig.Overlap.MIXTURE, 0x150000000L, "PROT_R | PROT_W");
            m.step(Move.of(Move.RUN, 0, answer));
            pages.add(of(Event.TLB_HIT).getLast()[4]);
        }
        long mixed = pages.get(2);
        assertThat(pages.subList(0, 2)).doesNotContain(mixed);
        assertThat(mixed & ~Permissions.MASK).isEqualTo(pages.get(0) & ~Permissions.MASK);
        assertThat(mixed & Permissions.MASK).isEqualTo(pages.get(1) & Permissions.MASK);
        assertThat(Permissions.of(pages.get(0))).isNotEqualTo(Permissions.of(pages.get(1)));
    }

    /** A machine whose guest has just found in its TLB, for one address, a page of RAM that it may read and a block at {@code pa}. */
    private ArmMachine overlapping(int level, ArmConfig.Overlap overlap, long pa, String rights) {
        events.clear();
        ArmMachine m = start(ArmFixture.of("""
                routine guest() { read(0x40000000); read(0x40001000); read(0x40000000); }
                routine host() { *(follow(*(ROOT + 8))) = leaf_pte(%d, stage2_attr(%s), 2); }""".formatted(pa, rights))
                .actor(0, "guest").actor(1, "host").map(0, 512, 3, ArmConfig.Rights.R).bbm(level, ArmConfig.NtResponse.FAULT, overlap));
        run(m, 0, 5);
        run(m, 1, 8);
        evictWalkCache(m);
        while (of(Event.TLB_OVERLAP).isEmpty()) {
            m.step(Move.of(Move.RUN, 0, 0));
        }
        return m;
    }

    /** The walk cache may lose an entry at any time; here the test does it. */
    private static void evictWalkCache(ArmMachine m) {
        int base = m.map().tlb(0);
        for (int level = 0; level < TlbShape.WALK_LEVELS; level++) {
            for (int i = 0; i < TlbShape.ENTRY * m.map().tlbShape().walkWays(); i++) {
                m.cells().put(base + m.map().tlbShape().walkOffset(level) + i, 0);
            }
        }
    }

    @Test
    void ntBlocksFollowTheResponseParameter() {
        String text = """
                routine guest() { read(0x40000000); read(0x40000000); }
                routine host() { *(ROOT + 8) = leaf_pte(0x140000000, stage2_attr(PROT_R), 1) | PTE_NT; }""";
        for (ArmConfig.NtResponse response : ArmConfig.NtResponse.values()) {
            events.clear();
            ArmMachine m = start(ArmFixture.of(text).actor(0, "guest").actor(1, "host").bbm(2, response, ArmConfig.Overlap.ABORT));
            run(m, 1, 4);
            finish(m);
            assertThat(of(Event.FAULT)).as("%s", response).hasSize(response == ArmConfig.NtResponse.FAULT ? 1 : 0);
            assertThat(of(Event.TLB_FILL)).as("%s", response).hasSize(response == ArmConfig.NtResponse.IGNORE ? 1 : 0);
        }
    }

    @Test
    void aMoveThatIsNotEnabledIsRefused() {
        ArmMachine m = start(ArmFixture.of("routine guest() { read(0x40000000); }").actor(0, "guest"));
        org.assertj.core.api.Assertions.assertThatIllegalArgumentException().isThrownBy(() -> m.step(Move.of(Move.ARRIVE, 0, 0)));
    }

    private ArmMachine start(ArmFixture fixture) {
        ArmMachine m = fixture.machine();
        m.attach((kind, actor, a, b, c) -> events.add(new long[] {kind, actor, a, b, c}));
        return m;
    }

    private static void run(ArmMachine m, int cpu, int steps) {
        for (int i = 0; i < steps && (m.enabled(Move.RUN) >>> cpu & 1) != 0; i++) {
            m.step(Move.of(Move.RUN, cpu, 0));
        }
    }

    private static void finish(ArmMachine m) {
        Policy policy = new InOrder();
        int last = Move.NONE;
        for (long n = 0; n < 10_000; n++) {
            last = policy.choose(m, n, last);
            if (last == Move.NONE) {
                return;
            }
            m.step(last);
        }
        throw new AssertionError("does not end");
    }

    private List<Integer> kinds() {
        return events.stream().map(e -> (int) e[0]).toList();
    }

    private List<long[]> of(int kind) {
        return events.stream().filter(e -> e[0] == kind).toList();
    }
}
