package org.tablewalk.format.scenario.shadow;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Expression;
import org.tablewalk.format.scenario.Limits;
import org.tablewalk.format.scenario.Values;
import org.tablewalk.machine.x86.X86Config;

/** Checks an x86 guest's memory: what lies on what, and that the host can address it. */
final class X86SlotChecks {
    /** Frames below the host addresses that stand for KVM's own structures. */
    private static final long HOST_FRAMES = 1L << 24;
    /** Frames that an 8-byte entry can name: 52 address bits. */
    static final long GUEST_FRAMES = 1L << 40;

    private final X86Hardware hardware;
    private final Values values;
    private final int hostPageLevel;
    private final List<X86Config.Slot> slots = new ArrayList<>();
    private long pages;
    private long contents;

    X86SlotChecks(X86Hardware hardware, Values values, int hostPageLevel) {
        this.hardware = hardware;
        this.values = values;
        this.hostPageLevel = hostPageLevel;
    }

    /** The slots in the file's order. */
    List<X86Config.Slot> slots() throws FormatException {
        for (X86Hardware.Slot s : hardware.slots()) {
            slots.add(slot(s));
        }
        return slots;
    }

    private X86Config.Slot slot(X86Hardware.Slot s) throws FormatException {
        long gfn = s.gfn().evaluate(values, "a guest frame", 0, GUEST_FRAMES - 1);
        long count = s.pages().evaluate(values, "a number of pages", 1, Limits.GUEST_PAGES - pages);
        pages += count;
        boolean simulated = values.truth(s.contents(), "contents");
        if (simulated) {
            contents += count;
            if (contents > Limits.CONTENT_PAGES) {
                throw s.pages().error(values, "expected at most " + Limits.CONTENT_PAGES + " pages with contents in all, found " + contents);
            }
        }
        if (count > GUEST_FRAMES - gfn) {
            throw s.pages().error(values, "expected a slot that ends by frame " + hex(GUEST_FRAMES) + ", found " + frames(gfn, count));
        }
        Expression host = s.pfn() == null ? s.gfn() : s.pfn();
        long pfn = host.evaluate(values, "a host frame", 0, HOST_FRAMES - 1);
        if (count > HOST_FRAMES - pfn) {
            throw host.error(values, "expected host memory that ends by frame " + hex(HOST_FRAMES) + ", found " + frames(pfn, count));
        }
        long unit = 1L << 9 * (hostPageLevel - 1);
        if ((gfn - pfn) % unit != 0) {
            throw host.error(values, "expected a host frame that lies in the host's large page as the guest frame in its own, found "
                    + hex(gfn) + " at " + hex(pfn) + " with large pages of " + unit + " frames");
        }
        for (int i = 0; i < slots.size(); i++) {
            X86Config.Slot e = slots.get(i);
            int line = hardware.slots().get(i).gfn().source().line();
            if (gfn < e.gfn() + e.pages() && e.gfn() < gfn + count) {
                throw s.gfn().error(values, "expected guest frames apart from " + frames(e.gfn(), e.pages()) + " of line " + line + ", found "
                        + frames(gfn, count));
            }
            if (pfn < e.pfn() + e.pages() && e.pfn() < pfn + count) {
                throw host.error(values, "expected host frames apart from " + frames(e.pfn(), e.pages()) + " of line " + line + ", found "
                        + frames(pfn, count));
            }
        }
        return new X86Config.Slot(gfn, count, pfn, simulated, values.truth(s.writable(), "writable"));
    }

    static String frames(long first, long count) {
        return hex(first) + ".." + hex(first + count - 1);
    }

    static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
