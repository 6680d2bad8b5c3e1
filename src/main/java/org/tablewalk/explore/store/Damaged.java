package org.tablewalk.explore.store;

import java.io.IOException;

/** What is read is not what can have been written. */
public final class Damaged extends IOException {
    private static final long serialVersionUID = 1L;

    private Damaged() {
        super("damaged");
    }

    /** Throws unless something is as it must be. */
    public static void unless(boolean sound) throws Damaged {
        if (!sound) {
            throw new Damaged();
        }
    }

    /** A number of things that can be so many at most. */
    public static int count(int count, int most) throws Damaged {
        unless(count >= 0 && count <= most);
        return count;
    }
}
