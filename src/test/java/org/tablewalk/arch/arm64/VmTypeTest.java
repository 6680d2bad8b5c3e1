package org.tablewalk.arch.arm64;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class VmTypeTest {
    static Stream<JsonNode> types() {
        return Vectors.list("create_vm_type");
    }

    @ParameterizedTest
    @MethodSource("types")
    void agreesWithTheVector(JsonNode v) {
        var kernel = Arrays.stream(VmType.Kernel.values())
                .filter(k -> k.label().equals(v.required("kernel").asString())).findFirst().orElseThrow();
        var type = new VmType(Vectors.word(v.required("type")), v.required("kvm_ipa_limit").asInt(), kernel);
        var expected = v.required("result");
        assertThat(type.result()).isEqualTo(expected.isNumber() ? expected.asInt() : VmType.EINVAL);
        assertThat(type.reason()).endsWith(".");
    }

    /** The cap equals the largest IPA size with as many stage-2 levels as the host has. */
    @ParameterizedTest
    @CsvSource({"4K, 39, 43", "4K, 48, 52", "16K, 36, 40", "16K, 47, 51", "64K, 42, 46"})
    void olderKernelsCapTheLimitByTheHostsOwnTables(String granule, int hostVaBits, int cap) {
        assertThat(VmType.hostTableCap(Granule.of(granule), hostVaBits)).isEqualTo(cap);
        var largest = Stage2Geometry.of(Granule.of(granule), cap);
        if (cap < Stage2Geometry.MAX_IPA_BITS) {
            assertThat(Stage2Geometry.of(Granule.of(granule), cap + 1).levels()).isEqualTo(largest.levels() + 1);
        }
    }

    @ParameterizedTest
    @CsvSource({"0x100, 40, A bit above bit 7", "0, 40, '0 asks for the default of 40 bits.'", "0, 39, which is above the limit of 39",
        "31, 40, below the minimum of 32", "32, 40, within the limit of 40", "40, 40, within the limit of 40", "41, 40, above the limit of 40"})
    void theReasonFollowsTheResult(String type, int limit, String reason) {
        var asked = new VmType(Long.decode(type), limit, VmType.Kernel.V5_12);
        assertThat(asked.reason()).contains(reason);
        assertThat(asked.result() == VmType.EINVAL).isEqualTo(!reason.contains("within") && !reason.endsWith("bits."));
    }

    @Test
    void anOlderKernelGrantsTheDefaultAboveTheLimit() {
        assertThat(new VmType(0, 39, VmType.Kernel.V4_20_TO_5_11).reason()).contains("grants although the limit is 39");
        assertThat(new VmType(0, 40, VmType.Kernel.V4_20_TO_5_11).reason()).endsWith("bits.");
    }
}
