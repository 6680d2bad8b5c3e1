/**
 * The transitions between states as a graph: logged in a few bytes each while a search goes on, and its cycles.
 *
 * <p>What may not live here: machines, moves, and what a cycle means.
 */
package org.tablewalk.explore.graph;
