package org.tablewalk.kvm.shadow;

import java.io.IOException;
import java.io.InputStream;
import org.tablewalk.arch.x86.RoleDesign;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The domain's vectors, made by an independent model of the shadow MMU. */
final class Vectors {
    private Vectors() {}

    static JsonNode get(String part) {
        try (InputStream in = Vectors.class.getResourceAsStream("x86_vectors.json")) {
            return JsonMapper.builder().build().readTree(in.readAllBytes()).get(part);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A number written as decimal or 0x. */
    static long number(JsonNode node) {
        return node.isNumber() ? node.asLong() : Long.decode(node.asString());
    }

    /** The design that a vector calls so. */
    static RoleDesign design(String name) {
        return switch (name) {
            case "v5.17", "v5.17 (special roots kept)", "v5.17 rule if all levels were SPs" -> RoleDesign.V5_17;
            case "v3", "v3_glevel", "v3_glevel_posted", "glevel posted" -> RoleDesign.GLEVEL_POSTED;
            case "v3fixed", "v3_glevel_fixed", "glevel fixed" -> RoleDesign.GLEVEL_FIXED;
            case "delta2 per-SP", "alt_passthrough_delta2" -> RoleDesign.DELTA_PER_PAGE;
            case "delta2 root-const" -> RoleDesign.DELTA_OF_ROOTS;
            case "levels3", "alt_passthrough_levels3", "alt_passthrough_levels3_nodirect" -> RoleDesign.PASSTHROUGH_LEVELS;
            case "target3", "alt_target_level3", "alt_target_level3_nodirect" -> RoleDesign.TARGET_LEVEL;
            case "mode bits", "alt_mode_bits" -> RoleDesign.MODE_BITS;
            case "root_level3", "alt_root_level3" -> RoleDesign.ROOT_LEVEL;
            case "mainline", "mainline_passthrough" -> RoleDesign.MAINLINE;
            default -> throw new IllegalArgumentException(name);
        };
    }
}
