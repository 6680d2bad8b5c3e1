package org.tablewalk.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tablewalk.Shipped;
import org.tablewalk.check.judge.Rule;
import org.tablewalk.check.stage2.Stage2Checks;
import org.tablewalk.check.tree.Checks;
import org.tablewalk.check.tree.Counter;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.Policy;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.trace.Observer;
import org.tablewalk.trace.Recorder;

/** What dirty logging does to a guest's memory, and what a cancelled migration leaves (domain section 7). */
class DirtyLoggingTest {
    private static final long RAM = 0x4000_0000L;
    private static final long LOG = 0xa000_0000L;
    private static final long RAM_PA = 0x1_4000_0000L;

    private ArmMachine machine;
    private Checks checks;

    private ArmState run(Map<String, String> values, String lastRoutine) throws Exception {
        return run("dirty-logging", values, lastRoutine);
    }

    private ArmState run(String name, Map<String, String> values, String lastRoutine) throws Exception {
        var made = Shipped.machine(name, values);
        machine = (ArmMachine) made.get();
        checks = Stage2Checks.of(machine);
        Policy policy = made.policy();
        var until = new Until(lastRoutine == null ? -1 : machine.map().program().routine(lastRoutine).index());
        new Recorder(machine, List.of(checks, until)).run((m, at, last) -> until.reached ? Move.NONE : policy.choose(m, at, last), 10_000_000);
        return new ArmState(machine.map(), machine.cells()::get);
    }

    /** Watches for the first return of a routine. */
    private static final class Until implements Observer {
        private final int routine;
        private boolean reached;

        private Until(int routine) {
            this.routine = routine;
        }

        @Override
        public void event(int kind, int actor, long a, long b, long c) {
            reached |= kind == Event.RETURN && a == routine;
        }

        @Override
        public void before(int move, long at) {
            // nothing to remember
        }

        @Override
        public void after(long at) {
            // nothing to remember
        }

        @Override
        public Object save() {
            return null;
        }

        @Override
        public void load(Object saved) {
            throw new UnsupportedOperationException();
        }
    }

