package org.tablewalk.machine.x86;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Eviction;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.Move;

/**
 * Operations against cached entries. The rules are those of the Intel SDM, volume 3: "Operations that Invalidate TLBs and Paging-Structure Caches" (INVLPG, INVPCID, page faults, MOV to
 * CR), "VMX Transitions", and "Operations that Invalidate Cached Mappings" (INVVPID); the last two from memory.
 */
class InvalidationTest {
    private static final Caching HARDWARE = new Caching(true, 4, Eviction.NONE, 0, List.of());

    /** Two pages of PCID 1 that share no directory, a global one beside the first, and the first again as PCID 2 has it, under another root. */
    private static final String FILLED = """
            routine link(at, to) { *at = link_spte(to); }
            routine fill() {
                link(TABLES, TABLES + 0x1000); link(TABLES + 0x1000, TABLES + 0x2000); link(TABLES + 0x2000, TABLES + 0x3000);
                link(TABLES + 0x1008, TABLES + 0x4000); link(TABLES + 0x4000, TABLES + 0x5000);
                *(TABLES + 0x3008) = make_spte(0x501, 0x20107, 1);
                *(TABLES + 0x3010) = make_spte(0x502, 0x20107, 1) | 0x100;
                *(TABLES + 0x5000) = make_spte(0x503, 0x20107, 1);
                link(TABLES + 0x6000, TABLES + 0x7000); link(TABLES + 0x7000, TABLES + 0x8000); link(TABLES + 0x8000, TABLES + 0x9000);
                *(TABLES + 0x9008) = make_spte(0x504, 0x20107, 1);
                set_reg(CR3, 2);
                load_hw_root(TABLES + 0x6000, 4);
                read(0x1000);
                set_reg(CR3, 1);
                load_hw_root(TABLES, 4);
                read(0x1000); read(0x2000); read(0x40000000);
            }
            """;

    /** TLB entries as page/PCID, G for a global one; then how many entries of paging-structure caches each PCID has. */
    private static String left(X86Machine machine) {
        List<X86State.TlbEntry> all = new X86State(machine.map(), machine.cells()::get).tlb(0);
        Stream<String> pages = all.stream().filter(e -> !e.structure())
                .map(e -> Long.toHexString(e.address() >>> 12) + (Owner.global(e.owner()) ? "G" : "/" + Owner.pcid(e.owner()))).sorted();
        return pages.collect(Collectors.joining(" ")) + " | " + structures(all, 1) + " " + structures(all, 2);
    }

    private static long structures(List<X86State.TlbEntry> all, int pcid) {
        return all.stream().filter(e -> e.structure() && Owner.pcid(e.owner()) == pcid).count();
    }

