package org.tablewalk.format.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.arch.x86.PagingMode;
import org.tablewalk.arch.x86.Registers;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.TextInput;
import org.tablewalk.format.scenario.shadow.X86Blueprint;
import org.tablewalk.machine.Eviction;
import org.tablewalk.machine.x86.Caching;
import org.tablewalk.machine.x86.X86Config;

/** Scenarios of an x86 machine: what they become, and where each contradiction is told. */
class X86ScenarioTest {
    private static final String MARK = "\u00a7";

    static final String SMALL = """
            {
              "format": "tablewalk-scenario-1",
              "name": "small-x86",
              "parameters": {
                "mode": { "type": "choice", "options": ["none", "two-level", "pae", "4-level", "5-level"], "default": "4-level" },
                "host": { "type": "integer", "min": 3, "max": 6, "default": 5 },
                "design": { "type": "choice", "options": ["mainline", "v5.17", "glevel-posted"], "default": "mainline" },
                "pages": { "type": "integer", "min": 1, "max": 4096, "default": 16 },
                "wp": { "type": "flag", "default": true }
              },
              "machine": { "arch": "x86", "virtualization": "shadow", "design": "$design", "hostLevels": "$host", "hostPageLevel": 1 },
              "memory": { "slots": [
                { "gfn": "0x1000", "pages": 64, "pfn": "0x2000" },
                { "gfn": "0x100", "pages": "$pages", "contents": true }
              ] },
              "vcpus": [
                { "mode": "$mode", "cr3": "0x100000", "wp": "$wp" },
                { "cr0": "0x80010001", "cr3": "0x101000", "cr4": "0x20", "efer": "0xd00" }
              ],
              "tables": [
                { "gfn": "0x100", "target": "0x101" },
                { "gfn": "0x101", "index": 5, "count": 4, "target": "0x1000", "step": 2, "flags": "0x67" }
              ],
              "actors": [ { "cpu": 1, "routine": "guest", "arguments": [7] } ],
              "listings": [ { "name": "code", "lines": [
                "routine guest(va) {", "  read(va);", "}",
                "routine handle_exit(reason, a, b) {", "  return 0 - EFAULT;", "}"
              ] } ],
              "milestones": [ { "name": "first", "event": "shadowPage" } ]
            }
            """;

    private static X86Config config(Map<String, String> values) throws FormatException {
        return ((X86Blueprint) Samples.build(SMALL, values).blueprint()).config();
    }

    @Test
    void theFileBecomesTheMachine() throws FormatException {
        X86Config config = config(Map.of());
        assertThat(config.design()).isEqualTo(RoleDesign.MAINLINE);
        assertThat(config.hostLevels()).isEqualTo(5);
        assertThat(config.slots()).containsExactly(new X86Config.Slot(0x100, 16, 0x100, true, true), new X86Config.Slot(0x1000, 64, 0x2000, false, true));
        assertThat(config.fills()).containsExactly(new X86Config.Fill(0x100000, 8, 1, 8, 0x101027, 0x1000),
                new X86Config.Fill(0x101028, 8, 4, 8, 0x1000067, 0x2000));
        assertThat(config.cpus()).isEqualTo(2);
        assertThat(config.vcpus().getFirst().routine()).isNull();
        assertThat(config.vcpus().getLast()).isEqualTo(new X86Config.Vcpu(0x80010001L, 0x101000, 0x20, 0xd00, "guest", List.of(7L)));
    }

    @Test
    void wordsSelectTheModeThatTheRegistersMean() throws FormatException {
        for (PagingMode mode : PagingMode.values()) {
            String word = List.of("none", "two-level", "pae", "4-level", "5-level").get(mode.ordinal());
            X86Config config = config(Map.of("mode", word, "wp", "false"));
            X86Config.Vcpu v = config.vcpus().getFirst();
            assertThat(PagingMode.of(v.cr0(), v.cr4(), v.efer())).isEqualTo(mode);
            assertThat(Registers.problem(v.cr0(), v.cr4(), v.efer())).isNull();
            assertThat(v.cr0() & Registers.CR0_WP).isZero();
            assertThat(config.fills().getFirst().bytes()).isEqualTo(mode == PagingMode.TWO_LEVEL ? 4 : 8);
        }
    }

    @Test
    void everyDesignHasItsWord() throws FormatException {
        for (RoleDesign design : RoleDesign.values()) {
            String text = SMALL.replace("\"design\": \"$design\"", "\"design\": \"" + design.label() + "\"");
            assertThat(((X86Blueprint) Samples.build(text, Map.of()).blueprint()).config().design()).isEqualTo(design);
        }
    }

