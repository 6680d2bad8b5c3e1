package org.tablewalk.machine.arm64;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tablewalk.Seeds;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage1Descriptor;
import org.tablewalk.arch.arm64.Stage1Geometry;
import org.tablewalk.arch.arm64.Stage1Registers;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Fault;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.Move;

/**
 * What an access of the machine does from cold TLBs, micro-step by micro-step and with nothing else going on, is what the walks in one go say that pictures and checks ask: where it arrives, or the
 * fault, its level, its stage and its descriptor. In random worlds of both stages whose words on the way, and registers, are damaged at random. A run is made again with {@code -Dtablewalk.seed}.
 */
@Tag("seeded")
class WalkInOneGoTest {
    private static final long SEED = Seeds.of(20261128);
    private static final int WORLDS = Integer.getInteger("tablewalk.worlds", 60);
    private static final int DAMAGES = 24;

    private final Random random = new Random(SEED);
    /** What a run told: addresses of descriptors read, where it arrived or -1, its fault and the fault's descriptor. */
    private final List<Long> reads = new ArrayList<>();
    private long arrived;
    private long fault;
    private long descriptor;

    /** How many runs ended how, by stage: a test that met no fault of a kind has not tested it. */
    private final Map<Granule, int[]> met = new EnumMap<>(Granule.class);

    @ParameterizedTest
    @EnumSource(Granule.class)
    void bothStages(Granule granule) {
        System.out.println("WalkInOneGoTest seed " + SEED);
        for (int world = 0; world < WORLDS; world++) {
            world(granule, true);
        }
        // Arrived; of stage 1 and of stage 2: translation, permission, access flag; of stage 2 on a walk.
        assertThat(met.get(granule)).as("ends met").doesNotContain(0);
    }

    /** Without a regime. */
    @ParameterizedTest
    @EnumSource(Granule.class)
    void stage2Alone(Granule granule) {
        System.out.println("WalkInOneGoTest seed " + SEED);
        for (int world = 0; world < WORLDS; world++) {
            world(granule, false);
        }
        int[] ends = met.get(granule);
        assertThat(new int[] {ends[0], ends[4], ends[5], ends[6]}).as("ends met").doesNotContain(0);
    }

    private <T> T any(T[] of) {
        return of[random.nextInt(of.length)];
    }

    private void world(Granule granule, boolean guest) {
        int ipaBits = 32 + random.nextInt(17);
        int vaBits = Stage1Geometry.MIN_VA_BITS + random.nextInt(Stage1Geometry.MAX_VA_BITS - Stage1Geometry.MIN_VA_BITS + 1);
        var shape = new Stage1Geometry(granule, vaBits);
        int level = random.nextBoolean() && shape.startLevel() <= 2 && granule.entrySize(2) <= shape.size() ? 2 : 3;
        long va = random.nextLong() & shape.size() - 1 & -granule.entrySize(level);
        long inside = random.nextLong() & 3L * granule.bytes() & ~7L;
        int kind = random.nextInt(3);
        String intrinsic = kind == Event.READ ? "read" : kind == Event.WRITE ? "write" : "exec";
        Regime.Flags flags = any(Regime.Flags.values());
        var stages = new TwoStages(granule, vaBits, ipaBits).walkCache(random.nextInt(3)).nT(random.nextInt(3), any(ArmConfig.NtResponse.values()))
                .stage1(new Regime.Stage1(any(Regime.Caching.values()), true, flags, null)).actor(0, "main");
        long address = guest ? va + (level == 2 ? inside : inside & granule.bytes() - 1L) : TwoStages.RAM + inside;
        boolean upper = guest && random.nextInt(4) == 0;
        stages.listing("routine main() { " + intrinsic + "(" + (upper ? address | -shape.size() : address) + "); }");
        boolean pages = random.nextBoolean();
        stages.map(0, pages ? 4 : (int) Math.max(1, (4L << 20) / granule.entrySize(2)), pages ? 3 : 2, any(new ArmConfig.Rights[] {ArmConfig.Rights.RW, ArmConfig.Rights.RWX}));
        if (pages) {
            stages.map(0x20_0000, 5, 3, any(new ArmConfig.Rights[] {ArmConfig.Rights.R, ArmConfig.Rights.RW}));
        }
        var machine = (guest ? stages.space(1, new GuestTables.Mapping(va, TwoStages.RAM, 1, 1, level, random.nextInt(8), random.nextBoolean(), true, random.nextBoolean()))
                : stages.bare())
                .machine();
        if (upper) {
            int tcr = Registers.inEffect(machine.map(), 0, ArmIntrinsics.TCR_EL1);
            machine.cells().put(tcr, machine.cells().get(tcr) & ~Stage1Registers.EPD1 | Stage1Registers.EPD0);
            machine.cells().put(Registers.inEffect(machine.map(), 0, ArmIntrinsics.TTBR1_EL1), machine.cells().get(Registers.inEffect(machine.map(), 0, ArmIntrinsics.TTBR0_EL1)));
        }
        damages(machine, granule, guest, upper ? address | -shape.size() : address, kind);
    }

