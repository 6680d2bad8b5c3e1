package org.tablewalk.machine.arm64;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.machine.listing.Assembler;
import org.tablewalk.machine.listing.Program;
import org.tablewalk.machine.listing.Source;

/** Small Arm machines for tests: a 4K, 40-bit stage 2 with RAM at IPA 1 GiB, and listings given as text. */
public final class ArmFixture {
    public static final long RAM = 0x40000000L;
    public static final long RAM_PA = 0x140000000L;
    public static final long POOL = 0x80000000L;

    private final String listing;
    private final List<ArmConfig.Actor> actors = new ArrayList<>();
    private final List<ArmConfig.Mapping> mappings = new ArrayList<>();
    private int cpus = 1;
    private int tlbEntries = 64;
    private int bbmLevel;
    private ArmConfig.NtResponse ntResponse = ArmConfig.NtResponse.FAULT;
    private ArmConfig.Overlap overlap = ArmConfig.Overlap.ABORT;
    private ArmConfig.Freedoms freedoms = ArmConfig.Freedoms.NONE;
    private String abort = "abort";
    private Contents contents;
    private final List<ArmConfig.Slot> slots = new ArrayList<>(List.of(new ArmConfig.Slot(RAM, 1L << 30, RAM_PA, 1L << 30, true)));

    private ArmFixture(String listing) {
        this.listing = listing;
    }

    /** A machine that runs these listings. A routine {@code abort(ipa, fault)} that gives up is added unless the text has one. */
    public static ArmFixture of(String listing) {
        return new ArmFixture(listing.contains("routine abort(") ? listing : listing + "\nroutine abort(ipa, fault) { return -EFAULT; }\n");
    }

    public ArmFixture actor(int cpu, String routine, Long... arguments) {
        actors.add(new ArmConfig.Actor(cpu, routine, List.of(arguments)));
        cpus = Math.max(cpus, cpu + 1);
        return this;
    }

    /** Pages or blocks of RAM from byte {@code offset} on. */
    public ArmFixture map(long offset, int count, int level, ArmConfig.Rights rights) {
        mappings.add(new ArmConfig.Mapping(RAM + offset, RAM_PA + offset, count, 1, level, rights));
        return this;
    }

    public ArmFixture tlbEntries(int entries) {
        tlbEntries = entries;
        return this;
    }

    public ArmFixture bbm(int level, ArmConfig.NtResponse response, ArmConfig.Overlap answer) {
        bbmLevel = level;
        ntResponse = response;
        overlap = answer;
        return this;
    }

    public ArmFixture freedoms(ArmConfig.Freedoms free) {
        freedoms = free;
        return this;
    }

    public ArmFixture mapping(ArmConfig.Mapping mapping) {
        mappings.add(mapping);
        return this;
    }

    /** Memory holds something. */
    public ArmFixture contents(Contents held) {
        contents = held;
        return this;
    }

    public ArmFixture slot(ArmConfig.Slot slot) {
        slots.add(slot);
        return this;
    }

    public ArmConfig config() {
        return new ArmConfig(Stage2Geometry.of(Granule.K4, 40), cpus, 1, tlbEntries, 4, bbmLevel, ntResponse, false, overlap,
                ArmConfig.ConflictHandler.KVM_EFAULT, POOL, 64, slots,
                mappings, actors, abort, freedoms, List.of(), null, ArmConfig.TlbDesign.USUAL, contents, null);
    }

    public ArmMachine machine() {
        ArmConfig config = config();
        Program program = Assembler.assemble(List.of(new Source("test", listing)), ArmIntrinsics.of(config));
        return new ArmMachine(config, program);
    }
}
