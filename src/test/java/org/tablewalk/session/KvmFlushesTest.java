package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tablewalk.Shipped;
import org.tablewalk.check.judge.Finding;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.kvm.shadow.Listings;

/**
 * Each flush in KVM's shadow listings deleted on its own: what goes wrong then, or why nothing can. Whatever a processor may remember longer than KVM's own tables say it may harm in three
 * ways: the guest reaches what it has flushed (guest-stale), a walk reads a freed table (freed-walk), or the host takes memory back whose last use left the reverse map unflushed
 * (foreign-frame).
 */
class KvmFlushesTest {
    private static final long SEEDS = Long.getLong("tablewalk.seeds", 12);

    @TempDir
    Path directory;

    /** A flush: the routine it stands in, and the statement. */
    private record Flush(String listing, String routine, String statement) {}

    /** What shows what a flush is for. CPU 0 and CPU 1 take turns by {@code at(n)} and {@code next(n)}. */
    private enum Use {
        // Of each: rule; flushes that are deleted; CPU 0; CPU 1.
        FREE(Rule.FREED_WALK, List.of(new Flush("zap", "kvm_mmu_commit_zap", "flush_remote_tlbs();")),
                "read(ALIAS_PD); read(0x1000); guest_store(ALIAS_PD, 0, 2); read(0x200000);", ""),
        /** The guest's own writable translation of a frame that becomes a page table: a write to the table is missed. */
        WRITE_PROTECT(Rule.GUEST_STALE, List.of(new Flush("page", "account_shadowed", "flush_remote_tlbs();")), """
                read(0x1000); write(ALIAS_T2);
                guest_store(ALIAS_T2 + 24, 0x12345067, 8);
                guest_store(ALIAS_PD + 16, 0x10b027, 8);
                write(ALIAS_T2);
                read(0x403000);
                guest_store(ALIAS_T2 + 24, 0x12346067, 8);
                invlpg(0x403000); read(0x403000);""", ""),
        /** A page out of step found by another way: what is dropped leaves the reverse map. */
        GET_PAGE(Rule.FOREIGN_FRAME, List.of(new Flush("page", "kvm_mmu_get_page", "kvm_mmu_remote_flush_or_zap(flush);")), """
                read(ALIAS_T); read(0x1000);
                guest_store(ALIAS_T + 8, 0x12347067, 8);
                read(0x201000);
                host_reclaim(0x12345);
                read(0x1000);""", ""),
        /** A large page's entry is emulated. */
        PTE_WRITE(Rule.FOREIGN_FRAME, List.of(new Flush("pte-write", "kvm_mmu_pte_write", "kvm_mmu_remote_flush_or_zap(flush);")), """
                read(ALIAS_PD); read(0x600000);
                guest_store(ALIAS_PD + 24, 0, 8);
                host_reclaim(0x400);
                read(0x600000);""", ""),
        /** What all of these come to. */
        FLUSH_OR_ZAP(Rule.FOREIGN_FRAME, List.of(new Flush("zap", "kvm_mmu_remote_flush_or_zap", "flush_remote_tlbs();")), """
                read(ALIAS_PD); read(0x600000);
                guest_store(ALIAS_PD + 24, 0, 8);
                host_reclaim(0x400);
                read(0x600000);""", ""),
        /** A leaf gives way to another frame's. */
        REPLACE(Rule.FOREIGN_FRAME, List.of(new Flush("spte", "replace_spte", "flush_remote_tlbs();")), """
                read(ALIAS_T); read(0x3000); next(1); at(2);
                guest_store(ALIAS_T + 24, 0x12346067, 8);
                write(0x3000);
                host_reclaim(0x12347); next(3);""", "at(1); read(0x3000); next(2); at(3); read(0x3000);"),
        INVLPG(Rule.FOREIGN_FRAME, List.of(new Flush("switch", "invlpg_root", "flush_remote_tlbs();")), """
                read(ALIAS_T); read(0x1000); next(1); at(2);
                guest_store(ALIAS_T + 8, 0x12347067, 8);
                invlpg(0x1000);
                host_reclaim(0x12345); next(3);""", "at(1); read(0x1000); next(2); at(3); read(0x1000);"),
        /** A table that was out of step is protected again while the other vCPU may write it. */
        PROTECT(Rule.GUEST_STALE, List.of(new Flush("sync", "mmu_sync_children", "kvm_mmu_remote_flush_or_zap(1);")), """
                read(0x2000); next(1); at(2);
                mov_cr3(0x100000); next(3);""", """
                at(1); read(0x2000); guest_store(ALIAS_T + 40, 0, 8); next(2); at(3);
                guest_store(ALIAS_T + 16, 0x12347067, 8);
                invlpg(0x2000); read(0x2000);"""),
        /** What a comparison drops. */
        SYNC(Rule.FOREIGN_FRAME, List.of(new Flush("sync", "mmu_sync_children", "kvm_mmu_remote_flush_or_zap(sync_unsync_children(sp));")), """
                read(ALIAS_T); read(0x1000); next(1); at(2);
                guest_store(ALIAS_T + 8, 0x12347067, 8);
                mov_cr3(0x100000);
                host_reclaim(0x12345); next(3);""", "at(1); read(0x1000); next(2); while (kvm->turn != 3) read(0x1000); read(0x1000);"),
        /** Two processes under PCID 0. */
        CR3(Rule.GUEST_STALE, List.of(new Flush("switch", "kvm_set_cr3", "flush_tlb();")), """
                read(0x1000); mov_cr3(0x101000); read(0x1000); mov_cr3(0x100000); read(0x1000);""", ""),
        /** CR0.WP comes back on: what could be written without it. Either of the two flushes is enough. */
        MODE_AND_ROOT(Rule.GUEST_STALE, List.of(new Flush("switch", "kvm_mmu_reset_context", "flush_tlb();"), new Flush("root", "kvm_mmu_load", "flush_tlb();")), """
                mov_cr0(0x80000001); write(0x4000); mov_cr0(0x80010001); write(0x4000);""", ""),
        /** Another process under a PCID that was another's. Either of the two flushes is enough. */
        PCID_AND_ROOT(Rule.GUEST_STALE, List.of(new Flush("pcid", "kvm_invalidate_pcid", "flush_tlb();"), new Flush("root", "kvm_mmu_load", "flush_tlb();")), """
                mov_cr4(0x20020); read(0x1000); mov_cr3(0x101000); read(0x1000); mov_cr3(0x100000); read(0x1000);""", ""),
        /** A remembered root of a PCID that the guest has flushed while it was in another. */
        PREVIOUS(Rule.GUEST_STALE, List.of(new Flush("pcid", "kvm_invalidate_pcid", "kvm_mmu_free_prev_roots(pcid, CR3_PCID);")), """
                mov_cr4(0x20020); mov_cr3(0x100001); read(ALIAS_T); read(0x1000); mov_cr3(0x101002); read(ALIAS_T);
                guest_store(ALIAS_T + 8, 0x12347067, 8);
                invpcid(1, 1, 0);
                mov_cr3(0x100001 | CR3_NO_FLUSH); read(0x1000);""", "");

