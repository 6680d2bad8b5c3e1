/**
 * The tree of a dump as pictures read it.
 *
 * <p>What may not live here: layout ({@code picture.tree}), and the other kinds.
 */
package org.tablewalk.picture.dump;
