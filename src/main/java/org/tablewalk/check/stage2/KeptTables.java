package org.tablewalk.check.stage2;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.tablewalk.check.tree.Tables;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Image;
import org.tablewalk.machine.arm64.ArmMap;
import org.tablewalk.machine.arm64.ArmState;

/** Tables as they were at one moment, with another value in one word. Two are equal if the tables are, whatever else differs between the moments. */
final class KeptTables implements Tables.Reading {
    private final ArmMap map;
    private final Image image;
    private final int replaced;
    private final long value;
    private int hash;

    KeptTables(ArmMap map, Image image, int replaced, long value) {
        this.map = map;
        this.image = image;
        this.replaced = replaced;
        this.value = value;
    }

    /** Writes the cells that are not zero. */
    void write(DataOutput out) throws IOException {
        for (int cell = 0; cell < image.size(); cell++) {
            if (get(cell) != 0) {
                out.writeInt(cell);
                out.writeLong(get(cell));
            }
        }
        out.writeInt(-1);
    }

    static KeptTables read(ArmMap map, DataInput in) throws IOException {
        var cells = new Cells(map.layout().size());
        for (int cell = in.readInt(); cell >= 0; cell = in.readInt()) {
            if (cell >= cells.size()) {
                throw new IOException("damaged");
            }
            cells.put(cell, in.readLong());
        }
        return new KeptTables(map, cells.image(), -1, 0);
    }

    private long get(int cell) {
        return cell == replaced ? value : image.get(cell);
    }

    @Override
    public boolean permits(long root, long ipa, int access) {
        return ArmTables.permits(map, this::get, root, ipa, access);
    }

    private int pages() {
        return ArmState.pagesUsed(map, image::get);
    }

    private long use(int page) {
        return image.get(map.useCell(page));
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof KeptTables that) || pages() != that.pages()) {
            return false;
        }
        for (int page = 0; page < pages(); page++) {
            int first = map.cellOf(map.pageAddress(page));
            if (use(page) != that.use(page)) {
                return false;
            }
            for (int cell = first; cell < first + map.wordsPerPage(); cell++) {
                if (get(cell) != that.get(cell)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            long sum = 1;
            for (int page = 0; page < pages(); page++) {
                int first = map.cellOf(map.pageAddress(page));
                sum = sum * 31 + use(page);
                for (int cell = first; cell < first + map.wordsPerPage(); cell++) {
                    sum = sum * 31 + get(cell);
                }
            }
            hash = (int) (sum ^ sum >>> 32) | 1;
        }
        return hash;
    }
}
