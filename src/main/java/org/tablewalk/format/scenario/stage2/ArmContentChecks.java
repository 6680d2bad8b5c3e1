package org.tablewalk.format.scenario.stage2;

import static org.tablewalk.format.scenario.stage2.ArmMemoryChecks.hex;
import static org.tablewalk.format.scenario.stage2.ArmMemoryChecks.range;

import java.util.ArrayList;
import java.util.List;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.format.FormatException;
import org.tablewalk.format.scenario.Expression;
import org.tablewalk.format.scenario.Limits;
import org.tablewalk.format.scenario.Quoted;
import org.tablewalk.format.scenario.Values;
import org.tablewalk.machine.arm64.ArmConfig;
import org.tablewalk.machine.arm64.Contents;
import org.tablewalk.machine.arm64.Regime;

/** Turns what a scenario says that memory holds into numbers, and finds what cannot be. */
final class ArmContentChecks {
    private final ArmHardware hardware;
    private final Values values;
    private final long page;
    private final long physicalLimit;
    private final List<ArmConfig.Slot> own;
    private final List<ArmConfig.Slot> slots;
    private final Regime regime;
    private final long poolBase;
    private final long poolSize;
    private final List<Contents.Memory> memory = new ArrayList<>();
    private final List<Contents.Words> words = new ArrayList<>();
    private final List<ArmHardware.Content> placed = new ArrayList<>();

    /**
     * Checks of a scenario.
     *
     * @param own    the memory of its own VM
     * @param regime its other VMs, or null
     */
    ArmContentChecks(ArmHardware hardware, Values values, Stage2Geometry geometry, List<ArmConfig.Slot> own, Regime regime, long poolBase, int poolPages) {
        this.hardware = hardware;
        this.values = values;
        page = geometry.granule().bytes();
        physicalLimit = ArmMemoryChecks.physicalLimit(geometry);
        this.own = own;
        this.regime = regime;
        slots = regime == null ? own : regime.slots();
        this.poolBase = poolBase;
        poolSize = poolPages * page;
    }

    /** What memory holds, or null if it has no contents. */
    Contents contents() throws FormatException {
        if (hardware.contents() == null) {
            return null;
        }
        for (ArmHardware.Content c : hardware.contents()) {
            if (c.size() != null) {
                memory.add(memory(c));
            }
        }
        long left = Limits.CONTENT_WORDS;
        for (ArmHardware.Content c : hardware.contents()) {
            if (!c.words().isEmpty()) {
                Contents.Words next = words(c, left);
                left -= next.count();
                apart(c, next);
                words.add(next);
                placed.add(c);
            } else if (c.size() == null) {
                throw c.place().error(values, "expected 'words' that memory holds, or the 'size' of memory of the host's own, found neither");
            }
        }
        long bytes = slots.stream().mapToLong(ArmConfig.Slot::size).sum() + memory.stream().mapToLong(Contents.Memory::size).sum();
        if (bytes > Limits.CONTENT_BYTES) {
            Expression at = slots.isEmpty() ? hardware.contents().getFirst().place() : hardware.memory().slots().getFirst().size();
            throw at.error(values, "expected memory with contents of at most " + hex(Limits.CONTENT_BYTES) + " bytes in all, found " + hex(bytes));
        }
        return new Contents(List.copyOf(memory), List.copyOf(words));
    }

    /** Memory of the host's own must lie on nothing that is there otherwise. */
    private Contents.Memory memory(ArmHardware.Content c) throws FormatException {
        if (c.pa() == null) {
            throw c.size().error(values, "expected no 'size' beside 'ipa': it is for memory of the host's own, which is at a 'pa'");
        }
        long pa = c.pa().evaluate(values, "a physical address", 0, physicalLimit - 1);
        long size = c.size().evaluate(values, "a size", page, Math.min(physicalLimit - pa, Limits.CONTENT_BYTES));
        if (pa % page != 0 || size % page != 0) {
            throw (pa % page != 0 ? c.pa() : c.size()).error(values, "expected memory of the host's own in whole pages of " + hex(page) + " bytes, found " + range(pa, size));
        }
        for (ArmConfig.Slot slot : slots) {
            apart(c, pa, size, "the guest's memory", slot.pa(), slot.size());
            apart(c, pa, size, "a dirty log", slot.dirtyBitmap(), slot.dirtyBitmap() == 0 ? 0 : 2 * (slot.size() / page + 63 >>> 6) * 8);
        }
        for (Contents.Memory other : memory) {
            apart(c, pa, size, "the host's memory of another item", other.pa(), other.size());
        }
        apart(c, pa, size, "the pool of tables", poolBase, poolSize);
        return new Contents.Memory(pa, size);
    }

