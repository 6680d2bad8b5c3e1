package org.tablewalk.machine.x86;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.arch.x86.PageWalk;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.Move;

class X86MachineTest {
    /** Tables of four levels in shadow pages 0..3 for addresses below 2 MiB, every entry of the last written by {@code map}. */
    private static final String TABLES = """
            routine map(cpu_root, address, spte) {
                *TABLES = link_spte(TABLES + 0x1000);
                *(TABLES + 0x1000) = link_spte(TABLES + 0x2000);
                *(TABLES + 0x2000) = link_spte(TABLES + 0x3000);
                *(TABLES + 0x3000 + 8 * spte_index(address, 1)) = spte;
                load_hw_root(TABLES, 4);
                return 0;
            }
            """;
    private final List<long[]> events = new ArrayList<>();

    @Test
    void aMissWalksEveryLevelFillsTheTlbAndTheNextAccessHits() {
        X86Machine m = run(X86Fixture.of(TABLES + """
                routine guest() { map(0, 0x1000, make_spte(0x503, 0x20107, 1)); read(0x1008); user_read(0x1010); write(0x1018); write(0x1020); }
                """).cpu("guest"));
        assertThat(kinds()).containsSubsequence(Event.TLB_MISS, Event.WALK_READ, Event.WALK_READ, Event.WALK_READ, Event.WALK_READ, Event.TLB_FILL,
                Event.ACCESS_DONE, Event.TLB_HIT, Event.ACCESS_DONE, Event.TLB_MISS, Event.AD_UPDATE, Event.TLB_FILL, Event.ACCESS_DONE, Event.TLB_HIT,
                Event.HALT);
        assertThat(of(Event.WALK_READ)).as("a write with D clear walks again").hasSize(8);
        assertThat(of(Event.AD_UPDATE)).hasSize(1);
        assertThat(of(Event.ACCESS_DONE).get(1)[3]).isEqualTo(0x503010);
        assertThat(state(m).tlb(0)).hasSize(1);
        assertThat(state(m).tlb(0).getFirst().spte() & Pte.D).isEqualTo(Pte.D);
        assertThat(state(m).cpu(0).exit()).isZero();
    }

    @Test
    void whatAListingSaysIsToldAndChangesNothing() {
        X86Machine m = run(X86Fixture.of(TABLES + """
                routine guest() {
                    map(0, 0x1000, make_spte(0x503, 0x20107, 1));
                    assert(1 == 1);
                    assert(1 == 2);
                    give(0x503000, 4096, guest);
                    mark_dirty(0x103000);
                    collect_dirty(0x103000, 4096);
                    must_read(0x1008);
                }
                """).cpu("guest"));
        assertThat(of(Event.ASSERT_FAILED)).hasSize(1);
        assertThat(of(Event.GIVE).getFirst()).containsExactly(Event.GIVE, 0, 0x503000, 4096, Event.GUEST);
        assertThat(of(Event.DIRTY).getFirst()[2]).isEqualTo(0x103000);
        assertThat(of(Event.COLLECT_DIRTY).getFirst()).containsExactly(Event.COLLECT_DIRTY, 0, 0x103000, 4096, 0);
        assertThat(kinds()).containsSubsequence(Event.MUST, Event.ACCESS_START, Event.TLB_MISS, Event.ACCESS_DONE);
        assertThat(state(m).cpu(0).exit()).isZero();
    }