    private static X86Machine after(String then, Caching caching, int vpid) {
        X86Machine m = X86Fixture.of(FILLED + "routine guest() { fill(); " + then + " }\nroutine handle_exit(reason, a, b) { return 1; }\n")
                .caching(caching, vpid).cpu("guest").machine();
        for (long at = 0; m.enabled(Move.RUN) != 0; at++) {
            m.step(new InOrder().choose(m, at, Move.NONE));
        }
        assertThat(new X86State(m.map(), m.cells()::get).cpu(0).exit()).isZero();
        return m;
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        // operation; what is left; of this PCID 1 and that PCID 2 in paging-structure caches
        "; 1/1 1/2 2G 40000/1 | 5 3",
        // The page whatever its PCID if global, and everything the current PCID has in paging-structure caches.
        "native_invlpg(0x1000); 1/2 2G 40000/1 | 0 3",
        "native_invlpg(0x2000); 1/1 1/2 40000/1 | 0 3",
        // Type 0: one page of one PCID, not if global, and what leads there.
        "native_invpcid(0, 1, 0x1000); 1/2 2G 40000/1 | 2 3",
        "native_invpcid(0, 2, 0x1000); 1/1 2G 40000/1 | 5 0",
        "native_invpcid(0, 1, 0x2000); 1/1 1/2 2G 40000/1 | 2 3",
        // Type 1: one PCID but global pages; 2: everything; 3: everything but global pages.
        "native_invpcid(1, 1, 0); 1/2 2G | 0 3",
        "native_invpcid(1, 2, 0); 1/1 2G 40000/1 | 5 0",
        "native_invpcid(2, 0, 0); '' | 0 0",
        "native_invpcid(3, 0, 0); 2G | 0 0",
        // INVVPID knows no PCIDs: type 0 one address, global or not; 1 one VPID; 2 all; 3 one VPID but global pages.
        "invvpid(0, 7, 0x1000); 2G 40000/1 | 2 0",
        "invvpid(0, 7, 0x2000); 1/1 1/2 40000/1 | 2 0",
        "invvpid(1, 7, 0); '' | 0 0",
        "invvpid(1, 8, 0); 1/1 1/2 2G 40000/1 | 5 3",
        "invvpid(2, 0, 0); '' | 0 0",
        "invvpid(3, 7, 0); 2G | 0 0",
        // KVM's own: one address is INVVPID type 0, the whole flush type 1.
        "flush_tlb_gva(0x1000); 2G 40000/1 | 2 0",
        "flush_tlb(); '' | 0 0",
        "flush_remote_tlbs(); '' | 0 0",
        // Another root flushes nothing with a VPID (VMX transitions), nor does the exit before it.
        "load_hw_root(TABLES + 0x6000, 4); 1/1 1/2 2G 40000/1 | 5 3",
        "mov_cr3(5); 1/1 1/2 2G 40000/1 | 5 3",
        // A page fault takes what is cached for its address under the current PCID.
        "write(0x3000); 1/1 1/2 2G 40000/1 | 2 3",
    })
    void everyOperationTakesWhatItHasToAndNoMore(String operation, String left) {
        X86Machine m = after(operation == null ? "" : operation + ";", HARDWARE, 7);
        assertThat(left(m)).isEqualTo(left.replace("''", ""));
    }

    @Test
    void withoutAVpidNothingOutlivesATransition() {
        assertThat(misses(7)).as("the page is still known after the exit").isEqualTo(4);
        assertThat(misses(0)).isEqualTo(5);
    }

    private static int misses(int vpid) {
        X86Machine m = X86Fixture.of(FILLED + "routine guest() { fill(); mov_cr3(5); read(0x1000); }\nroutine handle_exit(reason, a, b) { return 1; }\n")
                .caching(HARDWARE, vpid).cpu("guest").machine();
        return told(m, Event.TLB_MISS).size();
    }

    @Test
    void anotherRootUnderTheSamePcidIsReadThroughTheOldEntries() {
        X86Machine m = X86Fixture.of(FILLED + "routine guest() { fill(); load_hw_root(TABLES + 0x6000, 4); read(0x1000); set_reg(CR3, 2); read(0x1000);"
                + " load_hw_root(TABLES + 0x6000, 4); read(0x1000); read(0x2000); }").caching(HARDWARE, 7).cpu("guest").machine();
        assertThat(accesses(m)).as("the old frame; still, as the register alone changes nothing; the new frame; the global page")
                .endsWith(0x501000L, 0x501000L, 0x504000L, 0x502000L);
    }

    @Test
    void aWalkBeginsBelowTheDeepestCachedEntry() {
        X86Machine m = X86Fixture.of(FILLED + "routine guest() { fill(); *(TABLES + 0x3018) = make_spte(0x505, 0x20107, 1); *(TABLES + 0x2000) = 0; read(0x3000); }")
                .caching(HARDWARE, 7).cpu("guest").machine();
        assertThat(accesses(m)).as("through a directory entry that is no more").endsWith(0x505000L);
    }

    private static List<Long> accesses(X86Machine m) {
        return told(m, Event.ACCESS_DONE);
    }

    /** The second operands of a kind of event in a whole run. */
    private static List<Long> told(X86Machine m, int of) {
        List<Long> done = new ArrayList<>();
        m.attach((kind, actor, a, b, c) -> {
            if (kind == of) {
                done.add(b);
            }
        });
        for (long at = 0; m.enabled(Move.RUN) != 0; at++) {
            m.step(new InOrder().choose(m, at, Move.NONE));
        }
        return done;
    }

    @Test
    void speculationCachesADirectoryBelowWhichNothingIsMappedAndAnExitDropsIt() {
        Caching free = new Caching(true, 4, Eviction.BOUNDED, 2, List.of(0x80_0000_1000L, 0x7000L));
        X86Machine m = X86Fixture.of(FILLED + "routine guest() { fill(); cpu_id(); }").caching(free, 7).cpu("guest").machine();
        while (new X86State(m.map(), m.cells()::get).tlb(0).size() < 12) {
            m.step(Move.of(Move.RUN, 0, 0));
        }
        assertThat(m.alternatives(Move.SPECULATE, 0)).isEqualTo(2);
        m.step(Move.of(Move.SPECULATE, 0, 1));
        assertThat(m.enabled(Move.SPECULATE)).as("one walk at a time").isZero();
        m.step(Move.of(Move.WALKER, 0, 0));
        assertThat(m.enabled(Move.WALKER)).as("nothing is mapped there: no fault, and what led there stays").isZero();
        assertThat(left(m)).isEqualTo("1/1 1/2 2G 40000/1 | 5 3");
        assertThat(m.alternatives(Move.EVICT, 0)).isEqualTo(12);
        m.step(Move.of(Move.EVICT, 0, 0));
        m.step(Move.of(Move.EVICT, 0, 10));
        assertThat(left(m)).isEqualTo("1/1 2G 40000/1 | 4 3");
        assertThat(m.enabled(Move.EVICT)).as("bounded").isZero();
    }
}
