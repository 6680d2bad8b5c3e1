package org.tablewalk.kvm.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.kvm.shadow.TruthTable.Meaning;
import org.tablewalk.kvm.shadow.TruthTable.Row;
import tools.jackson.databind.JsonNode;

/** Every design's listing, run for every kind of page, against the domain's truth table, collisions and reuse. */
class TruthTableTest {
    private static Row find(List<Row> rows, JsonNode vector) {
        return rows.stream().filter(r -> r.guestLevel() == vector.get("guest_root_level").asInt() && r.rootLevel() == vector.get("shadow_root_level").asInt()
                && r.level() == vector.get("sp_level").asInt() && r.direct() == (vector.get("direct").asInt() == 1)).findFirst().orElseThrow();
    }

    private static String name(Row row) {
        return row.guestLevel() + " on " + row.rootLevel() + " at " + row.level() + (row.direct() ? " direct" : "");
    }

    /** What a vector's design says of a row, under the names of {@link #said}; what it does not say is left out. */
    private interface Said {
        Object of(String key, RoleRules rules, Row row);
    }

    private void compare(String vectors, RoleDesign design, Map<String, Said> keys) {
        RoleRules rules = RoleRules.of(design);
        List<Row> rows = new TruthTable(rules).rows();
        JsonNode table = Vectors.get("truth_table");
        assertEquals(table.size(), rows.size());
        int compared = 0;
        for (JsonNode vector : table) {
            JsonNode expected = vector.get("designs").get(vectors);
            Row row = find(rows, vector);
            if (expected == null) {
                assertEquals(Meaning.IMPOSSIBLE, row.meaning(), "only what the design cannot say is left out");
                continue;
            }
            for (var key : keys.entrySet()) {
                // Of a page that cannot be, the modes and root_level say something; the vectors say no.
                if (row.meaning() == Meaning.IMPOSSIBLE && (design == RoleDesign.MODE_BITS || design == RoleDesign.ROOT_LEVEL
                        || design == RoleDesign.MODE_BITS_NO_LA57) && !key.getKey().startsWith("word")) {
                    continue;
                }
                JsonNode value = expected.get(key.getKey());
                Object said = key.getValue().of(key.getKey(), rules, row);
                String where = design.label() + ", " + name(row) + ": " + key.getKey();
                if (said instanceof Boolean yes) {
                    assertEquals(value.asBoolean(), yes, where);
                } else {
                    assertEquals(key.getKey().startsWith("word") ? withoutL1sWriteProtect(Vectors.number(value)) : Vectors.number(value), (long) said, where);
                }
                compared++;
            }
        }
        assertTrue(compared >= 80 * keys.size(), "compared " + compared);
    }

    /**
     * A word as the domain's section 2.2 and the vectors of whole runs have it: of L1's CR0 only PG counts. The table's own words suppose CR0.WP on for
     * nested guests too.
     */
    private static long withoutL1sWriteProtect(long word) {
        return RoleDesign.MAINLINE.get(word, RoleField.GUEST_MODE) != 0 ? RoleDesign.MAINLINE.bits(RoleField.CR0_WP).set(word, 0) : word;
    }

    private static final Said WORD = (key, rules, row) -> row.word();
    private static final Said PASSTHROUGH = (key, rules, row) -> row.isPassthrough();
    private static final Said GPTES = (key, rules, row) -> row.hasGptes();
    private static final Said GFNS = (key, rules, row) -> row.wantsGfns();
    private static final Said DIRECT = (key, rules, row) -> row.isDirect();

    private static Said field(RoleField field) {
        return (key, rules, row) -> (long) rules.design().get(row.word(), field);
    }

    private static Said routine(String routine) {
        return (key, rules, row) -> rules.call(routine, row.word()) != 0;
    }

    @Test
    void v517() {
        compare("v5.17", RoleDesign.V5_17, Map.of("word", WORD, "has_gptes", GPTES, "gfns_array", GFNS));
        for (Row row : new TruthTable(RoleRules.of(RoleDesign.V5_17)).rows()) {
            assertFalse(row.isPassthrough(), "not recorded in the role");
        }
    }

    @Test
    void glevelAsPosted() {
        compare("v3_glevel_posted", RoleDesign.GLEVEL_POSTED, Map.of("word", WORD, "glevel", field(RoleField.GLEVEL), "pae_root", field(RoleField.PAE_ROOT),
                "is_passthrough_code", PASSTHROUGH, "is_passthrough_doc", routine("is_passthrough_doc"), "gfns_array", GFNS,
                "pte_write_skips", (key, rules, row) -> rules.design().get(row.word(), RoleField.GLEVEL) < row.level()));
    }

