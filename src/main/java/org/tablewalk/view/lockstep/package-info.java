/**
 * Machines in lock step: a column for each between the transport and the status bar, their counters below.
 *
 * <p>What may not live here: how any picture in a column is drawn, and anything about a single machine; that is the rest of the window.
 */
package org.tablewalk.view.lockstep;
