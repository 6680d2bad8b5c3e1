/**
 * The sentences of an Arm machine's runs.
 *
 * <p>What may not live here: what other narrators need too ({@code narrate}), and the other kinds.
 */
package org.tablewalk.narrate.stage2;
