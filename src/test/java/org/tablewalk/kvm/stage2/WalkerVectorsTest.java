package org.tablewalk.kvm.stage2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.listing.Source;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every walker case of the domain vectors, walked by the listing on the machine; visits are the callback events. */
class WalkerVectorsTest {
    private static final String LEVELS = """
            routine make_table(ipa, entry_level) {
                table = ROOT + root_index(ipa) * PAGE_SIZE;
                for (level = START_LEVEL; level <= entry_level; level++) {
                    ptep = table + (entry_index(ipa, level) << 3);
                    pte = READ_ONCE(*ptep);
                    if (!valid(pte)) {
                        pte = table_pte(alloc_page());
                        WRITE_ONCE(*ptep, pte);
                    }
                    table = follow(pte);
                }
            }
            """;
    private static final Map<String, String> CALLBACKS = Map.of(
            "returns 0, changes nothing", "return 0;",
            "on LEAF at level<3 with invalid entry installs an empty table; at level 3 writes a page", """
                    if (flag != WALK_LEAF || valid(pte)) return 0;
                    if (level < 3) WRITE_ONCE(*ptep, table_pte(alloc_page()));
                    else WRITE_ONCE(*ptep, leaf_pte(2G + addr, stage2_attr(PROT_R), level));
                    return 0;
                    """,
            "on TABLE_PRE at level 2 overwrites the entry with a block", """
                    if (flag == WALK_PRE && level == 2) WRITE_ONCE(*ptep, leaf_pte(2G, stage2_attr(PROT_R), level));
                    return 0;
                    """,
            "returns -EAGAIN for LEAF at 0x40001000", "return flag == WALK_LEAF && addr == 0x40001000 ? -EAGAIN : 0;");
    private static final Map<String, Long> FLAGS = Map.of("LEAF", 1L, "TABLE_PRE", 2L, "TABLE_POST", 4L);

    static Stream<Arguments> cases() throws IOException {
        try (var in = WalkerVectorsTest.class.getResourceAsStream("/domain/arm64_vectors.json")) {
            var cases = new ArrayList<Arguments>();
            for (JsonNode one : JsonMapper.shared().readTree(in).required("walker_cases")) {
                String name = one.required("name").asString();
                JsonNode now = one.required("expected");
                cases.add(Arguments.of(name, one, now, 1, 1));
                if (now.required("count").asInt() > 1000) {
                    continue;   // read-only and aligned: the fixes change nothing, and it is long
                }
                cases.add(Arguments.of(name + ", before the reload fix", one, one.path("expected_before_reload_fix").isMissingNode() ? now
                        : one.get("expected_before_reload_fix"), 1, 0));
                cases.add(Arguments.of(name + ", before the alignment fix", one, one.path("expected_before_align_fix").isMissingNode() ? now
                        : one.get("expected_before_align_fix"), 0, 0));
            }
            return cases.stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void visits(String name, JsonNode vector, JsonNode expected, long alignFix, long reload) {
        var builder = new Machines.Builder();
        builder.geometry = Stage2Geometry.of(Granule.of(vector.required("granule").asString()), vector.required("ia_bits").asInt());
        assertEquals(vector.required("start_level").asInt(), builder.geometry.startLevel());
        assertEquals(vector.required("root_tables").asInt(), builder.geometry.rootTables());
        builder.poolPages = builder.geometry.granule() == Granule.K4 ? 640 : 40;
        for (JsonNode leaf : vector.required("leaves")) {
            builder.map(word(leaf.required("ipa")), word(leaf.required("pa")), 1, leaf.required("level").asInt(), ArmConfig.Rights.RW);
        }
        var main = new StringBuilder(LEVELS);
        main.append("routine cb(addr, level, flag, ptep, end, pte) {\n").append(callback(vector)).append("}\nroutine walk_it() {\n");
        for (JsonNode table : vector.required("empty_tables")) {
            main.append("make_table(").append(table.required("ipa").asString()).append(", ").append(table.required("entry_level").asInt()).append(");\n");
        }
        long flags = vector.required("flags").valueStream().mapToLong(f -> FLAGS.get(f.asString())).sum();
        main.append("walker->cb = &cb; walker->flags = ").append(flags).append(";\n")
                .append("kvm_pgtable_walk(").append(vector.required("walk_addr").asString()).append(", ")
                .append(vector.required("walk_size").asString()).append(");\n}\n");
        ArmMachine machine = builder.actor("walk_it").build(List.of(Listings.source("walker"), new Source("test.tw", main.toString())),
                Map.of("ALIGN_FIX", alignFix, "reload", reload));
        var run = new Run(machine, kind -> kind == Event.CALLBACK || kind == Event.RETURN).toTheEnd(new InOrder(), 30_000_000);

        List<String> visits = run.of(Event.CALLBACK).stream().map(e -> visit(e.c(), e.b(), e.a())).toList();
        int walk = machine.map().program().routine("kvm_pgtable_walk").index();
        long result = run.of(Event.RETURN).stream().filter(e -> e.a() == walk).findFirst().orElseThrow().b();
        assertEquals(result(expected.required("ret")), result, "return value");
        compare(expected.required("visits"), visits);
        assertEquals(expected.required("count").asInt(), visits.size(), "number of visits");
    }

    private static String callback(JsonNode vector) {
        String body = CALLBACKS.get(vector.required("callback").asString());
        assertNotNull(body, "no callback for: " + vector.required("callback").asString());
        return body;
    }

    /** A long list of visits is given by its beginning and its end. */
    private static void compare(JsonNode expected, List<String> visits) {
        int gap = -1;
        var all = new ArrayList<String>();
        for (JsonNode one : expected) {
            if (one.isString()) {
                gap = all.size();
            } else {
                all.add(visit(FLAGS.get(one.get(0).asString()), one.get(1).asInt(), word(one.get(2))));
            }
        }
        if (gap < 0) {
            assertEquals(all, visits);
        } else {
            int tail = all.size() - gap;
            assertEquals(all.subList(0, gap), visits.subList(0, gap));
            assertEquals(all.subList(gap, all.size()), visits.subList(visits.size() - tail, visits.size()));
        }
    }

    private static String visit(long flag, long level, long addr) {
        return flag + " " + level + " 0x" + Long.toHexString(addr);
    }

    private static long result(JsonNode ret) {
        return switch (ret.asString()) {
            case "0" -> 0;
            case "-ERANGE" -> -34;
            case "-EAGAIN" -> -11;
            default -> throw new IllegalArgumentException(ret.toString());
        };
    }

    private static long word(JsonNode value) {
        return Long.parseUnsignedLong(value.asString().substring(2), 16);
    }
}
