package org.tablewalk.check.tree;

import java.util.function.LongUnaryOperator;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.machine.Event;

/** A pool of eight table pages, 4K granule, 40-bit IPA (levels 1..3, two root pages), written by hand. */
final class FakeTables implements Tables {
    static final long BASE = 0x8000_0000L;
    private static final Stage2Geometry GEOMETRY = Stage2Geometry.of(Granule.K4, 40);
    private static final long RW = Descriptor.stage2Attributes(true, true, true, false, false, false);
    private static final long RO = Descriptor.stage2Attributes(true, false, true, false, false, false);

    final long[] words = new long[8 * 512];
    boolean ntFaults;
    /** The first page of another tree's root, or -9. */
    int secondRoot = -9;

    static long page(int page) {
        return BASE + 0x1000L * page;
    }

    /** Address of a descriptor. */
    static long at(int page, int index) {
        return page(page) + 8L * index;
    }

    static long table(int page) {
        return Descriptor.tableOf(page(page), Granule.K4, false);
    }

    static long leaf(long pa, int level, boolean writable) {
        return Descriptor.leafOf(pa, level, writable ? RW : RO, Granule.K4, false);
    }

    /** Puts a word; gives what was there. */
    long put(long address, long value) {
        int index = (int) (address - BASE >>> 3);
        long old = words[index];
        words[index] = value;
        return old;
    }

    @Override
    public Stage2Geometry geometry() {
        return GEOMETRY;
    }

    @Override
    public int pages() {
        return 8;
    }

    @Override
    public int pageOf(long pa) {
        long page = pa - BASE >>> 12;
        return pa >= BASE && page < pages() ? (int) page : -1;
    }

    @Override
    public long pageAddress(int page) {
        return page(page);
    }

    @Override
    public Root rootOf(long pa) {
        int page = pageOf(pa);
        return page == 0 || page == 1 ? new Root(BASE, 1, 1024) : page == secondRoot || page == secondRoot + 1 ? new Root(page(secondRoot), 1, 1024) : null;
    }

    @Override
    public boolean ntFaults() {
        return ntFaults;
    }

    @Override
    public long word(long pa) {
        return words[(int) (pa - BASE >>> 3)];
    }

    @Override
    public boolean permits(long root, long ipa, int access) {
        return walk(this::word, ipa, access);
    }

    @Override
    public Reading keep(long address, long value) {
        long[] copy = words.clone();
        copy[(int) (address - BASE >>> 3)] = value;
        return (root, ipa, access) -> walk(pa -> copy[(int) (pa - BASE >>> 3)], ipa, access);
    }

    @Override
    public boolean completesTlbis(long barrier) {
        return barrier == 2;
    }

    private boolean walk(LongUnaryOperator memory, long ipa, int access) {
        long table = BASE;
        for (int level = 1;; level++) {
            long descriptor = memory.applyAsLong(table + 8L * (level == 1 ? GEOMETRY.rootIndex(ipa) : GEOMETRY.index(ipa, level)));
            if (!translates(descriptor, level)) {
                return false;
            }
            if (Descriptor.leaf(descriptor, level)) {
                return access == Event.WRITE ? Descriptor.writable(descriptor) : Descriptor.readable(descriptor);
            }
            table = Descriptor.nextTable(descriptor, Granule.K4, false);
        }
    }
}
