/**
 * The sentences of an x86 machine's runs under a shadow MMU.
 *
 * <p>What may not live here: what other narrators need too ({@code narrate}), and the other kinds.
 */
package org.tablewalk.narrate.shadow;
