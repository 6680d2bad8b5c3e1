package org.tablewalk.kvm.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.kvm.shadow.ShadowRun.Told;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.x86.X86Config.Virtualization;
import org.tablewalk.machine.x86.X86State;
import tools.jackson.databind.JsonNode;

/** Guests that change what their tables mean: another paging mode on the same root, another CR3. */
class SequenceVectorsTest {
    private static final int TABLE = 0x27;
    private static final int PAGE = 0x67;

    static Stream<Arguments> sequence(String name) {
        List<Arguments> all = new ArrayList<>();
        for (JsonNode one : Vectors.get("sequences").get(name)) {
            all.add(Arguments.of(one.get("design").asString(), one));
        }
        return all.stream();
    }

    static Stream<Arguments> la57() {
        return sequence("la57_toggle");
    }

    static Stream<Arguments> pae() {
        return sequence("pae_to_64bit");
    }

    static Stream<Arguments> cr3() {
        return sequence("cr3_switch");
    }

    /** L1 goes from 4 to 5 levels and keeps the frame of its root: a portal that is taken for a root leads to the wrong memory. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("la57")
    void la57Toggle(String name, JsonNode expected) {
        ShadowRun run = new ShadowRun(Vectors.design(name)).on(Virtualization.NESTED_NPT, 5)
                .entry(0x100, 0, 8, 0x101L << 12 | TABLE).entry(0x101, 0, 8, 0x102L << 12 | TABLE).entry(0x102, 418, 8, 0x103L << 12 | TABLE)
                .entry(0x103, 359, 8, 0x12345L << 12 | PAGE)
                .entry(0x102, 0, 8, 0x104L << 12 | TABLE).entry(0x104, 418, 8, 0x105L << 12 | TABLE).entry(0x105, 359, 8, 0x99999L << 12 | PAGE)
                .frame(0x12345).frame(0x99999).cpu(4, 0x100, "guest")
                .guest("""
                        routine guest() {
                            read(0x34567000);
                            mov_cr0(%d);
                            mov_cr4(%d);
                            mov_cr0(%d);
                            read(0x34567000);
                        }
                        """.formatted(ShadowRun.cr0(0), ShadowRun.cr4(5), ShadowRun.cr0(5))).run();
        assertEquals(X86State.Status.ENDED, run.state.cpu(0).status());
        List<Told> roots = run.told().stream().filter(t -> "hw_root".equals(t.parent())).toList();
        assertEquals(2, roots.size());
        assertEquals(Vectors.number(expected.get("before_root_word")), roots.get(0).role());
        assertEquals(expected.get("after_root_event").asString(), roots.get(1).op());
        assertEquals(Vectors.number(expected.get("after_root_word")), roots.get(1).role());

        List<long[]> accesses = run.events.get(Event.ACCESS_DONE);
        long gfn = accesses.get(1)[1] >>> 12;
        assertEquals(0x12345, accesses.get(0)[1] >>> 12);
        boolean stale = expected.get("stale_translation").asBoolean();
        assertEquals(Vectors.number(expected.get(stale ? "stale_gfn" : "correct_gfn_after")), gfn);

        // The hardware's first walk under the new root, by the pages it reads.
        List<String> walk = new ArrayList<>();
        for (JsonNode step : expected.get("walk_with_new_mode")) {
            walk.add(step.get(0).asInt() + " index " + step.get(2).asInt() + " " + step.get(3).asString());
        }
        List<long[]> reads = run.events.get(Event.WALK_READ);
        List<String> found = new ArrayList<>();
        int first = 6 + 5 - 5;                          // the first access's walk fails at the root, its retry passes five levels
        for (long[] read : reads.subList(first, Math.min(reads.size(), first + walk.size()))) {
            found.add(read[2] % 256 + " index " + (read[0] >>> 3 & 511) + " " + (read[1] == 0 ? "empty" : "present"));
        }
        assertEquals(walk, found);
    }

    /** The vectors number pages without those of the time between modes: pages are matched by order. */
    private static void compare(JsonNode expected, List<Told> told, Map<String, String> ids) {
        List<String> wanted = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (JsonNode e : expected) {
            if (e.get("op").asString().equals("leaf")) {
                wanted.add("leaf " + e.get("id").asString() + " " + e.get("index").asInt() + " " + Vectors.number(e.get("gfn")) + " " + e.get("access").asInt());
            } else if (e.get("op").asString().equals("special_page")) {
                wanted.add("special_page " + e.get("id").asString());
            } else {
                wanted.add(e.get("op").asString() + " " + e.get("id").asString() + " " + e.get("level").asInt() + " " + Vectors.number(e.get("gfn")) + " "
                        + Vectors.number(e.get("role_word")) + " " + e.get("parent").asString() + " "
                        + (e.get("parent_index").isNull() ? -1 : e.get("parent_index").asInt()));
            }
        }
        for (Told t : told) {
            if (t.op().equals("alloc")) {
                ids.put(t.id(), "SP" + (ids.size() + 1));
            }
            String id = ids.getOrDefault(t.id(), t.id());
            found.add(t.op().equals("leaf") ? "leaf " + id + " " + t.index() + " " + t.gfn() + " " + t.access()
                    : t.op().equals("special_page") ? "special_page " + id
                    : t.op() + " " + id + " " + t.level() + " " + t.gfn() + " " + t.role() + " " + ids.getOrDefault(t.parent(), t.parent()) + " " + t.index());
        }
        assertEquals(String.join("\n", wanted), String.join("\n", found));
    }

