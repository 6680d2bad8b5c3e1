package org.tablewalk.format.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Shipped;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.TextInput;

/** Every kind of error, with the place it is told at. */
class ScenarioErrorsTest {
    private static final String MARK = "\u00a7";

    static Stream<Arguments> wholeFiles() {
        return Stream.of(
                arguments("", "1:1: expected an object, found an empty file"),
                arguments("{", "1:2: expected JSON: Unexpected end-of-input: expected close marker for Object"),
                arguments("[]", "1:1: expected a scenario (an object), found an array"),
                arguments("{\"a\":1,}",
                        "1:8: expected JSON: Unexpected character ('}' (code 125)): was expecting double-quote to start property name"),
                arguments("{\n \"a\": NaN}", "2:7: expected a value, found NaN"),
                arguments("{\"a\": 01}", "1:8: expected JSON: Invalid numeric value: Leading zeroes not allowed"),
                arguments("{\"a\": +1}", "1:8: expected JSON: Unexpected character ('+' (code 43)) in numeric value"),
                arguments("{} {}", "1:4: expected the end of the file, found '{'"),
                arguments("{\"a\": 1}\nx", "2:1: expected JSON: Unrecognized token 'x'"),
                arguments("{\"a\": 1,\n \"a\": 2}", "2:2: 'a' is given twice; the first is in line 1"),
                arguments("[".repeat(40), "1:33: expected at most 32 levels of nesting, found more"),
                arguments("{\"a\": " + "1".repeat(41) + "}", "1:7: expected numbers of at most 40 characters"),
                arguments("{\"a\":\n\"" + "x".repeat(65537) + "\"}", "2:1: expected strings of at most 65536 characters"),
                arguments("[" + "1,".repeat(250_000) + "1]",
                        "1:400000: expected at most 200000 names, values and brackets in all, found more"),
                arguments("{\"a\": \"\\q\"}", "1:9: expected JSON: Unrecognized character escape 'q' (code 113)"),
                arguments("\uFEFF{\"a\": 1 2}", "1:9: expected JSON: Unexpected character ('2' (code 50))"),
                arguments("{\"casemate\": 1}", "1:2: 'casemate' is not known in a scenario"));
    }

