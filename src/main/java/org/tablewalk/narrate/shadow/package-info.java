/**
 * The sentences of an x86 machine's runs under a shadow MMU.
 *
 * <p>What may not live here: what the narrator of traces needs too ({@code narrate.twotrees}), and the other kinds.
 */
package org.tablewalk.narrate.shadow;
