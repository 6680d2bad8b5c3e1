package org.tablewalk.check.casemate;

import org.tablewalk.check.casemate.Unclean.Progress;
import org.tablewalk.trace.casemate.BarrierKind;
import org.tablewalk.trace.casemate.TlbiKind;

/**
 * What barriers and invalidations do to unclean entries. They count only for entries that the same thread made invalid, and only while it holds the tree's lock or owns the entry. An
 * invalidation that comes too early, or for the second time, does nothing.
 */
final class Cleaning {
    private static final long PAGE_NUMBER = (1L << 44) - 1;

    private final TracedMemory memory;
    private final Walks walks;
    private final Locks locks;
    private final Roots roots;
    private final Uncleans uncleans;

    Cleaning(TracedMemory memory, Walks walks, Locks locks, Roots roots, Uncleans uncleans) {
        this.memory = memory;
        this.walks = walks;
        this.locks = locks;
        this.roots = roots;
        this.uncleans = uncleans;
    }

    /** A DSB: of any kind it makes the store visible; only ISH waits for invalidations, and NSH is refused where there is something to wait for. */
    void dsb(int thread, BarrierKind kind) {
        for (var groups = uncleans.groups().entrySet().iterator(); groups.hasNext();) {
            var next = groups.next();
            UncleanGroup.Key key = next.getKey();
            if (!locks.counts(thread, key.root().address, key.owner())) {
                continue;
            }
            if (kind == BarrierKind.DSB_NSH) {
                throw Complaint.LOCAL_BARRIER.refusal();
            }
            if (key.thread() == thread) {
                dsb(next.getValue(), kind == BarrierKind.DSB_ISH);
                if (next.getValue().isEmpty()) {
                    groups.remove();
                }
            }
        }
        locks.barrier(thread);
    }

    /** From the last station to the first, so that nothing goes on twice. */
    private void dsb(UncleanGroup group, boolean waits) {
        if (waits) {
            group.take(Progress.INVALIDATED).forEach(this::clean);
            group.advance(Progress.BY_IPA, Progress.BY_IPA_DONE);
        }
        group.advance(Progress.NOTHING, Progress.VISIBLE);
    }

    private void clean(Unclean entry) {
        uncleans.forget(entry);
        if (Words.kind(entry.old, entry.table.level()) == Words.Kind.TABLE) {
            walks.unmark(Words.nextTable(entry.old), entry.table.level() + 1);
        }
        memory.find(entry.address).states[Page.slot(entry.address)] = SlotState.INVALID;
    }

    /** A TLBI; those of EL2 do nothing to stage 2 and the other way round. */
    void tlbi(int thread, TlbiKind kind, long operand) {
        uncleans.groups().forEach((key, group) -> {
            if (key.root().stage1 == kind.el2() && locks.counts(thread, key.root().address, key.owner())) {
                if (!kind.broadcast()) {
                    throw Complaint.LOCAL_TLBI.refusal();
                }
                if (key.thread() == thread) {
                    tlbi(thread, group, key.root(), kind, operand);
                }
            }
        });
    }

    private void tlbi(int thread, UncleanGroup group, TreeRoot root, TlbiKind kind, long operand) {
        switch (kind) {
            // A VMID that does not fit makes no difference here.
            case ALLE1IS, VMALLS12E1IS -> {
                group.advance(Progress.VISIBLE, Progress.INVALIDATED);
                group.advance(Progress.BY_IPA_DONE, Progress.INVALIDATED);
            }
            case VMALLE1IS -> group.advance(Progress.BY_IPA_DONE, Progress.INVALIDATED);
            case ALLE2IS -> group.advance(Progress.VISIBLE, Progress.INVALIDATED);
            case IPAS2E1IS -> {
                if (roots.active(thread, false) == root) {
                    byAddress(group, operand, 0, Progress.BY_IPA);
                }
            }
            case VAE2IS -> byAddress(group, operand, 0, Progress.INVALIDATED);
            case VALE2IS -> byAddress(group, operand, Words.LAST_LEVEL, Progress.INVALIDATED);
            default -> throw new IllegalArgumentException("casemate has no " + kind);
        }
    }

    /** A table that was taken out is not named by an address while anything is valid in it. */
    private void byAddress(UncleanGroup group, long operand, int fromLevel, Progress to) {
        for (Unclean entry : group.covering((operand & PAGE_NUMBER) << 12, fromLevel, Progress.VISIBLE)) {
            boolean table = Words.kind(entry.old, entry.table.level()) == Words.Kind.TABLE;
            if (!table || walks.empty(Words.nextTable(entry.old))) {
                group.advance(entry, to);
            }
        }
    }
}
