package org.tablewalk.check.casemate;

import java.util.HashMap;
import java.util.Map;

/** Who may write which entry: the lock of a tree, who holds which lock, and entries that belong to one thread instead. */
final class Locks {
    private static final int THREADS = 64;
    private static final int NOBODY = -1;

    private final boolean checked;
    private final Map<Long, Long> ofRoots = new HashMap<>();
    private final Map<Long, Holding> held = new HashMap<>();
    private final Map<Long, Integer> owners = new HashMap<>();
    /** Barriers that each thread has passed. */
    private final long[] barriers = new long[THREADS];

    /** A lock while it is held. */
    private static final class Holding {
        final int thread;
        int depth = 1;
        /** Number of barriers when the thread wrote under it for the first time since a barrier, or -1: a further plain write is not allowed before another barrier. */
        long wroteAt = -1;

        Holding(int thread) {
            this.thread = thread;
        }
    }

    /** Locks; unless {@code checked}, nobody needs any in order to write, but taking and giving back is followed all the same. */
    Locks(boolean checked) {
        this.checked = checked;
    }

    /** The lock that guards a tree. */
    void guards(long root, long lock) {
        ofRoots.put(root, lock);
    }

    /** A tree has no lock any more. */
    void unguarded(long root) {
        ofRoots.remove(root);
    }

    void lock(int thread, long lock) {
        if (held.putIfAbsent(lock, new Holding(thread)) != null) {
            throw Complaint.LOCKED_ALREADY.refusal();
        }
    }

    /** Takes a lock that the thread may have already. */
    void tryLock(int thread, long lock) {
        Holding holding = held.get(lock);
        if (holding == null) {
            lock(thread, lock);
        } else if (holding.thread != thread) {
            throw Complaint.LOCKED_BY_OTHER.refusal();
        } else {
            holding.depth++;
        }
    }

    void unlock(int thread, long lock) {
        Holding holding = held.get(lock);
        if (holding == null) {
            throw Complaint.NOT_HELD.refusal();
        }
        if (holding.thread != thread) {
            throw Complaint.UNLOCKED_BY_OTHER.refusal();
        }
        if (--holding.depth == 0) {
            held.remove(lock);
        }
    }

    /** A DSB of any kind orders plain writes. */
    void barrier(int thread) {
        barriers[thread]++;
    }

    /** The thread that may write an entry without a lock; negative for none. */
    void own(long entry, int thread) {
        if (thread < 0) {
            owners.remove(entry);
        } else {
            owners.put(entry, thread);
        }
    }

    /** An entry belongs to no thread. */
    void disown(long entry) {
        owners.remove(entry);
    }

    boolean owned(long entry) {
        return owners.containsKey(entry);
    }

    /** The thread that an entry belongs to, or -1. */
    int owner(long entry) {
        return owners.getOrDefault(entry, NOBODY);
    }

    /** Whether what a thread does counts for entries of a tree that belong to a thread or, -1, to none. */
    boolean counts(int thread, long root, int owner) {
        return !checked || (owner >= 0 ? owner == thread : holds(thread, root));
    }

    private boolean holds(int thread, long root) {
        Holding holding = held.get(ofRoots.getOrDefault(root, 0L));
        return holding != null && holding.thread == thread;
    }

    /**
     * Refuses a write that the thread may not make.
     *
     * @param racy whether it is a plain one that would race with readers: it replaces a valid entry or makes one
     */
    void demandWrite(int thread, long entry, long root, boolean racy) {
        if (!checked) {
            return;
        }
        int owner = owner(entry);
        if (owner >= 0) {
            if (owner != thread) {
                throw Complaint.OTHERS_ENTRY.refusal();
            }
            return;
        }
        long lock = ofRoots.getOrDefault(root, 0L);
        if (lock == 0) {
            throw Complaint.NO_LOCK.refusal();
        }
        Holding holding = held.get(lock);
        if (holding == null || holding.thread != thread) {
            throw Complaint.NOT_LOCKED.refusal();
        }
        if (holding.wroteAt != barriers[thread]) {
            holding.wroteAt = barriers[thread];
        } else if (racy) {
            throw Complaint.PLAIN_WRITE.refusal();
        }
    }
}
