package org.tablewalk.check.tree;

/** The last fault of each CPU until its handler has held a lock, and what is known of it so far. */
final class LastFaults {
    /** What a fault has been found to be. */
    enum Judgement {
        /** Nothing else than a fault, so far. */
        PLAIN,
        /** Its descriptor's broken window is open: it may turn out to be spurious. */
        PENDING,
        SPURIOUS,
        /** Decided by a word of a freed table. */
        FREED,
        /** Neither a translation nor a permission fault. */
        OTHER
    }

    /** Checkpoint. */
    record Saved(long[] root, long[] ipa, long[] position, byte[] access, Judgement[] judgement, long handling) {}

    private final long[] root;
    private final long[] ipa;
    private final long[] position;
    private final byte[] access;
    private final Judgement[] judgement;
    /** CPUs whose handler has not yet held a lock. */
    private long handling;

    /** No faults. */
    LastFaults(int cpus) {
        root = new long[cpus];
        ipa = new long[cpus];
        position = new long[cpus];
        access = new byte[cpus];
        judgement = new Judgement[cpus];
    }

    /** A CPU's access faulted in the step at a position, in the tree with a root. */
    void raised(int cpu, long at, long tree, long address, int kindOfAccess, Judgement known) {
        root[cpu] = tree;
        ipa[cpu] = address;
        position[cpu] = at;
        access[cpu] = (byte) kindOfAccess;
        judgement[cpu] = known;
    }

    /** A pending fault turned out to be spurious or not. */
    void decided(int cpu, long at, boolean spurious) {
        if (judgement[cpu] == Judgement.PENDING && position[cpu] == at) {
            judgement[cpu] = spurious ? Judgement.SPURIOUS : Judgement.PLAIN;
        }
    }

    /** A CPU entered its handler. */
    void entered(int cpu) {
        handling |= 1L << cpu;
    }

    /** A CPU's handler returned, or the CPU stopped. */
    void left(int cpu) {
        handling &= ~(1L << cpu);
    }

    /** A CPU got a lock. Gives whether that is the first of its handler and the fault is redundant: plain, and permitted by now. */
    boolean redundantWhenLocked(int cpu, Tables tables) {
        if ((handling >>> cpu & 1) == 0) {
            return false;
        }
        left(cpu);
        return judgement[cpu] == Judgement.PLAIN && tables.permits(root[cpu], ipa[cpu], access[cpu]);
    }

    Saved save() {
        return new Saved(root.clone(), ipa.clone(), position.clone(), access.clone(), judgement.clone(), handling);
    }

    void load(Saved saved) {
        System.arraycopy(saved.root(), 0, root, 0, root.length);
        System.arraycopy(saved.ipa(), 0, ipa, 0, ipa.length);
        System.arraycopy(saved.position(), 0, position, 0, position.length);
        System.arraycopy(saved.access(), 0, access, 0, access.length);
        System.arraycopy(saved.judgement(), 0, judgement, 0, judgement.length);
        handling = saved.handling();
    }
}
