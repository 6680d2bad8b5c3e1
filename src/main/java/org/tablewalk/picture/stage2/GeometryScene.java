package org.tablewalk.picture.stage2;

import java.util.List;
import org.tablewalk.arch.arm64.AddressSplit;
import org.tablewalk.arch.arm64.Stage2Geometry;

/**
 * The shape of a machine's tree at one moment, and the registers that say it.
 *
 * @param geometry of the tree that the hardware walks
 * @param address  that is split
 * @param vtcr     VTCR_EL2 of a CPU, 0 while nobody has written it
 * @param vttbr    VTTBR_EL2 of the same CPU, 0 while the host runs there
 * @param told     what became of the request for a VM, or empty
 * @param least    the smallest size that can be picked
 * @param most     the largest size that can be picked; below {@code least} if none can
 */
public record GeometryScene(Stage2Geometry geometry, long address, long vtcr, long vttbr, String told, int least, int most) {
    /** How a walk reads the address. */
    public List<AddressSplit.Part> parts() {
        return AddressSplit.of(geometry, address);
    }

    /** Whether a size can be picked. */
    public boolean picks(int bits) {
        return bits >= least && bits <= most;
    }
}
