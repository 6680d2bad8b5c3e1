package org.tablewalk.kvm.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.x86.X86Config.Virtualization;
import org.tablewalk.machine.x86.X86State;

/** What the shadow MMU's listings do beyond single faults: going out of step, floods, reclaim, reuse, roots, the TDP MMU. */
class ShadowMmuTest {
    private static final int TABLE = 0x27;
    private static final int PAGE = 0x67;

    /** A 4-level guest: 8 pages from 0x9000 at virtual address 0, its page table 0x103 itself at 0x200000. */
    private static ShadowRun guest(RoleDesign design) {
        var run = new ShadowRun(design).entry(0x100, 0, 8, 0x101L << 12 | TABLE).entry(0x101, 0, 8, 0x102L << 12 | TABLE)
                .entry(0x102, 0, 8, 0x103L << 12 | TABLE).entry(0x102, 1, 8, 0x104L << 12 | TABLE).entry(0x104, 0, 8, 0x103L << 12 | PAGE)
                .entry(0x104, 1, 8, 0x102L << 12 | PAGE);
        for (int i = 0; i < 8; i++) {
            run.entry(0x103, i, 8, 0x9000L + i << 12 | PAGE).frame(0x9000 + i);
        }
        return run.cpu(4, 0x100, "guest");
    }

    private static ShadowRun ended(ShadowRun run) {
        run.run();
        for (int cpu = 0; cpu < run.machine.cpus(); cpu++) {
            assertEquals(X86State.Status.ENDED, run.state.cpu(cpu).status(), "cpu " + cpu + " exit " + run.state.cpu(cpu).exit());
        }
        return run;
    }

    private static int count(ShadowRun run, int kind) {
        return run.events.getOrDefault(kind, List.of()).size();
    }

    private static long frame(ShadowRun run, int nth) {
        List<long[]> done = run.events.get(Event.ACCESS_DONE);
        return done.get(nth < 0 ? done.size() + nth : nth)[1] >>> 12;
    }

    @ParameterizedTest
    @EnumSource(RoleDesign.class)
    void aPageTableGoesOutOfStepAndIsComparedAgain(RoleDesign design) {
        ShadowRun run = ended(guest(design).guest("""
                routine guest() {
                    read(0);
                    guest_store(0x200000, 0x9001067, 8);
                    guest_store(0x200008, 0x9002067, 8);
                    read(0);
                    mov_cr3(0x100000);
                    read(0);
                    guest_store(0x200000, 0x9003067, 8);
                    invlpg(0);
                    read(0);
                }
                """));
        assertEquals(List.of(0x9000L, 0x103L, 0x103L, 0x9000L, 0x9001L, 0x103L, 0x9003L),
                run.events.get(Event.ACCESS_DONE).stream().map(e -> e[1] >>> 12).toList(), "before the flush the old frame may still be read");
        assertEquals(2, count(run, Event.SP_UNSYNC), "the first store after each time in step exits");
        assertTrue(count(run, Event.SP_SYNC) >= 1);
        assertNull(run.events.get(Event.PTE_WRITE), "a table of level 1 is not emulated");
    }

    /** Three writes to a directory in a row are a flood: its page goes; a use in between starts the count anew. */
    @Test
    void threeWritesAreAFlood() {
        String store = "guest_store(0x201ff8, 0, 8);\n";
        ShadowRun flooded = ended(guest(RoleDesign.MAINLINE).guest("routine guest() { read(0); read(0x201000); " + store.repeat(3) + " read(0); }"));
        assertEquals(3, count(flooded, Event.PTE_WRITE));
        assertEquals(1, count(flooded, Event.SP_ZAP));
        assertEquals(0x9000, frame(flooded, -1));
        ShadowRun used = ended(guest(RoleDesign.MAINLINE).guest(
                "routine guest() { read(0); read(0x201000); " + store + store + "invlpg(0x1000); read(0x1000); read(0x2000); " + store + store + " }"));
        assertEquals(4, count(used, Event.PTE_WRITE));
        assertEquals(0, count(used, Event.SP_ZAP));
    }