    @ParameterizedTest
    @MethodSource("wholeFiles")
    void isNotAScenario(String text, String expected) {
        assertProblem(text, expected);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                // Names and types.
                arguments("\"machine\": {", "\u00a7\"machina\": {",
                        "'machina' is not known in a scenario; did you mean 'machine'?"),
                arguments("\"ipaBits\": 40", "\u00a7\"ipabits\": 40",
                        "'ipabits' is not known in the machine; did you mean 'ipaBits'?"),
                arguments("\"tablewalk-scenario-1\"", "\u00a7\"tablewalk-scenario-9\"",
                        "expected a file of format 'tablewalk-scenario-1'"),
                arguments("\"small\"", "\"\u00a7Small one\"",
                        "expected a name of small letters"),
                arguments("\"ipaBits\": 40", "\"ipaBits\": \u00a7null",
                        "expected 'ipaBits' to be a whole number"),
                arguments("\"ipaBits\": 40", "\"ipaBits\": \u00a740.5",
                        "expected 'ipaBits' to be a whole number"),
                arguments("\"ipaBits\": 40", "\"ipaBits\": \u00a74e1",
                        "expected 'ipaBits' to be a whole number"),
                arguments("\"ipaBits\": 40", "\"ipaBits\": \u00a7-1",
                        "expected 'ipaBits' to be a whole number"),
                arguments("\"ipaBits\": 40", "\"ipaBits\": \"40 \u00a7bits\"",
                        "expected + - * / or the end, found 'bits'"),
                arguments("\"ipaBits\": 40", "\"ipaBits\": \"4\\u0030 *\u00a7\"",
                        "expected a number such as 512"),
                arguments("\"ipaBits\": 40", "\"ipaBits\": \"(40\u00a7\"",
                        "expected ')', found the end"),
                arguments("\"ipaBits\": 40", "\"ipaBits\": \"((((((((((((((((((((((((((((((((\u00a7((((((((\"",
                        "expected at most 32 levels of parentheses"),
                arguments("\"ipaBits\": 40", "\"ipaBits\": \"40\u00a7/0\"",
                        "expected a divisor other than 0"),
                arguments("\"ipaBits\": 40",
                        "\"ipaBits\": \u00a7\"" + "1+".repeat(200) + "1\"",
                        "expected 'ipaBits' of at most 256 characters"),
                arguments("\"poolBase\": \"0x80000000\", ", "",
                        "13:13: expected 'poolBase' in the memory, which has none"),
                arguments("\"slots\": [ {", "\"slots\": [ \u00a75, {",
                        "expected a slot (an object), found the number 5"),
                arguments("\"tables\": [", "\"tables\": \u00a75, \"notes\": [",
                        "expected 'tables' to be an array, found the number 5"),
                arguments("\"schedule\": {", "\"notes\": [\"a\", \u00a72], \"schedule\": {",
                        "expected an item of 'notes' to be a string"),
                // Parameters.
                arguments("\"$vcpus\", \"ipaBits\"", "\"\u00a7$vcpu\", \"ipaBits\"",
                        "no parameter 'vcpu'; did you mean 'vcpus'?"),
                arguments("\"$vcpus * 2\"", "\"2 * \u00a7$vcpu\"",
                        "no parameter 'vcpu'; did you mean 'vcpus'?"),
                arguments("\"max\": 80, \"default\": 2", "\"max\": 80, \"default\": \u00a781",
                        "expected a value of vcpus (1..80), found '81'"),
                arguments("\"min\": 1", "\"min\": 100",
                        "5:54: expected 'max' of 100.."),
                arguments("\"integer\"", "\u00a7\"int\"",
                        "expected a type of integer, choice or flag, found 'int'"),
                arguments("[\"old\", \"new\"]", "[\"old\", \"\u00a7old\"]",
                        "the option 'old' is given twice"),
                arguments("[\"old\", \"new\"]", "\u00a7[]",
                        "expected at least one option"),
                arguments("\"by\": \"flow\"", "\"by\": \"\u00a7noisy\"",
                        "expected the name of a parameter given before this one, found 'noisy'"),
                arguments("{ \"old\": \"bbm\" }", "{ \u00a7\"older\": \"bbm\" }",
                        "expected a value of flow (old, new), found 'older'"),
                arguments("\"bbm\", \"eagain\"], \"constant\"", "\"\u00a7ish\", \"bbm\", \"eagain\"], \"constant\"",
                        "'ish' means something else in listings already"),
                arguments("\"twice\"", "\u00a7\"2wice\"",
                        "expected a constant's name of letters"),
                arguments("\"twice\"", "\u00a7\"ROOT\"",
                        "'ROOT' means something else in listings already"),
                // The machine.
                arguments("\"ipaBits\": 40", "\"ipaBits\": \u00a760",
                        "expected an IPA size in bits of 32..52, found 60"),
                arguments("\"ipaBits\": 40", "\"granule\": \"\u00a78K\"",
                        "expected a granule of 4K, 16K, 64K, found '8K'"),
                arguments("\"tlbEntries\": 8", "\"tlbEntries\": \u00a70",
                        "expected a number of TLB entries of 1..1536, found 0"),
                arguments("\"tlbEntries\": 8", "\"tlb\": { \"sets\": \u00a73, \"ways\": 4 }",
                        "expected a number of sets that is a power of two, 1..1024, found 3"),
                arguments("\"tlbEntries\": 8", "\"tlb\": { \"sets\": 1024, \"ways\": \u00a72 }", "expected a number of ways of 1..1, found 2"),
                arguments("\"tlbEntries\": 8", "\"tlbEntries\": 8, \"tlb\": { \"sets\": \u00a716 }", "expected a number of sets that divides 8 entries, found 16"),
                arguments("\"tlbEntries\": 8", "\"tlbEntries\": 8, \"tlb\": { \"sets\": 2, \"ways\": \u00a72 }",
                        "expected 4 ways, for 8 entries in 2 sets, found 2"),
                arguments("\"tlbEntries\": 8", "\"tlbEntries\": 12, \"tlb\": { \"ways\": \u00a74 }",
                        "expected a number of ways that leaves a power of two of sets of 12 entries, found 4"),
                arguments("\"tlbEntries\": 8", "\"tlb\": { \"policy\": \"\u00a7plru\" }", "expected a replacement policy of fifo, lru, any, found 'plru'"),
                arguments("\"tlbEntries\": 8", "\"tlb\": { \u00a7\"size\": 8 }", "'size' is not known in the TLB"),
                arguments("\"tlbEntries\": 8", "\"freedoms\": { \"hints\": \"\u00a7some\" }", "expected a word for what heeds hints of ignored, entries, walks, found 'some'"),
                arguments("\"tlbEntries\": 8", "\"ntResponse\": \"\u00a7$flow\"",
                        "expected a response to nT of fault, translate, ignore, found 'old' ($flow is old)"),
                // Memory.
                arguments("\"0x80000000\"", "\u00a70", "expected a pool above 0, which stands for no page, found 0"),
                arguments("\"0x80000000\"", "\"\u00a70x80001000\"",
                        "expected a physical address that is a multiple of 0x2000, the size of the root of the tables"),
                arguments("\"0x80000000\"", "\"\u00a70x140000000\"",
                        "expected a pool apart from the guest's memory"),
                arguments("\"poolPages\": 8", "\"poolPages\": \u00a73",
                        "expected a pool of at least 4 pages, which the tables at the start need, found 3"),
                arguments("\"poolPages\": 8", "\"poolPages\": \u00a710000000",
                        "expected a number of pages of 1..8192, found 10000000"),
                arguments("\"size\": \"2M\"", "\"size\": \"\u00a72M + 1\"",
                        "expected a size that is a multiple of 0x1000"),
                arguments("\"size\": \"2M\"", "\"size\": \"\u00a71T\"",
                        "expected a slot that ends by 0x10000000000"),
                arguments("\"block\": \"2M\"", "\"block\": \"\u00a73M\"",
                        "expected a block size that is a power of two"),
                arguments("\"block\": \"2M\" }",
                        "\"block\": \"2M\" },\n{ \"ipa\": \"\u00a70x40100000\", \"size\": \"4K\", \"pa\": \"8G\", \"block\": \"4K\" }",
                        "expected memory apart from 0x40000000..0x401fffff of line 15"),
                // Tables.
                arguments("\"ipa\": \"0x40000000\", \"pa\": \"0x140000000\", \"count\": 4",
                        "\"ipa\": \"\u00a70x40000800\", \"pa\": \"0x140000000\", \"count\": 4",
                        "expected an IPA that is a multiple of 0x1000, the size of a page, found 0x40000800"),
                arguments("\"0x140000000\", \"count\": 4 }", "\"\u00a70x140200000\", \"count\": 4, \"level\": 1 }",
                        "expected a physical address that is a multiple of 0x40000000, the size of a block at level 1, found 0x140200000"),
                arguments("\"count\": 4 }", "\"count\": \u00a74, \"level\": 1 }",
                        "expected entries within one slot of the guest's memory, found 0x40000000..0x13fffffff"),
                arguments("\"count\": 4 }", "\"count\": 4, \"level\": \u00a70 }",
                        "expected a level of 1..3"),
                arguments("\"ipa\": \"0x40000000\", \"pa\": \"0x140000000\", \"count\": 4",
                        "\"ipa\": \"\u00a71T\", \"pa\": \"0x140000000\", \"count\": 4",
                        "expected an IPA of 0..0xffffffffff, found 1099511627776"),
                arguments("\"ipa\": \"0x40000000\", \"pa\": \"0x140000000\", \"count\": 4",
                        "\"ipa\": \"1T - 4K\", \"pa\": \"0x140000000\", \"count\": \u00a74",
                        "expected entries that end by 0x10000000000, where the IPA space of 40 bits ends"),
                arguments("\"count\": 4 }", "\"count\": \u00a7513 }",
                        "expected entries within one slot of the guest's memory, found 0x40000000..0x40200fff"),
                arguments("\"count\": 4 }", "\"count\": 5 }",
                        "19:15: expected entries apart from those of line 18, found both at IPA 0x40004000"),
                arguments("\"count\": 4 }", "\"count\": 4, \"stride\": 2 }",
                        "19:15: expected entries apart from those of line 18, found both at IPA 0x40004000"),
                arguments("\"count\": 4 }", "\"count\": 1, \"level\": 2 }",
                        "19:15: expected entries apart from those of line 18"),
                arguments("\"rights\": \"R\"", "\"rights\": \"\u00a7XW\"",
                        "expected rights of -, R, W, RW, X, RX, WX, RWX, mixed, table, found 'XW'"),
                arguments("\"count\": 4 }", "\"count\": \"\u00a72M\" }",
                        "expected a number of entries of 0..1048576, found 2097152"),
                arguments("\"ipaBits\": 40", "\"bbmLevel\": \"$vcpus - 1\", \"ntResponse\": \"\u00a7ignore\"",
                        "expected a response to nT of fault, translate at FEAT_BBM level 1, found 'ignore', which caches the block"),
                // Actors and listings.
                arguments("\"cpu\": 0", "\"cpu\": \u00a75",
                        "expected a CPU of 0..1, found 5"),
                arguments("\"1..\"", "\"1..\u00a7$vcpus\"",
                        "expected a CPU of 0..1, found 2 ($vcpus is 2)"),
                arguments("\"1..\"", "\"\u00a7all\"",
                        "CPU 0 has an actor already: reader"),
                arguments("\"routine\": \"reader\"", "\"routine\": \"\u00a7raeder\"",
                        "no routine 'raeder'; did you mean 'reader'?"),
                arguments("[\"0x40000000\", 3]", "[\"0x40000000\"]",
                        "22:29: expected 2 arguments for 'reader' (ipa, times), found 1"),
                arguments("\"routine\": \"reader\", ", "",
                        "22:5: expected either 'routine' or 'lines' in an actor, found neither"),
                arguments("\"ipaBits\": 40", "\"abortRoutine\": \"\u00a7no\"",
                        "no routine 'no'"),
                arguments("\"ipaBits\": 40", "\"abortRoutine\": \"\u00a7program_1\"",
                        "expected a routine with two parameters"),
                arguments("\"ipaBits\": 40", "\"abortRoutine\": \"reader\", \"vmid\": \u00a765536",
                        "expected a VMID of 0..65535"),
                arguments("i < times;", "i < \u00a7tines;",
                        "expected a variable or a constant, but 'tines' is neither"),
                arguments("\"x = rule;\"", "\"x = \\u0072ule +\u00a7;\"",
                        "expected an expression but found ';'"),
                arguments("\"  }\",", "\"  \",",
                        "31:9: expected a statement or '}' but found the end of the listing"),
                arguments("\"listings\": [", "\"listings\": [ \"\u00a7walker-$flow\",",
                        "no listing 'walker-old' ($flow is old)"),
                arguments("\"name\": \"guest\"", "\"name\": \"program_1\"",
                        "23:32: the listing 'program_1' is given twice"),
                // Schedule and milestones.
                arguments("\"seeded\"", "\"\u00a7random\"",
                        "expected 'policy' of [inOrder, recorded, seeded], found 'random'"),
                arguments("\"seeded\"", "\"recorded\"",
                        "33:15: expected 'choices' with the policy 'recorded' and with no other"),
                arguments("\"seeded\"", "\"recorded\", \"choices\": [\"R0\", \"R1 \u00a7R99\"]",
                        "expected a move such as R0"),
                arguments("\"seeded\"", "\"recorded\", \"choices\": [\"\u00a7R0*9999999999999\"]",
                        "expected 1..1000000000000 moves in all"),
                arguments("\"event\": \"fault\"", "\"event\": \"\u00a7falut\"",
                        "expected 'event' of "),
                arguments("\"event\": \"fault\"", "\"routine\": \"\u00a7readers\"",
                        "no routine 'readers'; did you mean 'reader'?"),
                arguments("\"event\": \"fault\" }", "\"event\": \"fault\" }, { \"name\": \"\u00a7first\", \"event\": \"halt\" }",
                        "the milestone 'first' is given twice; the first is in line 34"),
                // What it is judged by.
                arguments("\"tables\": [", "\"guards\": [ { \"lock\": \u00a74 } ], \"tables\": [",
                        "expected a lock of 0..3, found 4"),
                arguments("\"tables\": [", "\"guards\": [ { \"lock\": \"\u00a7mmu_lok\" } ], \"tables\": [",
                        "expected a number such as 512, 0x200 or 2M, or a parameter such as $vcpus, found 'mmu_lok'"),
                arguments("\"tables\": [", "\"guards\": [ { \"lock\": \"mmu_lock\", \"mode\": \"\u00a7both\" } ], \"tables\": [",
                        "expected a mode of exclusive, shared, found 'both'"),
                arguments("\"tables\": [", "\"guards\": [ { \"lock\": 1, \"ipa\": \"\u00a71T\" } ], \"tables\": [",
                        "expected an IPA of 0..0xffffffffff, found 1099511627776"),
                arguments("\"tables\": [", "\"guards\": [ { \"lock\": 1, \"size\": \u00a75 } ], \"tables\": [",
                        "expected a multiple of the page size 0x1000, found 0x5"),
                arguments("\"tables\": [", "\"guards\": [ { \"lock\": 1, \"levels\": [\u00a70] } ], \"tables\": [",
                        "expected a level of 1..3, found 0"),
                arguments("\"tables\": [", "\"guards\": [ { \"lock\": 1, \"ipa\": 0, \"size\": \"2M\" }, { \"lock\": 2, \"ipa\": \"\u00a72M\" } ], \"tables\": [",
                        "expected entries that no earlier guard is for, found that one of level 1 at 0x0 has lock 1"),
                arguments("\"tables\": [", "\"guards\": \u00a75, \"tables\": [",
                        "expected 'guards' to be an array, found the number 5"),
                arguments("\"tables\": [", "\"expect\": { \u00a7\"stale-acess\": \"holds\" }, \"tables\": [",
                        "no property 'stale-acess'; did you mean 'stale-access'?; expected harm, breach, progress or the id of a rule"),
                arguments("\"tables\": [", "\"expect\": \u00a7[], \"tables\": [",
                        "expected 'expect' to be an object, found an array"),
                arguments("\"tables\": [", "\"expect\": { \"harm\": \u00a7\"hold\" }, \"tables\": [",
                        "expected 'holds' or 'violated', found 'hold'"),
                arguments("\"tables\": [", "\"expect\": { \"harm\": \u00a71 }, \"tables\": [",
                        "expected 'holds' or 'violated', found the number 1"),
                arguments("\"tables\": [", "\"expect\": { \"harm\": { \"by\": \"\u00a7flaw\", \"cases\": {} } }, \"tables\": [",
                        "expected the name of a parameter, found 'flaw'; did you mean 'flow'?"),
                arguments("\"tables\": [", "\"expect\": { \"harm\": { \"by\": \"flow\", \"cases\": { \u00a7\"odd\": \"holds\" } } }, \"tables\": [",
                        "expected a value of flow (old, new), found 'odd'"),
                arguments("\"tables\": [", "\"expect\": { \"harm\": \"holds\", \u00a7\"two-entries\": \"violated\" }, \"tables\": [",
                        "'two-entries' cannot be violated when everything that it is about is expected to hold"),
                arguments("\"tables\": [", "\"expect\": { \u00a7\"stuck\": { \"by\": \"flow\", \"cases\": { \"old\": \"violated\" } }, \"progress\": \"holds\" }, \"tables\": [",
                        "'stuck' cannot be violated when everything that it is about is expected to hold ($flow is old)"),
                arguments("\"tables\": [", "\"expect\": { \"stuck\": \"holds\", \"livelock\": \"holds\", \u00a7\"progress\": \"violated\" }, \"tables\": [",
                        "'progress' cannot be violated when everything that it is about is expected to hold"),
                arguments("\"tables\": [", "\"expect\": { \u00a7\"guest-stale\": \"violated\" }, \"tables\": [",
                        "'guest-stale' cannot be violated: expected a rule that Arm's machines are judged by"),
                arguments("\"tables\": [", "\"expect\": { \u00a7\"unlocked-write\": \"violated\" }, \"tables\": [",
                        "'unlocked-write' cannot be violated: expected 'guards' in this scenario, which has none"),
                arguments("\"tables\": [", "\"expect\": { \u00a7\"assertion\": \"violated\" }, \"tables\": [",
                        "'assertion' cannot be violated: expected assert in a listing, found none"));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void contradictsItself(String old, String replacement, String expected) {
        assertProblem(Samples.with(old, replacement), expected);
    }

