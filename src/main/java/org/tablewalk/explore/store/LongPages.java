package org.tablewalk.explore.store;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A long array that grows by whole pages and never moves: several threads may read and write different elements. Who reads an element must have learnt its index from who wrote it.
 */
final class LongPages {
    private static final int PAGE_BITS = 15;
    private static final int PAGE = 1 << PAGE_BITS;

    private final AtomicReferenceArray<long[]> pages;

    /** An empty array that can grow to so many elements. */
    LongPages(long most) {
        pages = new AtomicReferenceArray<>((int) (most + PAGE - 1 >>> PAGE_BITS));
    }

    long get(long index) {
        return pages.getAcquire((int) (index >>> PAGE_BITS))[(int) index & PAGE - 1];
    }

    void set(long index, long value) {
        page(index)[(int) index & PAGE - 1] = value;
    }

    /** The page that holds an element, made if need be. Runs that do not cross a multiple of their length, a power of two up to the page's, stand in one page. */
    long[] page(long index) {
        int page = (int) (index >>> PAGE_BITS);
        long[] found = pages.getAcquire(page);
        return found != null ? found : make(page);
    }

    /** Where an element stands in its page. */
    static int offset(long index) {
        return (int) index & PAGE - 1;
    }

    private synchronized long[] make(int page) {
        if (pages.getAcquire(page) == null) {
            pages.setRelease(page, new long[PAGE]);
        }
        return pages.getAcquire(page);
    }

    /** Bytes taken by pages for so many elements. */
    static long bytes(long elements) {
        return (elements + PAGE - 1 >>> PAGE_BITS) * PAGE * Long.BYTES;
    }
}
