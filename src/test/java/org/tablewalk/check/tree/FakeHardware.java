package org.tablewalk.check.tree;

/** Four CPUs of level 0 that walk hand-written tables; a TLBI names everything, or what a test says. */
final class FakeHardware implements Hardware {
    final FakeTables tables;
    int bbmLevel;
    boolean unsynchronised;
    boolean local;
    Miss miss = Miss.NONE;

    FakeHardware(FakeTables tables) {
        this.tables = tables;
    }

    @Override
    public int cpus() {
        return 4;
    }

    @Override
    public int bbmLevel() {
        return bbmLevel;
    }

    @Override
    public long reach(long ipa, int access) {
        return tables.permits(ipa, access) ? ipa : -1;
    }

    @Override
    public boolean permittedAtFirst(long ipa, int access) {
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
