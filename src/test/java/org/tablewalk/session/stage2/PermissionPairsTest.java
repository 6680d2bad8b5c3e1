package org.tablewalk.session.stage2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Shipped;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.session.stage2.PermissionPair.Did;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every pair of rights by every rule, as runs of the machine show it, against values that were computed elsewhere (domain section 6). */
class PermissionPairsTest {
    private static List<PermissionPair> all;
    private static JsonNode vectors;

    @BeforeAll
    static void run() throws IOException, InterruptedException {
        var table = new PermissionTable(Shipped.opener().shipped("permission-pair", Map.of(), null));
        table.await();
        all = table.pairs();
        try (var in = PermissionPairsTest.class.getResourceAsStream("/domain/arm64_vectors.json")) {
            vectors = JsonMapper.shared().readTree(in);
        }
    }

    static Stream<JsonNode> pairs() throws IOException {
        try (var in = PermissionPairsTest.class.getResourceAsStream("/domain/arm64_vectors.json")) {
            return JsonMapper.shared().readTree(in).required("permission_pairs").valueStream();
        }
    }

    private static PermissionPair pair(String old, String asked, String rule) {
        return all.stream().filter(p -> p.values().equals(new PermissionPair.Values(old, asked, rule))).findFirst().orElseThrow();
    }

    private static String letters(JsonNode list) {
        return Permissions.text(list.valueStream().mapToInt(letter -> Permissions.parse(letter.asString())).sum());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void agreesWithTheVector(JsonNode v) {
        String old = v.required("old").asString();
        String asked = v.required("new").asString();
        var posted = pair(old, asked, "prejudge");
        assertThat(Permissions.text(posted.before()) + " " + Permissions.text(posted.asked())).isEqualTo(old + " " + asked);
        assertThat(posted.did()).isEqualTo(v.required("rfc_action").asString().equals("skip") ? Did.SKIPPED : Did.OVERWRITTEN);
        assertThat(Permissions.text(posted.lost())).isEqualTo(letters(v.required("rfc_lost")));
        assertThat(Permissions.text(posted.missing())).isEqualTo(letters(v.required("rfc_missing")));
        assertThat(posted.reachable(false)).isEqualTo(v.required("reachable_in_kvm").asBoolean());

        var subset = pair(old, asked, "subset");
        assertThat(subset.did()).isIn(Did.SKIPPED, Did.OVERWRITTEN);
        assertThat(subset.lost() | subset.missing()).isZero();
        assertThat(posted.wrong()).isEqualTo(v.required("differs_from_subset_rule").asBoolean());
        assertThat(posted.mapped() != subset.mapped()).isEqualTo(v.required("differs_from_subset_rule").asBoolean());

        var mainline = pair(old, asked, "mainline");
        assertThat(v.required("mainline_map_path").asString()).isEqualTo("-EAGAIN (no write)");
        assertThat(mainline.did()).isEqualTo(Did.RETRIED);
        assertThat(mainline.mapped()).isEqualTo(mainline.before());
        assertThat(mainline.relaxed()).isEqualTo(mainline.missing() != 0);
        assertThat(Permissions.text(mainline.end())).isEqualTo(v.required("union_after_relax").asString());

        var old511 = pair(old, asked, "v5.11");
        assertThat(old511.did()).isEqualTo(old.equals(asked) ? Did.SKIPPED : Did.BROKEN);
        assertThat(Permissions.text(old511.end())).isEqualTo(asked);
        for (PermissionPair any : List.of(posted, subset, mainline, old511)) {
            assertThat(any.asked() & ~any.end()).as("whatever the rule, the guest has done what it wanted").isZero();
        }
    }

    @Test
    void agreesWithTheSummary() {
        var summary = vectors.required("permission_summary");
        var posted = all.stream().filter(p -> p.values().rule().equals("prejudge")).toList();
        assertThat(posted).hasSize(summary.required("total").asInt());
        var skipped = posted.stream().filter(p -> p.did() == Did.SKIPPED && p.missing() != 0).toList();
        var dropped = posted.stream().filter(p -> p.did() == Did.OVERWRITTEN && p.lost() != 0).toList();
        assertThat(names(skipped)).isEqualTo(names(summary.required("skip_but_missing_pairs"))).hasSize(summary.required("skip_but_missing").asInt());
        assertThat(names(dropped)).isEqualTo(names(summary.required("overwrite_but_drops_pairs"))).hasSize(summary.required("overwrite_but_drops").asInt());
        var both = Stream.concat(dropped.stream(), skipped.stream()).toList();
        assertThat(both).hasSize(summary.required("both").asInt()).hasSize(18);
        assertThat(names(both.stream().filter(p -> p.reachable(false)).toList())).isEqualTo(names(summary.required("reachable_with_R_always"))).hasSize(2);
        assertThat(both.stream().filter(p -> p.reachable(true))).as("with DIC").isEmpty();
        assertThat(posted.stream().filter(p -> p.reachable(false))).hasSize(16);
    }

    private static List<String> names(List<PermissionPair> pairs) {
        return pairs.stream().map(p -> p.values().oldRights() + " " + p.values().newRights()).toList();
    }

    private static List<String> names(JsonNode pairs) {
        return pairs.valueStream().map(p -> p.get(0).asString() + " " + p.get(1).asString()).toList();
    }
}