    @Test
    void aFaultExitsWithItsErrorCodeAndTheAnswerDecidesHowTheInstructionEnds() {
        X86Machine m = run(X86Fixture.of(TABLES + """
                shared w;
                shared r;
                routine guest() {
                    map(0, 0x1000, make_spte(0x503, 0x20105, 1));
                    w = user_write(0x1000);
                    r = read(0x2000);
                }
                routine handle_exit(reason, a, b) {
                    if (reason != EXIT_PAGE_FAULT) return -EINVAL;
                    if (a == 0x2000) { map(0, a, make_spte(0x504, 0x20107, 1)); return 0; }
                    return GUEST_PF + b;
                }
                """).cpu("guest"));
        assertThat(of(Event.FAULT)).hasSize(2);
        assertThat(Fault.kind(of(Event.FAULT).getFirst()[4])).isEqualTo(PageWalk.PRESENT | PageWalk.WRITE | PageWalk.USER);
        assertThat(Fault.kind(of(Event.FAULT).get(1)[4])).isZero();
        assertThat(state(m).sharedVariable("w")).isEqualTo(256 + 7);
        assertThat(state(m).sharedVariable("r")).isZero();
        assertThat(of(Event.ACCESS_DONE)).hasSize(1);
    }

    @Test
    void withoutARootTheGuestExitsBeforeItsFirstInstruction() {
        run(X86Fixture.of(TABLES + """
                routine guest() { read(0x1000); invlpg(0x1000); mov_cr3(0x5000); }
                routine handle_exit(reason, a, b) {
                    if (reason == EXIT_NO_ROOT) { map(0, 0x1000, make_spte(0x503, 0x20107, 1)); return 0; }
                    if (reason == EXIT_INVLPG) { flush_tlb_gva(a); return 1; }
                    if (reason == EXIT_CR3) { set_reg(CR3, a); return 1; }
                    return -EINVAL;
                }
                """).cpu("guest"));
        assertThat(of(Event.EXCEPTION).stream().map(e -> (int) e[4]).toList())
                .containsExactly(X86Intrinsics.EXIT_NO_ROOT, X86Intrinsics.EXIT_INVLPG, X86Intrinsics.EXIT_CR3);
        assertThat(of(Event.TLB_FLUSH).getFirst()).as("one entry of that address goes").containsSubsequence(1, 0x1000);
        assertThat(of(Event.REGISTER).getFirst()).containsSubsequence(X86Intrinsics.CR3, 0x5000);
        assertThat(of(Event.HALT).getFirst()[2]).isZero();
    }

    @Test
    void fieldsAndWordsOfStructuresAreReadAndWrittenInOneOpEach() {
        X86Machine m = run(X86Fixture.of("""
                shared gfn;
                routine host(sp) { sp->gfn = 7; sp->hash_link = sp; *(sp + 8) = 9; gfn = sp->gfn + sp->role; VM->used_pages = 5; }
                """).cpu("host", X86Map.HEADERS + X86Map.HEADER_BYTES));
        assertThat(state(m).sharedVariable("gfn")).isEqualTo(16);
        assertThat(of(Event.WORD_WRITE).stream().map(e -> e[2]).toList()).containsExactly(m.map().header(1), m.map().header(1) + X86Map.SP_HASH_LINK,
                m.map().header(1) + X86Map.SP_ROLE, X86Map.VM);
    }

