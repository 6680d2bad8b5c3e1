/**
 * An x86 machine's states as pictures read them: guest tables and shadow tables, what a step did to them, its TLBs.
 *
 * <p>What may not live here: layout ({@code picture.twotrees}), and the other kinds.
 */
package org.tablewalk.picture.shadow;
