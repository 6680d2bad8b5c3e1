package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Seeds;
import org.tablewalk.Shipped;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.format.scenario.Parameter;
import org.tablewalk.format.scenario.Quoted;
import org.tablewalk.format.scenario.shadow.X86Hardware;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.machine.x86.X86State.ShadowPage;
import org.tablewalk.trace.EventRecord;
import org.tablewalk.trace.MarkKind;

/** What the shipped x86 scenarios are there to show happens in them, and every design runs them to their end. */
@Tag("seeded")
class ShippedShadowRunsTest {
    /** Designs whose write tracking counts portals (domain section 4.6). */
    private static final Set<String> COUNT_PORTALS = Set.of("v5.17", "glevel-posted", "glevel-fixed");

    private static ShadowRun run(String name, String... settings) {
        return new ShadowRun(name, settings.length == 0 ? Map.of() : settings.length == 2 ? Map.of(settings[0], settings[1])
                : Map.of(settings[0], settings[1], settings[2], settings[3]));
    }

    private static ShadowRun run(String name, RoleDesign design) {
        return run(name, "design", design.label());
    }

    static List<String> shipped() throws Exception {
        List<String> names = new ArrayList<>();
        for (String name : Shipped.scenarios().shipped()) {
            if (Shipped.scenarios().load(name).hardware() instanceof X86Hardware) {
                names.add(name);
            }
        }
        return names;
    }

    /** Choices of a scenario's parameters, one changed at a time. */
    private static List<Map<String, String>> settings(String name) throws Exception {
        List<Map<String, String>> all = new ArrayList<>();
        for (Parameter p : Shipped.scenarios().load(name).parameters()) {
            switch (p) {
                case Parameter.Choice c -> c.options().stream().map(Quoted::text).forEach(o -> all.add(Map.of(p.name(), o)));
                case Parameter.Whole w -> {
                    for (long v = w.min(); v <= w.max(); v++) {
                        all.add(Map.of(p.name(), Long.toString(v)));
                    }
                }
                case Parameter.Flag f -> all.add(Map.of(p.name(), "true"));
            }
        }
        return all.isEmpty() ? List.of(Map.of()) : all;
    }

