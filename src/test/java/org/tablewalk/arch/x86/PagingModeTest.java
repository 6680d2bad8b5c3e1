package org.tablewalk.arch.x86;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({"0x80000001, 0, 0, 0x2", "0x80000001, 0x20, 0, 0x3", "0x80000001, 0x20, 0x400, 0x4",
        "0x80000001, 0x20, 0x800, 0x103", "0x80000001, 0, 0x800, 0x2", "0x80000001, 0x10, 0, 0x202", "0x80010001, 0, 0, 0x402",
        "0x80000001, 0x100000, 0, 0x802", "0x80000001, 0x200000, 0, 0x1002"})
    void oneBitOfARegisterIsOneRule(String cr0, String cr4, String efer, String rules) {
        assertThat(WalkRules.of(Long.decode(cr0), Long.decode(cr4), Long.decode(efer))).isEqualTo(Integer.decode(rules));
    }

    @Test
    void illegalCombinationsAreTold() {
        assertThat(Registers.problem(Registers.CR0_PG, 0, 0)).isEqualTo("pg-without-pe");
        assertThat(Registers.problem(Registers.CR0_PE, Registers.CR4_PAE, Registers.EFER_LMA)).isEqualTo("lma-without-pg");
        assertThat(Registers.problem(Registers.CR0_PG | Registers.CR0_PE, 0, Registers.EFER_LMA)).isEqualTo("lma-without-pae");
    }

    @Test
    void aPaeRootHasFourEntries() {
        assertThat(WalkRules.index(-1, 3, 3)).isEqualTo(3);
        assertThat(WalkRules.index(-1, 2, 3)).isEqualTo(511);
        assertThat(WalkRules.index(-1, 3, 4)).isEqualTo(511);
        assertThat(WalkRules.index(-1, 2, 2)).isEqualTo(1023);
    }
}
