package org.tablewalk.format.casemate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.format.FormatException;
import org.tablewalk.trace.casemate.BarrierKind;
import org.tablewalk.trace.casemate.CasemateRecord;
import org.tablewalk.trace.casemate.CasemateRecord.Origin;
import org.tablewalk.trace.casemate.HintKind;
import org.tablewalk.trace.casemate.MemoryOrder;
import org.tablewalk.trace.casemate.SystemRegister;
import org.tablewalk.trace.casemate.TlbiKind;

class CasemateTraceTest {
    private static final CasemateLimits SMALL = new CasemateLimits(4000, 5, 20, 8, 8192, 2, 2);

    @Test
    void namedFields() throws Exception {
        var trace = TestTraces.open("remap.log");
        assertThat(trace.records()).isEqualTo(31);
        assertThat(trace.threads()).containsExactly(0, 1);
        assertThat(trace.record(7)).isEqualTo(
                new CasemateRecord.MemWrite(new Origin(7, 0, "guest/remap.c:20"), MemoryOrder.PLAIN, 0x40100000L, 0x40101003L));
        assertThat(trace.record(19)).isEqualTo(new CasemateRecord.Tlbi(new Origin(19, 1, "guest/remap.c:35"), TlbiKind.IPAS2E1IS, 0x40403L));
        assertThat(trace.record(16)).isInstanceOf(CasemateRecord.MemRead.class);
        assertThat(trace.line(30)).isEqualTo(31);
        assertThat(trace.claim()).isEmpty();
        assertThat(trace.spellings()).containsExactlyInAnyOrder(Spelling.TID, Spelling.SYSREG_WRITE, Spelling.SRC_LAST, Spelling.NAMED,
                Spelling.HEX_PREFIX, Spelling.HEX_BARE, Spelling.TLBI_VALUE);
    }

    @Test
    void positionalFieldsAndTheProgramsClaim() throws Exception {
        var trace = TestTraces.open("short.log");
        assertThat(trace.records()).isEqualTo(15);
        assertThat(trace.threads()).containsExactly(2);
        assertThat(trace.record(3)).isEqualTo(
                new CasemateRecord.MemWrite(new Origin(3, 2, "hyp.c:9"), MemoryOrder.PLAIN, 0x7f000ff8L, 0x7f001003L));
        assertThat(trace.record(9)).isEqualTo(new CasemateRecord.Barrier(new Origin(9, 2, "hyp.c:15"), BarrierKind.DSB_ISH));
        assertThat(trace.claim()).contains("slot 0x7f000ff8 was not clean");
        assertThat(trace.limits()).anyMatch(s -> s.startsWith("30 bytes after"));
        assertThat(trace.spellings()).contains(Spelling.POSITIONAL, Spelling.SRC_EARLIER, Spelling.MSR, Spelling.SYSREG_WRITE, Spelling.HEX_BARE)
                .doesNotContain(Spelling.TID, Spelling.NAMED, Spelling.SRC_LAST);
    }

    @Test
    void spellingsOfTheDocuments() throws Exception {
        var trace = TestTraces.open("documented.log");
        assertThat(trace.record(0)).isEqualTo(new CasemateRecord.MemInit(new Origin(40, 0, "17"), 0xffff000000L, 0x1000));
        assertThat(trace.record(1)).isEqualTo(
                new CasemateRecord.MemWrite(new Origin(41, 0, "own place.c:3"), MemoryOrder.RELEASE, 0xffff000100L, 0xC0000705L));
        assertThat(trace.record(2)).isEqualTo(
                new CasemateRecord.SysregWrite(new Origin(42, 0, ""), SystemRegister.TTBR0_EL2, 0xffff000001L));
        assertThat(trace.record(4)).isEqualTo(
                new CasemateRecord.Hint(new Origin(44, 0, ""), HintKind.RELEASE_TABLE, 0xffff100000L, 0));
        assertThat(trace.record(5)).isEqualTo(new CasemateRecord.Tlbi(new Origin(45, 0, ""), TlbiKind.VAE2IS, 0x6000_0008_0000L));
        assertThat(trace.record(7)).isEqualTo(new CasemateRecord.Barrier(new Origin(47, 0, ""), BarrierKind.DSB_SY));
        assertThat(trace.spellings()).contains(Spelling.THREAD, Spelling.MSR, Spelling.SRC_NUMBER, Spelling.SRC_MISSING, Spelling.SRC_EARLIER,
                Spelling.CAPITALS, Spelling.TLBI_ADDRESS, Spelling.RELEASE, Spelling.TTBR_EL2);
        assertThat(trace.line(1)).isEqualTo(7);
        assertThat(trace.text(0)).isEqualTo("(mem-init (id 40) (thread 0) (address 0xffff000000) (size 0x1000) (src 17))");
    }