    @Test
    void aRemoteFlushWaitsForCpusInTheGuestOnlyAndInterruptsTheirInstruction() {
        X86Machine m = start(X86Fixture.of(TABLES + """
                routine guest() { map(0, 0x1000, make_spte(0x503, 0x20107, 1)); read(0x1000); read(0x1008); }
                routine sleeper() { load_hw_root(TABLES, 4); lock(mmu_lock); read(0x1000); }
                routine host() { lock(mmu_lock); flush_remote_tlbs(); unlock(mmu_lock); }
                """).cpu("host").cpu("guest").cpu("sleeper"));
        runUntil(m, 1, Event.TLB_HIT);
        runUntil(m, 0, Event.LOCK);
        runUntil(m, 2, Event.LOCK_WAIT);
        runUntil(m, 0, Event.DSB_WAIT);
        assertThat(m.enabled(Move.RUN)).isEqualTo(0b010);
        assertThat(m.enabled(Move.ARRIVE)).isEqualTo(0b010);
        assertThat(state(m).cpu(0).status()).isEqualTo(X86State.Status.WAITS_FLUSH);
        assertThat(state(m).cpu(1).status()).isEqualTo(X86State.Status.IN_ACCESS);
        assertThat(state(m).flushAwaits(0)).isEqualTo(0b010);
        assertThat(state(m).flushAskedBy(1)).isEqualTo(0b001);
        assertThat(state(m).flushAtEntry(2)).isTrue();
        m.step(Move.of(Move.ARRIVE, 1, 0));
        assertThat(state(m).tlb(1)).isEmpty();
        assertThat(state(m).cpu(1).guest()).isFalse();
        assertThat(m.enabled(Move.RUN)).isEqualTo(0b011);
        runUntil(m, 0, Event.UNLOCK);
        assertThat(of(Event.DSB_DONE)).hasSize(1);
        assertThat(m.enabled(Move.RUN) >>> 2).as("the lock is granted").isEqualTo(1);
        int before = of(Event.TLB_MISS).size();
        runUntil(m, 1, Event.TLB_MISS);
        assertThat(of(Event.TLB_MISS)).as("the second read began again, after the flush").hasSize(before + 1);
        assertThat(state(m).cpu(2).guest()).isFalse();
        runUntil(m, 2, Event.TLB_FLUSH);
        assertThat(state(m).cpu(2).guest()).as("a CPU outside the guest flushes on its way in").isTrue();
    }

    @Test
    void anExitAnswersAFlushToo() {
        X86Machine m = start(X86Fixture.of(TABLES + """
                routine guest() { map(0, 0x1000, make_spte(0x503, 0x20107, 1)); read(0x1000); mov_cr3(0); }
                routine host() { flush_remote_tlbs(); }
                routine handle_exit(reason, a, b) { return 1; }
                """).cpu("host").cpu("guest"));
        runUntil(m, 1, Event.ACCESS_DONE);
        runUntil(m, 0, Event.DSB_WAIT);
        runUntil(m, 1, Event.EXCEPTION);
        assertThat(of(Event.TLBI_ARRIVE)).hasSize(1);
        assertThat(m.enabled(Move.ARRIVE)).isZero();
        assertThat(m.enabled(Move.RUN)).isEqualTo(0b11);
        assertThat(of(Event.TLBI_DONE).getFirst()[1]).isZero();
    }

    @Test
    void entriesOfTheTlbBelongToTheRootTheyWereFoundUnderAndFullSetsDropTheOldest() {
        X86Machine m = run(X86Fixture.of(TABLES + """
                routine guest() {
                    for (i = 0; i < 5; i++) { map(0, i << 12, make_spte(0x500 + i, 0x20107, 1)); }
                    *(TABLES + 0x4000) = link_spte(TABLES + 0x1000);
                    read(0); read(0x1000);
                    load_hw_root(TABLES + 0x4000, 4);
                    read(0);
                    load_hw_root(TABLES, 4);
                    read(0);
                    read(0x2000); read(0x3000);
                    read(0);
                }
                """).cpu("guest").tlb(4));
        assertThat(of(Event.TLB_MISS)).as("two, one under the other root, two that fill the TLB, one that was dropped").hasSize(6);
        assertThat(of(Event.TLB_EVICT)).hasSize(2);
        assertThat(state(m).tlb(0).stream().map(X86State.TlbEntry::address).toList()).containsExactly(0L, 0x2000L, 0x3000L, 0L);
    }

    @Test
    void aPaeRootHasFourEntriesAndAddressesOfThirtyTwoBits() {
        run(X86Fixture.of("""
                routine guest() {
                    root = special_page(0, 0);
                    *(root + 24) = link_special(TABLES, 3);
                    *(TABLES + 8) = make_spte(0x400, 0x20207, 1);
                    load_hw_root(root, 3);
                    read(0xffffffffc0234567);
                    user_write(0xc0234567);
                }
                """).cpu("guest"));
        assertThat(of(Event.WALK_READ).stream().map(e -> (int) e[4]).toList()).containsExactly(3, 2, 3, 2);
        assertThat(of(Event.ACCESS_DONE).getFirst()).containsSubsequence(0xc0234567L, 0x434567);
    }

