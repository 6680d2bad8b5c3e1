package org.tablewalk.kvm.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.x86.X86State;
import tools.jackson.databind.JsonNode;

/** Writes to shadowed tables: which entries go, which pages; and where an address of a two-level guest lies. */
class WriteVectorsTest {
    private static final int TABLE = 0x27;
    private static final int PAGE = 0x67;

    static Stream<JsonNode> writes() {
        return Vectors.get("gpte_write_to_spte").valueStream();
    }

    static Stream<JsonNode> misaligned() {
        return Vectors.get("misaligned_write").valueStream();
    }

    static Stream<JsonNode> quadrants() {
        return Vectors.get("quadrants").valueStream();
    }

    /** Notes, from the emulated write on, which entries of pages of a table lost what they had. */
    private static Set<String> hits(ShadowRun run, long gfn, int level) {
        Set<String> hits = new TreeSet<>();
        boolean[] written = {false};
        run.build();
        run.machine.attach((kind, actor, a, b, c) -> {
            written[0] |= kind == Event.PTE_WRITE;
            if (written[0] && (kind == Event.SP_UNLINK || kind == Event.SPTE_SET && c == 0)) {
                X86State.ShadowPage sp = run.state.shadowPageAt(a);
                if (sp.gfn() == gfn && run.state.role(sp.role(), RoleField.LEVEL) == level) {
                    hits.add(run.state.role(sp.role(), RoleField.QUADRANT) + ":" + (a >>> 3 & 511));
                }
            }
        });
        run.run();
        assertEquals(X86State.Status.ENDED, run.state.cpu(0).status());
        assertEquals(true, written[0]);
        return hits;
    }

    private static Set<String> expected(JsonNode hit) {
        Set<String> wanted = new TreeSet<>();
        for (var quadrant : hit.properties()) {
            String number = quadrant.getKey().equals("any level") ? "0" : quadrant.getKey().substring("L2 quadrant ".length());
            quadrant.getValue().forEach(i -> wanted.add(number + ":" + i.asInt()));
        }
        return wanted;
    }

    @ParameterizedTest
    @MethodSource("writes")
    void theEntriesOfOneGuestEntryGo(JsonNode vector) {
        long offset = Vectors.number(vector.get("offset"));
        String table = vector.get("table").asString();
        var guest = new StringBuilder("routine guest() {\n");
        var run = new ShadowRun(RoleDesign.MAINLINE).pages(512).frame(0x9000);
        int level = 2;
        long gfn = 0x400;
        if (table.equals("8-byte table")) {
            run.entry(0x300, 0, 8, 0x301L << 12 | TABLE).entry(0x301, 0, 8, 0x400L << 12 | TABLE).cpu(4, 0x300, "guest");
            for (int index : new int[] {0, 1, 2, 255, 256, 511}) {
                run.entry(0x400, index, 8, 0x401L << 12 | TABLE).entry(0x401, 0, 8, 0x9000L << 12 | PAGE);
                guest.append("    read(").append((long) index << 21).append(");\n");
            }
        } else if (table.equals("2-level PDE page")) {
            run.entry(0x401, 0, 4, 0x9000L << 12 | PAGE).entry(0x401, 512, 4, 0x9000L << 12 | PAGE).cpu(2, 0x400, "guest");
            for (int quadrant = 0; quadrant < 4; quadrant++) {
                for (int index : new int[] {0, 1, 2, 3, 4, 5, 508, 509, 510, 511}) {
                    run.entry(0x400, quadrant << 8 | index >> 1, 4, 0x401L << 12 | TABLE);
                    guest.append("    read(").append((long) quadrant << 30 | (long) index << 21).append(");\n");
                }
            }
        } else {
            // A page table whose writes are seen, because it is also another process's directory.
            run.entry(0x402, 0, 4, 0x400L << 12 | TABLE).cpu(2, 0x402, "guest");
            for (int index : new int[] {0, 1, 2, 510, 511, 512, 513, 514, 1022, 1023}) {
                run.entry(0x400, index, 4, 0x9000L << 12 | PAGE);
                guest.append("    read(").append((long) index << 12).append(");\n");
            }
            guest.append("    mov_cr3(0x400000);\n    read(0x7ff000);\n");
            level = 1;
        }
        guest.append("    gpa_store(").append((gfn << 12) + offset).append(", 0, ").append(table.equals("8-byte table") ? 8 : 4).append(");\n}\n");
        assertEquals(expected(vector.get("hit")), hits(run.guest(guest.toString()), gfn, level));
    }

    @ParameterizedTest
    @MethodSource("misaligned")
    void aWriteThatIsNoUpdateOfOneEntryZapsThePage(JsonNode vector) {
        int size = vector.get("gpte_size").asInt();
        ShadowRun run = new ShadowRun(RoleDesign.MAINLINE).frame(0x9000);
        if (size == 4) {
            run.entry(0x400, 3, 4, 0x401L << 12 | TABLE).entry(0x401, 0, 4, 0x9000L << 12 | PAGE).cpu(2, 0x400, "guest");
        } else {
            run.entry(0x300, 0, 8, 0x301L << 12 | TABLE).entry(0x301, 0, 8, 0x400L << 12 | TABLE).entry(0x400, 6, 8, 0x401L << 12 | TABLE)
                    .entry(0x401, 0, 8, 0x9000L << 12 | PAGE).cpu(4, 0x300, "guest");
        }
        run.guest("routine guest() { read(0xc00000); gpa_store(" + (0x400000 + vector.get("offset").asInt()) + ", 0, " + vector.get("bytes").asInt() + "); }").run();
        assertEquals(X86State.Status.ENDED, run.state.cpu(0).status());
        assertNotNull(run.events.get(Event.PTE_WRITE));
        boolean zapped = run.events.getOrDefault(Event.SP_ZAP, List.of()).stream().anyMatch(e -> e[0] != 0);
        assertEquals(vector.get("zap").asBoolean(), zapped);
    }

    @ParameterizedTest
    @MethodSource("quadrants")
    void anAddressInItsQuadrants(JsonNode vector) {
        long va = Vectors.number(vector.get("va"));
        int pde = vector.get("guest_pde").asInt();
        int pte = vector.get("guest_pte").asInt();
        ShadowRun run = new ShadowRun(RoleDesign.MAINLINE).entry(0x400, pde, 4, 0x401L << 12 | TABLE).entry(0x401, pte, 4, 0x9000L << 12 | PAGE).frame(0x9000)
                .cpu(2, 0x400, "guest").guest("routine guest() { read(" + va + "); }").run();
        List<String> walk = new ArrayList<>();
        for (long[] read : run.events.get(Event.GUEST_WALK)) {
            walk.add(Long.toHexString(read[0]));
        }
        assertEquals(List.of(Long.toHexString(2L << 60 | 0x400000 + 4 * pde), Long.toHexString(1L << 60 | 0x401000 + 4 * pte)), walk);
        ShadowRun.Told directory = run.exits.get(0).stream().filter(t -> t.quadrant() == vector.get("L2_quadrant").asInt() && t.op().equals("alloc")).findFirst().orElseThrow();
        ShadowRun.Told table = run.exits.get(1).get(0);
        ShadowRun.Told leaf = run.exits.get(1).get(1);
        assertEquals(directory.id(), table.parent());
        assertEquals(vector.get("L2_index").asInt(), table.index());
        assertEquals(vector.get("L1_quadrant").asInt(), table.quadrant());
        assertEquals(vector.get("L1_index").asInt(), leaf.index());
    }
}
