package org.tablewalk.format.scenario.stage2;

import java.util.List;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Expression;
import org.tablewalk.format.scenario.Limits;
import org.tablewalk.format.scenario.Values;
import org.tablewalk.machine.arm64.ArmConfig;

/** Checks the guest's memory and the table pool: alignment, sizes, what lies on what. */
final class ArmMemoryChecks {
    private final ArmHardware hardware;
    private final Values values;
    private final Stage2Geometry geometry;
    private final long page;
    private final long physicalLimit;

    ArmMemoryChecks(ArmHardware hardware, Values values, Stage2Geometry geometry) {
        this.hardware = hardware;
        this.values = values;
        this.geometry = geometry;
        page = geometry.granule().bytes();
        physicalLimit = physicalLimit(geometry);
    }

    /** The first physical address a descriptor cannot hold (domain section 1.1: 48 bits, or 52 with LPA2 or 64K). */
    static long physicalLimit(Stage2Geometry geometry) {
        return geometry.lpa2() || geometry.granule() == Granule.K64 ? 1L << 52 : 1L << 48;
    }

    /** A slot, which must not meet the earlier ones. */
    ArmConfig.Slot slot(ArmHardware.Slot s, boolean writable, List<ArmConfig.Slot> earlier) throws FormatException {
        long ipa = aligned(s.ipa(), "an IPA", geometry.limit() - 1, page, "a page");
        long size = aligned(s.size(), "a size", geometry.limit(), page, "a page");
        if (size == 0) {
            throw s.size().error(values, "expected a size of at least a page, found 0");
        }
        if (size > geometry.limit() - ipa) {
            throw s.size().error(values, "expected a slot that ends by " + hex(geometry.limit()) + ", where the IPA space of "
                    + geometry.ipaBits() + " bits ends, found " + hex(ipa) + " and " + hex(size) + " bytes");
        }
        long pa = aligned(s.pa(), "a physical address", physicalLimit - 1, page, "a page");
        if (size > physicalLimit - pa) {
            throw s.pa().error(values, "expected memory that ends by " + hex(physicalLimit) + ", found " + hex(pa)
                    + " and " + hex(size) + " bytes");
        }
        long block = s.block().evaluate(values, "a block size", page, geometry.limit());
        if (Long.bitCount(block) != 1) {
            throw s.block().error(values, "expected a block size that is a power of two, found " + hex(block));
        }
        for (int i = 0; i < earlier.size(); i++) {
            ArmConfig.Slot e = earlier.get(i);
            if (ipa < e.ipa() + e.size() && e.ipa() < ipa + size) {
                throw s.ipa().error(values, "expected memory apart from " + range(e.ipa(), e.size()) + " of line "
                        + hardware.memory().slots().get(i).ipa().source().line() + ", found " + range(ipa, size));
            }
        }
        return new ArmConfig.Slot(ipa, size, pa, block, writable, s.dirtyBitmap() == null ? 0 : dirtyBitmap(s, size));
    }

    private long dirtyBitmap(ArmHardware.Slot s, long size) throws FormatException {
        Expression e = s.dirtyBitmap();
        long bitmap = aligned(e, "a physical address", physicalLimit - 1, page, "a page");
        if (bitmap != 0 && size / page > Limits.LOGGED_PAGES) {
            throw e.error(values, "expected a dirty log of at most " + Limits.LOGGED_PAGES + " pages, found a slot of " + size / page);
        }
        return bitmap;
    }

    /** No dirty log may lie on anything else; their addresses are known by now. */
    void dirtyLogsApart(long poolBase, int poolPages, List<ArmConfig.Slot> slots) throws FormatException {
        for (int i = 0; i < slots.size(); i++) {
            long from = slots.get(i).dirtyBitmap();
            long size = logBytes(slots.get(i));
            for (int j = 0; j < slots.size(); j++) {
                ArmConfig.Slot other = slots.get(j);
                apart(i, from, size, "the guest's memory", other.pa(), other.size());
                if (j < i) {
                    apart(i, from, size, "another dirty log", other.dirtyBitmap(), logBytes(other));
                }
            }
            apart(i, from, size, "the pool of tables", poolBase, poolPages * page);
        }
    }

    private void apart(int slot, long from, long size, String what, long otherFrom, long otherSize) throws FormatException {
        if (size > 0 && otherSize > 0 && from < otherFrom + otherSize && otherFrom < from + size) {
            throw hardware.memory().slots().get(slot).dirtyBitmap().error(values, "expected a dirty log apart from " + what + " at " + range(otherFrom, otherSize) + ", found "
                    + range(from, size));
        }
    }

    private long logBytes(ArmConfig.Slot slot) {
        return 16L * slot.dirtyWords(geometry);
    }

    /** Where the table pool begins; the root comes first and must be aligned as VTTBR_EL2 needs it. */
    long poolBase(Expression e) throws FormatException {
        long unit = Math.max(page, 1L << geometry.vttbrAlignLog2());
        long base = aligned(e, "a physical address", physicalLimit - 1, unit, "the root of the tables");
        if (base == 0) {
            throw e.error(values, "expected a pool above 0, which stands for no page, found 0");
        }
        return base;
    }

    /** The pool must end in time and hold no guest memory. */
    void poolApart(long base, int pages, List<ArmConfig.Slot> slots) throws FormatException {
        long size = pages * page;
        Expression e = hardware.memory().poolBase();
        if (size > physicalLimit - base) {
            throw e.error(values, "expected a pool that ends by " + hex(physicalLimit) + ", found "
                    + hex(base) + " and " + pages + " pages");
        }
        for (ArmConfig.Slot s : slots) {
            if (base < s.pa() + s.size() && s.pa() < base + size) {
                throw e.error(values, "expected a pool apart from the guest's memory at " + range(s.pa(), s.size()) + ", found "
                        + range(base, size));
            }
        }
    }

    private long aligned(Expression e, String what, long max, long unit, String unitName) throws FormatException {
        long value = e.evaluate(values, what, 0, max);
        if (value % unit != 0) {
            throw e.error(values, "expected " + what + " that is a multiple of " + hex(unit) + ", the size of " + unitName + ", found "
                    + hex(value));
        }
        return value;
    }

    static String range(long from, long size) {
        return hex(from) + ".." + hex(from + size - 1);
    }

    static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
