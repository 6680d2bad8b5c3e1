package org.tablewalk.format.scenario.shadow;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.x86.Pte;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Limits;
import org.tablewalk.format.scenario.Values;
import org.tablewalk.machine.x86.X86Config;

/**
 * Checks the entries that guest tables hold at the start. They must lie in memory that has contents; what they say may be anything, a frame that
 * does not exist, a reserved bit or their own table: the guest's walk finds out.
 */
final class X86FillChecks {
    private static final int PAGE = 4096;

    private final Values values;
    private final List<X86Config.Slot> slots;
    private final int entryBytes;
    private final boolean ept;
    private int entries;

    /**
     * Checks.
     *
     * @param entryBytes of an entry, unless the file says otherwise
     * @param ept        whether entries are those of EPT
     */
    X86FillChecks(Values values, List<X86Config.Slot> slots, int entryBytes, boolean ept) {
        this.values = values;
        this.slots = slots;
        this.entryBytes = entryBytes;
        this.ept = ept;
    }

    /** The words to write, in the file's order. */
    List<X86Config.Fill> fills(List<X86Hardware.TableEntries> tables) throws FormatException {
        List<X86Config.Fill> fills = new ArrayList<>();
        for (X86Hardware.TableEntries t : tables) {
            X86Config.Fill fill = fill(t);
            if (fill.count() > 0) {
                fills.add(fill);
            }
        }
        return List.copyOf(fills);
    }

    private X86Config.Fill fill(X86Hardware.TableEntries t) throws FormatException {
        int bytes = t.bytes() == null ? entryBytes : (int) t.bytes().evaluate(values, "a size of an entry", 4, 8);
        if (bytes != 4 && bytes != 8) {
            throw t.bytes().error(values, "expected entries of 4 or 8 bytes, found " + bytes);
        }
        long frames = bytes == 4 ? 1L << 20 : X86SlotChecks.GUEST_FRAMES;
        long gfn = t.gfn().evaluate(values, "a guest frame", 0, X86SlotChecks.GUEST_FRAMES - 1);
        long index = t.index().evaluate(values, "an index", 0, PAGE / bytes - 1);
        int count = (int) t.count().evaluate(values, "a number of entries", 0, Limits.GUEST_ENTRIES - entries);
        entries += count;
        long target = t.target().evaluate(values, "a guest frame that an entry of " + bytes + " bytes can name", 0, frames - 1);
        long step = t.step().evaluate(values, "a distance in frames", 0, frames - 1);
        long flags = t.flags() == null ? preset() : t.flags().word(values, "flags");
        if (bytes == 4 && flags >>> 32 != 0) {
            throw t.flags().error(values, "expected flags that fit into an entry of 4 bytes, found " + X86SlotChecks.hex(flags));
        }
        if (count > 1 && step > (frames - 1 - target) / (count - 1)) {
            throw t.count().error(values, "expected targets below frame " + X86SlotChecks.hex(frames) + ", found " + count + " entries, "
                    + step + " frames apart, from " + X86SlotChecks.hex(target) + " on");
        }
        long gpa = (gfn << 12) + index * bytes;
        long last = gpa + Math.max(0, count - 1) * (long) bytes >>> 12;
        if (slots.stream().noneMatch(s -> s.contents() && gfn >= s.gfn() && last < s.gfn() + s.pages())) {
            boolean begins = slots.stream().anyMatch(s -> s.contents() && gfn >= s.gfn() && gfn < s.gfn() + s.pages());
            throw (begins ? t.count() : t.gfn()).error(values, "expected entries within one slot with contents, found frames "
                    + X86SlotChecks.hex(gfn) + ".." + X86SlotChecks.hex(last));
        }
        return new X86Config.Fill(gpa, bytes, count, bytes, target << 12 | flags, step << 12);
    }

    /** Present, writable, for users, accessed; in EPT readable, writable, executable. */
    private long preset() {
        return ept ? Pte.EPT_R | Pte.EPT_W | Pte.EPT_X : Pte.P | Pte.W | Pte.U | Pte.A;
    }
}
