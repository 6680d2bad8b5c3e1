package org.tablewalk.viewmodel;

import org.tablewalk.format.casemate.CasemateTrace;
import org.tablewalk.format.kvmmmu.KvmmmuTrace;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.listing.Intrinsics;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.machine.x86.X86State;
import org.tablewalk.picture.TableSource;
import org.tablewalk.trace.imported.ImportState;
import org.tablewalk.trace.imported.TableRoot;
import org.tablewalk.trace.kvmmmu.KvmmmuState;

/** The readers of a frame's images: of every kind of subject what its panes are filled from. */
sealed interface Reading {
    /** CPUs, or threads of a trace. */
    int cpus();

    /** The machine it is about. */
    default MachineKind kind() {
        return MachineKind.ARM;
    }

    /** Nothing is open. */
    record Nothing() implements Reading {
        @Override
        public int cpus() {
            return 0;
        }
    }

    /**
     * Our Arm machine.
     *
     * @param intrinsics what its listings call
     * @param tables     its tables as pictures read them
     */
    record Arm(ArmState state, Intrinsics intrinsics, TableSource tables) implements Reading {
        Program program() {
            return state.map().program();
        }

        @Override
        public int cpus() {
            return state.map().config().cpus();
        }
    }

    /**
     * Our x86 machine.
     *
     * @param intrinsics what its listings call
     */
    record X86(X86State state, Intrinsics intrinsics) implements Reading {
        @Override
        public MachineKind kind() {
            return MachineKind.X86;
        }

        Program program() {
            return state.map().program();
        }

        @Override
        public int cpus() {
            return state.map().config().cpus();
        }
    }

    /**
     * An imported trace of an Arm hypervisor.
     *
     * @param root   the tree that is shown, or null
     * @param tables its tables as pictures read them, or null
     */
    record Import(ImportState state, CasemateTrace trace, TableRoot root, TableSource tables) implements Reading {
        @Override
        public int cpus() {
            return state.map().lanes();
        }
    }

    /** An imported trace of the kernel's kvmmmu tracepoints. */
    record Kvmmmu(KvmmmuState state, KvmmmuTrace trace) implements Reading {
        @Override
        public int cpus() {
            return state.map().lanes();
        }

        @Override
        public MachineKind kind() {
            return MachineKind.X86;
        }
    }
}
