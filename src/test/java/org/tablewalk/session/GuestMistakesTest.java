package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.Shipped;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.trace.MarkKind;

/** What a guest does wrong while it runs: it gets the fault that the architecture gives, and the sentence says which and why. */
class GuestMistakesTest {
    /** Table, index, target and flags of an entry, by mode; address 0x1000 leads to frame 0x110. */
    private static final Map<String, List<String>> TABLES = Map.of(
            "two-level", List.of("0x100 0 0x103 0x67", "0x103 1 0x110 0x67"),
            "pae", List.of("0x100 0 0x102 0x1", "0x102 0 0x103 0x67", "0x103 1 0x110 0x67"),
            "4-level", List.of("0x100 0 0x101 0x67", "0x101 0 0x102 0x67", "0x102 0 0x103 0x67", "0x103 1 0x110 0x67"),
            "ept", List.of("0x100 0 0x101 7", "0x101 0 0x102 7", "0x102 0 0x103 7", "0x103 1 0x110 0x37"));

    private static ShadowRun run(String mode, String vcpu, String lines) throws IOException {
        boolean ept = mode.equals("ept");
        String tables = TABLES.get(mode).stream().map(e -> e.split(" ")).map(e -> "{ \"gfn\": \"%s\", \"index\": %s, \"target\": \"%s\", \"flags\": \"%s\" }".formatted(
                (Object[]) e)).collect(Collectors.joining(", "));
        String text = """
                { "format": "tablewalk-scenario-1", "name": "mistake", "machine": { "arch": "x86", "virtualization": "%s" },
                  "memory": { "slots": [ { "gfn": "0x100", "pages": 32, "contents": true } ] },
                  "vcpus": [ { "mode": "%s", "cr3": "0x100000"%s } ], "tables": [ %s ], "actors": [ { "cpu": 0, "lines": [ %s ] } ] }
                """.formatted(ept ? "nested-ept" : "shadow", ept ? "4-level" : mode, vcpu == null ? "" : ", " + vcpu, tables,
                Arrays.stream(lines.split("; *")).map(l -> "\"" + l + ";\"").collect(Collectors.joining(", ")));
        var scenarios = Shipped.scenarios();
        return new ShadowRun(Shipped.opener().scenario(scenarios.read("mistake.json",
                text.getBytes(StandardCharsets.UTF_8)), Map.of(), null, "mistake.json"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "4-level | \"nx\": false | write_gpa(0x103008, 0x8000000000110067, 8); read(0x1000) | 0x9 | entry 1 of the guest's table at gfn 0x103 (level 1) has reserved bit 63 set.",
        "4-level | | write_gpa(0x100000, 0x1010a7, 8); write(0x1000) | 0xb | entry 0 of the guest's table at gfn 0x100 (level 4) has reserved bit 7 set.",
        "4-level | | write_gpa(0x102000, 0x2020e7, 8); read(0x1000) | 0x9 | entry 0 of the guest's table at gfn 0x102 (level 2) has reserved bit 13 set.",
        "4-level | | write_gpa(0x101000, 0x401020e7, 8); read(0x1000) | 0x9 | entry 0 of the guest's table at gfn 0x101 (level 3) has reserved bits 13, 20 set.",
        "pae | | write_gpa(0x103008, 0x10000000110067, 8); read(0x1000) | 0x9 | entry 1 of the guest's table at gfn 0x103 (level 1) has reserved bit 52 set.",
        "two-level | \"pse\": true | write_gpa(0x100000, 0x6000e7, 4); read(0x1000) | 0x9 | entry 0 of the guest's table at gfn 0x100 (level 2) has reserved bit 21 set.",
        "ept | | write_gpa(0x103008, 0x110032, 8); read(0x1000) | 0xd | entry 1 of the guest's table at gfn 0x103 (level 1) has a reserved combination of bits.",
        "ept | | write_gpa(0x103008, 0x110035, 8); write(0x1000) | 0x7 | entry 1 of the guest's table at gfn 0x103 (level 1) gives no right to write.",
        "4-level | | write_gpa(0x103008, 0, 8); read(0x1000) | 0x0 | entry 1 of the guest's table at gfn 0x103 (level 1) is not present.",
        "4-level | | write_gpa(0x102000, 0x5000067, 8); read(0x1000) | 0x0 | its table at gfn 0x5000 (level 1) lies outside memory.",
    })
    void theGuestGetsThePageFaultThatItsTablesCall(String mode, String vcpu, String lines, String error, String because) throws IOException {
        ShadowRun r = run(mode, vcpu, lines);
        List<String> told = r.told().stream().filter(s -> s.contains(" gets ")).toList();
        System.out.println("GuestMistakesTest " + mode + " " + lines + ": " + told + " " + r.of(Event.INJECT) + r.end.cpu(0).status());
        assertThat(r.of(Event.INJECT)).singleElement().satisfies(e -> assertThat(e.b()).isEqualTo(Long.decode(error)));
        assertThat(told).singleElement().asString().contains("error code " + error + " ").endsWith(because);
        assertThat(r.of(Event.ACCESS_DONE)).isEmpty();
        assertThat(r.marks(MarkKind.INVARIANT)).isZero();
    }

    @Test
    void ofExtendedTablesL1GetsTheExitThatTheProcessorGives() throws IOException {
        assertThat(run("ept", null, "write_gpa(0x103008, 0x110032, 8); read(0x1000)").told()).anyMatch(s -> s.contains("L1 gets an EPT misconfiguration for 0x0000_1000"));
        assertThat(run("ept", null, "write_gpa(0x103008, 0, 8); read(0x1000)").told()).anyMatch(s -> s.contains("L1 gets an EPT violation for 0x0000_1000"));
    }

    /** Nothing of a refused value is in the register, and the guest goes on. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "4-level | mov_cr0(CR0_PG) | the register does not take the value 0x80000000.",
        "4-level | mov_cr4(0) | the register does not take the value 0x0.",
        "4-level | wrmsr_efer(EFER_NX) | the register does not take the value 0x800.",
        "4-level | mov_cr3(0x10000000100000) | the register does not take the value 0x10000000100000.",
        "pae | write_gpa(0x100008, 0x102023, 8); mov_cr3(0x100000) | the register does not take the value 0x100000.",
        "4-level | read(0x800000000000) | 0x800000000000 is not a canonical address.",
    })
    void theGuestGetsGeneralProtection(String mode, String lines, String why) throws IOException {
        ShadowRun r = run(mode, null, "read(0x1000); " + lines + "; read(0x1000)");
        System.out.println("GuestMistakesTest " + mode + " " + lines + ": " + r.told().stream().filter(s -> s.contains(" gets ")).toList());
        assertThat(r.told()).filteredOn(s -> s.contains(" gets ")).singleElement().asString().endsWith("the guest gets #GP: " + why);
        assertThat(r.frames()).containsExactly(0x110L, 0x110L);
        X86State.Cpu cpu = r.end.cpu(0);
        assertThat(cpu.status()).isEqualTo(X86State.Status.ENDED);
        assertThat(cpu.cr3()).isEqualTo(0x100000);
        assertThat(cpu.mode().levels()).isEqualTo(mode.equals("pae") ? 3 : 4);
        assertThat(r.marks(MarkKind.INVARIANT)).isZero();
    }

    /** The low bits of CR3 are cache attributes; the table is where the other bits say. */
    @Test
    void attributesInCr3AreNoAddress() throws IOException {
        assertThat(run("4-level", null, "mov_cr3(0x100018); read(0x1000)").frames()).containsExactly(0x110L);
    }

    @Test
    void aRootOutsideMemoryEndsTheGuest() throws IOException {
        ShadowRun r = run("4-level", null, "read(0x1000); mov_cr3(0x9999000); read(0x1000)");
        assertThat(r.frames()).containsExactly(0x110L);
        assertThat(r.told().getLast()).endsWith("stops; KVM_RUN returns -EFAULT.");
        assertThat(r.end.cpu(0).exit()).isEqualTo(-14);
    }

    /** Every entry leads back to the root: the walk ends after as many levels as there are, in the root's own frame. */
    @Test
    void tablesThatLoopAreWalkedAsDeepAsTheModeIs() throws IOException {
        ShadowRun r = run("4-level", null, "write_gpa(0x100000, 0x100027, 8); read(0x0); read(0x8)");
        assertThat(r.frames()).containsExactly(0x100L, 0x100L);
        assertThat(r.end.shadowPages()).hasSize(4).allMatch(p -> p.gfn() == 0x100);
        assertThat(r.marks(MarkKind.INVARIANT)).isZero();
    }
}