    /** At the place where the listing is named; a listing of the file's own, at its line. */
    @Test
    void listingsOfTwoErasAreRefused() {
        var factory = new MachineFactory();
        String named = Samples.with("\"listings\": [", "\"listings\": [ \"walker\", \"flush\", \"map-common\", \"map-v6.4\",\n \"unmap\",");
        var e = catchThrowableOfType(FormatException.class, () -> factory.build(Shipped.scenarios().read("f", named.getBytes(StandardCharsets.UTF_8)), Map.of()));
        assertThat(e).hasMessageStartingWith("f:26:3: in listing 'unmap', line 4, column 5: this listing is of era v5_11, expected one of era v6_4 like map-v6.4, line ");
        String own = Samples.with("\"listings\": [", "\"listings\": [ \"unmap\", \"walker\", \"flush\", \"map-common\", \"map-v5.11\",")
                .replace("\"routine reader(ipa, times) {\"", "\"era v6_4;\", \"routine reader(ipa, times) {\"");
        e = catchThrowableOfType(FormatException.class, () -> factory.build(Shipped.scenarios().read("f", own.getBytes(StandardCharsets.UTF_8)), Map.of()));
        assertThat(e).hasMessage("f:27:12: this listing is of era v6_4, expected one of era v5_11 like unmap, line 4");
    }

    @Test
    void textMustBeUtf8() {
        byte[] bytes = "{\n \"a\": \"xy\"}".getBytes(StandardCharsets.US_ASCII);
        bytes[9] = (byte) 0xff;
        var e = catchThrowableOfType(FormatException.class, () -> Shipped.scenarios().read("f", bytes));
        assertThat(e).hasMessage("f:2:8: expected text in UTF-8, found byte 0xff");
        assertThat(e.problem().column()).isEqualTo(8);
    }

    /** The text holds a mark where the error must be told, or the expected message begins with line and column. */
    private static void assertProblem(String marked, String expected) {
        int at = marked.indexOf(MARK);
        String text = marked.replace(MARK, "");
        var e = catchThrowableOfType(FormatException.class, () -> Samples.build(text, Map.of()));
        assertThat(e).isNotNull();
        if (at < 0) {
            assertThat(e.problem().toString()).startsWith("f:" + expected);
            return;
        }
        int[] place = TextInput.place(text, at);
        assertThat(e.problem().toString()).startsWith("f:" + place[0] + ":" + place[1] + ": " + expected);
    }
}
