package org.tablewalk.arch.arm64;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class PermissionsTest {
    static Stream<JsonNode> pairs() {
        return Vectors.list("permission_pairs");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void agreesWithTheVector(JsonNode v) {
        int oldRights = Permissions.parse(v.required("old").asString());
        int newRights = Permissions.parse(v.required("new").asString());
        long before = leaf(oldRights);
        long after = leaf(newRights);
        assertThat(Permissions.of(before)).isEqualTo(oldRights);
        assertThat(before & Permissions.MASK).isEqualTo(Permissions.bits(oldRights));
        assertThat(Permissions.compareValue(before)).isEqualTo(Vectors.word(v.required("old_cmp")));
        assertThat(Permissions.compareValue(after)).isEqualTo(Vectors.word(v.required("new_cmp")));

        boolean skips = Permissions.integerRuleSkips(before, after);
        assertThat(skips ? "skip" : "overwrite_in_place").isEqualTo(v.required("rfc_action").asString());
        assertThat(skips ? 0 : oldRights & ~newRights).as("lost").isEqualTo(rights(v.required("rfc_lost")));
        assertThat(skips ? newRights & ~oldRights : 0).as("missing").isEqualTo(rights(v.required("rfc_missing")));
        boolean agree = Permissions.grantsAll(before, after) == skips && (skips || (oldRights & ~newRights) == 0);
        assertThat(!agree).as("integer and subset rule differ").isEqualTo(v.required("differs_from_subset_rule").asBoolean());

        assertThat(Permissions.differOnlyInPermissions(before, after)).as("mainline tries again").isTrue();
        assertThat(Permissions.text(Permissions.of(Permissions.relax(before, newRights))))
                .isEqualTo(v.required("union_after_relax").asString());
        assertThat(Permissions.relax(before, newRights) & ~Permissions.MASK).isEqualTo(before & ~Permissions.MASK);
    }

    @Test
    void aDifferentAddressOrAnInvalidEntryIsMoreThanPermissions() {
        assertThat(Permissions.differOnlyInPermissions(leaf(1), leaf(3) + 0x1000)).isFalse();
        assertThat(Permissions.differOnlyInPermissions(leaf(1) & ~1, leaf(3) & ~1)).isFalse();
        assertThat(Permissions.differOnlyInPermissions(leaf(1) & ~1, leaf(3))).isFalse();
        assertThat(Permissions.differOnlyInPermissions(leaf(1), leaf(1))).isTrue();
    }

    @Test
    void onlyTheEightVectorsParse() {
        assertThat(Stream.of("-", "R", "W", "rw", "X", "rx", "WX", "RWX").map(Permissions::parse)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThatThrownBy(() -> Permissions.parse("WR")).hasMessageContaining("R, RW or RWX").hasMessageContaining("WR");
    }

    private static int rights(JsonNode letters) {
        return letters.valueStream().mapToInt(letter -> Permissions.parse(letter.asString())).reduce(0, (a, b) -> a | b);
    }

    private static long leaf(int rights) {
        long attributes = Descriptor.stage2Attributes((rights & Permissions.READ) != 0, (rights & Permissions.WRITE) != 0,
                (rights & Permissions.EXECUTE) != 0, false, false, false);
        return Descriptor.leafOf(0x80001000L, 3, attributes, Granule.K4, false);
    }
}
