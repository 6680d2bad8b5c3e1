/**
 * An Arm machine's states as pictures read them: its tables, what is held of them elsewhere, its TLBs, what the next step touches.
 *
 * <p>What may not live here: layout ({@code picture.tree}), and the other kinds.
 */
package org.tablewalk.picture.stage2;
