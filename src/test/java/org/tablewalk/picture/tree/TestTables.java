package org.tablewalk.picture.tree;

import java.util.Random;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Image;

/** Tables that a test writes word by word; every snapshot is immutable and shares unchanged chunks with the one before. */
public final class TestTables {
    public static final long BASE = 0x8000_0000L;

    final Stage2Geometry geometry;
    private final Granule granule;
    private final Cells cells;
    private final int pages;
    private final byte[] use;
    private int next;

    TestTables(Stage2Geometry geometry, int pages) {
        this.geometry = geometry;
        granule = geometry.granule();
        this.pages = pages;
        cells = new Cells(pages * granule.entriesPerTable());
        use = new byte[pages];
        next = geometry.rootTables();
        for (int i = 0; i < next; i++) {
            use[i] = 1;
        }
    }

    /** 40 bits of IPA: two root tables at level 1. */
    static TestTables of(int pages) {
        return new TestTables(Stage2Geometry.of(Granule.K4, 40), pages);
    }

    /** Root[1] to one level-2 table that maps 512 level-3 tables of pages with rights mixed so that no run forms. */
    static TestTables gigabyte(long seed) {
        var tables = of(2 + 1 + 512);
        var random = new Random(seed);
        long l2 = tables.table(BASE + 8);
        for (int i = 0; i < 512; i++) {
            long l3 = tables.table(l2 + 8L * i);
            for (int k = 0; k < 512; k++) {
                tables.put(l3 + 8L * k, page(0x4000_0000L + i * 0x20_0000L + k * 0x1000L, random.nextBoolean()));
            }
        }
        return tables;
    }

    public static long page(long pa, boolean writable) {
        return Descriptor.leafOf(pa, 3, Descriptor.stage2Attributes(true, writable, false, false, false, false), Granule.K4, false);
    }

    static long block(long pa, int level, boolean nT) {
        long word = Descriptor.leafOf(pa, level, Descriptor.stage2Attributes(true, true, false, false, false, false), Granule.K4, false);
        return nT ? word | Descriptor.NT : word;
    }

    /** Takes a page and points a descriptor to it. */
    long table(long descriptor) {
        long page = allocate();
        put(descriptor, Descriptor.tableOf(page, granule, geometry.lpa2()));
        return page;
    }

    long allocate() {
        use[next] = 1;
        return BASE + ((long) next++ << granule.pageShift());
    }

    void free(long page) {
        use[(int) (page - BASE >>> granule.pageShift())] = 2;
    }

    void put(long pa, long word) {
        cells.put((int) (pa - BASE >>> 3), word);
    }

    long word(long pa) {
        return cells.get((int) (pa - BASE >>> 3));
    }

    TableSource snapshot() {
        return new Snapshot(new Stage2Format(geometry), cells.image(), pages, use.clone());
    }

    private record Snapshot(Stage2Format format, Image image, int pages, byte[] uses) implements TableSource {
        @Override
        public long root() {
            return BASE;
        }

        @Override
        public int rootEntries() {
            return format.geometry().rootEntries();
        }

        @Override
        public long word(long pa) {
            return pageOf(pa) < 0 ? 0 : image.get((int) (pa - BASE >>> 3));
        }

        @Override
        public boolean sameChunk(TableSource earlier, long pa) {
            return image.sharesChunk(((Snapshot) earlier).image, (int) (pa - BASE >>> 3));
        }

        @Override
        public long pageAddress(int page) {
            return BASE + ((long) page << format.geometry().granule().pageShift());
        }

        @Override
        public int pageOf(long pa) {
            long page = pa - BASE >>> format.geometry().granule().pageShift();
            return pa >= BASE && page < pages ? (int) page : -1;
        }

        @Override
        public Use use(int page) {
            return Use.values()[uses[page]];
        }
    }
}
