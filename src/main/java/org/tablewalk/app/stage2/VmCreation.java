package org.tablewalk.app.stage2;

import java.util.List;
import org.tablewalk.app.command.ListingFacts;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.kvm.stage2.Listings;
import org.tablewalk.machine.Move;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.listing.Assembler;

/**
 * What {@code KVM_CREATE_VM} made of a type argument: the listings of one era ran on a machine, and this is what they left.
 *
 * @param error     0, or the negative error that user space got
 * @param ipaBits   of the VM, 0 if there is none
 * @param vtcr      VTCR_EL2 on the CPU that runs the vCPU
 * @param rootPages pages of the root
 * @param root      address of the root
 * @param at        the line that refused, or null
 */
record VmCreation(int error, int ipaBits, long vtcr, int rootPages, long root, ListingFacts.Line at) {
    /** Where the pool begins: aligned for the largest root there is. */
    private static final long POOL = 1L << 32;
    /** Far more than any of the listings takes. */
    private static final int STEPS = 10_000;
    private static final String REFUSAL = "return -EINVAL;";

    /**
     * Creates a VM.
     *
     * @param host  what decides which sizes there are
     * @param lpa2  whether the host has LPA2
     */
    static VmCreation of(KernelEra era, Granule granule, ArmConfig.Host host, boolean lpa2) {
        // No guest runs on this machine, so it may be built for another size than the one asked for.
        var geometry = Stage2Geometry.of(granule, 40, lpa2);
        var config = new ArmConfig(geometry, 1, 1, 16, 0, 0, ArmConfig.NtResponse.FAULT, false, ArmConfig.Overlap.ABORT,
                ArmConfig.ConflictHandler.KVM_EFAULT, POOL, Stage2Geometry.MAX_ROOT_TABLES, List.of(), List.of(),
                List.of(new ArmConfig.Actor(0, "create_vm_and_vcpu", List.of())), null, ArmConfig.Freedoms.NONE, List.of(), host, ArmConfig.TlbDesign.USUAL);
        var program = Assembler.assemble(List.of(Listings.source("create-vm"), Listings.source("create-vm-" + era.listing())), ArmIntrinsics.of(config));
        var machine = new ArmMachine(config, program);
        ListingFacts.Line refused = null;
        for (int step = 0; machine.live() != 0; step++) {
            if (step == STEPS) {
                throw new IllegalStateException("the listings of " + era.label() + " do not end");
            }
            var line = ListingFacts.line(program, machine.pc(0));
            if (line.text().startsWith(REFUSAL)) {
                refused = line;
            }
            machine.step(Move.of(Move.RUN, 0, 0));
        }
        var state = new ArmState(machine.map(), machine.cells()::get);
        int error = (int) state.cpu(0).exit();
        long vtcr = state.vtcr(0);
        return new VmCreation(error, error != 0 ? 0 : 64 - (int) (vtcr & 0x3f), vtcr, (int) state.sharedVariable("kvm->pgd_pages"),
                state.sharedVariable("kvm->pgd"), error != 0 ? refused : null);
    }
}
