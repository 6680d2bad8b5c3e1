package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.arch.x86.Registers;
import org.tablewalk.arch.x86.RoleDesign;
import org.tablewalk.arch.x86.RoleField;
import org.tablewalk.check.shadow.ShadowChecks;
import org.tablewalk.check.twotrees.ShadowCounter;
import org.tablewalk.kvm.shadow.Listings;
import org.tablewalk.machine.InOrder;
import org.tablewalk.machine.listing.Assembler;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.machine.listing.Source;
import org.tablewalk.machine.x86.X86Config;
import org.tablewalk.machine.x86.X86Intrinsics;
import org.tablewalk.machine.x86.X86Machine;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.session.shadow.RoleWords;
import org.tablewalk.trace.Recorder;

/** A guest with 4 GiB fully mapped by 4-byte tables, touched once in every window of prefetched entries: the largest shadow there can be. */
@Tag("thorough")
@Tag("large")
class FourGigabyteGuestTest {
    private static final int PAGES = 1 << 20;
    private static final int WINDOW = 8;
    /** Directory at gfn 0x100, its 1,024 tables behind it; every page is mapped at its own address. */
    private static final long DIRECTORY = 0x100;
    private static final long TABLES = 1 + 1024;
    private static final long FLAGS = Pte.P | Pte.W | Pte.U | Pte.A;
    private static final String GUEST = """
            routine touch_everything(step) {
                for (va = 0; va < 1 << 32; va = va + step) { user_read(va); }
            }
            """;

    @Test
    void isRecordedInThirtySecondsAndTwoGigabytes() {
        X86Config config = new X86Config(X86Config.Virtualization.SHADOW, RoleDesign.MAINLINE, 4, 1, 64, 2100, 4096, WINDOW,
                List.of(new X86Config.Slot(0, DIRECTORY, 0, false, true), new X86Config.Slot(DIRECTORY, TABLES, DIRECTORY, true, true),
                        new X86Config.Slot(DIRECTORY + TABLES, PAGES - DIRECTORY - TABLES, DIRECTORY + TABLES, false, true)),
                List.of(new X86Config.Fill(DIRECTORY << 12, 4, 1024, 4, DIRECTORY + 1 << 12 | FLAGS, 0x1000),
                        new X86Config.Fill(DIRECTORY + 1 << 12, 4, PAGES, 4, FLAGS, 0x1000)),
                List.of(new X86Config.Vcpu(Registers.CR0_PG | Registers.CR0_PE | Registers.CR0_WP, DIRECTORY << 12, 0, 0, "touch_everything",
                        List.of((long) WINDOW << 12))), "handle_exit");
        List<Source> sources = new ArrayList<>(Listings.sources(RoleDesign.MAINLINE));
        sources.add(new Source("guest", GUEST));
        Program program = Assembler.assemble(sources, X86Intrinsics.of(config));
        X86Machine machine = new X86Machine(config, program);
        ShadowChecks checks = new ShadowChecks(machine.map(), machine.cells(), RoleWords.meaning(machine.map()));
        Recorder recorder = new Recorder(machine, List.of(checks));
        long start = System.nanoTime();
        double before = processorSeconds();
        long steps = recorder.run(new InOrder(), Long.MAX_VALUE);
        double processor = processorSeconds() - before;
        double seconds = (System.nanoTime() - start) / 1e9;
        X86State state = new X86State(machine.map(), machine.cells()::get);
        assertThat(state.cpu(0).exit()).isZero();
        assertThat(state.cpu(0).status()).isEqualTo(X86State.Status.ENDED);
        assertThat(state.shadowPages()).hasSize(2052);
        assertThat(leaves(state)).isEqualTo(PAGES);
        assertThat(checks.count(ShadowCounter.BROKEN_INVARIANTS)).isZero();
        System.gc();
        long used = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        long faults = checks.count(ShadowCounter.PAGE_FAULTS);
        System.out.printf("4 GiB guest: %,d steps, %,d faults, %.1f steps per fault, %.1f s (processor %.1f s), recording %,d MB, heap %,d MB of %,d MB%n", steps, faults,
                (double) steps / faults, seconds, processor, recorder.recording().bytes() >> 20, used >> 20, Runtime.getRuntime().maxMemory() >> 20);
        assertThat(processor).as("all threads' time, which does not grow when others use the machine").isLessThan(30);
        assertThat(used).isLessThan(2L << 30);
    }

    private static double processorSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    private static int leaves(X86State state) {
        int leaves = 0;
        for (X86State.ShadowPage page : state.shadowPages()) {
            if (state.role(page.role(), RoleField.LEVEL) == 1) {
                for (int i = 0; i < 512; i++) {
                    leaves += (state.word(page.table() + 8 * i) & Pte.MMU_PRESENT) != 0 ? 1 : 0;
                }
            }
        }
        return leaves;
    }
}
