package org.tablewalk.machine.arm64;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage1Geometry;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.arch.arm64.WalkReads;
import org.tablewalk.machine.Event;
import org.tablewalk.machine.Move;

/** A walk of two stages reads as many descriptors as the formula says, for every combination of levels; with caches, fewer. */
class WalkReadsTest {
    /** Reads of stage 1 and of stage 2 that one access made. */
    private record Reads(int stage1, int stage2) {}

    private static ArmMachine machine(Granule granule, int vaBits, int ipaBits, int walkCache, int accesses) {
        long page = granule.bytes();
        long va = (1L << vaBits) - 3 * page;
        var stages = new TwoStages(granule, vaBits, ipaBits).walkCache(walkCache)
                .listing("routine main() { for (i = 0; i < " + accesses + "; i++) read(" + va + " + i * " + page + "); }").actor(0, "main");
        // RAM in pages: no TLB entry serves two tables. The frames of two VAs, and the tables.
        stages.map(0, 3, 3, ArmConfig.Rights.RWX).map(0x20_0000, 6, 3, ArmConfig.Rights.RW);
        return stages.space(1, TwoStages.entry(va, TwoStages.RAM, 3, TwoStages.RWX, false), TwoStages.entry(va + page, TwoStages.RAM + page, 3, TwoStages.RWX, false)).machine();
    }

    private static List<Reads> run(ArmMachine machine) {
        List<Reads> all = new ArrayList<>();
        int[] reads = new int[2];
        machine.attach((kind, actor, a, b, c) -> {
            if (kind == Event.WALK_READ) {
                reads[(c & Stage1Unit.STAGE_1) != 0 ? 0 : 1]++;
            } else if (kind == Event.ACCESS_DONE) {
                all.add(new Reads(reads[0], reads[1]));
                reads[0] = 0;
                reads[1] = 0;
            }
        });
        while (machine.enabled(Move.RUN) != 0) {
            machine.step(Move.of(Move.RUN, 0, 0));
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(Granule.class)
    void readsAreTheProduct(Granule granule) {
        int combinations = 0;
        for (int vaBits = Stage1Geometry.MIN_VA_BITS; vaBits <= Stage1Geometry.MAX_VA_BITS; vaBits++) {
            for (int ipaBits = Stage2Geometry.MIN_IPA_BITS; ipaBits <= 48; ipaBits++) {
                int stage1 = new Stage1Geometry(granule, vaBits).levels();
                int stage2 = Stage2Geometry.of(granule, ipaBits).levels();
                var reads = run(machine(granule, vaBits, ipaBits, 0, 1));
                assertThat(reads).as("%s, VA %d, IPA %d", granule, vaBits, ipaBits).containsExactly(new Reads(stage1, WalkReads.of(stage1, stage2) - stage1));
                combinations++;
            }
        }
        assertThat(combinations).isEqualTo(24 * 17);
    }

    /** The numbers that the literature has: 24 with four levels in both, 19 at 40 bits. */
    @Test
    void fourOverFourIsTwentyFour() {
        assertThat(run(machine(Granule.K4, 48, 48, 0, 1))).containsExactly(new Reads(4, 20));
        assertThat(run(machine(Granule.K4, 48, 40, 0, 1))).containsExactly(new Reads(4, 15));
    }

    /** With walk caches on: the tables of stage 2 that an earlier read passed, and for the second page those of stage 1. */
    @Test
    void cachesSaveReads() {
        var with = run(machine(Granule.K4, 48, 48, 4, 2));
        var without = run(machine(Granule.K4, 48, 48, 0, 2));
        // Without walk caches only TLB entries of the tables' pages help: the second access reads stage 1 again and translates its own page.
        assertThat(without).containsExactly(new Reads(4, 20), new Reads(4, 4));
        // With them the first access walks stage 2 once from the root, then reads leaves; the second reads one leaf of each stage.
        assertThat(with).containsExactly(new Reads(4, 4 + 3 + 2), new Reads(1, 1));
    }
}