    private static Map<String, String> with(Map<String, String> values, String... more) {
        var all = new HashMap<>(values);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    private static int mapped(ArmState state, int access) {
        int pages = 0;
        for (int page = 0; page < 512; page++) {
            pages += state.translate(RAM + page * 4096L).permits(access) ? 1 : 0;
        }
        return pages;
    }

    private static int dirty(ArmState state) {
        int pages = 0;
        for (int word = 0; word < 8; word++) {
            pages += Long.bitCount(state.word(LOG + 8 * word));
        }
        return pages;
    }

    @ParameterizedTest
    @ValueSource(strings = {"v5.11", "v6.4"})
    void theFirstWriteUnmapsEveryPageButItsOwnForReadsToo(String flow) throws Exception {
        ArmState state = run(Map.of("flow", flow), "start_dirty_logging");
        assertThat(state.translate(RAM).level()).as("still a block").isEqualTo(2);
        assertThat(mapped(state, Event.READ)).isEqualTo(512);
        assertThat(mapped(state, Event.WRITE)).isZero();
        state = run(Map.of("flow", flow), "mark_page_dirty");
        assertThat(mapped(state, Event.READ)).isEqualTo(1);
        assertThat(mapped(state, Event.WRITE)).isEqualTo(1);
        assertThat(dirty(state)).isEqualTo(1);
        assertThat(checks.count(Counter.MAPPED_PAGES)).isEqualTo(1);
        assertThat(checks.count(Counter.DIRTY_PAGES)).isEqualTo(1);
        assertThat(checks.count(Counter.TABLES)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"dirty-logging,v5.11", "dirty-logging,v6.4", "eager-split,"})
    void whatIsCountedAsMappedIsWhatAWalkFinds(String name, String flow) throws Exception {
        Map<String, String> values = flow == null ? Map.of() : Map.of("flow", flow);
        for (String routine : List.of("start_dirty_logging", "mark_page_dirty", "kvm_vm_ioctl_get_dirty_log", "cancel_dirty_logging")) {
            ArmState state = run(name, values, routine);
            assertThat(checks.count(Counter.MAPPED_PAGES)).as(routine).isEqualTo(mapped(state, Event.READ));
            assertThat(checks.count(Counter.DIRTY_PAGES)).as(routine).isEqualTo(dirty(state));
        }
        ArmState end = run(name, values, null);
        assertThat(checks.count(Counter.MAPPED_PAGES)).isEqualTo(mapped(end, Event.READ)).isEqualTo(512);
        assertThat(checks.count(Counter.TABLES)).as("freed with the pages").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v5.11", "v6.4"})
    void everyPageComesBackByAFaultOfItsOwn(String flow) throws Exception {
        var all = Map.of("flow", flow, "touched", "512", "writes", "512", "vcpus", "1");
        ArmState state = run(all, "kvm_vm_ioctl_get_dirty_log");
        assertThat(checks.count(Counter.TRANSLATION_FAULTS)).isEqualTo(511);
        assertThat(checks.count(Counter.PERMISSION_FAULTS)).as("the first write").isEqualTo(1);
        assertThat(mapped(state, Event.READ)).isEqualTo(512);
        assertThat(mapped(state, Event.WRITE)).as("reading the log write-protects what it gives").isZero();
        assertThat(dirty(state)).isZero();
        run(with(all, "readFirst", "true"), "kvm_vm_ioctl_get_dirty_log");
        assertThat(checks.count(Counter.PERMISSION_FAULTS)).as("a page that was read first faults again when it is written").isEqualTo(512);
        run(all, "cancel_dirty_logging");
        assertThat(checks.count(Counter.PERMISSION_FAULTS)).as("each page that is written again costs one").isEqualTo(1 + 512);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v5.11", "v6.4"})
    void aRegionInWhichEveryPageIsWritableAgainStaysSplit(String flow) throws Exception {
        var some = Map.of("flow", flow, "touched", "512", "writes", "511", "vcpus", "1");
        assertThat(run(some, null).translate(RAM).level()).as("one page faults: the block is back").isEqualTo(2);
        ArmState state = run(with(some, "writes", "512"), null);
        assertThat(state.translate(RAM).level()).as("nothing faults any more").isEqualTo(3);
        assertThat(mapped(state, Event.WRITE)).isEqualTo(512);
        state = run(with(some, "cancelled", "false"), null);
        assertThat(state.translate(RAM).level()).as("logging is on").isEqualTo(3);
    }

    @Test
    void clearingTheLogProtectsWhatReadingItDoesNot() throws Exception {
        var manual = Map.of("manualProtect", "true", "vcpus", "1");
        ArmState state = run(manual, "kvm_vm_ioctl_get_dirty_log");
        assertThat(mapped(state, Event.WRITE)).isEqualTo(24);
        assertThat(dirty(state)).isEqualTo(24);
        assertThat(Long.bitCount(state.word(LOG + 64))).as("what user space was given").isEqualTo(24);
        state = run(manual, "kvm_vm_ioctl_clear_dirty_log");
        assertThat(mapped(state, Event.WRITE)).isZero();
        assertThat(dirty(state)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8, 63})
    void eachOtherVcpuFaultsOnceWhileTheBlockComesBack(int vcpus) throws Exception {
        for (String flow : new String[] {"v5.11", "rfc-as-posted", "v6.4"}) {
            ArmState state = run(Map.of("flow", flow, "vcpus", "" + vcpus, "touched", "64", "tlbEntries", "8"), null);
            assertThat(state.translate(RAM).descriptor()).isEqualTo(0x0040_0000_0000_07fdL | RAM_PA);
            assertThat(checks.count(Counter.SPURIOUS_FAULTS)).as(flow).isBetween(1L, vcpus - 1L);
            assertThat(checks.verdicts().list()).as(flow).allMatch(f -> f.rule() == Rule.SPURIOUS_FAULT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4K", "2M", "1G"})
    void splittingAheadUnmapsNothing(String chunk) throws Exception {
        var values = Map.of("splitChunk", chunk);
        ArmState state = run("eager-split", values, "kvm_mmu_split_memory_region");
        assertThat(state.translate(RAM).level()).isEqualTo(3);
        assertThat(mapped(state, Event.READ)).isEqualTo(512);
        assertThat(mapped(state, Event.WRITE)).isZero();
        assertThat(dirty(state)).isZero();
        state = run("eager-split", values, null);
        assertThat(state.translate(RAM).level()).as("cancelled: the block is back").isEqualTo(2);
        assertThat(checks.count(Counter.TRANSLATION_FAULTS)).as("none but in the moment of an edit").isEqualTo(checks.count(Counter.SPURIOUS_FAULTS));
        assertThat(checks.verdicts().list()).allMatch(f -> f.rule() == Rule.SPURIOUS_FAULT);
    }

    @Test
    void withAllBitsSetAtFirstABlockIsSplitWhenItsPagesAreCleared() throws Exception {
        var values = Map.of("initiallySet", "true");
        ArmState state = run("eager-split", values, "start_dirty_logging");
        assertThat(dirty(state)).isEqualTo(512);
        assertThat(mapped(state, Event.WRITE)).as("nothing is protected yet").isEqualTo(512);
        assertThat(state.translate(RAM).level()).isEqualTo(2);
        state = run("eager-split", values, "kvm_vm_ioctl_clear_dirty_log");
        assertThat(dirty(state)).isZero();
        assertThat(mapped(state, Event.READ)).isEqualTo(512);
        assertThat(mapped(state, Event.WRITE)).isZero();
        assertThat(state.translate(RAM).level()).isEqualTo(3);
    }

    @Test
    void anUnsplittableGigabyteIsSplitByOneLevelFirst() throws Exception {
        ArmState state = run("eager-split", Map.of("region", "1G", "splitChunk", "2M", "vcpus", "1"), "stage2_split_walker");
        assertThat(state.translate(RAM).level()).as("two pages for tables are not enough for 513").isEqualTo(2);
    }
}
