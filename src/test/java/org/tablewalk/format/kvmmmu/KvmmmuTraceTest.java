package org.tablewalk.format.kvmmmu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Seeds;
import org.tablewalk.format.FormatException;

@Tag("seeded")
class KvmmmuTraceTest {
    private static KvmmmuTrace open(String text) throws FormatException {
        return KvmmmuTrace.open("trace", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String head(String rest) {
        return " qemu-1 [000] ..... 1.000001: " + rest;
    }

    @ParameterizedTest
    @CsvSource({"nested.txt,23,2", "unsync.txt,19,2", "pae.txt,12,2", "tdp.txt,21,2"})
    void opensEveryForm(String name, int records, int tasks) throws FormatException {
        KvmmmuTrace trace = TestTraces.open(name);
        assertThat(trace.records()).isEqualTo(records);
        assertThat(trace.tasks()).hasSize(tasks);
        assertThat(KvmmmuTrace.looksLike(Arrays.copyOf(TestTraces.bytes(name), 256))).isTrue();
    }

    @Test
    void readsHeadsWithSpacesThreadGroupsAndGroups() {
        LineHead ftrace = TestTraces.open("unsync.txt").head(0);
        assertThat(ftrace).isEqualTo(new LineHead("CPU 0/KVM", 901, 0, 50_000_001_000L, "kvm_mmu_get_page", ftrace.body()));
        LineHead perf = TestTraces.open("tdp.txt").head(1);
        assertThat(perf).isEqualTo(new LineHead("CPU 0/KVM", 61890, 78, 72_276_126_900_000L, "kvm_page_fault", perf.body()));
        LineHead noCpu = LineHead.of("qemu 12  5.123456789: kvmmmu:kvm_mmu_walker_error: pferr 4 U");
        assertThat(noCpu.cpu()).isEqualTo(-1);
        assertThat(noCpu.nanos()).isEqualTo(5_123_456_789L);
    }

    @Test
    void keepsOtherEventsAsNotesAndSaysWhatIsMissing() {
        KvmmmuTrace trace = TestTraces.open("unsync.txt");
        assertThat(trace.others()).isEqualTo(1);
        assertThat(trace.limits()).anyMatch(s -> s.startsWith("1 records are of other groups")).anyMatch(s -> s.startsWith("3 lines are no records"));
        assertThat(TestTraces.open("pae.txt").limits()).anyMatch(s -> s.contains("lost events")).anyMatch(s -> s.contains("leaves the gfn out"));
    }

    @Test
    void readsTheRoleWordWhereARecordGivesIt() {
        KvmmmuEvent event = TestTraces.open("pae.txt").event(8);
        assertThat(event.get(Field.ROLE)).isEqualTo(14082);
        assertThat(event.get(Field.ROLE_KNOWN)).isEqualTo(0xFFFF_FFFFL);
        KvmmmuEvent plugin = TestTraces.open("pae.txt").event(7);
        assertThat(plugin.get(Field.GFN)).isEqualTo(0x500);
        assertThat(plugin.get(Field.GENERATION)).isEqualTo(Field.UNKNOWN);
        assertThat(plugin.get(Field.ROLE_KNOWN) & 0x10).as("the size of guest entries").isZero();
        assertThat(plugin.get(Field.ROLE_KNOWN) & 0x2000).as("wp").isNotZero();
    }

    @Test
    void readsOldKernels() throws FormatException {
        KvmmmuEvent old = open(head("kvm_mmu_get_page: sp gen 1f gfn 20 3 pae q0 direct wux !nxe root 2 unsync existing\n")).event(0);
        assertThat(old.get(Field.GENERATION)).isEqualTo(0x1f);
        assertThat(old.get(Field.ROLE)).isEqualTo(0x783);
        assertThat(old.get(Field.ROLE_KNOWN) & 0x10000).as("ad").isZero();
        assertThat(open(head("fast_page_fault: vcpu 4 gva 20fe612 error_code  sptep (____ptrval____) old 0 new 61 spurious 1 fixed 0")).event(0)
                .get(Field.ERROR_CODE)).isZero();
    }

    static LongStream five() {
        return Seeds.of(1, 5);
    }

    @ParameterizedTest
    @MethodSource("five")
    void whatIsWrittenReadsAsTheSame(long seed) throws FormatException {
        var random = new Random(seed);
        int form = random.nextInt(3);
        List<KvmmmuEvent> events = new ArrayList<>();
        var text = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            KvmmmuEvent event = TestTraces.event(random);
            events.add(event);
            text.append(TestTraces.line(form, 100 + random.nextInt(5), i, event.toString())).append(random.nextInt(9) == 0 ? "\r\n" : "\n");
        }
        KvmmmuTrace trace = open(text.toString());
        assertThat(trace.records()).as("seed %d", seed).isEqualTo(events.size());
        for (int i = 0; i < events.size(); i++) {
            assertThat(trace.event(i)).as("seed %d form %d event %d", seed, form, i).isEqualTo(events.get(i));
            assertThat(trace.event(i)).hasToString(events.get(i).toString());
        }
        assertThat(trace.digest()).isEqualTo(open(text.toString()).digest());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "kvm_mmu_paging_element: pte 2929067 level 9 | trace:1:73: expected level as a decimal number between 1 and 5, found '9'",
        "kvm_mmu_paging_element: pte xyz level 1 | trace:1:59: expected pte as a hexadecimal number of at most 64 bits, found 'xyz'",
        "kvm_mmu_paging_element: pte 12345678123456781 level 1 | trace:1:59: expected pte as a hexadecimal number of at most 64 bits, found '12345678123456781'",
        "kvm_mmu_get_page: sp gen 0 gfn 10 l5 6-byte q0 wux nxe ad root 0 sync new | trace:1:68: expected the size of guest entries: 4-byte or 8-byte, found '6-byte'",
        "kvm_mmu_get_page: sp gen 0 gfn 10 l5 8-byte q0 wxu nxe ad root 0 sync new | trace:1:78: expected the access as three letters such as wux, w-- or ---, found 'wxu'",
        "kvm_mmu_get_page: sp gen 0 gfn 10 l5 8-byte q0 wux nxe ad root 0 sync | trace:1:100: expected new or existing, found the end of the line",
        "kvm_mmu_set_spte: gfn 1 spte 2 (rwxu) level 1 at 3 4 | trace:1:82: expected the end of the line, found '4'",
        "kvm_mmu_set_spte: gfn 1 spte 2 (xwru) level 1 at 3 | trace:1:63: expected permissions such as rwxu, found 'xwru)'",
        "kvm_mmu_zap_all_fast: [FAILED TO PARSE] mmu_valid_gen=1 | trace:1:86: expected the field mmu_used_pages=, found the end of the line",
        "kvm_mmu_walker_error: [FAILED TO PARSE] pferr=zz | trace:1:71: expected a field of the record such as gfn=0x1000, found 'pferr=zz'"})
    void saysWhereALineDoesNotFitAndWhatWasExpected(String event, String message) {
        assertThatThrownBy(() -> open(head(event))).isInstanceOf(FormatException.class).hasMessage(message);
    }

