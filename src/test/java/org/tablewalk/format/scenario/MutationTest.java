package org.tablewalk.format.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Processor;
import org.tablewalk.Seeds;
import org.tablewalk.Shipped;
import org.tablewalk.format.FormatException;
import org.tablewalk.machine.Move;

/** Shipped files, damaged: each becomes a machine that can make steps, or a {@link FormatException} with a place, within a second. */
@Tag("seeded")
class MutationTest {
    private static final long SEED = Seeds.of(20_260_101);
    private static final String[] NUMBERS = {"0", "-1", "1", "63", "64", "65", "4096", "65536", "1048576", "4294967296",
        "9223372036854775807", "18446744073709551616", "1e9", "0.5", "\"0xffffffffffffffff\"", "\"1T\"", "\"1048576 * 1T\"",
        "\"$vcpus\"", "\"$reads\"", "\"0 - 1\"",
        "null", "true", "[]", "{}", "\"\""};

    private static final Pattern NUMBER = Pattern.compile("\"0x[0-9a-f]+\"|\"\\$[a-zA-Z0-9]+\"|(?<=[ \\[])[0-9]+(?=[,\\] }])|0x[0-9a-f]+");

    static List<String> shipped() {
        return Shipped.scenarios().shipped();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void sixtyWays(String name) throws Exception {
        damage(name, Shipped.scenarios().bytes(name), Shipped.scenarios(), 60);
    }

    @Test
    void sixtyWaysOfAnX86Machine() throws Exception {
        damage("small-x86", X86ScenarioTest.SMALL.getBytes(StandardCharsets.UTF_8), Samples.WITHOUT_LISTINGS, 60);
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("shipped")
    void tenThousandWays(String name) throws Exception {
        damage(name, Shipped.scenarios().bytes(name), Shipped.scenarios(), 10_000);
    }

    private static void damage(String name, byte[] good, Scenarios scenarios, int ways) throws Exception {
        build(name, good, scenarios, "undamaged");
        for (int way = 0; way < ways; way++) {
            var random = new Random(SEED + way * 31L + name.hashCode());
            byte[] bad = good;
            for (int times = 1 + random.nextInt(3); times > 0 && bad.length > 0; times--) {
                bad = mutate(bad, random);
            }
            String what = name + ", seed " + (SEED + way * 31L + name.hashCode());
            long start = Processor.nanos();
            try {
                build(name, bad, scenarios, what);
            } catch (FormatException e) {
                assertThat(e.problem().file()).as(what).isNotEmpty();
                assertThat(e.problem().message()).as(what).isNotEmpty();
                assertThat(e.problem().line()).as(what).isPositive();
                assertThat(e.problem().column()).as(what).isPositive();
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError(what + ":\n" + new String(bad, StandardCharsets.UTF_8), e);
            }
            assertThat(Duration.ofNanos(Processor.nanos() - start)).as(what).isLessThan(Duration.ofSeconds(1));
        }
    }

    /** Reads, makes the machine, and makes a hundred steps. */
    private static void build(String name, byte[] bytes, Scenarios scenarios, String what) throws FormatException {
        ScenarioMachine made = new MachineFactory().build(scenarios.read(name, bytes), Map.of());
        var machine = made.get();
        int last = Move.NONE;
        for (int position = 0; position < 100; position++) {
            int move = made.policy().choose(machine, position, last);
            if (move == Move.NONE) {
                break;
            }
            machine.step(move);
            last = move;
        }
        assertThat(made.canonical()).as(what).isNotEmpty();
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(random.nextInt(4) == 0 ? 200 : 8);
        int end = Math.min(bytes.length, at + length);
        return switch (random.nextInt(8)) {
            case 0 -> {
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                yield flipped;
            }
            case 1 -> splice(bytes, at, end, new byte[0]);
            case 2 -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            case 3 -> Arrays.copyOf(bytes, at);
            case 4 -> splice(bytes, at, at, "[{\"a\":".repeat(random.nextInt(100)).getBytes(StandardCharsets.US_ASCII));
            case 5 -> {
                int other = random.nextInt(bytes.length);
                yield splice(bytes, at, end, Arrays.copyOfRange(bytes, other, Math.min(bytes.length, other + length)));
            }
            default -> number(bytes, at, random);
        };
    }

    /** Puts another number, or something that is none, in the place of the next number. */
    private static byte[] number(byte[] bytes, int at, Random random) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        var m = NUMBER.matcher(text);
        return m.find(at) ? splice(bytes, m.start(), m.end(), NUMBERS[random.nextInt(NUMBERS.length)].getBytes(StandardCharsets.US_ASCII))
                : bytes;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] with) {
        byte[] spliced = new byte[bytes.length - (to - from) + with.length];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(with, 0, spliced, from, with.length);
        System.arraycopy(bytes, to, spliced, from + with.length, bytes.length - to);
        return spliced;
    }
}
