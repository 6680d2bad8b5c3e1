package org.tablewalk.check.casemate;

import org.tablewalk.check.tree.Hardware;
import org.tablewalk.check.tree.Tables;
import org.tablewalk.machine.arm64.ArmIntrinsics;
import org.tablewalk.machine.arm64.TlbiOp;

/** What can be told of the hardware of a casemate trace: level 0, and nothing of what a trace does not record. Where it cannot be told that something is wrong, it is taken to be right. */
final class ImportedHardware implements Hardware {
    private final Tables tables;
    private final int lanes;

    ImportedHardware(Tables tables, int lanes) {
        this.tables = tables;
        this.lanes = lanes;
    }

    @Override
    public int cpus() {
        return lanes;
    }

    @Override
    public int bbmLevel() {
        return 0;
    }

    @Override
    public long reach(long ipa, int access) {
        return -1;
    }

    @Override
    public boolean permittedAtFirst(long ipa, int access) {
        return false;
    }

    @Override
    public boolean local(int operation) {
        TlbiOp[] operations = TlbiOp.values();
        return operation < operations.length && !operations[operation].broadcast();
    }

    @Override
    public Miss misses(int slot, int level, long ipa, boolean table, long old) {
        return Miss.NONE;
    }

    @Override
    public boolean takesAll(int slot) {
        return true;
    }

    @Override
    public boolean unsynchronised(int cpu) {
        return false;
    }

    @Override
    public boolean loadsOtherTree(int register, long value) {
        return false;
    }

    @Override
    public boolean makesVisible(long barrier) {
        return barrier != ArmIntrinsics.NSH && barrier != ArmIntrinsics.NSHST;
    }

    @Override
    public boolean completesLocally(long barrier) {
        return barrier == ArmIntrinsics.NSH;
    }

    @Override
    public boolean buffered(int cpu, long address) {
        return false;
    }

    @Override
    public boolean lives(int cpu) {
        return false;
    }

    @Override
    public boolean failed() {
        return true;
    }

    @Override
    public long pageSize() {
        return tables.geometry().granule().bytes();
    }

    @Override
    public long entrySize(int level) {
        return tables.geometry().entrySize(level);
    }

    @Override
    public boolean logsDirty() {
        return false;
    }

    @Override
    public boolean inUse(int page) {
        return false;
    }

    @Override
    public long references(int page) {
        return -1;
    }
}
