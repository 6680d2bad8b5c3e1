package org.tablewalk.viewmodel.tree;

import java.util.List;
import org.tablewalk.arch.BitField;
import org.tablewalk.viewmodel.inspector.Fact;

/**
 * Where a descriptor stands, and what is known of it.
 *
 * @param level    of its table
 * @param index    in its table
 * @param linked   whether its table is known to hang in the tree
 * @param range    the addresses it translates, or empty
 * @param known    whether its word is known
 * @param fields   of its word; none if that is not known
 * @param users    for each CPU, whether and why it may still use what stood here before
 */
public record Spot(int level, int index, boolean linked, String range, boolean known, List<BitField> fields, List<Fact> users) {}
