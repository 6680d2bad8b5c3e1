package org.tablewalk.kvm.stage2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.listing.Assembler;
import org.tablewalk.machine.listing.Source;

/** Small machines for tests of the listings. */
final class Machines {
    static final long POOL = 0x8_0000_0000L;

    private Machines() {}

    /** The constants that a machine supplies, of some machine. */
    static ArmIntrinsics constants(ArmIntrinsics intrinsics) {
        return intrinsics.with("ROOT", POOL).with("ROOT_PAGES", 2).with("START_LEVEL", 1).with("PAGE_SIZE", 4096).with("PAGE_SHIFT", 12).with("TLBI_TG", 1).with("TLBI_BASE_SHIFT",
                12).with("PTE_PER_TABLE", 512)
                .with("IPA_LIMIT", 1L << 40).with("GUEST_VTTBR", 1L << 48 | POOL).with("BBM_LEVEL", 0);
    }

    /** What a test varies. */
    static final class Builder {
        Stage2Geometry geometry = Stage2Geometry.of(Granule.K4, 40);
        int bbmLevel;
        int poolPages = 640;
        int walkCacheEntries = 4;
        ArmConfig.NtResponse ntResponse = ArmConfig.NtResponse.TRANSLATE;
        ArmConfig.Overlap overlap = ArmConfig.Overlap.EITHER;
        ArmConfig.ConflictHandler handler = ArmConfig.ConflictHandler.KVM_EFAULT;
        final List<ArmConfig.Slot> slots = new ArrayList<>();
        final List<ArmConfig.Mapping> mappings = new ArrayList<>();
        final List<ArmConfig.Actor> actors = new ArrayList<>();
        String abortRoutine;
        ArmConfig.Host host;

        ArmMachine build(List<Source> sources, Map<String, Long> constants) {
            var config = new ArmConfig(geometry, Math.max(1, actors.size()), 1, 64, walkCacheEntries, bbmLevel, ntResponse, false, overlap, handler, POOL, poolPages,
                    List.copyOf(slots), List.copyOf(mappings), List.copyOf(actors), abortRoutine, ArmConfig.Freedoms.NONE, List.of(), host, ArmConfig.TlbDesign.USUAL);
            var intrinsics = ArmIntrinsics.of(config);
            constants.forEach(intrinsics::with);
            return new ArmMachine(config, Assembler.assemble(sources, intrinsics));
        }

        Builder actor(String routine, Long... arguments) {
            actors.add(new ArmConfig.Actor(actors.size(), routine, List.of(arguments)));
            return this;
        }

        Builder map(long ipa, long pa, int count, int level, ArmConfig.Rights rights) {
            mappings.add(new ArmConfig.Mapping(ipa, pa, count, 1, level, rights));
            return this;
        }

        Builder slot(long ipa, long size, long pa, long block) {
            slots.add(new ArmConfig.Slot(ipa, size, pa, block, true));
            return this;
        }
    }
}