    private void damages(ArmMachine machine, Granule granule, boolean guest, long address, int kind) {
        machine.attach((event, actor, a, b, c) -> {
            switch (event) {
                case Event.WALK_READ -> reads.add(a);
                case Event.ACCESS_DONE -> arrived = b;
                case Event.FAULT -> {
                    fault = c;
                    descriptor = b;
                }
                default -> {}
            }
        });
        Image sound = machine.cells().image();
        run(machine);
        List<Long> way = List.copyOf(reads);
        for (int damage = 0; damage < DAMAGES; damage++) {
            machine.cells().restore(sound);
            var what = new StringBuilder();
            for (int word = random.nextInt(3); word >= 0 && damage > 0; word--) {
                what.append(damage(machine, granule, guest, way.isEmpty() ? 0 : way.get(random.nextInt(way.size()))));
            }
            compare(machine, granule, guest, address, kind, what.toString());
        }
    }

    private void compare(ArmMachine machine, Granule granule, boolean guest, long address, int kind, String what) {
        var before = new ArmState(machine.map(), machine.cells().image());
        Stage1State.Walk walk = guest ? before.stage1().meets(0, 0, address, kind) : new Stage1State.Walk(0, 0, -1, address, before.translate(address), before.translate(address)
                .word(kind));
        run(machine);
        var after = new ArmState(machine.map(), machine.cells().image());
        assertThat(fault).as("seed %d, %s, kind %d of 0x%x, damaged %s, walk %s", SEED, granule, kind, address, what, walk).isEqualTo(walk.fault());
        assertThat(arrived).as("seed %d, %s, kind %d of 0x%x, damaged %s, walk %s", SEED, granule, kind, address, what, walk).isEqualTo(walk.fault() == 0 ? walk.stage2().pa()
                : -1);
        boolean ofStage1 = (fault & Fault.STAGE_1) != 0;
        if (fault != 0 && descriptor != 0) {
            assertThat(descriptor).as(what).isEqualTo(ofStage1 ? walk.address() : walk.stage2().descriptorAddress());
        }
        if (guest) {
            // What the checks ask once it is over: whether the tables as they are now let it arrive there, and nowhere else if it did not.
            assertThat(after.stage1().reaches(0, 0, address, kind, walk.fault() == 0 ? arrived : walk.stage2() == null ? 0 : walk.stage2().pa())).as(what).isEqualTo(walk
                    .fault() == 0);
        } else {
            assertThat(after.translate(address).permits(kind)).as(what).isEqualTo(walk.fault() == 0);
        }
        int[] ends = met.computeIfAbsent(granule, g -> new int[8]);
        ends[fault == 0 ? 0 : (fault & Fault.ON_WALK) != 0 ? 7 : Fault.kind(fault) + (ofStage1 ? 0 : 3)]++;
    }

