/**
 * How states are kept exactly in a few bytes each: small leaves of cells, each content once; pairs of numbers up a binary tree, each pair once; and the set of roots.
 *
 * <p>What may not live here: how a search goes on, and anything that knows what a cell means.
 */
package org.tablewalk.explore.store;