        private final Rule rule;
        private final List<Flush> flushes;
        private final String cpu0;
        private final String cpu1;

        Use(Rule rule, List<Flush> flushes, String cpu0, String cpu1) {
            this.rule = rule;
            this.flushes = flushes;
            this.cpu0 = cpu0;
            this.cpu1 = cpu1;
        }
    }

    /** Flushes that nothing shows when they alone are missing, and why. */
    private static final Map<Flush, String> NEVER_ALONE = neverAlone();

    private static Map<Flush, String> neverAlone() {
        Map<Flush, String> reasons = new LinkedHashMap<>();
        String another = "a direct page is relinked only with more rights, or after a store to the guest's entry at which kvm_mmu_pte_write has flushed; the old child stays in hash and reverse map";
        reasons.put(new Flush("fetch", "fetch_leaf", "flush_remote_tlbs();"), another);
        reasons.put(new Flush("fetch", "fetch", "flush_remote_tlbs();"),
                "with reuse_check only: the old child stays in the hash and its leaves in the reverse map, so that its end flushes; till then the guest has not flushed");
        reasons.put(new Flush("fetch", "drop_large_spte", "flush_remote_tlbs();"),
                "a large leaf makes room when a frame below it became a table, at which it lost its right to write and all flushed: TLBs keep what the tables still give. In Linux the MMU notifier"
                        + " may take such memory while the guest maps it; here host memory is taken back only when the guest has given it up, by a store that flushes");
        reasons.put(new Flush("spte", "mmu_set_spte", "flush_remote_tlbs();"),
                "a right is taken that the guest took in its own entry and has not flushed (SDM volume 3, Delayed Invalidation); rmap_write_protect flushes whatever the entry says");
        reasons.put(new Flush("root", "unlink_pdpt_pages", "kvm_mmu_remote_flush_or_zap(0);"), "frees what was zapped, and kvm_mmu_commit_zap flushes whenever that is");
        reasons.put(new Flush("switch", "kvm_mmu_unload", "kvm_mmu_remote_flush_or_zap(0);"), "the same");
        reasons.put(new Flush("switch", "kvm_mmu_new_pgd", "kvm_mmu_remote_flush_or_zap(0);"), "the same");
        reasons.put(new Flush("pcid", "kvm_mmu_free_prev_roots", "kvm_mmu_remote_flush_or_zap(0);"), "the same");
        reasons.put(new Flush("switch", "kvm_mmu_reset_context", "flush_tlb();"), "the root is loaded anew before the guest goes on, and kvm_mmu_load flushes: see MODE_AND_ROOT");
        reasons.put(new Flush("root", "kvm_mmu_load", "flush_tlb();"),
                "a CPU is without a root after a load of CR3 or a change of mode, which flush, or because its root was zapped, at which kvm_mmu_commit_zap flushes: see MODE_AND_ROOT");
        reasons.put(new Flush("switch", "kvm_mmu_invlpg", "flush_tlb_gva(addr);"),
                "whatever is found out of step is flushed everywhere by invlpg_root, and what is in step is no stale translation");
        reasons.put(new Flush("pcid", "kvm_mmu_invpcid_gva", "flush_tlb_gva(addr);"), "the same");
        reasons.put(new Flush("pcid", "kvm_vcpu_flush_tlb_guest", "flush_tlb();"),
                "the current root is in step by then, and remembered ones were given back: the next load of another PCID is kvm_mmu_load's, which flushes");
        reasons.put(new Flush("pcid", "kvm_invalidate_pcid", "flush_tlb();"),
                "remembered roots of the PCID are given back, so that another root under it is loaded by kvm_mmu_load, which flushes; the same root is in step by then: see PCID_AND_ROOT");
        reasons.put(new Flush("tdp-mmu", "kvm_tdp_mmu_load", "flush_tlb();"),
                "the first load of a CPU, and a change of mode flushes before it; with two-dimensional paging CR3 is the guest's");
        return reasons;
    }

