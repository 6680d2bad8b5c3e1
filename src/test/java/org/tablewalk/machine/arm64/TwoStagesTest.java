package org.tablewalk.machine.arm64;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.arch.arm64.Stage1Descriptor;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.arm64.tlb.EntryKind;

/** Accesses that both stages translate: where they arrive, what TLBs keep, whose fault it is, and which flags hardware sets. */
class TwoStagesTest {
    private static final long VA = 0x1000;
    private static final int RW = Permissions.READ | Permissions.WRITE;

    /** An event as tests look at it. */
    private record Told(int kind, long a, long b, long c) {}

    private static List<Told> run(ArmMachine machine) {
        List<Told> told = new ArrayList<>();
        machine.attach((kind, actor, a, b, c) -> told.add(new Told(kind, a, b, c)));
        TlbiMatrixTest.drive(machine);
        return told;
    }

    private static List<Told> of(List<Told> told, int kind) {
        return told.stream().filter(t -> t.kind() == kind).toList();
    }

    /** RAM in pages; one page of it under VA, one block under 2 MiB; tables at 2 MiB of RAM. */
    private static TwoStages stages(String listing) {
        return new TwoStages(Granule.K4, 30, 40).listing(listing).actor(0, "main");
    }

    private static TwoStages backed(String listing) {
        return stages(listing).map(0, 16, 3, ArmConfig.Rights.RWX).map(0x20_0000, 8, 3, ArmConfig.Rights.RW);
    }

    private static List<EntryKind> finals(ArmMachine machine) {
        return new ArmState(machine.map(), machine.cells().image()).stage1().tlb(0).stream().map(Stage1State.Entry::kind).toList();
    }

    @ParameterizedTest
    @EnumSource(Regime.Caching.class)
    void theSecondAccessIsAnsweredByWhatIsKept(Regime.Caching caching) {
        var machine = backed("routine main() { read(0x1008); write(0x1010); }").stage1(new Regime.Stage1(caching, true, Regime.Flags.NONE, null))
                .space(1, TwoStages.entry(VA, TwoStages.RAM + 0x3000, 3, RW, false)).machine();
        var told = run(machine);
        assertThat(of(told, Event.ACCESS_DONE)).extracting(Told::b).containsExactly(TwoStages.RAM_PA + 0x3008, TwoStages.RAM_PA + 0x3010);
        int second = told.indexOf(of(told, Event.ACCESS_START).get(1));
        assertThat(of(told.subList(second, told.size()), Event.WALK_READ)).isEmpty();
        // A combined entry alone answers; a stage-1 entry leads to the stage-2 entry.
        assertThat(of(told.subList(second, told.size()), Event.TLB_HIT)).hasSize(caching == Regime.Caching.SEPARATE ? 2 : 1);
        assertThat(finals(machine)).containsExactlyInAnyOrderElementsOf(switch (caching) {
            case COMBINED -> List.of(EntryKind.COMBINED);
            case SEPARATE -> List.of(EntryKind.STAGE_1);
            case BOTH -> List.of(EntryKind.STAGE_1, EntryKind.COMBINED);
        });
    }

    /** The smaller of two leaves gives the size of what is kept of both. */
    @ParameterizedTest
    @CsvSource({"2, 3, 0x1000, 3, 2", "3, 2, 0x1000, 3, 3", "2, 2, 0x200000, 2, 2"})
    void theSmallerLeafGivesTheSize(int stage1, int stage2, String size, int level, int origin) {
        var stages = stages("routine main() { read(0x201000); }").map(0x20_0000, 8, 3, ArmConfig.Rights.RW);
        stages.map(0x40_0000, stage2 == 3 ? 16 : 1, stage2, ArmConfig.Rights.RWX);
        var machine = stages.space(1, stage1 == 3 ? TwoStages.entry(0x20_1000, TwoStages.RAM + 0x40_1000, 3, RW, false) : TwoStages.entry(0x20_0000, TwoStages.RAM + 0x40_0000, 2,
                RW, false)).machine();
        assertThat(of(run(machine), Event.ACCESS_DONE)).extracting(Told::b).containsExactly(TwoStages.RAM_PA + 0x40_1000);
        var entry = new ArmState(machine.map(), machine.cells().image()).stage1().tlb(0).getFirst();
        assertThat(entry.size()).isEqualTo(Long.decode(size));
        assertThat(entry.level()).isEqualTo(level);
        assertThat(entry.origin()).isEqualTo(origin);
        assertThat(Descriptor.outputAddress(entry.word(), entry.level(), Granule.K4, false)).isEqualTo(TwoStages.RAM_PA + (entry.size() == 0x1000 ? 0x40_1000 : 0x40_0000));
    }

