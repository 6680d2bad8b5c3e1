/**
 * The picture of one tree of descriptors, laid out from a {@link org.tablewalk.picture.tree.TreeScene}, which a machine's state and an imported trace
 * can be made into.
 *
 * <p>What may not live here: a toolkit, and how any one kind of subject keeps its tables.
 */
package org.tablewalk.picture.tree;
