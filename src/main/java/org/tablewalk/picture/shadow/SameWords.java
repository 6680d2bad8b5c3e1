package org.tablewalk.picture.shadow;

import org.tablewalk.machine.x86.X86State;

/** Which words of host memory are the same in an image and in an earlier one because they are the very same objects. */
final class SameWords {
    private static final int CHUNK_BYTES = 512;
    private static final int TABLE_BYTES = 4096;

    private final X86State now;
    private X86State earlier;

    /**
     * Compares two images of one machine.
     *
     * @param earlier or null: then nothing is known to be the same
     */
    SameWords(X86State now, X86State earlier) {
        this.now = now;
        this.earlier = earlier;
    }

    /** Whether the words about an address are the same. */
    boolean about(long address) {
        int cell = earlier == null ? -1 : now.map().cellOf(address);
        return cell >= 0 && now.image().sharesChunk(earlier.image(), cell);
    }

    /** Whether all the words of a table are the same. */
    boolean table(long address) {
        for (int chunk = 0; chunk < TABLE_BYTES / CHUNK_BYTES; chunk++) {
            if (!about(address + (long) chunk * CHUNK_BYTES)) {
                return false;
            }
        }
        return true;
    }

    /** Lets go of the earlier image. */
    void forget() {
        earlier = null;
    }
}
