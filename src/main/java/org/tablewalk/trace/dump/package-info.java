/**
 * A tree of stage-2 descriptors of which somebody else has printed the leaves: runs of equal entries, and the tables that they imply.
 *
 * <p>What may not live here: how such a print is written or read ({@code format.dump}), and anything that would have to be guessed.
 */
package org.tablewalk.trace.dump;
