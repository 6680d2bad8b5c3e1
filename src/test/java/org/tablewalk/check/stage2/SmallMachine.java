package org.tablewalk.check.stage2;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.listing.Assembler;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.machine.listing.Source;

/** One gibibyte at 1 GiB whose first 2 MiB are split into pages; CPU 0 puts the block back, the others read the first page. */
public final class SmallMachine {
    /** The level-2 descriptor of the 2 MiB: the root has two pages, the level-2 table follows them. */
    public static final long ENTRY = 0x8000_2000L;
    public static final long IPA = 0x4000_0000L;

    /** Break-before-make, as a hypervisor should. */
    public static final String BREAK_BEFORE_MAKE = """
            routine edit(p) {
                lock(mmu_lock);
                *p = *p & ~PTE_VALID;
                dsb(ishst);
                msr(vttbr_el2, GUEST_VTTBR);
                isb();
                tlbi(vmalls12e1is, 0);
                dsb(ish);
                isb();
                *p = leaf_pte(host_pa(0x40000000), stage2_attr(PROT_R | PROT_W), 2);
                dsb(ishst);
                unlock(mmu_lock);
            }
            """;
    /** The same without the break. */
    public static final String DIRECT = BREAK_BEFORE_MAKE.replace("*p = *p & ~PTE_VALID;", "").replace("dsb(ishst);\n    msr", "msr");

    private static final String GUEST = """
            routine guest(n) {
                while (n) {
                    read(0x40000000);
                    n = n - 1;
                }
            }
            routine abort(ipa, fault) {
                lock(mmu_lock);
                unlock(mmu_lock);
                return 0;
            }
            """;

    private SmallMachine() {}

    public static ArmMachine of(String edit, int cpus) {
        Stage2Geometry geometry = Stage2Geometry.of(Granule.K4, 40);
        List<ArmConfig.Actor> actors = new ArrayList<>();
        actors.add(new ArmConfig.Actor(0, "edit", List.of(ENTRY)));
        for (int cpu = 1; cpu < cpus; cpu++) {
            actors.add(new ArmConfig.Actor(cpu, "guest", List.of(6L)));
        }
        ArmConfig config = new ArmConfig(geometry, cpus, 5, 16, 4, 0, ArmConfig.NtResponse.TRANSLATE, false, ArmConfig.Overlap.EITHER,
                ArmConfig.ConflictHandler.KVM_EFAULT, 0x8000_0000L, 16,
                List.of(new ArmConfig.Slot(IPA, 1L << 30, 0x1_4000_0000L, 1L << 30, true)),
                List.of(new ArmConfig.Mapping(IPA, 0x1_4000_0000L, 512, 1, 3, ArmConfig.Rights.RW)), actors, "abort", ArmConfig.Freedoms.NONE);
        Program program = Assembler.assemble(List.of(new Source("edit.lst", edit), new Source("guest.lst", GUEST)), ArmIntrinsics.of(config));
        return new ArmMachine(config, program);
    }
}
