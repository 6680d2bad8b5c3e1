package org.tablewalk.machine.arm64;

import org.tablewalk.machine.Layout;
import org.tablewalk.machine.Layout.Type;

/**
 * The words of the host's memory that hold dirty logs: for each slot that has one, a bit for every page, and behind these words as many again for what user space is given (KVM allocates
 * both at once). A log is made of nothing but words: listings read and write it like any memory.
 */
public final class DirtyWords {
    private final ArmConfig config;
    /** By slot, the cell of its first word, or -1. */
    private final int[] first;

    DirtyWords(ArmConfig config, Layout layout) {
        this.config = config;
        first = new int[config.slots().size()];
        for (int slot = 0; slot < first.length; slot++) {
            int words = words(slot);
            if (words > 0) {
                layout.align();
            }
            first[slot] = words > 0 ? layout.add("dirty" + slot, Type.WORD, 2 * words) : -1;
        }
    }

    private int words(int slot) {
        return config.slots().get(slot).dirtyWords(config.geometry());
    }

    /** The cell of the word at a physical address, or -1. */
    int cellOf(long pa) {
        for (int slot = 0; slot < first.length; slot++) {
            long offset = pa - config.slots().get(slot).dirtyBitmap();
            if (first[slot] >= 0 && offset >= 0 && offset < 16L * words(slot)) {
                return first[slot] + (int) (offset >>> 3);
            }
        }
        return -1;
    }

    /** Words of all logs, what user space is given not counted. */
    public int words() {
        int all = 0;
        for (int slot = 0; slot < first.length; slot++) {
            all += words(slot);
        }
        return all;
    }

    /** Which word of all logs lies at a physical address, slot after slot, or -1 if it is none. */
    public int word(long pa) {
        int before = 0;
        for (int slot = 0; slot < first.length; slot++) {
            long offset = pa - config.slots().get(slot).dirtyBitmap();
            if (first[slot] >= 0 && offset >= 0 && offset < 8L * words(slot)) {
                return before + (int) (offset >>> 3);
            }
            before += words(slot);
        }
        return -1;
    }

    /** Of which word of all logs the word at a physical address is what user space is given, or -1 if it is of none. */
    public int given(long pa) {
        int before = 0;
        for (int slot = 0; slot < first.length; slot++) {
            long offset = pa - config.slots().get(slot).dirtyBitmap() - 8L * words(slot);
            if (first[slot] >= 0 && offset >= 0 && offset < 8L * words(slot)) {
                return before + (int) (offset >>> 3);
            }
            before += words(slot);
        }
        return -1;
    }

    /** Which bit of all logs, 64 to a word, is that of the page that holds an IPA; -1 if its slot has no log. */
    public int bit(long ipa) {
        int before = 0;
        for (int slot = 0; slot < first.length; slot++) {
            ArmConfig.Slot s = config.slots().get(slot);
            if (first[slot] >= 0 && ipa >= s.ipa() && ipa - s.ipa() < s.size()) {
                return 64 * before + (int) (ipa - s.ipa() >>> config.geometry().granule().pageShift());
            }
            before += words(slot);
        }
        return -1;
    }

    /** First IPA of the page that a bit of all logs stands for. */
    public long ipa(int bit) {
        int left = bit;
        int slot = 0;
        while (left >= 64 * words(slot)) {
            left -= 64 * words(slot++);
        }
        return config.slots().get(slot).ipa() + ((long) left << config.geometry().granule().pageShift());
    }
}
