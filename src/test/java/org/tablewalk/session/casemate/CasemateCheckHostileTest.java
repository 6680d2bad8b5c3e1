package org.tablewalk.session.casemate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tablewalk.Processor;
import org.tablewalk.Seeds;
import org.tablewalk.check.casemate.CasemateVerdict;
import org.tablewalk.check.casemate.CasemateVerdict.Outcome;
import org.tablewalk.check.casemate.Ground;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.narrate.casemate.GroundTexts;

/** Traces that make no sense, or much work: each gets its verdicts, or is refused at a place; nothing else, and soon. */
@Tag("seeded")
class CasemateCheckHostileTest {
    private static final long SECOND = 1_000_000_000L;
    private static final List<String> TABLES = List.of("40000000", "40001000", "40002000", "40003000", "40003008", "40002008", "41000000");

    /** All verdicts; gives casemate's without locks. */
    private static CasemateVerdict check(String text) throws FormatException {
        var trace = CasemateTrace.open("t", text.getBytes(StandardCharsets.UTF_8));
        CasemateCheck.casemate(trace, true);
        var texts = new GroundTexts(Integer::toString, record -> trace.record(record).origin().id());
        CasemateCheck.architecture(trace).ifPresent(ground -> assertThat(texts.text(ground)).isNotBlank());
        return CasemateCheck.casemate(trace, false);
    }

    static LongStream three() {
        return Seeds.of(1, 3);
    }

    /** Records in any order, about a few places: most break some rule, and none may break the check. */
    @ParameterizedTest
    @MethodSource("three")
    void recordsAtRandom(long seed) throws Exception {
        var random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < 3000; i++) {
            var text = new StringBuilder("(mem-init 0 0 40000000 4000)(mem-init 0 0 41000000 1000)(hint 0 0 set_root_lock 40000000 8)\n");
            int records = random.nextInt(60);
            for (int id = 1; id <= records; id++) {
                text.append(record(random, id)).append('\n');
            }
            try {
                accepted += check(text.toString()).outcome() == Outcome.ACCEPTED ? 1 : 0;
            } catch (FormatException e) {
                assertThat(e.problem().message()).as("seed %d, trace %d", seed, i).contains("expected");
            }
        }
        assertThat(accepted).as("seed %d", seed).isPositive();
    }

    private static String record(Random random, int id) {
        String head = " " + id + " " + random.nextInt(2) + " ";
        String place = pick(random, TABLES);
        return "(" + switch (random.nextInt(12)) {
            case 0, 1, 2 -> "mem-write" + head + pick(random, List.of("plain", "release")) + " " + place + " "
                    + pick(random, List.of("0", "3", "1", "40001003", "40002003", "40003003", "41000003", "80001403", "80002443"));
            case 3 -> "barrier" + head + "dsb " + pick(random, List.of("ish", "ish", "ishst", "nsh"));
            case 4, 5 -> "tlbi" + head + pick(random, List.of("alle1is", "alle2is", "vmalle1is", "vmalls12e1is", "ipas2e1is 1", "vae2is 0", "vale2is 1", "alle1", "ipas2le1is 0"));
            case 6 -> "sysreg-write" + head + pick(random, List.of("vttbr_el2", "vttbr_el2", "ttbr0_el2", "hcr_el2", "vtcr_el2", "sctlr_el2")) + " "
                    + pick(random, List.of("40000000", "1000041000000", "1", "19", "0", "3f"));
            case 7 -> "hint" + head + pick(random, List.of("set_root_lock", "set_owner_root", "release_table", "set_pte_thread_owner")) + " " + place + " " + random.nextInt(2);
            case 8 -> "lock" + head + "8";
            case 9 -> pick(random, List.of("trylock", "unlock")) + head + "8";
            case 10 -> pick(random, List.of("mem-free", "mem-init")) + head + place + " 1000";
            default -> "mem-read" + head + place + " 0";
        } + ")";
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** 20,000 entries that nobody cleans, and as many barriers: a barrier costs what it moves on. */
    @Test
    void manyUncleanEntriesAndManyBarriers() throws Exception {
        var text = new StringBuilder("(mem-init 0 0 40000000 40000)(mem-write 1 0 plain 40000000 40001003)(mem-write 2 0 plain 40001000 40002003)");
        for (int table = 0; table < 40; table++) {
            text.append("(mem-write 3 0 plain ").append(Long.toHexString(0x40002000L + 8 * table)).append(' ').append(Long.toHexString(0x40003003L + 0x1000 * table)).append(')');
        }
        text.append("(msr 4 0 vttbr_el2 40000000)");
        for (int entry = 0; entry < 20_000; entry++) {
            String address = Long.toHexString(0x40003000L + 8 * entry);
            text.append("(mem-write 5 0 release ").append(address).append(" 80000403)(mem-write 6 0 release ").append(address).append(" 0)(barrier 7 0 dsb ish)\n");
        }
        var trace = CasemateTrace.open("t", text.toString().getBytes(StandardCharsets.UTF_8));
        long start = Processor.nanos();
        assertThat(CasemateCheck.casemate(trace, false)).isEqualTo(CasemateVerdict.accepted());
        assertThat(Processor.nanos() - start).isLessThan(3 * SECOND);
        assertThat(CasemateCheck.architecture(trace).orElseThrow()).isInstanceOf(Ground.TooMuch.class);
        assertThat(Processor.nanos() - start).isLessThan(30 * SECOND);
    }

    /** A table that points to itself everywhere: walks meet it once per level, not as often as there are ways to it. */
    @Test
    void aTableFullOfItself() throws Exception {
        var text = new StringBuilder("(mem-init 0 0 40000000 2000)(msr 1 0 vttbr_el2 40000000)");
        for (int slot = 0; slot < 512; slot++) {
            text.append("(mem-write 2 0 plain ").append(Long.toHexString(0x40001000L + 8 * slot)).append(" 40001003)");
        }
        text.append("(mem-write 3 0 plain 40000000 40001003)");
        long start = Processor.nanos();
        assertThat(check(text.toString()).message()).isEqualTo("double-use pte");
        assertThat(Processor.nanos() - start).isLessThan(5 * SECOND);
    }
}