    /** L1's tables: a directory entry that leads to page table 0x103, and 0x105 to put in its place. */
    private static ShadowRun nested(Virtualization virtualization, String text) {
        boolean ept = virtualization == Virtualization.NESTED_EPT;
        int table = ept ? 7 : TABLE;
        int page = ept ? 0x37 : PAGE;
        return ended(new ShadowRun(RoleDesign.MAINLINE).on(virtualization, 4).entry(0x100, 0, 8, 0x101L << 12 | table).entry(0x101, 0, 8, 0x102L << 12 | table)
                .entry(0x102, 0, 8, 0x103L << 12 | table).entry(0x103, 0, 8, 0x9000L << 12 | page).entry(0x105, 0, 8, 0x9001L << 12 | page).frame(0x9000)
                .frame(0x9001).cpu(4, 0x100, "guest").guest("routine guest() { table = " + table + "; " + text + " }"));
    }

    /** The emulated write hands mmu_page_zap_pte no list to zap on: the child it unlinks stays in the hash and is found again. */
    @ParameterizedTest
    @EnumSource(value = Virtualization.class, names = {"NESTED_NPT", "NESTED_EPT", "SHADOW"})
    void anOrphanOfAnEmulatedWriteStaysInTheHash(Virtualization virtualization) {
        String away = "read(0); gpa_store(0x102000, 0x105000 | table, 8); invlpg(0);";
        ShadowRun orphaned = nested(virtualization, away);
        assertEquals(1, count(orphaned, Event.PTE_WRITE));
        assertEquals(0, count(orphaned, Event.SP_ZAP));
        List<X86State.ShadowPage> orphans = orphaned.state.shadowPages().stream().filter(p -> p.gfn() == 0x103).toList();
        assertEquals(1, orphans.size());
        assertEquals(0, orphans.getFirst().parents());
        assertEquals(List.of(orphans.getFirst().header()), orphaned.state.bucket(X86State.bucketOf(0x103)));

        ShadowRun back = nested(virtualization, away + " read(0); gpa_store(0x102000, 0x103000 | table, 8); invlpg(0); read(0);");
        assertEquals(5, count(back, Event.SP_ALLOC));
        assertEquals(1, count(back, Event.SP_REUSE), "the orphan is found again");
        assertEquals(0x9000, frame(back, -1));
    }

    /** A page that is zapped takes the child with it that has no parent left, if it is a nested guest's. */
    @ParameterizedTest
    @CsvSource({"NESTED_NPT, 2", "NESTED_EPT, 2", "SHADOW, 1"})
    void aZappedPageTakesTheOrphansOfNestedGuestsWithIt(Virtualization virtualization, int zapped) {
        ShadowRun run = nested(virtualization, "read(0); gpa_store(0x102002, 0, 2);");
        assertEquals(zapped, count(run, Event.SP_ZAP), "two bytes are no update of an entry, so the directory's page goes");
    }

    /** More tables than there are pages for: the oldest go, the root stays. */
    @ParameterizedTest
    @CsvSource({"8", "16"})
    void theOldestPagesMakeRoom(int pages) {
        var run = new ShadowRun(RoleDesign.MAINLINE).pages(pages).entry(0x100, 0, 8, 0x101L << 12 | TABLE).entry(0x101, 0, 8, 0x102L << 12 | TABLE).frame(0x9000);
        for (int i = 0; i < 40; i++) {
            run.entry(0x102, i, 8, 0x110L + i << 12 | TABLE).entry(0x110 + i, 0, 8, 0x9000L << 12 | PAGE);
        }
        ended(run.cpu(4, 0x100, "guest").guest("routine guest() { for (k = 0; k < 3; k++) { for (i = 0; i < 40; i++) read(i << 21); } }"));
        assertTrue(count(run, Event.SP_FREE) > 40);
        assertEquals(count(run, Event.SP_ZAP), count(run, Event.SP_FREE));
        assertTrue(run.events.get(Event.SP_ZAP).stream().noneMatch(e -> e[1] != 0), "a root in use is never reclaimed");
        assertEquals(run.state.word(org.tablewalk.machine.x86.X86Map.VM), pages - free(run));
    }

    private static long free(ShadowRun run) {
        long free = 0;
        for (long sp = run.state.word(org.tablewalk.machine.x86.X86Map.VM + 24); sp != 0; sp = run.state.word(sp + 80)) {
            free++;
        }
        return free;
    }

