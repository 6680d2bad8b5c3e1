package org.tablewalk.explore;

/** Where threads wait for each other; the last to come does something before all go on. */
final class Rendezvous {
    /** Looks before a thread that waits gives up its core: levels are short. */
    private static final int SPINS = 2000;

    private final int parties;
    private final Runnable last;
    private int waiting;
    private volatile int round;

    Rendezvous(int parties, Runnable last) {
        this.parties = parties;
        this.last = last;
    }

    /** Waits for all others. */
    void await() {
        int mine = round;
        if (arrive()) {
            return;
        }
        for (int i = 0; i < SPINS && round == mine; i++) {
            Thread.onSpinWait();
        }
        sleep(mine);
    }

    private synchronized boolean arrive() {
        if (++waiting < parties) {
            return false;
        }
        last.run();
        waiting = 0;
        round++;
        notifyAll();
        return true;
    }

    private synchronized void sleep(int mine) {
        boolean interrupted = false;
        while (round == mine) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
