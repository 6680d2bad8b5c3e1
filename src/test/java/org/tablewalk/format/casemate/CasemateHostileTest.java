package org.tablewalk.format.casemate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.tablewalk.Processor;
import org.tablewalk.Seeds;
import org.tablewalk.check.casemate.CasemateChecks;
import org.tablewalk.format.FormatException;
import org.tablewalk.machine.InOrder;
import org.tablewalk.trace.Recorder;
import org.tablewalk.trace.casemate.ImportState;

/** Files that are broken, or made to hurt: each is opened and runs to its end, or is refused at a place; nothing else, and soon. */
@Tag("seeded")
class CasemateHostileTest {
    private static final long SECOND = 1_000_000_000L;
    private static final List<String> PIECES = List.of("(", ")", "\"", "!", " ", "\n", "\0", "\u00ff", "0x", "ffffffffffffffff", "-1", "(((((((((((((((((((",
            "(mem-init 0 0 0 4000000)", "(mem-set 0 63 0 400000 1)", "(thread 63)", "\n! no", "vttbr_el2", "18446744073709551616", "(size 0x4000000)");

    static final List<String> NAMES = TestTraces.NAMES;

    @ParameterizedTest
    @FieldSource("NAMES")
    void mutated200Ways(String name) {
        mutate(name, 200, Seeds.of(7));
    }

    @Tag("thorough")
    @ParameterizedTest
    @FieldSource("NAMES")
    void mutated10000Ways(String name) {
        mutate(name, 10_000, Seeds.of(8));
    }

    private static void mutate(String name, int count, long seed) {
        var random = new Random(seed);
        var original = TestTraces.bytes(name);
        int refused = 0;
        for (int i = 0; i < count; i++) {
            var bytes = mutant(original, random);
            try {
                if (soon(name + ", seed " + seed + ", mutant " + i, bytes)) {
                    refused++;
                }
            } catch (RuntimeException e) {
                fail(name + ", seed " + seed + ", mutant " + i + ":\n" + new String(bytes, StandardCharsets.ISO_8859_1), e);
            }
        }
        assertThat(refused).as("mutants refused").isBetween(count / 10, count);
    }

    private static void openAndRun(byte[] bytes) throws FormatException {
        var trace = CasemateTrace.open("mutant", bytes);
        var machine = trace.machine();
        var recorder = new Recorder(machine, List.of(CasemateChecks.of(trace.map(), machine.cells())));
        assertThat(recorder.run(new InOrder(), Long.MAX_VALUE)).isEqualTo(trace.records());
        var state = new ImportState(trace.map(), machine.cells().image());
        assertThat(state.roots()).hasSize(trace.map().roots().size());
        assertThat(trace.text(trace.records() - 1)).startsWith("(");
        assertThat(trace.limits()).isNotEmpty();
    }

    private static byte[] mutant(byte[] original, Random random) {
        var bytes = original.clone();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(6)) {
                case 0 -> with(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
                case 1 -> with(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(40)), new byte[0]);
                case 2 -> with(bytes, at, at, PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.ISO_8859_1));
                case 3 -> with(bytes, at, at, Arrays.copyOfRange(bytes, at / 2, at));
                case 4 -> with(bytes, at, at + 1, new byte[] {(byte) (bytes[at] ^ 1 << random.nextInt(8))});
                default -> with(bytes, at, Math.min(bytes.length, at + 1), PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.ISO_8859_1));
            };
            if (bytes.length == 0) {
                return new byte[] {'('};
            }
        }
        return bytes;
    }

    private static byte[] with(byte[] bytes, int from, int to, byte[] replacement) {
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(replacement);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }

    @Test
    void timeIsLinearInTheText() {
        soon(" ".repeat(8 << 20));
        soon("(".repeat(8 << 20));
        soon("(lock 0 0 0" + " ".repeat(8 << 20));
        soon("(lock 0 0 0 \"" + "x".repeat(8 << 20));
        soon("(lock 0 0 " + "0".repeat(8 << 20));
        soon("(lock 0 0 1)\n".repeat(50_000) + "!".repeat(8 << 20));
        soon("(lock 0 0 1)! ".repeat(50_000));
        soon("\n".repeat(8 << 20) + "(lock 0 0 1) x");
    }

    /** The costliest records that the limits let through: all memory set, and set again. */
    @Test
    void memoryAtItsLimit() {
        soon("(mem-init 0 0 0 4000000)");
        soon("(mem-init 0 0 0 4000000)" + "(mem-set 0 0 0 400000 1)(mem-set 0 0 0 400000 2)".repeat(4));
        soon("(mem-init 0 0 0 4000000)(mem-read 0 0 4000000 0)");
    }

    private static void soon(String text) {
        soon(text.substring(0, Math.min(40, text.length())), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Opens and runs within a second of the processor, or is refused within it; the collector may disturb one attempt, but not three. */
    private static boolean soon(String what, byte[] bytes) {
        boolean refused = false;
        long shortest = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 3 && shortest >= SECOND; attempt++) {
            long start = Processor.nanos();
            try {
                openAndRun(bytes);
            } catch (FormatException e) {
                refused = true;
                assertThat(e.problem().line()).isPositive();
                assertThat(e.problem().column()).isPositive();
                assertThat(e.problem().message()).contains("expected");
            }
            shortest = Math.min(shortest, Processor.nanos() - start);
        }
        assertThat(shortest).as(what).isLessThan(SECOND);
        return refused;
    }
}
