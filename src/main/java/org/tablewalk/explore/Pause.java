package org.tablewalk.explore;

/** A wish to stand still, and the time that was spent standing. */
final class Pause {
    private boolean asked;
    private long nanos;

    synchronized void set(boolean on) {
        asked = on;
        notifyAll();
    }

    synchronized boolean asked() {
        return asked;
    }

    /** Stands still while asked to. */
    synchronized void await() {
        long since = System.nanoTime();
        try {
            while (asked) {
                wait();
            }
        } catch (InterruptedException e) {
            asked = false;
            Thread.currentThread().interrupt();
        } finally {
            nanos += System.nanoTime() - since;
        }
    }

    /** Time spent standing still. */
    synchronized long nanos() {
        return nanos;
    }
}
