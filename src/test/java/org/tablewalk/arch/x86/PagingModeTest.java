package org.tablewalk.arch.x86;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PagingModeTest {
    static List<JsonNode> combinations() throws IOException {
        try (var in = PagingModeTest.class.getResourceAsStream("/domain/x86_vectors.json")) {
            Stream<JsonNode> all = JsonMapper.shared().readTree(in).required("paging_mode_selection").valueStream();
            return all.toList();
        }
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void registersSelectTheModeAndIllegalCombinationsAreKnown(JsonNode v) {
        long cr0 = v.required("CR0_PG").asInt() == 0 ? Registers.CR0_PE : Registers.CR0_PG | Registers.CR0_PE;
        long cr4 = (v.required("CR4_PAE").asInt() == 0 ? 0 : Registers.CR4_PAE) | (v.required("CR4_LA57").asInt() == 0 ? 0 : Registers.CR4_LA57);
        long efer = v.required("EFER_LMA").asInt() == 0 ? 0 : Registers.EFER_LMA;
        boolean legal = v.required("architecturally_legal").asBoolean();
        assertThat(Registers.problem(cr0, cr4, efer) == null).isEqualTo(legal);
        assertThat(PagingMode.of(cr0, cr4, efer).levels()).isEqualTo(v.required("root_level").asInt());
        assertThat(WalkRules.mode(WalkRules.of(cr0, cr4, efer))).isEqualTo(v.required("root_level").asInt());
        if (legal && v.required("root_level").asInt() != 0) {
            assertThat(WalkRules.entryBytes(WalkRules.of(cr0, cr4, efer)) == 4).isEqualTo(v.required("has_4_byte_gpte").asInt() == 1);
        }
    }
}
