package org.tablewalk.check.tree;

/** Four CPUs of level 0 that walk hand-written tables; a TLBI names everything, or what a test says. */
final class FakeHardware implements Hardware {
    final FakeTables tables;
    int bbmLevel;
    boolean unsynchronised;
    boolean local;
    Miss miss = Miss.NONE;
    boolean stage1;
    boolean takesCombined;
    /** What stage 1 gives for any address now. */
    long ipa;
    /** VMID and root in effect by CPU, if there are several; null if there is one of each. */
    int[] vmids;
    long[] roots;
    /** The VMID that a TLBI is about. */
    int tlbiVmid;
    int[] tlbs = {0, 1, 2, 3};
    int guest = 1;
    boolean owns = true;

    FakeHardware(FakeTables tables) {
        this.tables = tables;
    }

    @Override
    public int cpus() {
        return 4;
    }

    @Override
    public boolean stage1() {
        return stage1;
    }

    @Override
    public long ipa(int cpu, long address) {
        return ipa;
    }

    @Override
    public boolean takesCombined(int slot, int tree) {
        return takesCombined;
    }

    @Override
    public boolean registers() {
        return vmids != null;
    }

    @Override
    public int vmid(int cpu) {
        return vmids[cpu];
    }

    @Override
    public long root(int cpu) {
        return roots == null ? 0 : roots[cpu];
    }

    @Override
    public int tree(long root) {
        return roots == null ? 0 : tables.pageOf(root);
    }

    @Override
    public int tlb(int cpu) {
        return tlbs[cpu];
    }

    @Override
    public boolean names(int slot, int vmid) {
        return vmid == tlbiVmid;
    }

    @Override
    public boolean takes(int slot, int vmid) {
        return miss == Miss.NONE && vmid == tlbiVmid;
    }

    @Override
    public int guest(int cpu) {
        return guest;
    }

    @Override
    public boolean owns(int cpu, long pa) {
        return owns;
    }

    @Override
    public int bbmLevel() {
        return bbmLevel;
    }

    @Override
    public boolean reaches(int cpu, long address, int access, long pa) {
        return permits(cpu, address, access) && pa == address;
    }

    @Override
    public boolean permits(int cpu, long address, int access) {
        return tables.permits(0, address, access);
    }

    @Override
    public boolean permittedAtFirst(int cpu, long ipa, int access) {
        return true;
    }

    @Override
    public boolean local(int operation) {
        return local;
    }

    @Override
    public Miss misses(int slot, int tree, int level, long ipa, boolean table, long old) {
        return miss;
    }

    @Override
    public boolean takesAll(int slot) {
        return miss == Miss.NONE;
    }

    @Override
    public boolean unsynchronised(int cpu) {
        return unsynchronised;
    }

    @Override
    public boolean loadsOtherTree(int register, long value) {
        return value != 0;
    }

    @Override
    public boolean makesVisible(long barrier) {
        return barrier == 1 || barrier == 2;
    }

    @Override
    public boolean completesLocally(long barrier) {
        return barrier == 3;
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
        return false;
    }

    @Override
    public long pageSize() {
        return 4096;
    }

    @Override
    public long entrySize(int level) {
        return tables.geometry().entrySize(level);
    }

    @Override
    public boolean inUse(int page) {
        return tables.word(FakeTables.page(page)) != 0;
    }

    @Override
    public long references(int page) {
        return -1;
    }
}
