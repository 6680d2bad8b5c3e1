/**
 * Sets of machines that are looked at side by side, as files: from one scenario with other values, other lines, or from several. Those that ship lie beside, as a user's own would.
 *
 * <p>What may not live here: opening what a set names, running, comparing.
 */
package org.tablewalk.format.lockstep;