    private void run(ArmMachine machine) {
        reads.clear();
        arrived = -1;
        fault = 0;
        descriptor = 0;
        for (int steps = 0; machine.enabled(Move.RUN) != 0; steps++) {
            assertThat(steps).isLessThan(10_000);
            machine.step(Move.of(Move.RUN, 0, 0));
        }
        assertThat(arrived >= 0).isEqualTo(fault == 0);
    }

    private String damage(ArmMachine machine, Granule granule, boolean guest, long at) {
        ArmMap map = machine.map();
        if (guest && random.nextInt(8) == 0) {
            int register = any(new Integer[] {ArmIntrinsics.TTBR0_EL1, ArmIntrinsics.TCR_EL1, ArmIntrinsics.TCR_EL1, ArmIntrinsics.SCTLR_EL1});
            int cell = Registers.inEffect(map, 0, register);
            machine.cells().put(cell, machine.cells().get(cell) ^ 1L << random.nextInt(register == ArmIntrinsics.SCTLR_EL1 ? 1 : 48));
            return RegimeState.name(register) + " ";
        }
        int cell = map.cellOf(at);
        if (cell < 0) {
            return "";
        }
        long old = machine.cells().get(cell);
        long word = map.pageOf(at) >= 0 ? damaged(map, granule, old) : damagedStage1(granule, old);
        machine.cells().put(cell, word);
        return "0x%x at 0x%x to 0x%x, ".formatted(old, at, word);
    }

    /** A word of stage 2 with something wrong. Never the contiguous bit, with which a TLB may answer for its neighbours. */
    private long damaged(ArmMap map, Granule granule, long word) {
        boolean lpa2 = map.config().geometry().lpa2();
        return switch (random.nextInt(10)) {
            case 0 -> word & ~Descriptor.VALID;
            case 1, 2 -> word ^ Descriptor.TYPE;
            case 3 -> word & ~Descriptor.AF;
            case 4 -> word & ~Descriptor.S2AP_R;
            case 5 -> word ^ Descriptor.S2AP_W;
            case 6 -> word & ~Descriptor.S2AP_W | Descriptor.DBM;
            case 7 -> word ^ Descriptor.XN;
            case 8 -> word & ~Descriptor.TYPE | Descriptor.AF | Descriptor.S2AP_R | Descriptor.NT;
            default -> Descriptor.tableOf(random.nextBoolean() ? map.pageAddress(random.nextInt(map.config().poolPages())) : TwoStages.RAM_PA + granule.bytes() * (long) random
                    .nextInt(99),
                    granule, lpa2);
        };
    }

    private long damagedStage1(Granule granule, long word) {
        return switch (random.nextInt(9)) {
            case 0 -> word & ~Descriptor.VALID;
            case 1, 2 -> word ^ Descriptor.TYPE;
            case 3, 4 -> word & ~Stage1Descriptor.AF;
            case 5 -> word ^ Stage1Descriptor.READ_ONLY;
            case 6 -> word ^ Stage1Descriptor.DBM;
            case 7 -> word ^ Stage1Descriptor.PXN;
            default -> Stage1Descriptor.tableOf(TwoStages.RAM + granule.bytes() * (long) random.nextInt(99), granule);
        };
    }

    /** The machine stands still between two walks in one go: they write nothing. */
    @Test
    void walksInOneGoWriteNothing() {
        var machine = new TwoStages(Granule.K4, 39, 40).listing("routine main() { write(0x1000); }").actor(0, "main").map(0, 4, 3, ArmConfig.Rights.RW)
                .map(0x20_0000, 5, 3, ArmConfig.Rights.RW).stage1(new Regime.Stage1(Regime.Caching.BOTH, true, Regime.Flags.DIRTY, null))
                .space(1, new GuestTables.Mapping(0x1000, TwoStages.RAM, 1, 1, 3, 1, false, false, true)).machine();
        long hash = machine.cells().hash();
        assertThat(new ArmState(machine.map(), machine.cells()).stage1().meets(0, 0, 0x1000, Event.WRITE).fault()).isZero();
        assertThat(machine.cells().hash()).isEqualTo(hash);
    }
}