    private void apart(ArmHardware.Content c, long pa, long size, String what, long otherPa, long otherSize) throws FormatException {
        if (pa < otherPa + otherSize && otherPa < pa + size) {
            throw c.pa().error(values, "expected memory of the host's own apart from " + what + " at " + range(otherPa, otherSize) + ", found " + range(pa, size));
        }
    }

    private Contents.Words words(ArmHardware.Content c, long left) throws FormatException {
        long times = c.times().evaluate(values, "a number of times", 1, Limits.CONTENT_WORDS);
        if (times * c.words().size() > left) {
            throw c.words().getFirst().error(values, "expected at most " + Limits.CONTENT_WORDS + " words in all contents, found more with these "
                    + times * c.words().size());
        }
        long size = 8 * times * c.words().size();
        long pa = c.pa() != null ? physical(c.pa(), size) : ofGuest(c, size);
        List<Long> held = new ArrayList<>();
        for (Expression word : c.words()) {
            held.add(word.word(values, "a word"));
        }
        return new Contents.Words(pa, List.copyOf(held), (int) times);
    }

    private long physical(Expression e, long size) throws FormatException {
        long pa = aligned(e, "a physical address", physicalLimit - 1);
        for (ArmConfig.Slot slot : slots) {
            if (pa >= slot.pa() && pa + size <= slot.pa() + slot.size()) {
                return pa;
            }
        }
        for (Contents.Memory own : memory) {
            if (pa >= own.pa() && pa + size <= own.pa() + own.size()) {
                return pa;
            }
        }
        throw e.error(values, "expected words in the memory behind one slot, or in memory of the host's own that a 'size' tells, found " + range(pa, size));
    }

    private long ofGuest(ArmHardware.Content c, long size) throws FormatException {
        Expression e = c.ipa();
        long ipa = aligned(e, "an IPA", Long.MAX_VALUE);
        for (ArmConfig.Slot slot : c.vm() == null ? own : slots(c.vm())) {
            if (ipa >= slot.ipa() && ipa - slot.ipa() <= slot.size() - size) {
                return slot.pa() + (ipa - slot.ipa());
            }
        }
        throw e.error(values, "expected words in one slot, found " + range(ipa, size));
    }

    private List<ArmConfig.Slot> slots(Quoted name) throws FormatException {
        int vm = regime == null ? -1 : regime.vm(values.word(name));
        if (vm < 0) {
            throw values.error(name, "expected the name of a VM, found '" + values.word(name) + "'");
        }
        return regime.vms().get(vm).slots();
    }

    private long aligned(Expression e, String what, long max) throws FormatException {
        long value = e.evaluate(values, what, 0, max);
        if (value % 8 != 0) {
            throw e.error(values, "expected " + what + " that is a multiple of 8, the size of a word, found " + hex(value));
        }
        return value;
    }

    /** Of two words in one place nobody could say which counts. */
    private void apart(ArmHardware.Content at, Contents.Words next) throws FormatException {
        for (int i = 0; i < words.size(); i++) {
            Contents.Words other = words.get(i);
            if (next.pa() < other.pa() + 8L * other.count() && other.pa() < next.pa() + 8L * next.count()) {
                throw at.place().error(values, "expected words apart from those of line " + placed.get(i).place().source().line() + " at " + range(other.pa(), 8L * other.count())
                        + ", found " + range(next.pa(), 8L * next.count()));
            }
        }
    }
}
