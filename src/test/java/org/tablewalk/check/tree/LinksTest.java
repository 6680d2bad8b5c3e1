package org.tablewalk.check.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tablewalk.check.tree.FakeTables.at;
import static org.tablewalk.check.tree.FakeTables.table;

import org.junit.jupiter.api.Test;
import org.tablewalk.machine.Cells;

/** Where descriptors stand in a tree of levels 1 to 3 whose root takes pages 0 and 1. */
class LinksTest {
    private static final long GIB = 1L << 30;
    private static final long MIB2 = 2L << 20;

    private final FakeTables tables = new FakeTables();
    private final Links links = new Links(tables, new Cells(8), 0);

    private void put(long address, long value) {
        tables.put(address, value);
        links.written(address, value);
    }

    private void stands(long address, int level, long ipa) {
        assertThat(links.find(address)).isTrue();
        assertThat(links.level()).isEqualTo(level);
        assertThat(links.ipa()).isEqualTo(ipa);
    }

    @Test
    void theIndicesOnTheWayUpMakeTheAddress() {
        put(at(1, 3), table(2));
        put(at(2, 5), table(3));
        stands(at(1, 3), 1, 515 * GIB);
        stands(at(2, 5), 2, 515 * GIB + 5 * MIB2);
        stands(at(3, 7), 3, 515 * GIB + 5 * MIB2 + 7 * 0x1000);
    }

    @Test
    void tablesThatWereThereBeforeAreKnownOnceRead() {
        tables.put(at(0, 1), table(2));
        assertThat(links.find(at(2, 0))).isFalse();
        links.read();
        stands(at(2, 0), 2, GIB);
    }

    @Test
    void aTableThatNothingPointsToAnyMoreHasNoPlace() {
        put(at(0, 1), table(2));
        put(at(0, 1), table(3));
        assertThat(links.find(at(2, 0))).isFalse();
        stands(at(3, 0), 2, GIB);
    }

    @Test
    void belowTheLastLevelThereIsNoPlaceNorInACircle() {
        put(at(0, 0), table(2));
        put(at(2, 0), table(3));
        put(at(3, 0), table(4));
        assertThat(links.find(at(4, 0))).isFalse();
        put(at(5, 1), table(6));
        put(at(6, 1), table(5));
        assertThat(links.find(at(5, 0))).isFalse();
    }

    @Test
    void wordsOutsideOfTheTablesHaveNoPlace() {
        assertThat(links.find(at(8, 0))).isFalse();
        assertThat(links.find(FakeTables.BASE - 8)).isFalse();
    }
}
