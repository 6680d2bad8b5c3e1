/**
 * Machines in lock step as the window shows them: a column for each, with the pictures that it would have alone; what is done to one of them is done to all; their
 * counters side by side; where they part.
 *
 * <p>What may not live here: which events of two runs are the same, and where the others stand when one is moved: the session says that. Nor a picture that a single
 * machine has.
 */
package org.tablewalk.viewmodel.lockstep;