    /** A fault of stage 1 goes to the guest's routine with the virtual address; the access is made again. */
    @Test
    void theGuestHandlesItsOwnFaults() {
        long leaf = TwoStages.RAM_PA + 0x20_1000 + 8 * (VA >> 12);
        var machine = backed("""
                routine main() { write(0x1008); }
                routine fixes(va, fault) { store(%d, stage1_leaf(0x40003000, 3, PROT_R | PROT_W)); assert(fault_stage(fault) == 1); return 0; }
                """.formatted(leaf)).stage1(new Regime.Stage1(Regime.Caching.COMBINED, true, Regime.Flags.NONE, "fixes"))
                .space(1, TwoStages.entry(0x2000, TwoStages.RAM, 3, RW, false)).machine();
        var told = run(machine);
        assertThat(of(told, Event.FAULT)).containsExactly(new Told(Event.FAULT, 0x1008, leaf, Fault.of(Fault.TRANSLATION, 3, Event.WRITE) | Fault.STAGE_1));
        assertThat(of(told, Event.ACCESS_DONE)).extracting(Told::b).containsExactly(TwoStages.RAM_PA + 0x3008);
        assertThat(of(told, Event.ASSERT_FAILED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"read(0x40000000), 1, 0", "write(0x3000), 2, 3", "exec(0x2000), 2, 3", "read(0x5000), 1, 3", "read(0x200000), 1, 2"})
    void faultsOfStage1SayWhere(String access, int kind, int level) {
        var told = run(backed("routine main() { " + access + "; }").space(1, TwoStages.entry(0x2000, TwoStages.RAM, 3, RW, false), TwoStages.entry(0x3000, TwoStages.RAM, 3,
                Permissions.READ, false))
                .machine());
        assertThat(of(told, Event.FAULT)).singleElement().satisfies(fault -> {
            assertThat(Fault.kind(fault.c())).isEqualTo(kind);
            assertThat(Fault.level(fault.c())).isEqualTo(level);
            assertThat(fault.c() & Fault.STAGE_1).isNotZero();
        });
    }

    /** Stage 2 does not let the walk read a table: the host hears of the table's address and that it was on a walk, maps it, and the guest goes on. */
    @Test
    void aTableThatStage2DoesNotHaveIsTheHostsBusiness() {
        var machine = stages("""
                routine main() { read(0x1000); }
                routine host(ipa, fault) {
                    d = load(ROOT + 8);
                    store(follow(load(follow(d) + 8)) + 8 * entry_index(ipa, 3), leaf_pte(host_pa(ipa), stage2_attr(PROT_R | PROT_W), 3));
                    dsb(ishst);
                    assert(fault_stage(fault) == 2);
                    return 0;
                }
                """).abort("host").map(0, 16, 3, ArmConfig.Rights.RWX).map(0x20_0000, 1, 3, ArmConfig.Rights.RW).space(1, TwoStages.entry(VA, TwoStages.RAM, 3, RW, false))
                .machine();
        var told = run(machine);
        assertThat(of(told, Event.FAULT)).singleElement().satisfies(fault -> {
            assertThat(fault.a()).as("IPA of the stage-1 descriptor").isEqualTo(TwoStages.TABLES + 0x1000 + 8);
            assertThat(fault.c()).isEqualTo(Fault.of(Fault.TRANSLATION, 3, Event.READ) | Fault.ON_WALK);
        });
        assertThat(of(told, Event.ACCESS_DONE)).hasSize(1);
        assertThat(of(told, Event.ASSERT_FAILED)).isEmpty();
    }

    /** A combined entry lacks a right: stage 1's refusal is the guest's, stage 2's goes to the host with the IPA, which no combined entry has. */
    @Test
    void eachStageRefusesForItself() {
        var machine = stages("routine main() { read(0x1008); write(0x1008); }").map(0, 1, 3, ArmConfig.Rights.R).map(0x20_0000, 8, 3, ArmConfig.Rights.RW)
                .space(1, TwoStages.entry(VA, TwoStages.RAM, 3, RW, false)).machine();
        assertThat(of(run(machine), Event.FAULT)).containsExactly(new Told(Event.FAULT, TwoStages.RAM + 8, 0, Fault.of(Fault.PERMISSION, 3, Event.WRITE)));
        machine = backed("routine main() { read(0x1008); write(0x1008); }").space(1, TwoStages.entry(VA, TwoStages.RAM, 3, Permissions.READ, false)).machine();
        assertThat(of(run(machine), Event.FAULT)).containsExactly(new Told(Event.FAULT, 0x1008, 0, Fault.of(Fault.PERMISSION, 3, Event.WRITE) | Fault.STAGE_1));
    }

    /** Hardware sets the access flag at the first access and makes a clean page writable at the first write, in memory and once; without it the guest faults. */
    @ParameterizedTest
    @EnumSource(Regime.Flags.class)
    void hardwareSetsFlagsInStage1(Regime.Flags flags) {
        var entry = new GuestTables.Mapping(VA, TwoStages.RAM, 1, 1, 3, Permissions.READ, false, false, true);
        var machine = backed("routine main() { read(0x1000); write(0x1000); write(0x1000); }").stage1(new Regime.Stage1(Regime.Caching.COMBINED, true, flags, null)).space(1, entry)
                .machine();
        var told = run(machine);
        long word = machine.cells().get(machine.map().cellOf(TwoStages.RAM_PA + 0x20_1000 + 8 * (VA >> 12)));
        assertThat((word & Stage1Descriptor.AF) != 0).isEqualTo(flags != Regime.Flags.NONE);
        assertThat(Stage1Descriptor.writable(word)).isEqualTo(flags == Regime.Flags.DIRTY);
        assertThat(of(told, Event.AD_UPDATE)).hasSize(flags == Regime.Flags.NONE ? 0 : flags == Regime.Flags.ACCESS ? 1 : 2);
        assertThat(of(told, Event.FAULT)).extracting(t -> Fault.kind(t.c())).containsExactlyElementsOf(switch (flags) {
            case NONE -> List.of(Fault.ACCESS_FLAG);
            case ACCESS -> List.of(Fault.PERMISSION);
            case DIRTY -> List.of();
        });
        assertThat(finals(machine)).as("no second entry for the address").hasSizeLessThanOrEqualTo(1);
    }

    /** To set a flag in a stage-1 descriptor hardware writes the guest's table: stage 2 has to let it. */
    @Test
    void anUpdateNeedsTheRightToWriteTheTable() {
        var entry = new GuestTables.Mapping(VA, TwoStages.RAM, 1, 1, 3, RW, false, false, false);
        var machine = stages("routine main() { read(0x1000); }").map(0, 1, 3, ArmConfig.Rights.RW).map(0x20_0000, 8, 3, ArmConfig.Rights.R)
                .stage1(new Regime.Stage1(Regime.Caching.COMBINED, true, Regime.Flags.ACCESS, null)).space(1, entry).machine();
        assertThat(of(run(machine), Event.FAULT)).containsExactly(new Told(Event.FAULT, TwoStages.TABLES + 0x1000 + 8, 0, Fault.of(Fault.PERMISSION, 3, Event.WRITE)
                | Fault.ON_WALK));
    }

    /** The same at stage 2: the host clears the flag, or makes a page clean; hardware sets it again, in one go with its look at the word. */
    @Test
    void hardwareSetsFlagsInStage2() {
        var machine = backed("""
                routine main() {
                    d = follow(load(follow(load(ROOT + 8))));
                    store(d, load(d) & ~PTE_AF & ~PTE_S2AP_W | PTE_DBM);
                    dsb(ish);
                    read(0x1000);
                    write(0x1000);
                    write(0x1000);
                }
                """).stage1(new Regime.Stage1(Regime.Caching.BOTH, true, Regime.Flags.DIRTY, null)).space(1, TwoStages.entry(VA, TwoStages.RAM, 3, RW, false)).machine();
        var told = run(machine);
        assertThat(of(told, Event.FAULT)).isEmpty();
        assertThat(of(told, Event.AD_UPDATE)).extracting(t -> (t.b() ^ t.c())).containsExactly(Descriptor.AF, Descriptor.S2AP_W);
        assertThat(of(told, Event.ACCESS_DONE)).hasSize(3);
        assertThat(of(told, Event.TLB_OVERLAP)).isEmpty();
    }

    /** What the view says of both stages is what an access does. */
    @Test
    void theViewWalksAsTheMachineDoes() {
        var machine = backed("routine main() { read(0x1008); }").space(1, TwoStages.entry(VA, TwoStages.RAM + 0x3000, 3, RW, false)).machine();
        var walk = new ArmState(machine.map(), machine.cells().image()).stage1().walk(0, 0, 0x1008);
        assertThat(walk.ipa()).isEqualTo(TwoStages.RAM + 0x3008);
        assertThat(walk.stage2().pa()).isEqualTo(TwoStages.RAM_PA + 0x3008);
        var stage1 = new ArmState(machine.map(), machine.cells().image()).stage1();
        assertThat(stage1.meets(0, 0, 0x1008, Event.WRITE).fault()).isZero();
        assertThat(stage1.meets(0, 0, 0x1008, Event.EXECUTE).fault()).isEqualTo(Fault.of(Fault.PERMISSION, 3, Event.EXECUTE) | Fault.STAGE_1);
        assertThat(new ArmState(machine.map(), machine.cells().image()).stage1().walk(0, 0, 0x9000).ipa()).isEqualTo(-1);
    }
}