    @Test
    void glevelWithTheMissingLine() {
        compare("v3_glevel_fixed", RoleDesign.GLEVEL_FIXED, Map.of("word", WORD, "glevel", field(RoleField.GLEVEL), "pae_root", field(RoleField.PAE_ROOT),
                "is_passthrough_code", PASSTHROUGH, "is_passthrough_doc", routine("is_passthrough_doc"), "gfns_array", GFNS));
        // The line makes the documented test for direct right.
        RoleRules fixed = RoleRules.of(RoleDesign.GLEVEL_FIXED);
        RoleRules posted = RoleRules.of(RoleDesign.GLEVEL_POSTED);
        int wrong = 0;
        for (Row row : new TruthTable(fixed).rows()) {
            if (row.reachable() && row.guestLevel() > 0) {
                assertEquals(row.direct(), fixed.call("is_direct_doc", row.word()) != 0, name(row));
            }
        }
        for (Row row : new TruthTable(posted).rows()) {
            wrong += row.reachable() && row.direct() && posted.call("is_direct_doc", row.word()) == 0 ? 1 : 0;
        }
        assertEquals(12, wrong, "all reachable direct rows of guests that page");
    }

    @Test
    void deltaInBothReadings() {
        compare("alt_passthrough_delta2", RoleDesign.DELTA_PER_PAGE, Map.of("word_perSP", WORD, "delta_perSP", field(RoleField.PASSTHROUGH_DELTA),
                "is_passthrough", PASSTHROUGH));
        compare("alt_passthrough_delta2", RoleDesign.DELTA_OF_ROOTS, Map.of("word_rootconst", WORD, "delta_rootconst", field(RoleField.PASSTHROUGH_DELTA),
                "is_passthrough", PASSTHROUGH));
    }

    @Test
    void passthroughLevels() {
        compare("alt_passthrough_levels3_nodirect", RoleDesign.PASSTHROUGH_LEVELS, Map.of("word", WORD, "is_direct", DIRECT, "is_passthrough", PASSTHROUGH,
                "has_gptes", GPTES, "passthrough_levels", field(RoleField.PASSTHROUGH_LEVELS),
                "is_direct_or_passthrough", (key, rules, row) -> row.isDirect() || row.isPassthrough()));
    }

    @Test
    void targetLevel() {
        compare("alt_target_level3_nodirect", RoleDesign.TARGET_LEVEL, Map.of("word", WORD, "is_direct", DIRECT, "is_passthrough", PASSTHROUGH,
                "has_gptes", GPTES, "target_level", field(RoleField.TARGET_LEVEL),
                "is_direct_or_passthrough", (key, rules, row) -> row.isDirect() || row.isPassthrough()));
    }

    @Test
    void modeBits() {
        compare("alt_mode_bits", RoleDesign.MODE_BITS, Map.of("word", WORD, "is_passthrough", PASSTHROUGH, "cr4_pae", field(RoleField.CR4_PAE),
                "efer_lma", field(RoleField.EFER_LMA), "cr4_la57", field(RoleField.CR4_LA57)));
    }

    @Test
    void modeBitsWithoutLa57TakeFiveLevelsForAPortal() {
        compare("alt_mode_bits", RoleDesign.MODE_BITS_NO_LA57, Map.of("is_passthrough_if_la57_kept_in_ext_role_and_no_flag", PASSTHROUGH,
                "efer_lma", field(RoleField.EFER_LMA)));
    }

    @Test
    void rootLevel() {
        compare("alt_root_level3", RoleDesign.ROOT_LEVEL, Map.of("word", WORD, "is_passthrough", PASSTHROUGH, "root_level", field(RoleField.ROOT_LEVEL),
                "sp_has_gpte_intended", GPTES, "sp_has_gpte_as_typed_in_thread", routine("sp_has_gpte_as_typed")));
    }

    @Test
    void mainline() {
        compare("mainline", RoleDesign.MAINLINE, Map.of("word", WORD, "is_passthrough", PASSTHROUGH, "has_gptes", GPTES, "gfns_array_v5_19", GFNS,
                "shadowed_translation_array_2026", routine("wants_shadowed_translation"), "passthrough", field(RoleField.PASSTHROUGH)));
    }

