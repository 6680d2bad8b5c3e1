package org.tablewalk.format.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tablewalk.format.FormatException;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;

/** What a scenario may say of what memory holds. */
class ContentsFormatTest {
    private static String with(String contents) {
        return Samples.with("\"tables\": [", "\"contents\": [" + contents + "],\n\"tables\": [");
    }

    private static ArmMachine machine(String contents) throws FormatException {
        return (ArmMachine) Samples.build(with(contents), Map.of()).get();
    }

    private static long word(ArmMachine machine, long pa) {
        return machine.cells().get(machine.map().cellOf(pa));
    }

    @Test
    void wordsStandWhereTheyAreSaidTo() throws FormatException {
        ArmMachine machine = machine("""
                {"ipa": "0x40001008", "words": ["$vcpus", "0xffffffffffffffff"], "times": 2}, {"pa": "0x1401ffff8", "words": [9]},
                {"pa": "0x200000000", "size": "8K"}, {"pa": "0x200001ff8", "words": [1]}""");
        assertThat(new long[] {word(machine, 0x140001008L), word(machine, 0x140001010L), word(machine, 0x140001018L), word(machine, 0x140001020L), word(machine, 0x140001028L),
            word(machine, 0x1401ffff8L), word(machine, 0x200001ff8L), word(machine, 0x200000000L)}).containsExactly(2, -1, 2, -1, 0, 9, 1, 0);
        assertThat(machine.map().cellOf(0x200002000L)).isEqualTo(-1);
    }

    /** Another VM's memory, at an IPA that both have. */
    @Test
    void wordsOfAnotherVmStandInItsOwnMemory() throws FormatException {
        ArmMachine machine = machine("""
                {"ipa": "0x40000000", "words": [1]}, {"ipa": "0x40000000", "vm": "b", "words": [2]}], "vms": [{"name": "b", "vmid": 2,
                "slots": [{"ipa": "0x40000000", "size": "2M", "pa": "0x180000000", "block": "2M"}], "tables": []}""");
        assertThat(word(machine, 0x140000000L)).isEqualTo(1);
        assertThat(word(machine, 0x180000000L)).isEqualTo(2);
    }

