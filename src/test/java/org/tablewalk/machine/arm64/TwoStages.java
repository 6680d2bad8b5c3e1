package org.tablewalk.machine.arm64;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Permissions;
import org.tablewalk.arch.arm64.Stage1Geometry;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.machine.listing.Assembler;
import org.tablewalk.machine.listing.Source;

/** Small machines for tests whose guest has its MMU on: RAM from IPA 1 GiB on, its tables at 2 MiB into it. */
final class TwoStages {
    static final long RAM = 0x4000_0000L;
    static final long RAM_PA = 0x1_4000_0000L;
    static final long TABLES = RAM + 0x20_0000;
    static final long POOL = 0x8000_0000L;
    static final int RWX = Permissions.READ | Permissions.WRITE | Permissions.EXECUTE;

    private final Granule granule;
    private final int vaBits;
    private final int ipaBits;
    private final List<GuestTables.Space> spaces = new ArrayList<>();
    private final List<ArmConfig.Mapping> mappings = new ArrayList<>();
    private final List<ArmConfig.Actor> actors = new ArrayList<>();
    private String listing = "";
    private int tlbEntries = 64;
    private int walkCache;
    private Regime.Stage1 stage1 = new Regime.Stage1(Regime.Caching.COMBINED, true, Regime.Flags.NONE, null);
    private ArmConfig.Freedoms freedoms = ArmConfig.Freedoms.NONE;
    private String abort;
    private int bbmLevel;
    private ArmConfig.NtResponse ntResponse = ArmConfig.NtResponse.FAULT;
    private boolean bare;

    TwoStages(Granule granule, int vaBits, int ipaBits) {
        this.granule = granule;
        this.vaBits = vaBits;
        this.ipaBits = ipaBits;
    }

    TwoStages listing(String text) {
        listing = text;
        return this;
    }

    TwoStages actor(int cpu, String routine) {
        actors.add(new ArmConfig.Actor(cpu, routine, List.of()));
        return this;
    }

    TwoStages abort(String routine) {
        abort = routine;
        return this;
    }

    TwoStages walkCache(int entries) {
        walkCache = entries;
        return this;
    }

    TwoStages nT(int level, ArmConfig.NtResponse response) {
        bbmLevel = level;
        ntResponse = response;
        return this;
    }

    /** No regime: the one tree of stage 2, whatever registers say. */
    TwoStages bare() {
        bare = true;
        return this;
    }

    TwoStages tlbEntries(int entries) {
        tlbEntries = entries;
        return this;
    }

    TwoStages stage1(Regime.Stage1 config) {
        stage1 = config;
        return this;
    }

    TwoStages freedoms(ArmConfig.Freedoms free) {
        freedoms = free;
        return this;
    }

    TwoStages space(int asid, GuestTables.Mapping... entries) {
        spaces.add(new GuestTables.Space("s" + spaces.size(), asid, false, List.of(entries)));
        return this;
    }

    static GuestTables.Mapping entry(long va, long ipa, int level, int rights, boolean global) {
        return new GuestTables.Mapping(va, ipa, 1, 1, level, rights, global, true, false);
    }

    /** Stage-2 leaves for RAM from a byte on. */
    TwoStages map(long offset, int count, int level, ArmConfig.Rights rights) {
        mappings.add(new ArmConfig.Mapping(RAM + offset, RAM_PA + offset, count, 1, level, rights));
        return this;
    }

    ArmMachine machine() {
        var geometry = Stage2Geometry.of(granule, ipaBits);
        var slots = List.of(new ArmConfig.Slot(RAM, 1L << 30, RAM_PA, 1L << 30, true));
        var vm = new Regime.Vm("vm0", 1, geometry, slots, mappings, new GuestTables(new Stage1Geometry(granule, vaBits), true, TABLES, spaces));
        var regime = new Regime(List.of(vm), Regime.Entry.MACHINE, 8, stage1, List.of());
        int cpus = actors.stream().mapToInt(ArmConfig.Actor::cpu).max().orElse(0) + 1;
        var config = new ArmConfig(geometry, cpus, 1, tlbEntries, walkCache, bbmLevel, ntResponse, false, ArmConfig.Overlap.ABORT, ArmConfig.ConflictHandler.KVM_EFAULT,
                POOL, 64, slots,
                mappings, actors, abort, freedoms, List.of(), null, ArmConfig.TlbDesign.USUAL, new Contents(List.of(), List.of()), bare ? null : regime);
        return new ArmMachine(config, Assembler.assemble(List.of(new Source("test", listing)), ArmIntrinsics.of(config)));
    }
}
