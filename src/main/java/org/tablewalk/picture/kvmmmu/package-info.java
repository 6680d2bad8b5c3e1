/**
 * The two trees of a kernel trace as pictures read them: what it told, and what follows from it.
 *
 * <p>What may not live here: layout ({@code picture.twotrees}), and the other kinds.
 */
package org.tablewalk.picture.kvmmmu;