    /** Another CPU zaps the root a CPU runs on: it leaves it at its next fault and gets a new one. */
    @Test
    void aRootZappedWhileInUse() {
        var run = guest(RoleDesign.MAINLINE).guest("""
                routine guest() {
                    read(0);
                    lock(mmu_lock);
                    kvm_mmu_prepare_zap_page(sp_of(*(mmu_of(0) + 32)));
                    kvm_mmu_remote_flush_or_zap(1);
                    unlock(mmu_lock);
                    read(0x1000);
                    read(0x2000);
                }
                """);
        ended(run);
        assertEquals(2, run.events.get(Event.ROOT).size());
        assertEquals(0x9002, frame(run, -1));
        assertEquals(1, run.events.get(Event.SP_FREE).size(), "the old root is freed when its last CPU leaves it");
    }

    /** A table changed from outside: the child that is linked is another's (domain section 6). */
    @ParameterizedTest
    @CsvSource({"0, true", "1, false", "2, false"})
    void aLinkedChildReusedWithoutALook(int check, boolean broken) {
        var run = new ShadowRun(RoleDesign.MAINLINE).constant("reuse_check", check).entry(0x100, 0, 8, 0x101L << 12 | TABLE)
                .entry(0x101, 0, 8, 0x102L << 12 | TABLE).entry(0x102, 0, 8, 0x600L << 12 | 0xe7);
        for (int i = 0; i < 4; i++) {
            run.frame(0x600 + i).frame(0x800 + i);
        }
        ended(run.cpu(4, 0x100, "guest").guest("""
                routine guest() {
                    read(0);
                    write_gpa(0x102000, 0x8000e7, 8);
                    read(0x1000);
                    lock(mmu_lock);
                    kvm_mmu_prepare_zap_page(*hashfn(%d));
                    kvm_mmu_commit_zap();
                    unlock(mmu_lock);
                }
                """.formatted(check == 0 ? 0x600 : 0x800)));
        assertEquals(broken, count(run, Event.RMAP_MISSING) > 0);
        assertEquals(0x801, frame(run, -1));
    }

    @Test
    void theTdpMmuHasNoHashAndNoReverseMap() {
        var run = new ShadowRun(RoleDesign.MAINLINE).on(Virtualization.TDP_MMU, 4).frame(0x9000).frame(0x9001).cpu(0, 0, "guest").cpu(0, 0, "guest")
                .guest("routine guest() { write(0x9000000); write(0x9001000); }");
        ended(run);
        assertEquals(4, count(run, Event.SP_ALLOC), "one tree for both CPUs");
        assertEquals(0, count(run, Event.RMAP_ADD));
        for (int bucket = 0; bucket < 4096; bucket++) {
            assertEquals(List.of(), run.state.bucket(bucket));
        }
    }

    /** Prefetch sets what is in use around a fault: one fault for eight pages. */
    @Test
    void eightEntriesAreSetByOneFault() {
        ShadowRun run = ended(guest(RoleDesign.MAINLINE).prefetch(8).guest("routine guest() { for (i = 0; i < 8; i++) read(i << 12); }"));
        assertEquals(2, run.exits.size());
        assertEquals(8, run.exits.get(1).stream().filter(t -> t.op().equals("leaf")).count());
    }

    @Test
    void guestsThatShip() {
        String text = Listings.text("guest-memory") + Listings.text("guest-kernel");
        ended(guest(RoleDesign.MAINLINE).guest(text + "routine guest() { guest_touch(0, 8); guest_fill(0, 8); guest_mixed(0, 8, 50);"
                + " guest_remap(0x200000, 0, 0x9001067, 5); guest_processes(0x100000, 0x100018, 0x1000, 0x3000, 2, 4); }"));
    }

    /** Two CPUs on one root, one of them changing the table under the other. */
    @ParameterizedTest
    @EnumSource(RoleDesign.class)
    void twoCpusShareTables(RoleDesign design) {
        ShadowRun run = ended(guest(design).cpu(4, 0x100, "guest").guest("""
                routine guest() {
                    for (i = 0; i < 20; i++) {
                        read((i & 7) << 12);
                        guest_store(0x200000 + (i & 7) * 8, 0x9000067 + ((i & 7) << 12), 8);
                        invlpg((i & 7) << 12);
                        guest_store(0x201000, 0x103067, 8);
                    }
                }
                """));
        assertEquals(0, count(run, Event.RMAP_MISSING));
    }
}
