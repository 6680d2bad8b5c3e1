package org.tablewalk.check.stage2;

import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.check.judge.Frames;
import org.tablewalk.check.tree.Hardware;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.arm64.ArmMachine;
import org.tablewalk.machine.arm64.ArmMap;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.ArmState.Translation;
import org.tablewalk.machine.arm64.tlb.TlbiOp;

/** An {@link ArmMachine} as its judge asks it, read live. */
public final class ArmHardware implements Hardware {
    private final ArmMap map;
    private final ArmConfig config;
    private final Stage2Geometry geometry;
    private final ArmState live;
    private final ArmState first;
    private final boolean counts;
    private final boolean guarded;
    /** Or null if there is one tree under one VMID, whatever registers say. */
    private final RegimeHardware regime;
    private final InFlightTlbis tlbis;

    /** Of a machine in its first state. */
    public ArmHardware(ArmMachine machine) {
        map = machine.map();
        config = map.config();
        geometry = config.geometry();
        live = new ArmState(map, machine.cells()::get);
        Image image = machine.cells().image();
        first = new ArmState(map, image);
        counts = ArmIntrinsics.counts(map.program());
        guarded = !config.guards().isEmpty();
        regime = config.regime() == null ? null : new RegimeHardware(map, machine.cells()::get, live, first);
        tlbis = new InFlightTlbis(map, live);
    }

    @Override
    public int cpus() {
        return config.cpus();
    }

    @Override
    public int bbmLevel() {
        return config.bbmLevel();
    }

    @Override
    public boolean reaches(int cpu, long address, int access, long pa) {
        if (regime != null) {
            return regime.reaches(cpu, address, access, pa);
        }
        Translation now = live.translate(address);
        return now.permits(access) && now.pa() == pa;
    }

    @Override
    public boolean permits(int cpu, long address, int access) {
        return (regime == null ? live.translate(address) : regime.translateOwn(cpu, address)).permits(access);
    }

    @Override
    public boolean permittedAtFirst(int cpu, long address, int access) {
        return (regime == null ? first.translate(address) : regime.translateFirst(cpu, address)).permits(access);
    }

    @Override
    public boolean registers() {
        return regime != null;
    }

    @Override
    public int tree(long root) {
        return regime == null ? 0 : map.pageOf(root);
    }

    @Override
    public long root(int cpu) {
        return regime == null ? config.poolBase() : regime.root(cpu);
    }

    @Override
    public int vmid(int cpu) {
        return regime.vmid(cpu);
    }

    @Override
    public int tlb(int cpu) {
        return regime.tlb(cpu);
    }

    @Override
    public boolean names(int slot, int vmid) {
        return RegimeHardware.names(tlbis.at(slot), vmid);
    }

    @Override
    public boolean takes(int slot, int vmid) {
        return RegimeHardware.takes(tlbis.at(slot), vmid);
    }

    @Override
    public boolean owns(int cpu, long pa) {
        return regime == null || regime.owns(cpu, pa);
    }

    @Override
    public int owner(int tree) {
        return regime == null ? Frames.GUEST : regime.owner(map.pageAddress(tree));
    }

    @Override
    public int guest(int cpu) {
        return regime == null ? Frames.GUEST : regime.guest(cpu);
    }

    @Override
    public boolean stage1() {
        return regime != null && config.regime().stage1() != null;
    }

    @Override
    public long ipa(int cpu, long address) {
        return stage1() ? regime.ipa(cpu, address) : address;
    }

    @Override
    public boolean takesCombined(int slot, int tree) {
        return RegimeHardware.takesCombined(tlbis.at(slot));
    }

    @Override
    public boolean unsynchronised(int cpu, int operation) {
        TlbiOp.Scope scope = TlbiOp.of(operation).scope();
        // One of all VMIDs asks no register.
        return scope != TlbiOp.Scope.EVERYTHING && unsynchronised(cpu)
                || stage1() && scope.guests() && live.regime().register(cpu, ArmIntrinsics.HCR_EL2).pending();
    }

    @Override
    public boolean local(int operation) {
        return !TlbiOp.of(operation).broadcast();
    }

    @Override
    public Miss misses(int slot, int tree, int level, long ipa, boolean table, long old) {
        return tlbis.misses(tlbis.at(slot), level, ipa, table, old);
    }

    @Override
    public boolean takesAll(int slot) {
        return tlbis.takesAll(tlbis.at(slot));
    }

    @Override
    public boolean unsynchronised(int cpu) {
        return live.unsynchronised(cpu);
    }

    @Override
    public boolean loadsOtherTree(int register, long value) {
        return regime == null && register == ArmIntrinsics.VTTBR_EL2 && value >>> 48 == config.vmid() && (value & (1L << 48) - 1) != config.poolBase();
    }

    @Override
    public boolean makesVisible(long barrier) {
        return barrier == ArmIntrinsics.ISHST || barrier == ArmIntrinsics.ISH || barrier == ArmIntrinsics.SY || config.cpus() == 1;
    }

    @Override
    public boolean completesLocally(long barrier) {
        return barrier == ArmIntrinsics.NSH;
    }

    @Override
    public boolean buffered(int cpu, long address) {
        return live.storeBuffer(cpu).stream().anyMatch(store -> store[0] == address);
    }

    @Override
    public boolean lives(int cpu) {
        return switch (live.cpu(cpu).status()) {
            case IDLE, ENDED, FAILED -> false;
            default -> true;
        };
    }

    @Override
    public boolean failed() {
        for (int cpu = 0; cpu < config.cpus(); cpu++) {
            if (live.cpu(cpu).status() == ArmState.Status.FAILED) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long pageSize() {
        return geometry.granule().bytes();
    }

    @Override
    public long entrySize(int level) {
        return geometry.entrySize(level);
    }

    @Override
    public int dirtyWords() {
        return map.dirty().words();
    }

    @Override
    public int dirtyWord(long address) {
        return map.dirty().word(address);
    }

    @Override
    public int dirtyBit(long ipa) {
        return map.dirty().bit(ipa);
    }

    @Override
    public boolean contents() {
        return config.contents() != null;
    }

    @Override
    public boolean data(long address) {
        return map.contentCell(address) >= 0;
    }

    @Override
    public boolean freed(long address) {
        int page = map.pageOf(address);
        return page >= 0 && live.use(page) == ArmState.PageUse.FREED;
    }

    @Override
    public boolean inUse(int page) {
        return live.use(page) == ArmState.PageUse.TABLE;
    }

    @Override
    public boolean mayWrite(int cpu, long ipa, int level) {
        ArmConfig.Guard guard = guarded ? config.guard(ipa, level) : null;
        if (guard == null) {
            return true;
        }
        ArmState.Lock lock = live.lock(guard.lock());
        return lock.owner() == cpu || !guard.exclusive() && (lock.readers() >>> cpu & 1) != 0;
    }

    @Override
    public long references(int page) {
        return counts ? live.references(page) : -1;
    }
}