    @Test
    void shadowedEptIsWalkedWithItsOwnRights() {
        run(X86Fixture.of(TABLES + """
                routine guest() {
                    map(0, 0x1000, make_spte(0x503, 0x20105, 1));
                    read(0x1000); exec(0x1000); write(0x1000);
                }
                routine handle_exit(reason, a, b) { return -b; }
                """).cpu("guest").virtualization(X86Config.Virtualization.NESTED_EPT));
        assertThat(of(Event.ACCESS_DONE)).hasSize(2);
        assertThat(of(Event.HALT).getFirst()[2]).isEqualTo(-(PageWalk.PRESENT | PageWalk.WRITE | PageWalk.USER));
    }

    @Test
    void storesReachGuestMemoryAtAnyAlignmentAndLeaveNoTraceWhereItHasNoContents() {
        X86Machine m = run(X86Fixture.of(TABLES + """
                shared empty;
                routine guest() {
                    map(0, 0x1000, make_spte(0x503, 0x20107, 1));
                    map(0, 0x2000, make_spte(0x10000, 0x20107, 1));
                    guest_store(0x1000, 0x1122334455667788, 8);
                    guest_store(0x1007, 0xabcd, 2);
                    guest_store(0x1014, 0x99, 1);
                    guest_store(0x2000, 0x99, 8);
                    gpa_store(0x103018, 0x12345678, 4);
                    empty = read_gpa(0x10000000, 8);
                    cmpxchg_gpa4(0x103018, 0x12345678, 0x9abc);
                }
                """).cpu("guest").contentless(16));
        assertThat(state(m).cpu(0).exit()).isZero();
        assertThat(state(m).guestEntry(0x103000, 8)).isEqualTo(0xcd22334455667788L);
        assertThat(state(m).guestEntry(0x103008, 8)).isEqualTo(0xab);
        assertThat(state(m).guestEntry(0x103014, 4)).isEqualTo(0x99);
        assertThat(state(m).guestEntry(0x103018, 4)).isEqualTo(0x9abc);
        assertThat(state(m).sharedVariable("empty")).isZero();
    }

    @Test
    void aStoreToAFrameThatL1MapsReadOnlyExits() {
        X86Machine m = run(X86Fixture.of(TABLES + """
                routine guest() { map(0, 0, 0); *gfn_info(0x103) = 1 << 32; gpa_store(0x103008, 7, 8); gpa_store(0x104008, 8, 8); }
                routine handle_exit(reason, a, b) {
                    if (reason != EXIT_GPA_STORE) return -EINVAL;
                    write_gpa(a, insn_value() + 1, insn_bytes());
                    return 1;
                }
                """).cpu("guest"));
        assertThat(state(m).guestEntry(0x103008, 8)).isEqualTo(8);
        assertThat(state(m).guestEntry(0x104008, 8)).isEqualTo(8);
        assertThat(of(Event.EXCEPTION)).hasSize(1);
    }

    @Test
    void theHardwareRefusesWhatTheGuestsSmepAndSmapRefuse() {
        run(X86Fixture.of(TABLES + """
                routine guest() {
                    map(0, 0x1000, make_spte(0x503, 0x20107, 1));
                    map(0, 0x2000, make_spte(0x504, 0x20103, 1));
                    set_reg(CR4, CR4_PAE | CR4_SMEP);
                    read(0x1000); exec(0x1000); user_exec(0x1000); exec(0x2000);
                    set_reg(CR4, CR4_PAE | CR4_SMAP);
                    read(0x1000); exec(0x1000); user_read(0x1000); read(0x2000);
                }
                routine handle_exit(reason, a, b) { return GUEST_PF + b; }
                """).cpu("guest"));
        assertThat(of(Event.EXCEPTION).stream().map(e -> e[3]).toList()).containsExactly((long) (PageWalk.PRESENT | PageWalk.FETCH), (long) PageWalk.PRESENT);
        assertThat(of(Event.ACCESS_DONE)).hasSize(6);
    }

