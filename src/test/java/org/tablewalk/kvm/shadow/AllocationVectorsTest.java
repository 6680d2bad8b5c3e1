package org.tablewalk.kvm.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.kvm.shadow.ShadowRun.Told;
import org.tablewalk.machine.x86.X86Config.Virtualization;
import org.tablewalk.machine.x86.X86State;
import tools.jackson.databind.JsonNode;

/** Twenty configurations under four designs: the machine runs the guest's accesses, the tracepoints tell what pages were made, in order. */
class AllocationVectorsTest {
    static Stream<Arguments> runs() {
        List<Arguments> runs = new ArrayList<>();
        for (JsonNode configuration : Vectors.get("allocation")) {
            for (JsonNode run : configuration.get("runs")) {
                runs.add(Arguments.of(configuration.get("id").asString(), run.get("design").asString(), configuration, run));
            }
        }
        return runs.stream();
    }

    /** The vectors write one set of flags for all formats; as EPT entries they say the same rights. */
    static long flags(JsonNode entry, boolean ept) {
        long flags = Vectors.number(entry.get("flags"));
        return !ept ? flags : flags == 0x67 ? 0x37 : 7;
    }

    static ShadowRun machine(JsonNode configuration, RoleDesign design) {
        int guest = configuration.get("guest_root_level").asInt();
        int root = configuration.get("shadow_root_level").asInt();
        boolean ept = configuration.get("ept").asBoolean();
        Virtualization virtualization = ept ? Virtualization.NESTED_EPT : configuration.get("nested").asBoolean() ? Virtualization.NESTED_NPT
                : guest == 0 && root > 3 ? Virtualization.DIRECT : Virtualization.SHADOW;
        var run = new ShadowRun(design).on(virtualization, root).hostPages(configuration.get("host_max_mapping_level").asInt());
        for (JsonNode entry : configuration.get("guest_ptes")) {
            run.entry(Vectors.number(entry.get("table_gfn")), entry.get("index").asInt(), guest == 2 ? 4 : 8,
                    Vectors.number(entry.get("target_gfn")) << 12 | flags(entry, ept));
        }
        return run.cpu(guest, Vectors.number(configuration.get("root_gfn")), "guest");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("runs")
    void asTheModelSays(String id, String name, JsonNode configuration, JsonNode expected) {
        RoleDesign design = Vectors.design(name);
        ShadowRun run = machine(configuration, design);
        var guest = new StringBuilder("routine guest() {\n");
        for (JsonNode fault : expected.get("faults")) {
            guest.append("    read(").append(fault.get("va").asString()).append(");\n");
            for (JsonNode event : fault.get("events")) {
                if (event.get("op").asString().equals("leaf")) {
                    run.frame(Vectors.number(event.get("gfn")));
                }
            }
        }
        run.guest(guest + "}\n").run();
        assertEquals(0, run.state.cpu(0).exit());
        assertEquals(X86State.Status.ENDED, run.state.cpu(0).status());

        assertEquals(expected.get("faults").size() + 1, run.exits.size(), "one exit for want of a root, one for each fault");
        // The vectors suppose that L1's EPT uses accessed and dirty bits, the machine's L1 does without, and the role says so (domain section 2.2).
        long without = configuration.get("ept").asBoolean() ? 1L << design.bits(RoleField.AD_DISABLED).low() : 0;
        compare(expected.get("events_root"), run.exits.get(0), design, without);
        for (int i = 0; i < expected.get("faults").size(); i++) {
            compare(expected.get("faults").get(i).get("events"), run.exits.get(i + 1), design, without);
        }
        count(expected.get("counts"), run);
    }

    private static void count(JsonNode counts, ShadowRun run) {
        List<Told> told = run.told();
        assertEquals(counts.get("special_pages").asInt(), told.stream().filter(t -> t.op().equals("special_page")).count());
        assertEquals(counts.get("shadow_pages").asInt(), told.stream().filter(t -> t.op().equals("alloc")).count());
        assertEquals(counts.get("at_root").asInt(), run.exits.get(0).stream().filter(t -> t.op().equals("alloc")).count());
        assertEquals(counts.get("reused").asInt(), told.stream().filter(t -> t.op().equals("reuse")).count());
        assertEquals(counts.get("passthrough").asInt(), told.stream().filter(t -> t.op().equals("alloc") && t.passthrough()).count());
    }

    private static void compare(JsonNode expected, List<Told> told, RoleDesign design, long also) {
        List<String> wanted = new ArrayList<>();
        expected.forEach(e -> wanted.add(line(e, design, also)));
        assertEquals(String.join("\n", wanted), String.join("\n", told.stream().map(t -> line(t, design)).toList()));
    }

    private static boolean glevel(RoleDesign design) {
        return design == RoleDesign.GLEVEL_POSTED || design == RoleDesign.GLEVEL_FIXED;
    }

    private static String line(JsonNode e, RoleDesign design, long also) {
        String op = e.get("op").asString();
        String head = op + " " + e.get("id").asString() + " level " + e.get("level").asInt();
        return switch (op) {
            case "special_page" -> head;
            case "leaf" -> head + " index " + e.get("index").asInt() + " gfn " + Vectors.number(e.get("gfn")) + " access " + e.get("access").asInt();
            default -> head + " gfn " + Vectors.number(e.get("gfn")) + " direct " + e.get("direct").asInt() + " passthrough " + e.get("passthrough").asInt()
                    + (glevel(design) ? " glevel " + e.get("glevel").asInt() : "") + " quadrant " + e.get("quadrant").asInt() + " access "
                    + e.get("access").asInt() + " four " + e.get("has_4_byte_gpte").asInt() + " role " + (Vectors.number(e.get("role_word")) | also) + " parent "
                    + e.get("parent").asString() + " at " + (e.get("parent_index").isNull() ? -1 : e.get("parent_index").asInt());
        };
    }

    private static int bit(boolean b) {
        return b ? 1 : 0;
    }

    private static String line(Told t, RoleDesign design) {
        String head = t.op() + " " + t.id() + " level " + t.level();
        return switch (t.op()) {
            case "special_page" -> head;
            case "leaf" -> head + " index " + t.index() + " gfn " + t.gfn() + " access " + t.access();
            default -> head + " gfn " + t.gfn() + " direct " + bit(t.direct()) + " passthrough " + bit(t.passthrough())
                    + (glevel(design) ? " glevel " + t.glevel() : "") + " quadrant " + t.quadrant() + " access " + t.access() + " four " + bit(t.fourByte())
                    + " role " + t.role() + " parent " + t.parent() + " at " + t.index();
        };
    }
}