    @Test
    void theCanonicalTextIsAScenarioWithTheSameCanonicalText() throws FormatException {
        for (var values : List.of(Map.<String, String>of(), Map.of("mode", "pae", "host", "4", "design", "v5.17", "pages", "3"))) {
            ScenarioMachine made = Samples.build(SMALL, values);
            ScenarioMachine again = Samples.build(made.canonical(), Map.of());
            assertThat(again.canonical()).isEqualTo(made.canonical());
            assertThat(((X86Blueprint) again.blueprint()).config()).isEqualTo(((X86Blueprint) made.blueprint()).config());
        }
    }

    static Stream<Arguments> changes() {
        String registers = "{ \"cr0\": \"0x80010001\", \"cr3\": \"0x101000\", \"cr4\": \"0x20\", \"efer\": \"0xd00\" }";
        return Stream.of(
                // The machine.
                arguments("\"arch\": \"x86\"", "\"arch\": \u00a7\"x68\"", "expected 'arch' of arm64 or x86, found 'x68'"),
                arguments("\"arch\": \"x86\"", "\"arch\": \u00a786", "expected 'arch' of arm64 or x86, found the number 86"),
                arguments("\"arch\": \"x86\", ", "", "16:12: expected 'vcpus' with the arch x86 only"),
                arguments("\"hostPageLevel\": 1", "\u00a7\"ipaBits\": 40", "'ipaBits' is not known in the machine"),
                arguments("\"shadow\"", "\"\u00a7nested\"", "expected a virtualization of shadow, nested-npt, nested-ept, direct, tdp-mmu, found 'nested'"),
                arguments("\"design\": \"$design\"", "\"design\": \"\u00a7glevel\"", "expected a design of the role word of v5.17, glevel-posted"),
                arguments("\"$host\"", "\"\u00a7$host + 1\"", "expected a number of host levels of 4..5, found 6 ($host is 5)"),
                arguments("\"hostPageLevel\": 1", "\"hostPageLevel\": \u00a74", "expected a level of the host's pages of 1..3"),
                arguments("\"hostPageLevel\": 1", "\"shadowPages\": \u00a77", "expected a number of shadow pages of 8..8192"),
                arguments("\"hostPageLevel\": 1", "\"rmapDescriptors\": \u00a71000000", "expected a number of list descriptors of 8..65536"),
                arguments("\"hostPageLevel\": 1", "\"prefetch\": \u00a74", "expected 1 (no prefetch) or 8"),
                arguments("\"hostPageLevel\": 1", "\"tlbEntries\": \u00a70", "expected a number of TLB entries of 1..1536"),
                // Memory.
                arguments("\"gfn\": \"0x100\", \"pages\"", "\"gfn\": \"\u00a70x103f\", \"pages\"",
                        "expected guest frames apart from 0x1000..0x103f of line 13, found 0x103f..0x104e"),
                arguments("\"contents\": true", "\"pfn\": \"\u00a70x2010\"", "expected host frames apart from 0x2000..0x203f of line 13"),
                arguments("\"pfn\": \"0x2000\"", "\"pfn\": \"\u00a70x1000000\"", "expected a host frame of 0..16777215"),
                arguments("\"pfn\": \"0x2000\"", "\"pfn\": \"\u00a70xffffff\"", "expected host memory that ends by frame 0x1000000"),
                arguments("\"pages\": 64", "\"pages\": \u00a70", "expected a number of pages of 1..2097152, found 0"),
                arguments("\"pages\": 64, \"pfn\": \"0x2000\"", "\"pages\": \"\u00a79000\", \"contents\": true",
                        "expected at most 8192 pages with contents in all, found 9000"),
                arguments("\"hostPageLevel\": 1 },\n  \"memory\": { \"slots\": [\n    { \"gfn\": \"0x1000\", \"pages\": 64, \"pfn\": \"0x2000\" }",
                        "\"hostPageLevel\": 2 },\n  \"memory\": { \"slots\": [\n    { \"gfn\": \"0x1000\", \"pages\": 64, \"pfn\": \"\u00a70x2001\" }",
                        "expected a host frame that lies in the host's large page as the guest frame in its own, found 0x1000 at 0x2001"),
                // Registers.
                arguments("\"cr3\": \"0x100000\"", "\"cr3\": \"\u00a70x100800\"", "expected CR3 to be a multiple of 4096 in 4-level paging, found 0x100800"),
                arguments("\"cr3\": \"0x100000\"", "\"cr3\": \"\u00a70x90000\"", "expected CR3 to point into a slot with contents, found frame 0x90"),
                arguments("\"cr3\": \"0x100000\"", "\"cr3\": \"\u00a70x1000000\"", "expected CR3 to point into a slot with contents, found frame 0x1000"),
                arguments("\"mode\": \"$mode\"", "\"mode\": \"\u00a7long\"", "expected a paging mode of none, two-level, pae, 4-level, 5-level, found 'long'"),
                arguments("\"wp\": \"$wp\"", "\"wp\": \"\u00a7yes\"", "expected 'wp' of false, true, found 'yes'"),
                arguments("\"wp\": \"$wp\"", "\u00a7\"cr0\": 1", "'cr0' is not known in a vCPU given by its mode"),
                arguments(registers, "{ \u00a7\"wp\": true }", "'wp' is not known in a vCPU given by its registers (or by its 'mode')"),
                arguments(registers, "\u00a7{ \"cr0\": 1 }", "expected 'cr4' in a vCPU given by its registers"),
                arguments("\"0x80010001\"", "\"\u00a70x80010000\"", "expected registers that the architecture allows, found CR0.PG without CR0.PE"),
                arguments("\"0x80010001\"", "\"0x10001\"", "18:68: expected registers that the architecture allows, found EFER.LMA without CR0.PG"),
                arguments("\"cr4\": \"0x20\"", "\"cr4\": 0", "18:66: expected registers that the architecture allows, found EFER.LMA without CR4.PAE"),
                arguments("\"efer\": \"0xd00\"", "\"efer\": \"\u00a70xc00\"", "expected EFER.LMA exactly when EFER.LME and CR0.PG are set, found 0xc00"),
                arguments("\"cr4\": \"0x20\"", "\"cr4\": \"\u00a70x20020\"", "expected bits of CR4 that the machine knows, found 0x20000"),
                // What processors remember.
                arguments("\"hostPageLevel\": 1", "\"tlbTags\": \"\u00a7asid\"", "expected what TLB entries are told apart by of root, pcid, found 'asid'"),
                arguments("\"hostPageLevel\": 1", "\"structureCaches\": \u00a717", "expected entries of each paging-structure cache of 0..16, found 17"),
                arguments("\"hostPageLevel\": 1", "\"freedoms\": { \"eviction\": \"\u00a7often\" }", "expected a kind of eviction of none, bounded, any, found 'often'"),
                arguments("\"hostPageLevel\": 1", "\"freedoms\": { \u00a7\"storeBuffer\": 1 }", "'storeBuffer' is not known in the freedoms"),
                arguments("\"hostPageLevel\": 1", "\"freedoms\": { \"speculative\": [\"\u00a70x800000000000000\"] }",
                        "expected a canonical address of at most 57 bits, found 0x800000000000000"),
                arguments("\"wp\": \"$wp\"", "\"vpid\": \u00a73", "expected 'vpid' only with 'tlbTags' pcid"),
                arguments("\"wp\": \"$wp\"", "\"pcid\": \u00a73", "expected 'pcid' only with 'tlbTags' pcid where KVM shadows the guest's own tables"),
                // Tables.
                arguments("\"gfn\": \"0x100\", \"target\"", "\"gfn\": \"\u00a70x1000\", \"target\"",
                        "expected entries within one slot with contents, found frames 0x1000..0x1000"),
                arguments("\"count\": 4", "\"count\": \u00a710000", "expected entries within one slot with contents, found frames 0x101..0x114"),
                arguments("\"count\": 4", "\"count\": \"\u00a73M\"", "expected a number of entries of 0..2097151, found 3145728"),
                arguments("\"index\": 5", "\"index\": \u00a7512", "expected an index of 0..511"),
                arguments("\"target\": \"0x101\"", "\"target\": \"\u00a70x10000000000\"", "expected a guest frame that an entry of 8 bytes can name of 0.."),
                arguments("\"target\": \"0x101\"", "\"bytes\": \u00a76, \"target\": 1", "expected entries of 4 or 8 bytes, found 6"),
                arguments("\"target\": \"0x101\"", "\"bytes\": 4, \"flags\": \"\u00a70x8000000000000027\", \"target\": 1",
                        "expected flags that fit into an entry of 4 bytes"),
                arguments("\"step\": 2", "\"step\": \"0xffffffffff\"", "22:44: expected targets below frame 0x10000000000, found 4 entries"),
                // Actors and listings.
                arguments("{ \"cpu\": 1,", "{ \"cpu\": \u00a72,", "expected a CPU of 0..1, found 2"),
                arguments("\"arguments\": [7]", "\"arguments\": []", "24:39: expected 1 arguments for 'guest' (va), found 0"),
                arguments("handle_exit(reason, a, b)", "handle_exit(reason)", "11:70: expected a routine with three parameters (reason, a, b), found 'handle_exit'"),
                arguments("handle_exit(reason, a, b)", "handle(reason, a, b)", "11:70: no routine 'handle_exit'"),
                arguments("\"event\": \"shadowPage\"", "\"event\": \"\u00a7shadowpage\"", "expected 'event' of "),
                arguments("\"vcpus\": [", "\"vcpus\": \u00a7[],\n\"notes\": [", "expected at least one vCPU in 'vcpus', found none"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void contradictsItself(String old, String replacement, String expected) {
        contradictsItself(SMALL, old, replacement, expected);
    }

    private static void contradictsItself(String right, String old, String replacement, String expected) {
        assertThat(right).contains(old);
        String marked = right.replace(old, replacement);
        int at = marked.indexOf(MARK);
        String text = marked.replace(MARK, "");
        var e = catchThrowableOfType(FormatException.class, () -> Samples.build(text, Map.of()));
        assertThat(e).isNotNull();
        int[] place = at < 0 ? null : TextInput.place(text, at);
        assertThat(e.problem().toString()).startsWith(at < 0 ? "f:" + expected : "f:" + place[0] + ":" + place[1] + ": " + expected);
    }

    /** PCIDs and VPIDs, of a machine that has them. */
    static Stream<Arguments> tags() {
        String registers = "\"cr3\": \"0x101000\", \"cr4\": \"0x20\", \"efer\": \"0xd00\"";
        return Stream.of(
                arguments("\"wp\": \"$wp\"", "\"pcid\": \u00a74096", "expected a PCID of 0..4095, found 4096"),
                arguments("\"wp\": \"$wp\"", "\"vpid\": \u00a765536", "expected a VPID (0: none) of 0..65535, found 65536"),
                arguments("\"mode\": \"$mode\", \"cr3\": \"0x100000\"", "\"mode\": \"pae\", \"cr3\": \"0x100000\", \"pcid\": \u00a71",
                        "expected 'pcid' only in long mode (4-level or 5-level), which CR4.PCIDE needs, found pae"),
                arguments("\"cr3\": \"0x101000\"", "\"cr3\": \"\u00a70x101001\"",
                        "expected CR3 to be a multiple of 4096 in 4-level paging without CR4.PCIDE, found 0x101001"),
                arguments(registers, "\"cr3\": \"0x101000\", \"cr4\": \"\u00a70x20020\", \"efer\": 0",
                        "expected registers that the architecture allows, found CR4.PCIDE without EFER.LMA"));
    }

    @ParameterizedTest
    @MethodSource("tags")
    void tagsHaveTheirWidthAndNeedTheirRegister(String old, String replacement, String expected) {
        contradictsItself(SMALL.replace("\"hostPageLevel\": 1", "\"tlbTags\": \"pcid\""), old, replacement, expected);
    }

    @Test
    void tagsBecomeRegistersAndCaches() throws FormatException {
        String text = SMALL.replace("\"hostPageLevel\": 1",
                "\"tlbTags\": \"pcid\", \"structureCaches\": 4, \"freedoms\": { \"eviction\": \"bounded\", \"evictions\": 3, \"speculative\": [\"0x7f0000000000\"] }")
                .replace("\"wp\": \"$wp\"", "\"pcid\": \"0xabc\", \"pge\": true").replace("\"efer\": \"0xd00\"", "\"efer\": \"0xd00\", \"vpid\": 9");
        X86Config config = ((X86Blueprint) Samples.build(text, Map.of()).blueprint()).config();
        assertThat(config.caching()).isEqualTo(new Caching(true, 4, Eviction.BOUNDED, 3, List.of(0x7f0000000000L)));
        assertThat(config.vcpus().getFirst().cr3()).isEqualTo(0x100abc);
        assertThat(config.vcpus().getFirst().cr4()).isEqualTo(Registers.CR4_PAE | Registers.CR4_PSE | Registers.CR4_PGE | Registers.CR4_PCIDE);
        assertThat(config.vcpus().stream().map(X86Config.Vcpu::vpid)).containsExactly(1, 9);
    }

    @Test
    void fiveLevelsNeedAHostWithFive() {
        var e = catchThrowableOfType(FormatException.class, () -> config(Map.of("mode", "5-level", "host", "4")));
        assertThat(e.problem().message()).startsWith("expected at most 4 levels on a host with 4").contains("$mode is 5-level");
    }

    @Test
    void guestTablesMaySayAnything() throws FormatException {
        String loop = SMALL.replace("\"target\": \"0x101\"", "\"target\": \"0x100\", \"flags\": \"0x1ff8000000000027\", \"count\": 512, \"step\": 0");
        assertThat(((X86Blueprint) Samples.build(loop, Map.of()).blueprint()).config().fills().getFirst())
                .isEqualTo(new X86Config.Fill(0x100000, 8, 512, 8, 0x1ff8000000100027L, 0));
    }
}