    private static List<Told> between(ShadowRun run, int from, int to) {
        return run.exits.subList(from, to).stream().flatMap(List::stream).toList();
    }

    private static int exitOf(ShadowRun run, int reason, int nth) {
        List<long[]> exits = run.events.get(Event.EXCEPTION);
        int seen = 0;
        for (int i = 0; i < exits.size(); i++) {
            if (exits.get(i)[2] == reason && seen++ == nth) {
                return i;
            }
        }
        throw new IllegalStateException("no exit " + nth + " for " + reason);
    }

    /** A guest goes from PAE to long mode and hangs its page directory under new upper tables: the directory's page is found again. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("pae")
    void paeTo64Bit(String name, JsonNode expected) {
        long efer = ShadowRun.efer(4) & ~org.tablewalk.arch.x86.Registers.EFER_LMA;
        ShadowRun run = new ShadowRun(Vectors.design(name))
                .entry(0x300, 1, 8, 0x301L << 12 | 1).entry(0x301, 0, 8, 0x302L << 12 | TABLE).entry(0x302, 1, 8, 0x2222L << 12 | PAGE)
                .entry(0x310, 0, 8, 0x300L << 12 | TABLE)
                .frame(0x2222).cpu(3, 0x300, "guest")
                .guest("""
                        routine guest() {
                            read(0x40001000);
                            gpa_store(0x300008, 0x301027, 8);
                            mov_cr0(%d);
                            wrmsr_efer(%d);
                            mov_cr3(0x310000);
                            mov_cr0(%d);
                            read(0x40001000);
                        }
                        """.formatted(ShadowRun.cr0(0), efer, ShadowRun.cr0(4))).run();
        assertEquals(X86State.Status.ENDED, run.state.cpu(0).status());
        Map<String, String> ids = new HashMap<>();
        compare(expected.get("phase1"), between(run, 0, 2), ids);
        int second = exitOf(run, 1, 1) + 1;             // after paging is on again
        compare(expected.get("phase2"), between(run, second, run.exits.size()), ids);
    }

    /** Two processes share the kernel's tables: the switch makes private pages only, and the way back makes none. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cr3")
    void cr3Switch(String name, JsonNode expected) {
        ShadowRun run = new ShadowRun(Vectors.design(name))
                .entry(0x100, 256, 8, 0x150L << 12 | TABLE).entry(0x110, 256, 8, 0x150L << 12 | TABLE)
                .entry(0x150, 0, 8, 0x151L << 12 | TABLE).entry(0x151, 0, 8, 0x152L << 12 | TABLE).entry(0x152, 0, 8, 0x9000L << 12 | PAGE)
                .entry(0x100, 0, 8, 0x101L << 12 | TABLE).entry(0x101, 0, 8, 0x102L << 12 | TABLE).entry(0x102, 2, 8, 0x103L << 12 | TABLE)
                .entry(0x103, 0, 8, 0x777L << 12 | PAGE)
                .entry(0x110, 0, 8, 0x111L << 12 | TABLE).entry(0x111, 0, 8, 0x112L << 12 | TABLE).entry(0x112, 2, 8, 0x113L << 12 | TABLE)
                .entry(0x113, 0, 8, 0x888L << 12 | PAGE)
                .frame(0x9000).frame(0x777).frame(0x888).cpu(4, 0x100, "guest")
                .guest("""
                        routine guest() {
                            read(0xffff800000000000);
                            read(0x400000);
                            mov_cr3(0x110000);
                            read(0xffff800000000000);
                            read(0x400000);
                            mov_cr3(0x100000);
                            read(0xffff800000000000);
                        }
                        """).run();
        assertEquals(X86State.Status.ENDED, run.state.cpu(0).status());
        Map<String, String> ids = new HashMap<>();
        int toB = exitOf(run, 2, 0);
        int toA = exitOf(run, 2, 1);
        compare(expected.get("cr3_A"), between(run, 0, toB), ids);
        compare(expected.get("switch_to_B"), between(run, toB, toA), ids);
        // Back in A the previous root is taken up without an exit for it; the leaf stands, the access needs no fault.
        List<Told> back = between(run, toA, run.exits.size());
        assertEquals(1, back.size());
        assertEquals("reuse", back.get(0).op());
        assertEquals(expected.get("back_to_A").get(0).get("id").asString(), ids.get(back.get(0).id()));
        assertEquals(Vectors.number(expected.get("back_to_A").get(1).get("gfn")), run.events.get(Event.ACCESS_DONE).getLast()[1] >>> 12);
        assertEquals(1, run.events.get(Event.ROOT_REUSE).size());
        assertEquals(RoleDesign.MAINLINE, Vectors.design(name));
    }
}
