package org.tablewalk.format.scenario.stage2;

import java.util.List;
import java.util.Set;
import org.tablewalk.arch.arm64.Stage2Geometry;
import org.tablewalk.format.scenario.Expression;
import org.tablewalk.format.scenario.Quoted;

/**
 * A walker case as read.
 *
 * @param name        one line
 * @param note        a sentence for the reader, or empty
 * @param geometry    granule, IPA size, levels
 * @param leaves      pages and blocks in the tree
 * @param emptyTables tables without an entry
 * @param addr        where the walk begins, any 64-bit word
 * @param size        bytes, any 64-bit word
 * @param flags       parameters of the walker lab that are on
 * @param callback    what it does; empty for nothing
 * @param callbackAt  where that stands
 * @param version     of the walker, or null for the lab's
 */
record WalkCase(Quoted name, String note, Stage2Geometry geometry, List<Leaf> leaves, List<EmptyTable> emptyTables, long addr, long size, Set<String> flags,
        List<Clause> callback, Quoted callbackAt, Quoted version) {
    /** A page or block. */
    record Leaf(Expression ipa, Expression level, long levelNumber, Expression pa, long paNumber) {}

    /** An empty table. */
    record EmptyTable(Expression ipa, Expression entryLevel) {}
}
