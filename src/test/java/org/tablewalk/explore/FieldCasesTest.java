package org.tablewalk.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.check.tree.Checks;
import org.tablewalk.format.scenario.ScenarioMachine;
import org.tablewalk.machine.Seeded;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.trace.Recorder;

/**
 * Kinds of faults from the field: some schedule of the wrong code breaks the rules that are named, and no others; the right code breaks none in any schedule, completely. In single runs
 * the wrong code is caught too.
 */
class FieldCasesTest {
    private static final int SEEDS = 200;

    private static final String READ_ON = """
            routine other(ipa) {
                for (i = 0; i < 3; i++)
                    read(ipa);
            }
            """;
    private static final String WRITE_ON = """
            routine other(ipa) {
                for (i = 0; i < 3; i++)
                    write(ipa);
            }
            """;
    private static final String READ_BLOCK = """
            routine other(ipa) {
                for (i = 0; i < 3; i++)
                    read(ipa + 0x200000);
            }
            """;
    private static final String IDLE = """
            routine other(ipa) {
                return 0;
            }
            """;
    private static final String BUFFER = "\"freedoms\": { \"storeBuffer\": 2 }";

    static Stream<FieldCase> cases() {
        return Stream.of(
                new FieldCase("given-before-completion", "", """
                        routine host(ipa) {
                            p = entry(ipa, 3);
                            page = output_address(*p, 3);
                            *p = 0;
                            dsb(ishst);
                            guest_vmid();
                            tlbi(ipas2e1is, ttl(ipa, 3));
                            give(page, PAGE_SIZE, 2);
                            dsb(ish);
                        }
                        """, """
                        routine host(ipa) {
                            p = entry(ipa, 3);
                            page = output_address(*p, 3);
                            *p = 0;
                            flush(ipa, 3);
                            give(page, PAGE_SIZE, 2);
                        }
                        """, READ_ON, Set.of(Rule.FREED_WHILE_OWED, Rule.FOREIGN_FRAME)),
                new FieldCase("wrong-hint", "", """
                        routine host(ipa) {
                            *entry(ipa, 3) = 0;
                            flush(ipa, 2);
                        }
                        """, """
                        routine host(ipa) {
                            *entry(ipa, 3) = 0;
                            flush(ipa, TTL_UNKNOWN);
                        }
                        """, READ_ON, Set.of(Rule.WRONG_LEVEL, Rule.NO_TLBI, Rule.STALE_ACCESS)),
                new FieldCase("last-level-for-a-table", "\"walkCacheEntries\": 2, \"freedoms\": { \"speculative\": [\"0x40000000\"] }", """
                        routine host(ipa) {
                            *entry(ipa, 3) = 0;
                            flush(ipa, 3);
                            above = entry(ipa, 2);
                            table = follow(*above);
                            *above = 0;
                            dsb(ishst);
                            guest_vmid();
                            tlbi(ipas2le1is, ttl(ipa, TTL_UNKNOWN));
                            dsb(ish);
                            isb();
                            free_page(table);
                        }
                        """, """
                        routine host(ipa) {
                            *entry(ipa, 3) = 0;
                            flush(ipa, 3);
                            above = entry(ipa, 2);
                            table = follow(*above);
                            *above = 0;
                            flush(ipa, TTL_UNKNOWN);
                            free_page(table);
                        }
                        """, READ_BLOCK, Set.of(Rule.WRONG_LEVEL, Rule.NO_TLBI, Rule.FREED_WHILE_OWED, Rule.FREED_WALK)),
                new FieldCase("wrong-operand", "", """
                        routine host(ipa) {
                            *entry(ipa, 3) = 0;
                            flush(ipa >>> 12, 3);
                        }
                        """.replace(">>>", ">>"), """
                        routine host(ipa) {
                            *entry(ipa, 3) = 0;
                            flush(ipa, 3);
                        }
                        """, READ_ON, Set.of(Rule.WRONG_ADDRESS, Rule.NO_TLBI, Rule.STALE_ACCESS)),
                new FieldCase("vmid-never-loaded", "", """
                        routine host(ipa) {
                            *entry(ipa, 3) = 0;
                            dsb(ishst);
                            tlbi(ipas2e1is, ttl(ipa, 3));
                            dsb(ish);
                        }
                        """, """
                        routine host(ipa) {
                            *entry(ipa, 3) = 0;
                            flush(ipa, 3);
                        }
                        """, READ_ON, Set.of(Rule.WRONG_VMID, Rule.NO_TLBI, Rule.STALE_ACCESS)),
                new FieldCase("vmid-not-synchronised", "", """
                        routine host(ipa) {
                            *entry(ipa, 3) = 0;
                            dsb(ishst);
                            msr(vttbr_el2, GUEST_VTTBR);
                            tlbi(ipas2e1is, ttl(ipa, 3));
                            dsb(ish);
                            isb();
                        }
                        """, """
                        routine host(ipa) {
                            *entry(ipa, 3) = 0;
                            dsb(ishst);
                            msr(vttbr_el2, GUEST_VTTBR);
                            isb();
                            tlbi(ipas2e1is, ttl(ipa, 3));
                            dsb(ish);
                        }
                        """, READ_ON, Set.of(Rule.NO_ISB, Rule.WRONG_VMID, Rule.NO_TLBI, Rule.STALE_ACCESS)),
                new FieldCase("waits-for-this-cpu-only", "", """
                        routine host(ipa) {
                            *entry(ipa, 3) = 0;
                            dsb(ishst);
                            guest_vmid();
                            tlbi(ipas2e1is, ttl(ipa, 3));
                            dsb(nsh);
                        }
                        """, """
                        routine host(ipa) {
                            *entry(ipa, 3) = 0;
                            flush(ipa, 3);
                        }
                        """, READ_ON, Set.of(Rule.NO_COMPLETION, Rule.STALE_ACCESS)),
                new FieldCase("tlbi-before-the-store", BUFFER, """
                        routine host(ipa) {
                            *entry(ipa, 3) = 0;
                            guest_vmid();
                            tlbi(ipas2e1is, ttl(ipa, 3));
                            dsb(ish);
                        }
                        """, """
                        routine host(ipa) {
                            *entry(ipa, 3) = 0;
                            flush(ipa, 3);
                        }
                        """, READ_ON, Set.of(Rule.TLBI_BEFORE_STORE, Rule.NO_TLBI, Rule.STALE_ACCESS)),
                new FieldCase("block-split-in-place", "\"freedoms\": { \"speculative\": [\"0x40201000\"] }", """
                        routine host(ipa) {
                            block = ipa + 0x200000;
                            p = entry(block, 2);
                            lock(mmu_lock);
                            table = alloc_page();
                            for (i = 0; i < 2; i++)
                                *(table + 8 * i) = leaf_pte(output_address(*p, 2) + i * PAGE_SIZE, stage2_attr(3), 3);
                            *p = table_pte(table);
                            flush(block, TTL_UNKNOWN);
                            unlock(mmu_lock);
                        }
                        """, """
                        routine host(ipa) {
                            block = ipa + 0x200000;
                            p = entry(block, 2);
                            lock(mmu_lock);
                            old = *p;
                            table = alloc_page();
                            for (i = 0; i < 2; i++)
                                *(table + 8 * i) = leaf_pte(output_address(old, 2) + i * PAGE_SIZE, stage2_attr(3), 3);
                            *p = 0;
                            flush(block, 2);
                            *p = table_pte(table);
                            dsb(ishst);
                            unlock(mmu_lock);
                        }
                        """, READ_ON, Set.of(Rule.NO_BREAK)),
                new FieldCase("made-before-clean", "", """
                        routine host(ipa) {
                            p = entry(ipa, 3);
                            *p = 0;
                            dsb(ishst);
                            guest_vmid();
                            tlbi(ipas2e1is, ttl(ipa, 3));
                            *p = leaf_pte(0x140001000, stage2_attr(3), 3);
                            dsb(ish);
                        }
                        """, """
                        routine host(ipa) {
                            p = entry(ipa, 3);
                            *p = 0;
                            flush(ipa, 3);
                            *p = leaf_pte(0x140001000, stage2_attr(3), 3);
                            dsb(ishst);
                        }
                        """, READ_BLOCK, Set.of(Rule.MAKE_BEFORE_CLEAN)),
                new FieldCase("moved-without-a-break", "", """
                        routine host(ipa) {
                            *entry(ipa, 3) = leaf_pte(0x140001000, stage2_attr(3), 3);
                            flush(ipa, 3);
                        }
                        """, """
                        routine host(ipa) {
                            p = entry(ipa, 3);
                            *p = 0;
                            flush(ipa, 3);
                            *p = leaf_pte(0x140001000, stage2_attr(3), 3);
                            dsb(ishst);
                        }
                        """, READ_BLOCK, Set.of(Rule.NO_BREAK)),
                new FieldCase("write-protected-without-a-flush", "", """
                        routine host(ipa) {
                            p = entry(ipa, 3);
                            log_dirty(ipa, PAGE_SIZE, 1);
                            *p = *p & ~PTE_S2AP_W;
                            dsb(ishst);
                            xchg(*dirty_bitmap(ipa), 0);
                            collect_dirty(ipa, PAGE_SIZE);
                        }
                        """, """
                        routine host(ipa) {
                            p = entry(ipa, 3);
                            *p = *p & ~PTE_S2AP_W;
                            flush(ipa, 3);
                            log_dirty(ipa, PAGE_SIZE, 1);
                            xchg(*dirty_bitmap(ipa), 0);
                            collect_dirty(ipa, PAGE_SIZE);
                        }
                        """, WRITE_ON, Set.of(Rule.NO_TLBI, Rule.LOST_WRITE, Rule.STALE_ACCESS)),
                new FieldCase("split-under-the-read-lock", "", """
                        routine host(ipa) {
                            block = ipa + 0x200000;
                            p = entry(block, 2);
                            read_lock(mmu_lock);
                            *p = 0;
                            flush(block, 2);
                            read_unlock(mmu_lock);
                        }
                        """, """
                        routine host(ipa) {
                            block = ipa + 0x200000;
                            p = entry(block, 2);
                            lock(mmu_lock);
                            *p = 0;
                            flush(block, 2);
                            unlock(mmu_lock);
                        }
                        """, READ_BLOCK, Set.of(Rule.UNLOCKED_WRITE)),
                new FieldCase("freed-then-walked", "", """
                        routine host(ipa) {
                            above = entry(ipa, 2);
                            table = follow(*above);
                            *above = 0;
                            dsb(ishst);
                            guest_vmid();
                            tlbi(vmalls12e1is, 0);
                            dsb(ish);
                            free_page(table);
                            for (i = 0; i < 2; i++)
                                d = *(table + 8 * i);
                        }
                        """, """
                        routine host(ipa) {
                            above = entry(ipa, 2);
                            table = follow(*above);
                            *above = 0;
                            dsb(ishst);
                            guest_vmid();
                            tlbi(vmalls12e1is, 0);
                            dsb(ish);
                            for (i = 0; i < 2; i++)
                                d = *(table + 8 * i);
                            free_page(table);
                        }
                        """, READ_ON, Set.of(Rule.FREED_WALK)),
                new FieldCase("two-writers-no-exchange", "", """
                        routine host(ipa) {
                            p = entry(ipa, 3);
                            d = *p;
                            *p = d | PTE_XN;
                            flush(ipa, 3);
                        }
                        """, """
                        routine host(ipa) {
                            p = entry(ipa, 3);
                            do_once(p, PTE_XN);
                            flush(ipa, 3);
                        }

                        routine do_once(p, bit) {
                            d = *p;
                            if (cmpxchg(p, d, d | bit) != d)
                                do_once(p, bit);
                        }
                        """, """
                        routine other(ipa) {
                            p = entry(ipa, 3);
                            d = *p;
                            if (cmpxchg(p, d, d | (1 << 55)) != d) {
                                d = *p;
                                cmpxchg(p, d, d | (1 << 55));
                            }
                        }
                        """, Set.of(Rule.LOST_UPDATE)),
                new FieldCase("made-for-nobody", BUFFER, """
                        shared ready;

                        routine host(ipa) {
                            *entry(ipa + PAGE_SIZE, 3) = leaf_pte(0x140001000, stage2_attr(3), 3);
                            ready = 1;
                        }
                        """, """
                        shared ready;

                        routine host(ipa) {
                            *entry(ipa + PAGE_SIZE, 3) = leaf_pte(0x140001000, stage2_attr(3), 3);
                            dsb(ishst);
                            ready = 1;
                        }
                        """, """
                        routine other(ipa) {
                            for (i = 0; i < 3; i++) {
                                if (ready)
                                    must_read(ipa + PAGE_SIZE);
                            }
                        }
                        """, Set.of(Rule.MAKE_NOT_VISIBLE, Rule.MUST_NOT_FAULT, Rule.LATE_MAKE, Rule.ACCESS_UNHANDLED)),
                new FieldCase("table-forgotten", "", """
                        routine host(ipa) {
                            above = entry(ipa, 2);
                            *above = 0;
                            dsb(ishst);
                            guest_vmid();
                            tlbi(vmalls12e1is, 0);
                            dsb(ish);
                        }
                        """, """
                        routine host(ipa) {
                            above = entry(ipa, 2);
                            table = follow(*above);
                            *above = 0;
                            dsb(ishst);
                            guest_vmid();
                            tlbi(vmalls12e1is, 0);
                            dsb(ish);
                            free_page(table);
                        }
                        """, IDLE, Set.of(Rule.LEAKED_TABLE)));
    }