    @Test
    void everySpellingHasItsText() {
        assertThat(Spelling.values()).allSatisfy(s -> assertThat(s.text()).isNotBlank());
    }

    @Test
    void opensFilesAndKnowsThemByTheirStart(@TempDir Path dir) throws Exception {
        var file = Files.write(dir.resolve("a.log"), TestTraces.bytes("remap.log"));
        assertThat(CasemateTrace.open(file).records()).isEqualTo(31);
        assertThat(CasemateTrace.looksLike(TestTraces.bytes("remap.log"))).isTrue();
        assertThat(CasemateTrace.looksLike("{ }".getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "`` | 1 | 1 | expected a record such as",
        "hello | 1 | 1 | expected '(' of a record",
        "(lock (id 0) (tid 0) (address 10)) ) | 1 | 36 | expected '(' of a record",
        "(lock (id 0) (tid 0) (address 10)) ! no | 1 | 36 | expected '(' of a record",
        "(lick (id 0) (tid 0) (address 10)) | 1 | 2 | expected a kind of record (mem-write,",
        "(lock (id 0) (tid 0) | 1 | 21 | found the end of the file",
        "(lock (id 0) (tid 0)) | 1 | 21 | expected (address ...) in this record, found ')'",
        "(lock (id 0) (address 10)) | 1 | 26 | expected (tid ...)",
        "(lock (id 0x0) (tid 0) (address 10)) | 1 | 11 | as a decimal number, found '0x0'",
        "(lock (id 9999999999999999999) (tid 0) (address 10)) | 1 | 11 | between 0 and",
        "(lock (id 0) (tid 64) (address 10)) | 1 | 19 | between 0 and 63",
        "(lock (id 0) (tid 0) (address 10) (address 10)) | 1 | 44 | once",
        "(lock (id 0) (tid 0) (adress 10)) | 1 | 23 | expected a field of a lock record (id, tid, src, address), found 'adress'",
        "(lock (id 0) (tid 0) (address (10))) | 1 | 31 | expected a value for (address ...), found '('",
        "(lock (id 0) (tid 0) (address 10 11)) | 1 | 34 | expected ')' after the value",
        "(lock (id 0) (tid 0) (address 0x)) | 1 | 31 | hexadecimal number of at most 64 bits",
        "(lock (id 0) (tid 0) (address 11223344556677889)) | 1 | 31 | at most 64 bits",
        "(lock (id 0) (tid 0) (address 12g4)) | 1 | 31 | hexadecimal",
        "(lock 0 0 10 11) | 1 | 14 | expected ')' at the end of a lock record",
        "(lock 0 0 10 \"a:1 | 1 | 18 | expected the closing quote",
        "(mem-write 0 0 plain 1001 0) | 1 | 22 | multiple of 8",
        "(mem-write 0 0 strong 1000 0) | 1 | 16 | expected plain or release, found 'strong'",
        "(mem-init 0 0 1000 0) | 1 | 20 | at least 8",
        "(mem-init 0 0 fffffffffffff000 1008) | 1 | 32 | ends within 64-bit",
        "(mem-init 0 0 1000 10000000000) | 1 | 20 | at most 16384 pages",
        "(mem-set 0 0 1000 8 100) | 1 | 21 | at most 0xff",
        "(mem-set 0 0 1000 400008 1) | 1 | 19 | at most 4194304 bytes",
        "(barrier 0 0 dmb ish) | 1 | 14 | expected isb or dsb, found 'dmb'",
        "(barrier 0 0 dsb osh) | 1 | 18 | expected ish, ishst, nsh or sy",
        "(barrier 0 0 isb ish) | 1 | 18 | expected no (kind ...)",
        "(barrier 0 0 dsb) | 1 | 17 | expected (kind ...)",
        "(tlbi 0 0 everything) | 1 | 11 | expected a TLBI operation",
        "(tlbi 0 0 ipas2e1is) | 1 | 20 | expected (value ...)",
        "(tlbi 0 0 alle1is 7) | 1 | 19 | expected no operand for alle1is",
        "(tlbi 0 0 vae2is 7 (addr 8)) | 1 | 18 | expected either",
        "(tlbi 0 0 vae2is (addr 8) (level 4)) | 1 | 34 | at most 0x3",
        "(msr 0 0 vbar_el1 1) | 1 | 10 | expected a system register",
        "(hint 0 0 guess 1 1) | 1 | 11 | expected a hint",
    })
    void refusals(String text, int line, int column, String message) {
        var problem = catchThrowableOfType(FormatException.class, () -> TestTraces.of(text)).problem();
        assertThat(problem.message()).contains(message).contains("expected");
        assertThat(List.of(problem.line(), problem.column())).as(problem.toString()).containsExactly(line, column);
        assertThat(problem.file()).isEqualTo("t");
    }

    @Test
    void columnsCountCharacters() {
        assertThatThrownBy(() -> TestTraces.of("(lock 0 0 10)\r\n(lock 0 0 \"\u00e9\u20ac:1\" x)"))
                .hasMessage("t:2:18: expected the value of (address ...) as a hexadecimal number, found 'x'");
    }

    @Test
    void limitsComeFirst() {
        refused("at most 5 records", "(lock 0 0 0)".repeat(6));
        refused("at most 2 different locks", "(lock 0 0 0)(lock 0 0 8)(lock 0 0 10)");
        refused("at most 2 different root tables", "(msr 0 0 vttbr_el2 3000)(msr 0 0 vttbr_el2 1000)(msr 0 0 ttbr0_el2 2000)");
        refused("at most 8 pages", "(mem-init 0 0 1000 8000)(mem-read 0 0 0 0)");
        refused("at most 8192 bytes in a record that changes", "(mem-read 0 0 1000 0)(mem-init 0 0 1000 2008)");
        refused("a word of at most 20 characters", "(lock 0 0 " + "0".repeat(21));
        refused("a text of at most 20 bytes", "(lock 0 0 0 \"" + "0".repeat(21) + "\")");
        refused("at most 4000 bytes", " ".repeat(4001));
    }

    @Test
    void rangesTogetherHaveABudget() throws Exception {
        var budget = new CasemateLimits(1 << 20, 1000, 20, 8, 8192, 2, 2);
        String page = "(mem-init 0 0 1000 1000)";
        CasemateTrace.open("t", page.repeat(1000).getBytes(StandardCharsets.UTF_8), budget);
        String pages = "(mem-init 0 0 1000 2000)";
        CasemateTrace.open("t", pages.repeat(128).getBytes(StandardCharsets.UTF_8), budget);
        assertThatThrownBy(() -> CasemateTrace.open("t", pages.repeat(129).getBytes(StandardCharsets.UTF_8), budget))
                .isInstanceOf(FormatException.class).hasMessageContaining("larger than a page");
    }

    private static void refused(String message, String text) {
        assertThatThrownBy(() -> CasemateTrace.open("t", text.getBytes(StandardCharsets.UTF_8), SMALL))
                .isInstanceOf(FormatException.class).hasMessageContaining(message);
    }
}