    /**
     * Every setting runs to the guest's end, with the invariants unbroken where the design is correct. Milestones are reached by default or in some
     * setting: a harm that one design has is no milestone of the others.
     */
    @ParameterizedTest
    @MethodSource("shipped")
    void everySettingRunsToTheGuestsEnd(String name) throws Exception {
        List<ShadowRun> runs = new ArrayList<>(List.of(run(name)));
        for (Map<String, String> setting : settings(name)) {
            ShadowRun r = new ShadowRun(name, setting);
            runs.add(r);
            for (int cpu = 0; cpu < r.end.map().config().cpus(); cpu++) {
                assertThat(r.end.cpu(cpu).status()).as("%s %s", name, setting).isEqualTo(X86State.Status.ENDED);
            }
            assertThat(r.end.lock(0).owner()).isNegative();
            if (!name.equals("reuse-unchecked") && !COUNT_PORTALS.contains(setting.getOrDefault("design", "mainline"))) {
                assertThat(r.marks(MarkKind.INVARIANT)).as("%s %s", name, setting).isZero();
            }
        }
        for (var milestone : Shipped.scenarios().load(name).milestones()) {
            MarkKind kind = MarkKind.valueOf(milestone.moment().name());
            assertThat(runs).as(milestone.name().text()).anyMatch(r -> r.marks(kind) >= Math.max(1, milestone.nth()));
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyStepHasItsSentence(String name) {
        List<String> told = run(name).told();
        for (int i = 0; i < told.size(); i++) {
            assertThat(told.get(i)).matches("(?s)vCPU [01], step " + (i + 1) + ": .*\\.").doesNotContain("null").doesNotContainPattern("\\{\\d}");
        }
    }

    private static List<ShadowPage> pages(ShadowRun r) {
        return r.end.shadowPages();
    }

    @Test
    void portalAndRealRootShareAGfnAndDifferInTheirRole() {
        ShadowRun r = run("nested-npt-4-on-5");
        assertThat(pages(r)).extracting(ShadowPage::gfn).containsExactly(0x100L, 0x100L, 0x101L, 0x102L, 0x103L);
        assertThat(pages(r)).extracting(ShadowPage::role).containsExactly(0x61705L, 0x21704L, 0x21703L, 0x21702L, 0x21701L);
        assertThat(r.end.tracked(0x100)).isEqualTo(1);
        assertThat(r.told()).anyMatch(s -> s.contains("the portal SP 1 has the same gfn but another role (level 5, not 4 and passthrough 1, not 0), "
                + "so a new shadow page SP 2 is made, role word 0x21704."));
        // Without a field of its own the portal counts as a table: the gfn is tracked twice.
        assertThat(run("nested-npt-4-on-5", RoleDesign.V5_17).end.tracked(0x100)).isEqualTo(2);
        assertThat(run("nested-npt-4-on-5", RoleDesign.GLEVEL_POSTED).end.tracked(0x100)).isEqualTo(2);
    }

    /** Shadow pages and special pages of mainline, and shadow pages of the posted series (domain section 3.5). */
    @Test
    void asManyPagesAsTheDomainSays() {
        counts("shadow-4-on-4", 4, 0, 4);
        counts("nested-npt-4-on-5", 5, 0, 5);
        counts("nested-npt-pae-on-4", 3, 2, 4);
        counts("nested-npt-pae-on-5", 3, 3, 5);
        counts("nested-npt-2-on-4", 5, 2, 4);
        counts("nested-npt-2-on-5", 5, 3, 5);
        counts("shadow-5-on-5", 5, 0, 5);
        counts("nonpaging", 5, 1, 3);
        counts("direct", 4, 0, 4);
        counts("split-2m", 4, 0, 4);
        counts("split-1g", 4, 0, 4);
        counts("split-4m", 6, 1, 4);
        counts("shared-table", 5, 0, 5);
        counts("access-bits", 6, 0, 6);
        counts("shadow-2-on-pae", 7, 1, 6);
        counts("shadow-pae-on-pae", 4, 1, 5);
    }

    private static void counts(String name, int mainline, int special, int posted) {
        ShadowRun r = run(name, RoleDesign.MAINLINE);
        assertThat(pages(r)).as(name).hasSize(mainline);
        assertThat(r.of(Event.SPECIAL_PAGE)).as(name).hasSize(special);
        r = run(name, RoleDesign.GLEVEL_POSTED);
        assertThat(pages(r)).as(name).hasSize(posted);
        assertThat(r.of(Event.SPECIAL_PAGE)).as(name).isEmpty();
    }

    @Test
    void quadrants() {
        ShadowRun r = run("shadow-2-on-pae");
        assertThat(pages(r)).extracting(p -> r.end.role(p.role(), RoleField.QUADRANT)).containsExactly(0, 1, 2, 3, 1, 0, 1);
        assertThat(r.told()).anyMatch(s -> s.endsWith("links SP 5 into entry 3 of SP 4. The guest's PDE 769 covers two shadow entries, 2 and 3 of quadrant 3."));
        assertThat(r.told()).anyMatch(s -> s.contains("pae_root comes into use at level 3: a special page, not a shadow page"));
    }

    @Test
    void theSecondFaultOfASharedTableFindsItsPage() {
        ShadowRun r = run("shared-table");
        assertThat(r.of(Event.SP_REUSE)).hasSize(1);
        ShadowPage shared = pages(r).stream().filter(p -> p.gfn() == 0x110).findFirst().orElseThrow();
        assertThat(r.end.entries(shared.parents())).hasSize(2);
        r = run("access-bits");
        assertThat(r.of(Event.SP_REUSE)).isEmpty();
        ShadowRun rights = r;
        assertThat(pages(r).stream().filter(p -> p.gfn() == 0x110).map(p -> rights.end.role(p.role(), RoleField.ACCESS))).containsExactly(7, 5);
        assertThat(r.told()).anyMatch(s -> s.endsWith("the guest gets #PF for 0x8000_0000, error code 0x3 (present, write, supervisor): "
                + "entry 0 of the guest's table at gfn 0x103 (level 2) gives no right to write."));
    }

    @Test
    void aSwitchOfCr3FindsTheKernelsTablesAndTheWayBackItsRoot() {
        ShadowRun r = run("cr3-switch");
        assertThat(pages(r)).hasSize(11);
        assertThat(r.of(Event.SP_REUSE)).hasSize(1);
        assertThat(r.of(Event.ROOT_REUSE)).hasSize(1);
        assertThat(r.frames()).containsExactly(0x9000L, 0x777L, 0x9000L, 0x888L, 0x9000L);
    }

    /** Where the page directory's page is found again, and the two that store the mode and lose it (domain section 2.4). */
    @Test
    void fromPaeToLongModeMostDesignsFindTheDirectory() {
        for (RoleDesign design : RoleDesign.values()) {
            ShadowRun r = run("pae-to-64bit", design);
            boolean lost = Set.of(RoleDesign.MODE_BITS, RoleDesign.MODE_BITS_NO_LA57, RoleDesign.ROOT_LEVEL).contains(design);
            assertThat(pages(r).stream().filter(p -> p.gfn() == 0x301)).as(design.label()).hasSize(lost ? 2 : 1);
            assertThat(r.frames()).containsExactly(0x2222L, 0x2222L);
        }
    }

    @Test
    void theStalePortalMapsTheOldFrame() {
        for (RoleDesign design : RoleDesign.values()) {
            boolean stale = design == RoleDesign.V5_17 || design == RoleDesign.MODE_BITS_NO_LA57;
            ShadowRun r = run("la57-toggle", design);
            assertThat(r.frames()).as(design.label()).containsExactly(0x12345L, stale ? 0x12345L : 0x99999L);
            assertThat(r.of(Event.SP_REUSE)).hasSize(stale ? 1 : 0);
        }
    }

    @Test
    void aTrackedDirectoryIsEmulatedAndItsOrphanFoundAgain() {
        ShadowRun r = run("guest-writes-emulated");
        assertThat(r.frames()).containsExactly(0x12346L, 0x12347L, 0x12346L);
        assertThat(r.of(Event.PTE_WRITE)).hasSize(2);
        assertThat(r.of(Event.SP_REUSE)).hasSize(1);
        assertThat(r.of(Event.SP_ZAP)).isEmpty();
    }

    @Test
    void theThirdWriteFloods() {
        ShadowRun r = run("guest-writes-flooded");
        assertThat(r.of(Event.PTE_WRITE)).hasSize(3);
        assertThat(r.of(Event.SP_ZAP)).hasSize(1);
        assertThat(r.frames()).containsExactly(0x12346L, 0x102L, 0x102L, 0x102L, 0x12346L);
    }

    @Test
    void anUnsyncTableIsWrittenFreelyAndComparedAtAFlush() {
        ShadowRun r = run("guest-writes-unsync");
        assertThat(r.of(Event.PTE_WRITE)).isEmpty();
        assertThat(r.of(Event.SP_UNSYNC)).hasSize(1);
        assertThat(r.of(Event.SP_SYNC)).hasSize(1);
        assertThat(r.frames()).containsExactly(0x12346L, 0x104L, 0x104L, 0x12346L, 0x12347L, 0x104L, 0x12346L);
    }

    /**
     * A store to a directory is done only when the other vCPU can no longer use what the entry said: whatever it reads from there on, in any order of
     * steps, is what the directory says now.
     */
    @Test
    void aStoreToADirectoryWaitsForTheOtherVcpuToFlush() {
        long seed = Seeds.of(7);
        System.out.println("ShippedShadowRunsTest two-vcpus seed " + seed);
        int waited = 0;
        int asked = 0;
        int stale = 0;
        for (int i = 0; i < 60; i++) {
            ShadowRun r = new ShadowRun("two-vcpus", Map.of(), seed + i);
            assertThat(r.marks(MarkKind.INVARIANT)).as("seed %d", seed + i).isZero();
            assertThat(r.of(Event.PTE_WRITE)).hasSize(2);
            long due = 0x12346;
            boolean settled = true;
            boolean stored = false;
            for (EventRecord e : r.events) {
                switch (e.kind()) {
                    case Event.PTE_WRITE -> {
                        due = due == 0x12346 ? 0x12347 : 0x12346;
                        settled = false;
                        stored = true;
                    }
                    case Event.DSB_WAIT -> waited += stored ? 1 : 0;
                    case Event.TLBI_ISSUE -> asked += stored ? 1 : 0;
                    case Event.DSB_DONE -> settled |= e.actor() == 0;
                    case Event.ACCESS_DONE -> {
                        if (e.actor() == 1 && settled) {
                            assertThat(e.b() >>> 12).as("seed %d", seed + i).isEqualTo(due);
                        } else if (e.actor() == 1 && e.b() >>> 12 != due) {
                            stale++;
                        }
                    }
                    default -> {}
                }
            }
            assertThat(settled).isTrue();
            assertThat(r.frames().getLast()).isEqualTo(0x12346L);
        }
        System.out.println("flushes asked for " + asked + ", of which waited for " + waited + ", reads through an old TLB entry meanwhile " + stale);
        assertThat(waited).isPositive();
        assertThat(stale).isPositive();
    }

    /** The direct page of the posted series has an array that nobody reads and a role that is not found again (domain section 4.1). */
    @Test
    void theMissingLineCostsAnArrayAndTheReuse() {
        ShadowRun posted = run("missing-direct-line");
        assertThat(direct(posted)).hasSize(2);
        assertThat(direct(posted).getLast().gfns()).isNotZero();
        ShadowRun fixed = run("missing-direct-line", RoleDesign.GLEVEL_FIXED);
        assertThat(direct(fixed)).hasSize(1);
        assertThat(direct(fixed).getFirst().gfns()).isZero();
    }

    private static List<ShadowPage> direct(ShadowRun r) {
        return pages(r).stream().filter(p -> p.gfn() == 0x200).toList();
    }

    @Test
    void underThePostedPatchNestedEptGoesUnnoticed() {
        for (RoleDesign design : RoleDesign.values()) {
            boolean blind = design == RoleDesign.GLEVEL_POSTED || design == RoleDesign.GLEVEL_FIXED;
            ShadowRun r = run("nested-ept", design);
            assertThat(r.frames()).as(design.label()).containsExactly(0x12345L, blind ? 0x12345L : 0x12346L);
            assertThat(r.of(Event.SP_UNSYNC)).hasSize(blind ? 0 : 1);
        }
    }

    /** Designs that make a page for PAE's pointers and cannot tell it from a level 3 table let L2 write where L1 forbids it. */
    @Test
    void reusedPointersGiveRightsAway() {
        Set<RoleDesign> tell = Set.of(RoleDesign.V5_17, RoleDesign.MAINLINE, RoleDesign.MODE_BITS, RoleDesign.MODE_BITS_NO_LA57, RoleDesign.ROOT_LEVEL);
        for (RoleDesign design : RoleDesign.values()) {
            ShadowRun r = run("pointers-reused", design);
            assertThat(r.of(Event.INJECT)).as(design.label()).hasSize(tell.contains(design) ? 1 : 0);
            assertThat(r.frames()).as(design.label()).hasSize(tell.contains(design) ? 2 : 3);
        }
    }

    @Test
    void whatIsNotComparedBreaksTheReverseMap() {
        for (String change : List.of("other-page", "table-at-same-gfn")) {
            for (String check : List.of("unchecked", "gfn-only", "gfn-and-role")) {
                boolean broken = check.equals("unchecked") || check.equals("gfn-only") && change.equals("table-at-same-gfn");
                ShadowRun r = run("reuse-unchecked", "change", change, "reuse_check", check);
                assertThat(r.marks(MarkKind.INVARIANT) > 0).as("%s %s", change, check).isEqualTo(broken);
                assertThat(r.of(Event.RMAP_MISSING)).as("%s %s", change, check).hasSize(broken ? 1 : 0);
                assertThat(r.frames().getLast()).isEqualTo(change.equals("other-page") ? 0x568L : 0x12345L);
            }
        }
    }

    @Test
    void designsKnownToBreakAnInvariantAreSeenToBreakIt() {
        for (String design : COUNT_PORTALS) {
            assertThat(run("nested-npt-4-on-5", "design", design).marks(MarkKind.INVARIANT)).as(design).isPositive();
        }
        assertThat(run("nested-ept", RoleDesign.GLEVEL_FIXED).marks(MarkKind.INVARIANT)).isPositive();
    }

    @Test
    void theTdpMmuHasNoHashAndNoReverseMap() {
        ShadowRun r = run("tdp-mmu");
        assertThat(r.of(Event.RMAP_ADD)).isEmpty();
        for (int bucket = 0; bucket < 4096; bucket++) {
            assertThat(r.end.bucket(bucket)).isEmpty();
        }
        assertThat(r.frames()).containsExactly(0x123456L, 0x123457L);
    }
}
