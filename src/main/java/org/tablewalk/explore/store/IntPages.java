package org.tablewalk.explore.store;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * An int array that grows by whole pages and never moves: several threads may read and write different elements. Who reads an element must have learnt its index from who wrote it.
 */
final class IntPages {
    private static final int PAGE_BITS = 15;
    private static final int PAGE = 1 << PAGE_BITS;

    private final AtomicReferenceArray<int[]> pages;

    /** An empty array that can grow to so many elements. */
    IntPages(long most) {
        pages = new AtomicReferenceArray<>((int) (most + PAGE - 1 >>> PAGE_BITS));
    }

    int get(long index) {
        return pages.getAcquire((int) (index >>> PAGE_BITS))[(int) index & PAGE - 1];
    }

    void set(long index, int value) {
        page(index)[(int) index & PAGE - 1] = value;
    }

    /** The page that holds an element, made if need be. */
    int[] page(long index) {
        int page = (int) (index >>> PAGE_BITS);
        int[] found = pages.getAcquire(page);
        return found != null ? found : make(page);
    }

    private synchronized int[] make(int page) {
        if (pages.getAcquire(page) == null) {
            pages.setRelease(page, new int[PAGE]);
        }
        return pages.getAcquire(page);
    }

    /** Bytes taken by pages for so many elements. */
    static long bytes(long elements) {
        return (elements + PAGE - 1 >>> PAGE_BITS) * PAGE * Integer.BYTES;
    }
}
