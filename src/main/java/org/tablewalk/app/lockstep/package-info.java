/**
 * The command that puts machines side by side without a window.
 *
 * <p>What may not live here: how they are run and compared ({@code session}), and the words for what they did ({@code narrate}).
 */
package org.tablewalk.app.lockstep;