    /** A listing without a statement of a routine. */
    private static String without(String text, Flush flush) {
        int from = text.indexOf("\nroutine " + flush.routine + "(");
        assertThat(from).as("%s has %s", flush.listing, flush.routine).isPositive();
        int at = text.indexOf(flush.statement, from);
        int end = text.indexOf("\n}", from);
        assertThat(at).as("%s flushes by %s", flush.routine, flush.statement).isBetween(from, end);
        // What is handed on is worked out still.
        String argument = flush.statement.replaceFirst(".*?\\((.*)\\);", "$1");
        return text.substring(0, at) + (argument.endsWith(")") ? argument + ";" : "{}") + text.substring(at + flush.statement.length());
    }

    private List<Finding> findings(Use use, boolean deleted, long seed) throws IOException {
        Map<String, String> changed = new LinkedHashMap<>();
        if (deleted) {
            for (Flush f : use.flushes) {
                changed.put(f.listing, without(changed.getOrDefault(f.listing, Listings.text(f.listing)), f));
            }
        }
        List<String> listings = new ArrayList<>(List.of("\"host-memory\"", listing("turns", """
                // Turns.
                shared kvm->turn;
                routine next(n) { kvm->turn = n; }
                routine at(n) { while (kvm->turn != n) cpu_id(); }
                """)));
        changed.forEach((name, text) -> listings.add(listing(name, text)));
        Path file = directory.resolve("flush.json");
        Files.writeString(file, SCENARIO.formatted(String.join(",\n", listings), lines(use.cpu0), lines(use.cpu1)));
        var subject = (ScenarioRun) Shipped.opener().file(file, Map.of(), seed);
        Run run = new Run(subject);
        long steps = run.recorder().run(subject.policy(), subject.maxSteps());
        List<Finding> found = new ArrayList<>(run.checks().verdicts().list());
        found.addAll(run.checks().verdicts().end(steps - 1));
        return found;
    }

    private static String listing(String name, String text) {
        return "{ \"name\": \"" + name + "\", \"lines\": " + lines(text) + " }";
    }

    private static String lines(String text) {
        return Arrays.stream(text.split("\n")).map(l -> "\"" + l.replace("\\", "\\\\").replace("\"", "\\\"") + "\"").collect(Collectors.joining(",\n", "[", "]"));
    }

