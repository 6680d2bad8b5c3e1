package org.tablewalk.narrate.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.check.shadow.HandMade;
import org.tablewalk.check.shadow.Rule;
import org.tablewalk.check.shadow.Violation;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.x86.X86Intrinsics;
import org.tablewalk.machine.x86.X86Map;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.StepRecord;

/** Sentences of steps made by hand, over the state of {@link HandMade}: a portal of level 5 above a 4-level guest. */
class ShadowNarratorTest {
    private final HandMade made = new HandMade();
    private final ShadowNarrator narrator = new ShadowNarrator(HandMade.MEANING);

    private String tell(int kind, long a, long b, long c) {
        StepRecord step = new StepRecord(6, Move.of(Move.RUN, 0, 0), 0, -1, -1, -1, -1, List.of(new EventRecord(kind, 0, a, b, c)), new int[0], new long[0],
                new long[0]);
        String told = narrator.sentence(step, new X86State(made.map, made.cells.image()));
        String head = "vCPU 0, step 7: ";
        assertEquals(head, told.substring(0, head.length()));
        return told.substring(head.length());
    }

    private void tells(String sentence, int kind, long a, long b, long c) {
        assertEquals(sentence, tell(kind, a, b, c));
    }

    @Test
    void aNewPageSaysWhy() {
        tells("for entry 0 of SP 1, asks for a level 4 page for gfn 0x10: the portal SP 1 has the same gfn but another role "
                + "(level 5, not 4 and passthrough 1, not 0), so a new shadow page SP 2 is made, role word 0x21704.",
                Event.SP_ALLOC, made.map.header(1), HandMade.table(0), 0x10);
        tells("for entry 0 of SP 2, asks for a level 3 page for gfn 0x11: no shadow page has this gfn, so a new shadow page SP 3 is made, "
                + "role word 0x21703.", Event.SP_ALLOC, made.map.header(2), HandMade.table(1), 0x11);
        made.cells.put(made.map.cellOf(X86Map.HASH + 8L * X86State.bucketOf(HandMade.ROOT_GFN)), made.map.header(0));
        made.put(made.map.header(0) + X86Map.SP_HASH_LINK, 0);
        tells("as a root, asks for a level 5 page for gfn 0x10, a portal above the guest's root that shadows nothing: no shadow page has this gfn, "
                + "so a new shadow page SP 1 is made, role word 0x61705.", Event.SP_ALLOC, made.map.header(0), 0, 0x10);
    }

    @Test
    void aDirectPageAndAQuadrantAreCalledSo() {
        made.put(made.map.header(4) + X86Map.SP_ROLE, 0x3781);
        tells("for entry 0 of SP 4, asks for a direct level 1 page for the 2 MiB from gfn 0x13, where the guest has no table: no shadow page has "
                + "this gfn, so a new shadow page SP 5 is made, role word 0x3781.", Event.SP_ALLOC, made.map.header(4), HandMade.table(3), 0x13);
        made.put(made.map.header(3) + X86Map.SP_ROLE, 0x3772);
        tells("links SP 5 into entry 3 of SP 4. It now has two parents. The guest's PDE 769 covers two shadow entries, 2 and 3 of quadrant 3.",
                Event.SP_LINK, HandMade.table(3) + 24, made.map.header(4), 0);
    }

    @Test
    void aPageFoundSaysThatGfnAndRoleAgree() {
        tells("SP 3 (level 3, gfn 0x11) is found in the hash for entry 5 of SP 2: same gfn, same role word 0x21703.",
                Event.SP_REUSE, made.map.header(2), HandMade.table(1) + 40, 0x11);
    }

    @Test
    void linksAndZaps() {
        tells("links SP 2 into entry 0 of SP 1.", Event.SP_LINK, HandMade.table(0), made.map.header(1), 0);
        tells("links SP 4 into entry 1 of pae_root. It now has two parents.", Event.SP_LINK, X86Map.SPECIAL + 8, made.map.header(3), 0);
        tells("unlinks SP 3 (level 3, gfn 0x11) from entry 0 of SP 2; it has no parent left but stays in the hash.",
                Event.SP_UNLINK, HandMade.table(1), made.map.header(2), 0);
        tells("zaps SP 1 (level 5, gfn 0x10) while it is a root in use (root count 1): it is marked invalid, leaves the hash, and is freed when the count "
                + "reaches 0.", Event.SP_ZAP, made.map.header(0), 1, 0);
        tells("entry 3 of SP 5 is zapped; it maps gfn 0x21, host frame 0x1021, RWX U.", Event.SPTE_SET, HandMade.leaf(),
                0x1021L << 12 | Pte.MMU_PRESENT | Pte.P | Pte.W | Pte.U, 0);
    }

    @Test
    void trackingNamesTheGfnAndHowMany() {
        tells("write-tracks gfn 0x101: 1 page above level 1 has its guest entries.", Event.TRACK, 0x101, 1, 0);
        tells("no longer write-tracks gfn 0x101: no page above level 1 has its guest entries.", Event.TRACK, 0x101, 0, 0);
        tells("should take entry 3 of SP 5 out of the reverse map of gfn 0x22, but it is not there: it was put in under another gfn and stays behind.",
                Event.RMAP_MISSING, 0x22, HandMade.leaf(), 0);
    }