    @Test
    void anAddressThatIsNotCanonicalIsAGeneralProtectionFaultWithoutAnExit() {
        X86Machine m = run(X86Fixture.of(TABLES + """
                shared low;
                shared high;
                routine guest() {
                    map(0, 0x1000, make_spte(0x503, 0x20107, 1));
                    *(TABLES + 0xff8) = link_spte(TABLES + 0x1000);
                    low = read(0x0000800000001000);
                    high = read(0xffffff8000001000);
                }
                """).cpu("guest"));
        assertThat(state(m).sharedVariable("low")).isEqualTo(256 + 256);
        assertThat(state(m).sharedVariable("high")).isZero();
        assertThat(of(Event.INJECT)).hasSize(1);
        assertThat(of(Event.EXCEPTION)).isEmpty();
        assertThat(of(Event.ACCESS_DONE)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "*0x4000 = 1;", "*(HEADERS + 4) = 1;", "*(HEADERS - 8) = 1;", "x = *(VM + 0x80);", "x = *(1 << 63);", "unlock(mmu_lock);", "lock(2);", "set_reg(4, 1);",
        "x = reg(1 << 40);", "load_hw_root(TABLES + 8, 4);", "load_hw_root(TABLES, 6);", "load_hw_root(0x5000, 4);", "trace(11, 1, 1);", "clear_page(VM);",
        "x = read_gpa(0x100000, 3);", "write_gpa(0x100000, 1, 0);", "x = cmpxchg_gpa8(0x100004, 0, 0);", "x = cmpxchg(0x100000, 0, 0);",
        "load_hw_root(TABLES, 4); guest_store(0xfff, 1, 2);", "load_hw_root(TABLES, 4); gpa_store(0, 1, 9);",
        "*TABLES = link_spte(0x9000); load_hw_root(TABLES, 4); read(0);", "read(0);", "recurse(1);",
    })
    void whateverAListingDoesWrongStopsItsCpuWithEfault(String statement) {
        X86Machine m = run(X86Fixture.of("routine recurse(n) { return recurse(n + 1) + 1; } routine host() { " + statement + " }").cpu("host"));
        assertThat(state(m).cpu(0).status()).isEqualTo(X86State.Status.FAILED);
        assertThat(state(m).cpu(0).exit()).isEqualTo(-14);
    }

    private X86Machine start(X86Fixture fixture) {
        X86Machine m = fixture.machine();
        m.attach((kind, actor, a, b, c) -> events.add(new long[] {kind, actor, a, b, c}));
        return m;
    }

    /** Runs one CPU until something new of that kind has happened on it. */
    private void runUntil(X86Machine m, int cpu, int kind) {
        int from = events.size();
        for (int i = 0; i < 10_000; i++) {
            m.step(Move.of(Move.RUN, cpu, 0));
            if (events.subList(from, events.size()).stream().anyMatch(e -> e[0] == kind && e[1] == cpu)) {
                return;
            }
        }
        throw new AssertionError("no event " + kind);
    }

    private X86Machine run(X86Fixture fixture) {
        X86Machine m = start(fixture);
        InOrder policy = new InOrder();
        for (int i = 0; i < 100_000; i++) {
            int move = policy.choose(m, i, Move.NONE);
            if (move == Move.NONE) {
                return m;
            }
            m.step(move);
        }
        throw new AssertionError("the run does not end");
    }

    private static X86State state(X86Machine m) {
        return new X86State(m.map(), m.cells().image());
    }

    private List<Integer> kinds() {
        return events.stream().map(e -> (int) e[0]).toList();
    }

    private List<long[]> of(int kind) {
        return events.stream().filter(e -> e[0] == kind).toList();
    }
}