    @ParameterizedTest
    @EnumSource(Use.class)
    void withoutTheFlushTheRuleIsBrokenAndWithItNone(Use use) throws IOException {
        int broken = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            assertThat(findings(use, false, seed)).as("%s as it is, seed %d", use, seed).isEmpty();
            broken += findings(use, true, seed).stream().anyMatch(f -> f.rule() == use.rule) ? 1 : 0;
        }
        System.out.println("KvmFlushesTest " + use + " without " + use.flushes + ": " + use.rule.id() + " with " + broken + " of " + SEEDS + " seeds");
        assertThat(broken).as("%s deleted", use.flushes).isPositive();
    }

    /** No cell of the table is empty: every flush there is has a witness or a reason. */
    @Test
    void everyFlushHasAWitnessOrAReason() {
        List<Flush> covered = new ArrayList<>(NEVER_ALONE.keySet());
        for (Use use : Use.values()) {
            if (use.flushes.size() == 1) {
                covered.add(use.flushes.getFirst());
            }
        }
        for (String name : Listings.names()) {
            String routine = "";
            for (String line : Listings.text(name).split("\n")) {
                String code = line.replaceFirst("//.*", "").strip();
                if (code.startsWith("routine ")) {
                    routine = code.substring("routine ".length(), code.indexOf('('));
                }
                boolean flushes = code.matches("(flush_tlb|flush_tlb_gva|flush_remote_tlbs|kvm_mmu_remote_flush_or_zap)\\(.*");
                String in = routine;
                if (flushes && !name.startsWith("host-")) {
                    assertThat(covered).as("%s: %s in %s", name, code, in).anyMatch(f -> f.listing.equals(name) && f.routine.equals(in) && f.statement.equals(code));
                }
            }
        }
    }

    private static final String SCENARIO = """
            {
              "format": "tablewalk-scenario-1",
              "name": "flush",
              "constants": { "ALIAS_T": "0x7f8000000000", "ALIAS_PD": "0x7f8000001000", "ALIAS_T2": "0x7f8000002000" },
              "machine": { "arch": "x86", "virtualization": "shadow", "hostPageLevel": 2, "tlbEntries": 16, "shadowPages": 32, "tlbTags": "pcid", "structureCaches": 4 },
              "memory": { "slots": [
                { "gfn": "0x100", "pages": 16, "contents": true },
                { "gfn": "0x400", "pages": 512, "contents": true },
                { "gfn": "0x12345", "pages": 3 }
              ] },
              "vcpus": [ { "mode": "4-level", "cr3": "0x100000" }, { "mode": "4-level", "cr3": "0x100000" } ],
              "tables": [
                { "gfn": "0x100", "index": 0, "target": "0x105", "flags": "0x27" },
                { "gfn": "0x105", "index": 0, "target": "0x106", "flags": "0x27" },
                { "gfn": "0x106", "index": 0, "target": "0x107", "flags": "0x27", "count": 2, "step": 0 },
                { "gfn": "0x106", "index": 3, "target": "0x400", "flags": "0xe7" },
                { "gfn": "0x107", "index": 1, "target": "0x12345", "flags": "0x67", "count": 2 },
                { "gfn": "0x107", "index": 3, "target": "0x12347", "flags": "0x65" },
                { "gfn": "0x107", "index": 4, "target": "0x12347", "flags": "0x61" },
                { "gfn": "0x100", "index": 255, "target": "0x102", "flags": "0x27" },
                { "gfn": "0x102", "index": 0, "target": "0x103", "flags": "0x27" },
                { "gfn": "0x103", "index": 0, "target": "0x104", "flags": "0x27" },
                { "gfn": "0x104", "index": 0, "target": "0x107", "flags": "0x67" },
                { "gfn": "0x104", "index": 1, "target": "0x106", "flags": "0x67" },
                { "gfn": "0x104", "index": 2, "target": "0x10b", "flags": "0x67" },
                { "gfn": "0x101", "index": 0, "target": "0x108", "flags": "0x27" },
                { "gfn": "0x101", "index": 255, "target": "0x102", "flags": "0x27" },
                { "gfn": "0x108", "index": 0, "target": "0x109", "flags": "0x27" },
                { "gfn": "0x109", "index": 0, "target": "0x10a", "flags": "0x27" },
                { "gfn": "0x10a", "index": 1, "target": "0x12346", "flags": "0x67" }
              ],
              "listings": [ %s ],
              "actors": [ { "cpu": 0, "lines": %s }, { "cpu": 1, "lines": %s } ],
              "schedule": { "policy": "seeded", "seed": 1, "steps": 100000 }
            }
            """;
}