    @Test
    void aGuestsWriteHitsWhatShadowsItAndNotThePortal() {
        tells("emulates the guest's write of 0x5 to 0x0001_0028, in the table at gfn 0x10: SP 2 (level 4) shadows it in entry 5.",
                Event.PTE_WRITE, 0x10028, 5, 0);
        made.put(made.map.header(3) + X86Map.SP_ROLE, 0x3772).put(made.map.header(4) + X86Map.SP_ROLE, 0x3731);
        tells("emulates the guest's write of 0x0 to 0x0001_2c04, in the table at gfn 0x12: SP 4 (level 2, quadrant 3) shadows it in entries 2 and 3.",
                Event.PTE_WRITE, 0x12c04, 0, 0);
        tells("emulates the guest's write of 0x0 to 0x0001_3004, in the table at gfn 0x13: SP 5 (level 1) is for quadrant 1 and is not touched.",
                Event.PTE_WRITE, 0x13004, 0, 0);
    }

    @Test
    void specialPagesAreNotShadowPages() {
        tells("pae_root comes into use at level 3: a special page, not a shadow page; it shadows nothing and is not in the hash.",
                Event.SPECIAL_PAGE, X86Map.SPECIAL, 3, 0);
        tells("pml5_root, a special page becomes the root the hardware walks, from level 5.", Event.ROOT, X86Map.SPECIAL + 0x2000, 5, 0);
        tells("uses SP 2 (level 4, gfn 0x10) as the root again: same CR3 0x10000, same role word, nothing has to be made.",
                Event.ROOT_REUSE, HandMade.table(1), 0x10000, 0);
    }

    @Test
    void hardware() {
        tells("the hardware walk reads level 4: entry 0 of SP 2 leads to SP 3.", Event.WALK_READ, HandMade.table(1), made.state.word(HandMade.table(1)), 4);
        tells("the hardware walk reads level 1: entry 3 of SP 5 maps gfn 0x20, host frame 0x1020, RWX U.", Event.WALK_READ, HandMade.leaf(),
                made.state.word(HandMade.leaf()), 1);
        tells("the hardware walk for 0x0000_3000 ends in a page fault, error code 0x3 (present, write, supervisor): entry 3 of SP 5 maps gfn 0x20, "
                + "host frame 0x1020, RWX U.", Event.FAULT, 0x3000, HandMade.leaf(), Fault.of(3, 1, Event.WRITE));
        tells("exits to KVM: the guest writes 0x1000 to CR4.", Event.EXCEPTION, 0x1000, 0, X86Intrinsics.EXIT_CR4);
        tells("writes 0x1020 to CR4; the guest's paging is off.", Event.REGISTER, 2, 0x1020, 0);
    }

    @Test
    void stores() {
        tells("sets `parent_ptes` of SP 3 to entry 0 of SP 2.", Event.WORD_WRITE, made.map.header(2) + X86Map.SP_PARENT_PTES, 0, HandMade.table(1));
        tells("sets `prev` of SP 3 to SP 4.", Event.WORD_WRITE, made.map.header(2) + X86Map.SP_PREV, 0, made.map.header(3));
        tells("sets `walk[4].gpte` of the MMU of vCPU 0 to 0x11007.", Event.WORD_WRITE, made.map.mmu(0) + X86Map.MMU_WALK + 3 * 32 + 16, 0, 0x11007);
        tells("sets `prev_roots[1].hpa` of the MMU of vCPU 0 to 0x0.", Event.WORD_WRITE, made.map.mmu(0) + X86Map.MMU_PREV_ROOTS + 24, 1, 0);
        tells("sets `used_pages` of the VM to 0x5.", Event.WORD_WRITE, X86Map.VM, 4, 5);
        tells("writes the counts of gfn 0x11: 0x1.", Event.WORD_WRITE, made.map.gfnInfo(0x11), 0, 1);
        tells("the reverse map of gfn 0x20 at level 1 is entry 3 of SP 5 now.", Event.WORD_WRITE, made.map.rmapHead(0x20, 1), 0, HandMade.leaf());
        tells("the reverse map of gfn 0x0 at level 2 is empty now.", Event.WORD_WRITE, made.map.rmapHead(0x20, 2), 1, 0);
        tells("sets `gfn` of SP 3 to 0x11.", Event.WORD_WRITE, made.map.header(2), 0, 0x11);
        tells("writes 0x12007 to guest memory at 0x0001_1010, in the table at gfn 0x11 that SP 3 shadows.", Event.WORD_WRITE, 0x1011010, 0, 0x12007);
        tells("writes 0x7 to guest memory at 0x0002_0000.", Event.WORD_WRITE, 0x1020000, 0, 7);
    }

    @Test
    void everyRuleHasItsSentence() {
        X86State state = new X86State(made.map, made.cells.image());
        for (Rule rule : Rule.values()) {
            String told = narrator.violation(new Violation(rule, 2, 0x10, HandMade.leaf(), 1, 2), state);
            assertTrue(told.endsWith(".") && !told.contains("{"), told);
        }
        assertEquals("entry 3 of SP 5 stands in the reverse map under gfn 0x1 and will be removed under gfn 0x2.",
                narrator.violation(new Violation(Rule.REMOVAL_GFN, 5, 2, HandMade.leaf(), 1, 2), state));
    }
}