    @ParameterizedTest
    @EnumSource(RoleDesign.class)
    void whatIsReachableAndWhatExists(RoleDesign design) {
        List<Row> rows = new TruthTable(RoleRules.of(design)).rows();
        int reachable = 0;
        for (JsonNode vector : Vectors.get("truth_table")) {
            Row row = find(rows, vector);
            assertEquals(vector.get("reachable_key").asBoolean(), row.reachable(), name(row));
            assertEquals(vector.get("truth_is_passthrough").asBoolean(), row.meaning() == Meaning.PASSTHROUGH && row.reachable(), name(row));
            reachable += row.reachable() ? 1 : 0;
            boolean special = vector.get("mainline_backing").asString().startsWith("special");
            assertEquals(row.reachable() && (design.expanded() || !special), row.exists(), name(row));
            if (design != RoleDesign.V5_17 && design != RoleDesign.MODE_BITS_NO_LA57 && row.exists()) {
                assertEquals(row.meaning() == Meaning.PASSTHROUGH, row.isPassthrough(), design + " " + name(row));
                assertEquals(row.direct(), row.isDirect(), design + " " + name(row));
            }
        }
        assertEquals(Vectors.get("truth_table_reachable").asInt(), reachable);
    }

    private static TruthTable table(String vectors) {
        RoleRules rules = RoleRules.of(Vectors.design(vectors));
        return vectors.endsWith("if all levels were SPs") ? new TruthTable(rules, true) : new TruthTable(rules);
    }

    @Test
    void collisions() {
        for (var expected : Vectors.get("key_collisions").properties()) {
            Set<String> vectors = new HashSet<>();
            for (JsonNode group : expected.getValue()) {
                for (JsonNode m : group.get("members")) {
                    vectors.add(Vectors.number(group.get("word")) + ": " + m.get("guest") + " on " + m.get("shadow_root") + " at " + m.get("level"));
                }
            }
            Set<String> found = new HashSet<>();
            for (TruthTable.Collision group : table(expected.getKey()).collisions()) {
                group.rows().forEach(r -> found.add(group.word() + ": " + name(r)));
            }
            assertEquals(vectors, found, expected.getKey());
        }
    }

    @Test
    void crossModeReuse() {
        for (var expected : Vectors.get("cross_mode_reuse").properties()) {
            Set<Set<String>> vectors = new HashSet<>();
            for (JsonNode group : expected.getValue()) {
                Set<String> members = new HashSet<>();
                group.forEach(m -> members.add(m.get(0) + " at " + m.get(1)));
                vectors.add(members);
            }
            Set<Set<String>> found = new HashSet<>();
            for (List<TruthTable.Shared> group : table(expected.getKey()).crossModeReuse()) {
                Set<String> members = new HashSet<>();
                group.forEach(m -> members.add(m.guestLevel() + " at " + m.level()));
                found.add(members);
            }
            assertEquals(vectors, found, expected.getKey());
        }
    }

    @Test
    void bitPositions() {
        for (var expected : Vectors.get("bit_positions").properties()) {
            RoleDesign design = Vectors.design(expected.getKey());
            for (var field : expected.getValue().properties()) {
                String name = field.getKey();
                // The vectors name the bits of the mode-bit and direct-less words after what stands there in the others.
                boolean renamed = name.equals("_pad") || name.equals("has_4_byte_gpte") && design == RoleDesign.MODE_BITS
                        || name.equals("direct") && (design == RoleDesign.PASSTHROUGH_LEVELS || design == RoleDesign.TARGET_LEVEL);
                if (!renamed) {
                    RoleDesign.Bits bits = design.bits(RoleField.valueOf(name.toUpperCase(java.util.Locale.ROOT)));
                    assertEquals(List.of(field.getValue().get(0).asInt(), field.getValue().get(1).asInt()),
                            List.of(bits.low(), bits.low() + bits.width() - 1), design + " " + name);
                }
            }
        }
    }

    /** Nested EPT under the posted series: glevel is never set, every page is taken for a portal (domain section 4.2). */
    @Test
    void nestedEptSeenByEachDesign() {
        var wrong = new ArrayList<RoleDesign>();
        for (RoleDesign design : RoleDesign.values()) {
            RoleRules rules = RoleRules.of(design);
            var mmu = new RoleRules.Mmu(4, 4, true, true, true, true);
            for (int level = 1; level <= 4; level++) {
                if (rules.passthrough(rules.word(mmu, level, false, Pte.ACC_ALL, 0)) && !wrong.contains(design)) {
                    wrong.add(design);
                }
            }
        }
        assertEquals(List.of(RoleDesign.GLEVEL_POSTED, RoleDesign.GLEVEL_FIXED), wrong);
        assertEquals(0x30704, RoleRules.of(RoleDesign.MAINLINE).root(new RoleRules.Mmu(4, 4, true, true, true, true)));
    }
}
