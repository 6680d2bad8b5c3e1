package org.tablewalk.kvm.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.machine.listing.Assembler;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.machine.listing.Source;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Intrinsics;
import org.tablewalk.machine.x86.X86Machine;

class RoleRulesTest {
    private static RoleRules rules(String text) {
        var config = new X86Config(X86Config.Virtualization.SHADOW, RoleDesign.MAINLINE, 4, 1, 1, 8, 8, 1, List.of(), List.of(),
                List.of(new X86Config.Vcpu(0, 0, 0, 0, null, List.of())), null);
        Program program = Assembler.assemble(List.of(new Source("rules", text)), X86Intrinsics.of(config));
        return new RoleRules(new X86Machine(config, program).map());
    }

    @Test
    void theListingIsAsked() {
        RoleRules rules = rules("""
                routine is_direct(role) { return role >> 7 & 1; }
                routine helper(role) { return role >> 18 & 1; }
                routine is_passthrough(role) { return helper(role); }
                routine sum(a, b) { s = 0; for (i = 0; i < b; i = i + 1) { s = s + a; } return s; }
                """);
        assertThat(rules.direct(0x80)).isTrue();
        assertThat(rules.direct(0x40)).isFalse();
        assertThat(rules.passthrough(0x40000)).isTrue();
        assertThat(rules.passthrough(0x3704)).isFalse();
        assertThat(rules.call("sum", 5, 7)).isEqualTo(35);
    }

    @Test
    void whatTheListingDoesNotSayIsNotTrue() {
        RoleRules rules = rules("routine is_direct(a, b) { return 1; } routine is_passthrough(role) { while (1) { } } routine sp_has_gptes(role) { return sp_has_gptes(role); }");
        assertThat(rules.direct(1)).isFalse();
        assertThat(rules.passthrough(1)).isFalse();
        assertThat(rules.hasGuestEntries(1)).isFalse();
        assertThat(rules.passthrough(1)).isFalse();
    }
}
