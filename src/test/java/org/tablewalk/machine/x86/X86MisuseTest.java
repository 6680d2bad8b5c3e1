package org.tablewalk.machine.x86;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.Seeds;
import org.tablewalk.machine.Seeded;
import org.tablewalk.machine.listing.Intrinsics;

/** Whatever listings and guests do, in any mode, no step throws: a CPU that misuses the machine stops, the others go on. */
@Tag("seeded")
class X86MisuseTest {
    private static final long SEED = Seeds.of(5);
    private static final int RUNS = 1500;
    private static final long[] VALUES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 63, 64, 255, 256, 512, 0xfff, 0x1000, 0x1008, 0x1ff000, 0x100000, 0x100ff8, 0x103007,
        0x13fffc, 0x500000, 0x10000000L, 0xc0234567L, 0xffffffffL, X86Map.HEADERS, X86Map.TABLES, X86Map.TABLES + 0x1000, X86Map.TABLES + 0xff8, X86Map.GFNS,
        X86Map.SPECIAL, X86Map.HASH, X86Map.RMAP, X86Map.DESCRIPTORS, X86Map.GFN_INFO, X86Map.MMU, X86Map.VM, 0x2000001867L, 0x2000000867L, 0x800000000503c67L,
        0x503887L, 0x5038e7L, 1L << 32, 1L << 36, 1L << 47, -1L << 47, 1L << 52, Long.MIN_VALUE, Long.MAX_VALUE, -1, -2, -14, -4096};

    @Test
    void noStepThrows() {
        System.out.println("X86MisuseTest seed " + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        X86Intrinsics intrinsics = new X86Intrinsics(org.tablewalk.arch.x86.RoleDesign.MAINLINE);
        List<Intrinsics.Intrinsic> all = new ArrayList<>();
        for (boolean system : new boolean[] {false, true}) {
            for (int id = 0; intrinsics.get(system, id) != null; id++) {
                all.add(intrinsics.get(system, id));
            }
        }
        for (int run = 0; run < RUNS; run++) {
            String listing = routine("first()", random, all) + routine("second()", random, all) + routine("handle_exit(reason, a, b)", random, all);
            X86Config.Virtualization[] modes = X86Config.Virtualization.values();
            X86Machine m = X86Fixture.of(listing).cpu("first").cpu("second").virtualization(modes[random.nextInt(modes.length)])
                    .tlb(1 + random.nextInt(40)).contentless(16).machine();
            Seeded policy = new Seeded(random.nextLong());
            assertThatCode(() -> {
                int move = -1;
                for (int i = 0; i < 3_000 && (move = policy.choose(m, i, move)) >= 0; i++) {
                    m.step(move);
                }
                X86State state = new X86State(m.map(), m.cells().image());
                for (int cpu = 0; cpu < 2; cpu++) {
                    state.cpu(cpu);
                    state.tlb(cpu);
                    state.mmu(cpu);
                    state.frames(cpu);
                }
                state.shadowPages();
                state.lock(0);
            }).as("run %d:%n%s", run, listing).doesNotThrowAnyException();
        }
    }

    private static String routine(String head, SplittableRandom random, List<Intrinsics.Intrinsic> all) {
        StringBuilder text = new StringBuilder("routine ").append(head).append(" {\n    x = 0;\n    for (i = 0; i < 3; i++) {\n");
        if (random.nextInt(3) > 0) {
            text.append("        load_hw_root(TABLES, ").append(3 + random.nextInt(3)).append(");\n");
        }
        for (int i = 0; i < 12; i++) {
            Intrinsics.Intrinsic one = all.get(random.nextInt(all.size()));
            text.append("        ").append(one.value() ? "x = " : "").append(one.name()).append('(');
            for (int argument = 0; argument < one.arity(); argument++) {
                String value = random.nextInt(6) == 0 ? "x" : "0x" + Long.toHexString(VALUES[random.nextInt(VALUES.length)]);
                text.append(argument == 0 ? "" : ", ").append(value);
            }
            text.append(");\n");
        }
        String[] answers = {"0", "1", "0x102", "-EFAULT", "2", "x"};
        return text.append("    }\n    return ").append(answers[random.nextInt(answers.length)]).append(";\n}\n").toString();
    }
}
