/**
 * Every interleaving of a machine's moves: the search, the set of states it has seen, how states are stored exactly in a few bytes, the shortest ways to what was found, cycles without
 * progress, checkpoints.
 *
 * <p>What may not live here: a second way to make a step (that is {@code machine}), a second opinion on what is right (that is {@code check}), and words for people.
 */
package org.tablewalk.explore;
