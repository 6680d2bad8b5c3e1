package org.tablewalk.machine.arm64.walk;

import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Registers;

/**
 * Where walks of a stage-2 tree start.
 *
 * @param level of the root, or -1 where registers contradict: then every walk is a translation fault
 * @param root  its physical address
 * @param limit the first address beyond the address space
 */
public record Stage2Start(int level, long root, long limit) {
    /** As VTTBR_EL2 and VTCR_EL2 say. */
    public static Stage2Start of(long vttbr, long vtcr, Granule granule) {
        int level = Stage2Registers.startLevel(vtcr, granule);
        return new Stage2Start(level, level < 0 ? 0 : Stage2Registers.root(vttbr, vtcr, granule), Stage2Registers.limit(vtcr));
    }

    /** Whether an address is walked for at all; if not, that is a translation fault at the start level, or 0 if there is none (Arm ARM, AArch64.S2InconsistentSL; inferred from memory). */
    public static boolean walked(int level, long limit, long ipa) {
        return level >= 0 && ipa >= 0 && ipa < limit;
    }
}
