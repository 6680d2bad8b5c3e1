package org.tablewalk.export;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.picture.tree.Stage2Format;
import org.tablewalk.picture.tree.TableSource;

/** Tables in a map of words, for tests: what is not set is zero. */
final class WordTables implements TableSource {
    private final Stage2Geometry geometry;
    private final Map<Long, Long> words = new HashMap<>();
    private int pages;

    WordTables(Stage2Geometry geometry) {
        this.geometry = geometry;
        pages = geometry.rootTables();
    }

    /** Sets the entry of a level that maps an address, with the tables above it. */
    void set(long ipa, int level, long word) {
        long at = 8L * geometry.rootIndex(ipa);
        for (int l = geometry.startLevel(); l < level; l++) {
            long entry = words.getOrDefault(at, 0L);
            if (!Descriptor.table(entry, l)) {
                entry = Descriptor.tableOf(pageAddress(pages++), geometry.granule(), geometry.lpa2());
                words.put(at, entry);
            }
            at = Descriptor.nextTable(entry, geometry.granule(), geometry.lpa2()) + 8L * geometry.index(ipa, l + 1);
        }
        words.put(at, word);
    }

    /** Runs of leaves, holes and what broken entries leave behind, at random. */
    static WordTables random(Stage2Geometry geometry, Random random) {
        var tables = new WordTables(geometry);
        for (int i = random.nextInt(40); i >= 0; i--) {
            int level = geometry.startLevel() + random.nextInt(4 - geometry.startLevel());
            long size = geometry.entrySize(level);
            long first = (random.nextLong() >>> 12) % (geometry.limit() / size);
            if (random.nextBoolean()) {
                first &= -64;
            }
            long word = entry(level, geometry, random);
            for (long entry = first; entry < Math.min(first + 1 + random.nextInt(20), geometry.limit() / size); entry++) {
                tables.set(entry * size, level, word);
                word = random.nextInt(4) == 0 ? entry(level, geometry, random) : word;
            }
        }
        return tables;
    }

    private static long entry(int level, Stage2Geometry geometry, Random random) {
        long bits = Descriptor.AF | random.nextLong() & (Descriptor.S2AP_R | Descriptor.S2AP_W | Descriptor.XN | Descriptor.XN0 | Descriptor.SW | Descriptor.MEMATTR
                | Descriptor.FNXS | Descriptor.CONTIGUOUS);
        boolean leaf = level == 3 || level >= geometry.granule().minBlockLevel();
        return switch (random.nextInt(leaf ? 5 : 2)) {
            case 0 -> 0;
            case 1 -> random.nextLong() & ~Descriptor.VALID;
            default -> Descriptor.leafOf(random.nextLong() >>> 16, level, bits, geometry.granule(), geometry.lpa2());
        };
    }

    @Override
    public Stage2Format format() {
        return new Stage2Format(geometry);
    }

    @Override
    public long root() {
        return 0;
    }

    @Override
    public int rootEntries() {
        return geometry.rootEntries();
    }

    @Override
    public long word(long pa) {
        return words.getOrDefault(pa, 0L);
    }

    @Override
    public boolean sameChunk(TableSource earlier, long pa) {
        return false;
    }

    @Override
    public int pages() {
        return pages;
    }

    @Override
    public long pageAddress(int page) {
        return (long) page << geometry.granule().pageShift();
    }

    @Override
    public int pageOf(long pa) {
        long page = pa >>> geometry.granule().pageShift();
        return page < pages ? (int) page : -1;
    }

    @Override
    public Use use(int page) {
        return Use.TABLE;
    }
}