    @Test
    void refusesEventsWithoutAHeadAndFilesWithoutEvents() {
        assertThatThrownBy(() -> open("kvm_mmu_walker_error: pferr 4 U\n")).isInstanceOf(FormatException.class).hasMessageContaining("expected a task");
        assertThatThrownBy(() -> open("")).isInstanceOf(FormatException.class).hasMessageContaining("expected a kvmmmu event");
        assertThatThrownBy(() -> open(head("kvm_exit: reason 1\n"))).isInstanceOf(FormatException.class).hasMessageContaining("expected a kvmmmu event");
    }

    @Test
    void refusesWhatIsTooMuch() {
        byte[] bytes = TestTraces.bytes("nested.txt");
        assertThatThrownBy(() -> KvmmmuTrace.open("t", bytes, new KvmmmuLimits(100, 9, 999, 9, 9, 9))).hasMessageContaining("at most 100 bytes");
        assertThatThrownBy(() -> KvmmmuTrace.open("t", bytes, new KvmmmuLimits(99999, 9, 999, 99, 99, 9))).hasMessageContaining("at most 9 records");
        assertThatThrownBy(() -> KvmmmuTrace.open("t", bytes, new KvmmmuLimits(99999, 99, 999, 99, 99, 1))).hasMessageContaining("at most 1 tasks");
        assertThatThrownBy(() -> KvmmmuTrace.open("t", bytes, new KvmmmuLimits(99999, 99, 90, 99, 99, 9))).hasMessageContaining("at most 90 characters");
    }

    static LongStream four() {
        return Seeds.of(11, 4);
    }

    @ParameterizedTest
    @MethodSource("four")
    void damagedBytesOpenOrAreRefused(long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            byte[] bytes = TestTraces.bytes(TestTraces.NAMES.get(random.nextInt(TestTraces.NAMES.size())));
            for (int i = random.nextInt(6); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt(256) : " \n0x:[]-|f9".charAt(random.nextInt(11)));
            }
            bytes = random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
            KvmmmuTrace.looksLike(Arrays.copyOf(bytes, 256));
            try {
                KvmmmuTrace trace = KvmmmuTrace.open("damaged", bytes);
                trace.limits();
                trace.digest();
            } catch (FormatException e) {
                assertThat(e.problem().line()).as("seed %d round %d", seed, round).isPositive();
            }
        }
    }
}
