package org.tablewalk.machine.arm64;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tablewalk.arch.arm64.Descriptor;
import org.tablewalk.arch.arm64.Granule;
import org.tablewalk.arch.arm64.Stage1Descriptor;
import org.tablewalk.arch.arm64.Stage1Geometry;
import org.tablewalk.arch.arm64.Stage1Registers;

/**
 * The stage-1 tables of a VM before the first step: words of guest memory. Its root tables lie at an IPA one page after another, in the order of the spaces; the tables below them follow.
 *
 * @param geometry of both ranges
 * @param on       whether the MMU is on from the start, where the machine loads registers
 * @param ipa      where the tables lie, a multiple of the page size
 * @param spaces   the address spaces. The first of the lower range is loaded from the start, and so is the first of the upper one
 */
public record GuestTables(Stage1Geometry geometry, boolean on, long ipa, List<Space> spaces) {
    /**
     * An address space: what a TTBR names.
     *
     * @param asid  0..255
     * @param upper whether it is of the range that TTBR1 translates
     */
    public record Space(String name, int asid, boolean upper, List<Mapping> mappings) {}

    /**
     * Entries of a space. Tables above them are made as needed.
     *
     * @param va       first address, aligned to the size of an entry at {@code level}
     * @param ipa      first output address, aligned likewise
     * @param count    entries; every {@code stride}-th entry from {@code va} on
     * @param rights   a vector of {@link org.tablewalk.arch.arm64.Permissions}; EL1 can always read
     * @param global   whether they are used with every ASID
     * @param accessed whether the access flag is set
     * @param clean    whether they are read-only with DBM: a write makes them writable, where hardware manages the dirty state
     */
    public record Mapping(long va, long ipa, int count, int stride, int level, int rights, boolean global, boolean accessed, boolean clean) {
        long leaf(long output, Granule granule) {
            long attributes = Stage1Descriptor.attributes(rights, global) & ~(accessed ? 0 : Stage1Descriptor.AF);
            return Stage1Descriptor.leafOf(output, level, clean ? attributes | Stage1Descriptor.DBM | Stage1Descriptor.READ_ONLY : attributes, granule);
        }
    }

    /** IPA of the root table of a space. */
    public long root(int space) {
        return ipa + (long) space * geometry.granule().bytes();
    }

    /** TTBR0_EL1 or TTBR1_EL1 for a space. */
    public long ttbr(int space) {
        return Stage1Registers.ttbr(root(space), spaces.get(space).asid());
    }

    /** TTBR0_EL1 or TTBR1_EL1 as it is loaded from the start; 0 if there is no such space. */
    long firstTtbr(boolean upper) {
        for (int space = 0; space < spaces.size(); space++) {
            if (spaces.get(space).upper() == upper) {
                return ttbr(space);
            }
        }
        return 0;
    }

    /** TCR_EL1; a range without a space is not walked. */
    long tcr(Regime.Flags flags) {
        return Stage1Registers.tcr(geometry) | (firstTtbr(false) == 0 ? Stage1Registers.EPD0 : 0) | (firstTtbr(true) == 0 ? Stage1Registers.EPD1 : 0)
                | (flags == Regime.Flags.NONE ? 0 : Stage1Registers.HA) | (flags == Regime.Flags.DIRTY ? Stage1Registers.HD : 0);
    }

    /**
     * The words of all tables that are not 0, by IPA.
     *
     * @throws IllegalArgumentException if an address is mapped twice; the message names it
     */
    public Map<Long, Long> words() {
        Map<Long, Long> words = new TreeMap<>();
        Granule granule = geometry.granule();
        long next = root(spaces.size());
        for (int space = 0; space < spaces.size(); space++) {
            for (Mapping mapping : spaces.get(space).mappings()) {
                for (int i = 0; i < mapping.count(); i++) {
                    long offset = (long) i * mapping.stride() << granule.entryShift(mapping.level());
                    long table = root(space);
                    for (int level = geometry.startLevel(); level < mapping.level(); level++) {
                        long entry = table + 8L * geometry.index(mapping.va() + offset, level);
                        if (!words.containsKey(entry)) {
                            words.put(entry, Stage1Descriptor.tableOf(next, granule));
                            next += granule.bytes();
                        }
                        if (!Descriptor.table(words.get(entry), level)) {
                            throw twice(mapping.va() + offset, space);
                        }
                        table = Descriptor.nextTable(words.get(entry), granule, false);
                    }
                    if (words.put(table + 8L * geometry.index(mapping.va() + offset, mapping.level()), mapping.leaf(mapping.ipa() + offset, granule)) != null) {
                        throw twice(mapping.va() + offset, space);
                    }
                }
            }
        }
        return words;
    }

    private IllegalArgumentException twice(long va, int space) {
        return new IllegalArgumentException("VA 0x" + Long.toHexString(va) + " of space " + spaces.get(space).name() + " is mapped twice");
    }
}
