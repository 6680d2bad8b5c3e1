package org.tablewalk.machine.arm64;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tablewalk.machine.Cells;
import org.tablewalk.machine.Layout;
import org.tablewalk.machine.Layout.Type;

/**
 * Where the words of memory with contents lie among the cells: far ones, so that memory that nobody writes costs nothing. Slots may share memory, which is there once.
 */
final class ContentWords {
    private final long[] from;
    private final long[] size;
    private final int[] first;

    /** Those of a machine; none without contents. */
    ContentWords(ArmConfig config, Layout layout) {
        List<Contents.Memory> parts = config.contents() == null ? List.of() : parts(config);
        from = parts.stream().mapToLong(Contents.Memory::pa).toArray();
        size = parts.stream().mapToLong(Contents.Memory::size).toArray();
        first = new int[from.length];
        for (int i = 0; i < from.length; i++) {
            first[i] = layout.addFar("memory" + i, Type.WORD, Math.toIntExact(size[i] >>> 3));
        }
    }

    /** All memory with contents, in order, in parts that do not meet. */
    static List<Contents.Memory> parts(ArmConfig config) {
        List<Contents.Memory> all = new ArrayList<>(config.contents().memory());
        config.allSlots().forEach(slot -> all.add(new Contents.Memory(slot.pa(), slot.size())));
        all.sort(Comparator.comparingLong(Contents.Memory::pa));
        List<Contents.Memory> parts = new ArrayList<>();
        for (Contents.Memory next : all) {
            Contents.Memory last = parts.isEmpty() ? null : parts.getLast();
            if (last != null && next.pa() <= last.pa() + last.size()) {
                parts.set(parts.size() - 1, new Contents.Memory(last.pa(), Math.max(last.size(), next.pa() + next.size() - last.pa())));
            } else {
                parts.add(next);
            }
        }
        return parts;
    }

    /** The cell of the word at a physical address, a multiple of 8; or -1. */
    int cellOf(long pa) {
        for (int i = 0; i < from.length; i++) {
            long offset = pa - from[i];
            if (offset >= 0 && offset < size[i]) {
                return first[i] + (int) (offset >>> 3);
            }
        }
        return -1;
    }

    /** The physical address of a cell that holds such a word, or -1. */
    long addressOf(int cell) {
        for (int i = 0; i < from.length; i++) {
            long offset = 8L * (cell - first[i]);
            if (offset >= 0 && offset < size[i]) {
                return from[i] + offset;
            }
        }
        return -1;
    }

    /** Writes what words hold at the start. */
    static void write(ArmMap map, Cells cells) {
        Contents contents = map.config().contents();
        for (Contents.Words words : contents == null ? List.<Contents.Words>of() : contents.words()) {
            for (int i = 0; i < words.count(); i++) {
                cells.put(map.cellOf(words.pa() + 8L * i), words.values().get(i % words.values().size()));
            }
        }
    }
}
