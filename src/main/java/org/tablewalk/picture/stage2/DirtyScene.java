package org.tablewalk.picture.stage2;

import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.ArmState;
import org.tablewalk.machine.arm64.ArmState.Translation;

/**
 * What to draw of a slot's pages and its dirty log: cells of as many pages each, in the order of their addresses.
 *
 * @param ipa      of the first page
 * @param cellSize bytes of a cell
 * @param perCell  pages of a cell: one, or a word of the log
 * @param mapped   by cell, pages that are mapped
 * @param writable those of them that are writable
 * @param dirty    pages that the log names
 * @param blocks   whether a block maps the cell
 */
public record DirtyScene(long ipa, long cellSize, int perCell, int[] mapped, int[] writable, int[] dirty, boolean[] blocks) {
    /** Beyond so many pages a cell stands for a word of the log. */
    private static final int SINGLE = 512;
    private static final int WORD = 64;

    /** Whether a machine keeps a dirty log. */
    public static boolean has(ArmConfig config) {
        return slot(config) != null;
    }

    private static ArmConfig.Slot slot(ArmConfig config) {
        return config.slots().stream().filter(slot -> slot.dirtyBitmap() != 0).findFirst().orElse(null);
    }

    /** The first slot with a log, as it is. */
    public static DirtyScene of(ArmState state) {
        ArmConfig config = state.map().config();
        ArmConfig.Slot slot = slot(config);
        int shift = config.geometry().granule().pageShift();
        int pages = (int) (slot.size() >>> shift);
        int perCell = pages <= SINGLE ? 1 : WORD;
        int cells = (pages + perCell - 1) / perCell;
        var scene = new DirtyScene(slot.ipa(), (long) perCell << shift, perCell, new int[cells], new int[cells], new int[cells], new boolean[cells]);
        for (int page = 0; page < pages;) {
            long ipa = slot.ipa() + ((long) page << shift);
            Translation t = state.translate(ipa);
            // All pages under an entry of a higher level are alike.
            int alike = t.level() > 3 ? 1 : (int) Math.min(pages - page, config.geometry().entrySize(t.level()) - (ipa & config.geometry().entrySize(t.level()) - 1) >>> shift);
            boolean leaf = Descriptor.leaf(t.descriptor(), t.level());
            for (int end = page + alike; page < end; page++) {
                scene.mapped[page / perCell] += leaf ? 1 : 0;
                scene.writable[page / perCell] += leaf && Descriptor.writable(t.descriptor()) ? 1 : 0;
                scene.blocks[page / perCell] |= leaf && t.level() < 3;
            }
        }
        for (int word = 0; word < slot.dirtyWords(config.geometry()); word++) {
            long bits = state.word(slot.dirtyBitmap() + 8L * word);
            for (; bits != 0; bits &= bits - 1) {
                scene.dirty[(WORD * word + Long.numberOfTrailingZeros(bits)) / perCell]++;
            }
        }
        return scene;
    }

    /** Cells. */
    public int size() {
        return mapped.length;
    }

    /** Pages of all cells that one of the arrays counts. */
    static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }
}
