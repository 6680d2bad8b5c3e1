/**
 * The trees of a casemate trace as pictures read them.
 *
 * <p>What may not live here: layout ({@code picture.tree}), and the other kinds.
 */
package org.tablewalk.picture.casemate;
