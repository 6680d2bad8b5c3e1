package org.tablewalk.check.casemate;

import org.tablewalk.trace.casemate.BarrierKind;
import org.tablewalk.trace.casemate.CasemateRecord;
import org.tablewalk.trace.casemate.MemoryOrder;

/**
 * The rules of casemate's checker (release 3.0.2): one automaton for each slot of each table of an active tree, and the locking that it asks of the recorded program. They are
 * casemate's and not the architecture's: in places they ask for more, and in places for less.
 *
 * <p>Not followed: how many locks, roots and tables the checker has room for.
 */
public final class CasemateProtocol {
    private final TracedMemory memory = new TracedMemory();
    private final Uncleans uncleans = new Uncleans();
    private final Locks locks;
    private final Roots roots;
    private final Writes writes;
    private final Cleaning cleaning;
    private final Hints hints;

    /**
     * The checker before the first record.
     *
     * @param locked whether entries need a lock or an owner; without that it is the checker's racy mode
     */
    public CasemateProtocol(boolean locked) {
        locks = new Locks(locked);
        var walks = new Walks(memory, locks);
        roots = new Roots(walks);
        writes = new Writes(memory, walks, locks, uncleans);
        cleaning = new Cleaning(memory, walks, locks, roots, uncleans);
        hints = new Hints(memory, locks, roots, uncleans);
    }

    /** What the checker would read in the place of a record that it cannot read, or null if it can. Such a record must not be given to {@link #step}. */
    public static String expectedFor(CasemateRecord record) {
        return switch (record) {
            case CasemateRecord.Barrier r when r.kind() == BarrierKind.DSB_SY -> "one of casemate's barriers (isb, dsb ish, dsb ishst, dsb nsh)";
            case CasemateRecord.Tlbi r -> switch (r.kind()) {
                case IPAS2E1, IPAS2LE1IS, IPAS2LE1, RIPAS2E1IS, VAE2, VALE2 ->
                    "one of casemate's invalidations (vmalls12e1, vmalls12e1is, vmalle1, vmalle1is, alle1, alle1is, alle2,"
                            + " alle2is, ipas2e1is, vae2is, vale2is)";
                default -> null;
            };
            default -> null;
        };
    }

    /**
     * Checks one record.
     *
     * @throws Refusal             if casemate refuses it; the protocol is of no use afterwards
     * @throws CheckLimitException if that would take too long
     */
    public void step(CasemateRecord record) {
        int thread = record.origin().thread();
        switch (record) {
            case CasemateRecord.MemWrite r -> writes.write(thread, r.address(), r.value(), r.order() == MemoryOrder.PLAIN);
            case CasemateRecord.MemInit r -> memory.initialise(r.address(), r.size(), locks);
            case CasemateRecord.MemFree r -> memory.free(r.address(), r.size());
            case CasemateRecord.MemSet r -> fill(thread, r.address(), r.size(), r.value());
            case CasemateRecord.Barrier r -> {
                if (r.kind() != BarrierKind.ISB) {
                    cleaning.dsb(thread, r.kind());
                }
            }
            case CasemateRecord.Tlbi r -> cleaning.tlbi(thread, r.kind(), r.operand());
            case CasemateRecord.SysregWrite r -> roots.write(thread, r.register(), r.value());
            case CasemateRecord.Hint r -> hints.hint(r.kind(), r.location(), r.value());
            case CasemateRecord.Lock r -> locks.lock(thread, r.address());
            case CasemateRecord.TryLock r -> locks.tryLock(thread, r.address());
            case CasemateRecord.Unlock r -> locks.unlock(thread, r.address());
            case CasemateRecord.MemRead r -> {
                // What was read is never compared with what was written.
            }
        }
    }

    /** A plain write of each word; the value is that of the word, not of its bytes. */
    private void fill(int thread, long address, long size, long value) {
        if (address % Page.BYTES != 0 || size % Page.BYTES != 0) {
            throw Complaint.FILL_OF_PART_OF_A_PAGE.refusal();
        }
        for (long offset = 0; offset < size; offset += 8) {
            writes.write(thread, address + offset, value, true);
        }
    }
}
