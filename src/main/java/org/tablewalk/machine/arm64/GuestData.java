package org.tablewalk.machine.arm64;

import org.tablewalk.machine.listing.Interpreter;

/** The values that guest accesses carry: read from memory, or written to it, when the access is performed and not when it is translated. */
final class GuestData {
    private final Interpreter interpreter;
    private final ArmMap map;
    private final Stores stores;

    GuestData(Interpreter interpreter, ArmMap map, Stores stores) {
        this.interpreter = interpreter;
        this.map = map;
        this.stores = stores;
    }

    /** Whether the access that a CPU is about to perform has to wait: a store goes behind the CPU's earlier ones, of which the buffer holds so many. */
    boolean waits(int cpu) {
        return interpreter.intrinsic(cpu) == ArmIntrinsics.STR && stores.full(cpu);
    }

    /**
     * Completes the op whose access was performed.
     *
     * @return false if there is no memory at the physical address for the value that it carries
     */
    boolean complete(int cpu, long pa) {
        int intrinsic = interpreter.intrinsic(cpu);
        boolean loads = intrinsic == ArmIntrinsics.LDR;
        if (!loads && intrinsic != ArmIntrinsics.STR) {
            interpreter.complete(cpu);
            return true;
        }
        if (map.cellOf(pa) < 0) {
            return false;
        }
        if (loads) {
            interpreter.complete(cpu, stores.read(cpu, pa));
        } else {
            stores.store(cpu, pa, interpreter.given(cpu, 1));
            interpreter.complete(cpu);
        }
        return true;
    }
}
