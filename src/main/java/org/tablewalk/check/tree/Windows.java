package org.tablewalk.check.tree;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Who is told of what may open a broken window, close it, or fault in it. */
interface Windows {
    /** Nobody. */
    Windows NONE = new Windows() {
        @Override
        public void written(int cpu, long address, long old, long value) {}

        @Override
        public void editsEnd(int cpu) {}

        @Override
        public void faulted(int cpu, long ipa, long address, long fault) {}
    };

    /** A store of a CPU became visible. */
    void written(int cpu, long address, long old, long value);

    /** A CPU took mmu_lock or gave it back. */
    void editsEnd(int cpu);

    /** Writes what cells refer to. */
    default void keep(DataOutput out) throws IOException {}

    /** Takes back what was written. */
    default void recall(DataInput in) throws IOException {}

    /** A translation fault of a CPU was decided by the descriptor at an address. */
    void faulted(int cpu, long ipa, long address, long fault);
}