    private static SearchResult search(ScenarioMachine machine) {
        var judges = Stage2Checks.judges();
        SearchResult result = new Search(machine, m -> judges.apply((ArmMachine) m), SearchOptions.DEFAULT).run(progress -> {});
        assertTrue(result.complete());
        return result;
    }

    private static Set<String> rules(SearchResult result) {
        return result.causes().stream().map(Cause::property).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> ids(Set<Rule> rules) {
        return rules.stream().map(Rule::id).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theWrongCodeIsCaughtInSomeSchedule(FieldCase c) throws Exception {
        assertEquals(ids(c.found()), rules(search(c.wrongMachine())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theRightCodeHoldsInAll(FieldCase c) throws Exception {
        assertEquals(Set.of(), rules(search(c.rightMachine())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void singleRunsCatchItToo(FieldCase c) throws Exception {
        assertFalse(found(c.wrongMachine()).isEmpty());
        assertEquals(Set.of(), found(c.rightMachine()));
    }

    private static Set<Rule> found(ScenarioMachine machine) {
        Set<Rule> found = new TreeSet<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            ArmMachine m = (ArmMachine) machine.get();
            Checks checks = Stage2Checks.of(m);
            Recorder recorder = new Recorder(m, List.of(checks));
            recorder.run(new Seeded(seed), 100_000);
            checks.verdicts().list().forEach(f -> found.add(f.rule()));
            checks.verdicts().end(recorder.recording().length()).forEach(f -> found.add(f.rule()));
        }
        return found;
    }
}