    /** The contiguous bit is for whole groups. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "count": 16                                     | -
            "count": 15                                     | expected whole groups of 16 entries, found 15
            "count": 16, "stride": 2                        | expected the contiguous bit in blocks or pages next to each other
            """)
    void contiguousEntriesAreWholeGroups(String entries, String expected) throws FormatException {
        String text = Samples.with("\"tables\": [", "\"contents\": [], \"tables\": [ { \"ipa\": \"0x40010000\", \"pa\": \"0x140010000\", \"contiguous\": true, " + entries + " },");
        if (expected.equals("-")) {
            ArmMachine machine = (ArmMachine) Samples.build(text, Map.of()).get();
            var state = new ArmState(machine.map(), machine.cells().image());
            assertThat(state.translate(0x40011000L).descriptor() & 1L << 52).isNotZero();
            assertThat(state.translate(0x40001000L).descriptor() & 1L << 52).isZero();
            assertThat(Samples.build(Samples.build(text, Map.of()).canonical(), Map.of()).canonical()).contains("contiguous");
        } else {
            assertThat(catchThrowableOfType(FormatException.class, () -> Samples.build(text, Map.of()))).hasMessageContaining(expected);
        }
    }

    @Test
    void withoutContentsThereAreNoWordsAndTheTextIsAsBefore() throws FormatException {
        ArmMachine machine = (ArmMachine) Samples.build(Samples.SMALL, Map.of()).get();
        assertThat(machine.map().cellOf(0x140001008L)).isEqualTo(-1);
        assertThat(machine(" ").map().cellOf(0x140001008L)).isPositive();
        assertThat(machine(" ").cells().hash()).isEqualTo(machine.cells().hash());
        String text = Samples.build(with("{\"ipa\": \"0x40001008\", \"words\": [1]}"), Map.of()).canonical();
        assertThat(text).contains("contents");
        assertThat(Samples.build(Samples.SMALL, Map.of()).canonical()).doesNotContain("contents");
        assertThat(Samples.build(text, Map.of()).canonical()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    {"words": [1]}                                                  | expected 'pa' in contents, which has none
                    {"ipa": 0, "pa": 0, "words": [1]}                               | expected one of 'pa' and 'ipa', found both
                    {"ipa": "0x40000004", "words": [1]}                             | expected an IPA that is a multiple of 8, the size of a word, found 0x40000004
                    {"pa": "0x140000001", "words": [1]}                             | expected a physical address that is a multiple of 8, the size of a word, found 0x140000001
                    {"ipa": "0x401ffff8", "words": [1, 2]}                          | expected words in one slot, found 0x401ffff8..0x40200007
                    {"pa": "0x13ffffff8", "words": [1]}                             | expected words in the memory behind one slot, or in memory of the host's own that a 'size' tells, found 0x13ffffff8..0x13fffffff
                    {"ipa": "0x40000000"}                                           | expected 'words' that memory holds, or the 'size' of memory of the host's own, found neither
                    {"ipa": "0x40000000", "words": []}                              | expected 'words' that memory holds, or the 'size' of memory of the host's own, found neither
                    {"ipa": "0x40000000", "words": [1], "times": 0}                 | expected a number of times of 1..65536, found 0
                    {"ipa": "0x40000000", "words": [1, 2], "times": 32769}          | expected at most 65536 words in all contents, found more with these 65538
                    {"ipa": "0x40000000", "words": [1], "times": 65536}, {"pa": "0x140100000", "words": [7]} | expected at most 65536 words in all contents, found more with these 1
                    {"ipa": "0x40000008", "words": [1, 2]}, {"pa": "0x140000010", "words": [1]} | expected words apart from those of line 17 at 0x140000008..0x140000017, found 0x140000010..0x140000017
                    {"ipa": "0x40000000", "words": ["0x10000000000000000"]}         | expected a number such as 512
                    {"ipa": "0x40000000", "words": ["0-1"]}                         | expected a word of 0..0xffffffffffffffff, found -1
                    {"ipa": "0x40000000", "size": 4096}                             | expected no 'size' beside 'ipa'
                    {"pa": "0x200000800", "size": 4096}                             | expected memory of the host's own in whole pages of 0x1000 bytes, found 0x200000800..0x2000017ff
                    {"pa": "0x200000000", "size": 100}                              | expected a size of 4096..
                    {"pa": "0x1401ff000", "size": 8192}                             | expected memory of the host's own apart from the guest's memory at 0x140000000..0x1401fffff, found 0x1401ff000..0x140200fff
                    {"pa": "0x80001000", "size": 4096}                              | expected memory of the host's own apart from the pool of tables at 0x80000000..0x80007fff
                    {"pa": "0x200000000", "size": 8192}, {"pa": "0x200001000", "size": 4096} | expected memory of the host's own apart from the host's memory of another item
                    {"pa": "0x200000000", "size": "8G"}                             | expected memory with contents of at most 0x200000000 bytes in all, found 0x200200000
                    {"ipa": "0x40000000", "vm": "other", "words": [1]}              | expected the name of a VM, found 'other'
                    {"pa": "0x140000000", "vm": "vm0", "words": [1]}                | expected a 'vm' beside 'ipa' only: a 'pa' is the host's
                    {"ipa": "0x40000000", "word": [1]}                              | 'word' is not known in contents; did you mean 'words'?
                    """)
    void whatCannotBeIsToldWithItsPlace(String contents, String expected) {
        FormatException e = catchThrowableOfType(FormatException.class, () -> machine(contents));
        assertThat(e).as(contents).isNotNull();
        assertThat(e.getMessage()).contains(expected).matches("(?s).*\\b1[67]:\\d+: .*|(?s)f:\\d+:\\d+: .*");
    }
}
