package org.tablewalk.picture.twotrees;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tablewalk.picture.twotrees.ShadowSource.GuestEntry;
import org.tablewalk.picture.twotrees.ShadowSource.ShadowEntry;

/** What a table holds, from its entries. */
class CensusTest {
    private final Census census = new Census(512);

    @Test
    void guestEntriesAreCountedByWhatTheyDo() {
        census.add(0, GuestEntry.Kind.TABLE);
        census.add(1, GuestEntry.Kind.LEAF);
        census.add(2, GuestEntry.Kind.LEAF);
        census.add(3, GuestEntry.Kind.RESERVED);
        census.add(4, GuestEntry.Kind.UNKNOWN);
        census.add(5, GuestEntry.Kind.EMPTY);
        var held = census.contents();
        assertThat(new int[] {held.links(), held.leaves(), held.other(), held.unknown(), held.empty()}).containsExactly(1, 2, 1, 1, 507);
        assertThat(held.first()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void shadowEntriesAreCountedByWhatTheyDo() {
        census.add(9, ShadowEntry.Kind.UNKNOWN);
        census.add(10, ShadowEntry.Kind.MMIO);
        census.add(11, ShadowEntry.Kind.LINK);
        census.add(12, ShadowEntry.Kind.LEAF);
        census.add(13, ShadowEntry.Kind.EMPTY);
        var held = census.contents();
        assertThat(new int[] {held.links(), held.leaves(), held.other(), held.unknown(), held.empty()}).containsExactly(1, 1, 1, 1, 508);
        assertThat(held.first()).containsExactly(10, 11, 12);
    }

    @Test
    void onlyTheFirstSixteenAreNamed() {
        for (int i = 0; i < 20; i++) {
            census.add(i, ShadowEntry.Kind.LEAF);
        }
        var held = census.contents();
        assertThat(held.leaves()).isEqualTo(20);
        assertThat(held.first()).hasSize(16).endsWith(15);
    }
}
