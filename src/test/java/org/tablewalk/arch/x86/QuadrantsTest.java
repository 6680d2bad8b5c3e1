package org.tablewalk.arch.x86;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class QuadrantsTest {
    /** The guest cuts an address 10:10:12, the shadow tables cut it 2:9:9:12; both must lead to the same entries (domain section 3.6). */
    @Test
    void bothCutsOfAnAddressMeet() {
        for (long address = 0; address < 1L << 32; address += 0x1ff000) {
            int pde = PagingMode.TWO_LEVEL.index(address, 2);
            int index2 = (int) (address >>> 21) & 511;
            int quadrant2 = (int) (address >>> 30);
            assertEquals(pde, Quadrants.guestEntry(2, quadrant2, index2));
            assertEquals(quadrant2, Quadrants.of(2, pde));
            assertEquals(index2 & ~1, Quadrants.first(2, pde));
            int pte = PagingMode.TWO_LEVEL.index(address, 1);
            int index1 = (int) (address >>> 12) & 511;
            int quadrant1 = (int) (address >>> 21) & 1;
            assertEquals(pte, Quadrants.guestEntry(1, quadrant1, index1));
            assertEquals(quadrant1, Quadrants.of(1, pte));
            assertEquals(index1, Quadrants.first(1, pte));
        }
        assertEquals(2, Quadrants.count(2));
        assertEquals(1, Quadrants.count(1));
    }

    /** The domain's example, 0xC0601000: PDE 769, quadrant 3, entry 3, and quadrant 1, entry 1. */
    @Test
    void example() {
        assertEquals(769, Quadrants.guestEntry(2, 3, 3));
        assertEquals(513, Quadrants.guestEntry(1, 1, 1));
    }
}
