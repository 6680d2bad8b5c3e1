package org.tablewalk.machine.x86;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
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

    private X86Machine run(X86Fixture fixture) {
        X86Machine m = fixture.machine();
        m.attach((kind, actor, a, b, c) -> events.add(new long[] {kind, actor, a, b, c}));
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
